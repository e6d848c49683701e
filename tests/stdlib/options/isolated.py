# -I: no environment, and no modules beside the script.
import sys

print(sys.flags.isolated, sys.flags.ignore_environment, sys.flags.no_user_site, sys.flags.safe_path, sys.flags.quiet, sys.flags.dev_mode)
print(sys.warnoptions, sys.flags.optimize, '/nowhere' in sys.path)
try:
    import _tell
except ModuleNotFoundError as e:
    print(e)
