saved = None
try:
    [][0]
except IndexError as problem:
    saved = problem
print("later")
raise saved
