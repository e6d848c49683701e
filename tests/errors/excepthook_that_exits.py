import sys

sys.excepthook = lambda *arguments: sys.exit(7)
{}["missing"]
