# Characters that came with Unicode 15 are not assigned yet: CPython 3.11 has Unicode 14.
TESTS = "isprintable isalpha isalnum isdigit isdecimal isnumeric isidentifier isupper islower istitle isspace".split()
windows = [range(0xCC0, 0xD00), range(0xEC0, 0xED4), range(0x10EF0, 0x10F10), range(0x11230, 0x11250), range(0x11AF0, 0x11B10), range(0x11EF0, 0x11F60),
           range(0x13420, 0x13460), range(0x1B130, 0x1B160), range(0x1D2BE, 0x1D2E4), range(0x1DF00, 0x1DF30), range(0x1E020, 0x1E0A0),
           range(0x1E4C0, 0x1E500), range(0x1F6D0, 0x1F6E0), range(0x1F770, 0x1F7E0), range(0x1FA70, 0x1FB00), range(0x2B730, 0x2B745),
           range(0x3134A, 0x31360), range(0x323A8, 0x323B4)]
for window in windows:
    print(hex(window.start), {name: sum(getattr(chr(c), name)() for c in window) for name in TESTS})
print(ascii("".join(chr(c).upper() + chr(c).lower() + chr(c).casefold() for c in windows[9])))
print(repr("\U00011f03\u0cf3\U0001fae8"), "\U00011f50".isdigit(), "\U00031350".isidentifier())
