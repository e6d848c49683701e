def check(x):
    raise ValueError(f"bad {x}")


if True and check(3):
    pass
