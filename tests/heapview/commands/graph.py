# What an object refers to when the script has ended, within limits.
import gc

gc.disable()
inner = ["inner"]
kept = [inner, [[inner]], (1, 2, inner), {"key": inner}, "beyond the limit"]
