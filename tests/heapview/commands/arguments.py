# The script runs as it would without heapview: arguments, names, exit status.
import sys

print(sys.argv, __name__, __file__.rpartition("/")[2], sys.path[0].endswith("commands"))
value = ["kept"]
sys.exit(3)
