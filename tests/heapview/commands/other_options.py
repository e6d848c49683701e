# Options that this command of heapview does not have are the script's.
kept = ["other_options"]
import sys

print(sys.argv)
