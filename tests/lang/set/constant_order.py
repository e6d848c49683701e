# The order in which a set of constants is printed, where its items collide: CPython makes it from a constant
# that was itself made from the items of another, and takes one constant for all displays with the same items.
print({1, 9, 17}, {17, 9, 1}, {9, 17, 1})
print({25, 17, 9, 1}, {1, 9, 17, 25}, {1.0, 9, 17, 25}, {True, 9, 17, 25})
print({33, 1, 65, 97, 129, 2, 34, 66})
print({9, 1}, {1, 9}, {0, 8}, {8, 0})  # two are no constant


def elsewhere():
    return {9, 17, 1}


print(elsewhere(), [item for item in {17, 1, 9}], [item for item in {10, 2}], [item for item in {2, 10}])
print({0.0, 8, 16}, {-0.0, 8, 16}, {16, 8, -0.0}, {8, 16, 0.0}, {0, 8, 16}, {16, 8, False})
print(*[item for item in {8, 16, (1, 2)} if item != (1, 2)], *[item for item in {(1.0, 2), 16, 8} if item != (1, 2)])

s = {1, 9, 17, 25}
s.discard(9)
s.add(33)
print(s)
print(frozenset({17, 9, 1}), 9 in {17, 9, 1}, {*(17, 9, 1)}, {*{17, 9, 1}, 25})
