# Right after the script, `--' says that all that follows is the script's; another one is the script's own.
kept = ["own_arguments"]
import sys

print(sys.argv)
