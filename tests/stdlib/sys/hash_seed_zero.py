import sys

print(sys.flags.hash_randomization)
print(hash(1), hash(2.5), hash((1, 2)))
