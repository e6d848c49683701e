# Names and objects. A name is no box with a value in it: it is a label tied to an object. Assignment ties a label, and never copies. Two labels on one object are seen by `is`, and by what
# happens when the object is changed through one of them; tying a label to something else leaves the object, and the other label, alone.
first = ["milk", "bread"]
second = first  # another label, no other list
print("same object:", second is first, " equal:", second == first)

second.append("eggs")
print("changed through second, seen through first:", first)

second = ["milk", "bread", "eggs"]  # a new list, that happens to be equal
print("same object:", second is first, " equal:", second == first)


def add_tea(shopping):
    shopping.append("tea")  # the caller's list: a parameter is one more label
    shopping = []  # only the label inside is tied to something new
    shopping.append("nobody sees this")


add_tea(first)
print("after the call:", first)

x = 1000
y = x
y += 1  # numbers cannot change: y is tied to a new one
print("x:", x, " y:", y)
