# Variables that do what options do. A script's folder is not looked into.
import sys

print(sys.path[:2], sys.flags.no_user_site, sys.flags.safe_path, sys.flags.int_max_str_digits, sys.flags.dev_mode, sys.flags.utf8_mode)
print(sys.warnoptions, len(str(10**6000)))
try:
    import _tell
except ModuleNotFoundError as e:
    print(e)
