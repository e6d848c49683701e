this is no Python
# -x, but lines have their numbers.
1 / 0
