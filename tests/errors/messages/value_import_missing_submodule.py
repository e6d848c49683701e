import math.something
