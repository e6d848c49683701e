"""A cycle that lives until the end is finalized too."""


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a = Node("cycle")
a.me = a
print("last line")
