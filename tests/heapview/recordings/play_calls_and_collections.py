# Over calls and out of them; a collection is a step of its own; an exception passes through two functions.
import gc


class Node:
    pass


def cycle():
    node = Node()
    node.me = node


def fails(depth):
    if depth == 0:
        raise ValueError("so deep")
    fails(depth - 1)


cycle()
gc.collect()
try:
    fails(1)
except ValueError as e:
    print("caught", e)
