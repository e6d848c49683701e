import sys
loads = globals().get("loads", 0) + 1
spec_inside = __spec__
loader_inside = type(__loader__).__name__
initializing = __spec__._initializing
