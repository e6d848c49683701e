"""A package; not a test itself."""
print("importing", __name__)
VALUE = 42


def helper():
    return "helped"
