try:
    raise ValueError("first")
finally:
    1 / 0
