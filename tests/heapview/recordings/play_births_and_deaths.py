# When was it born, when does it die: asked of names and of numbers.
class Node:
    def __init__(self, name):
        self.name = name


def make(name):
    node = Node(name)
    return node


first = make("first")
second = make("second")
second.other = first
first = None
second = None
