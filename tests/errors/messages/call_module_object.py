import math

math(3)
