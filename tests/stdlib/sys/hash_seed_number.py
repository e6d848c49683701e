import sys

print(sys.flags.hash_randomization)
print(hash("text") == hash("te" + "xt"), len({"a", "b", b"a"}))
