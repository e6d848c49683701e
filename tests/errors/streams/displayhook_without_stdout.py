import sys
sys.displayhook(5)
sys.stdout = None
sys.displayhook(6)
del sys.stdout
try: sys.displayhook(7)
except RuntimeError as e: print(e, file=sys.stderr)
