# Debian: python3-colorama
from colorama import Back, Fore, Style, AnsiToWin32, init, deinit

print(repr(Fore.RED + "x" + Style.RESET_ALL), repr(Back.LIGHTBLUE_EX), sorted(vars(Style)), repr(Fore.GREEN))
