# Prints the ids of two objects that live at the end, and of one that does not; ../reproducible asks for them by these.
kept = [1, 2]
other = {"again": kept, "deep": [("inner", 7)]}
gone = [3] * 100
print(hex(id(kept)), id(other["deep"][0]), hex(id(gone)))
del gone
