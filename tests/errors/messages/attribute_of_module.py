import math

math.nothing_like_that
