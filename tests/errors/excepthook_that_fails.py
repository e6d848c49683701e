import sys

sys.excepthook = lambda *arguments: 1 / 0
{}["missing"]
