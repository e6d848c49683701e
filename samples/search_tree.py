"""A binary search tree that behaves like a mapping: recursion, iteration, deletion, slices of the key range."""


class Node:
    __slots__ = ("key", "value", "left", "right")

    def __init__(self, key, value):
        self.key, self.value = key, value
        self.left = self.right = None


class Tree:
    def __init__(self, items=()):
        self.root = None
        self.size = 0
        for key, value in items:
            self[key] = value

    def _find(self, key):
        node = self.root
        while node is not None and node.key != key:
            node = node.left if key < node.key else node.right
        return node

    def __setitem__(self, key, value):
        parent, node = None, self.root
        while node is not None:
            if node.key == key:
                node.value = value
                return
            parent, node = node, node.left if key < node.key else node.right
        fresh = Node(key, value)
        self.size += 1
        if parent is None:
            self.root = fresh
        elif key < parent.key:
            parent.left = fresh
        else:
            parent.right = fresh

    def __getitem__(self, key):
        if isinstance(key, slice):
            return [(k, v) for k, v in self.items() if (key.start is None or k >= key.start) and (key.stop is None or k < key.stop)]
        node = self._find(key)
        if node is None:
            raise KeyError(key)
        return node.value

    def __contains__(self, key):
        return self._find(key) is not None

    def __len__(self):
        return self.size

    def __delitem__(self, key):
        if key not in self:
            raise KeyError(key)
        self.root = self._without(self.root, key)
        self.size -= 1

    def _without(self, node, key):
        if key < node.key:
            node.left = self._without(node.left, key)
        elif key > node.key:
            node.right = self._without(node.right, key)
        elif node.left is None:
            return node.right
        elif node.right is None:
            return node.left
        else:
            # Two children: the smallest key on the right takes the place.
            successor = node.right
            while successor.left is not None:
                successor = successor.left
            node.key, node.value = successor.key, successor.value
            node.right = self._without(node.right, successor.key)
        return node

    def items(self):
        """In the order of the keys, with a stack instead of recursion."""
        stack, node = [], self.root
        while stack or node is not None:
            while node is not None:
                stack.append(node)
                node = node.left
            node = stack.pop()
            yield node.key, node.value
            node = node.right

    def __iter__(self):
        return (key for key, _ in self.items())

    def height(self):
        def measure(node):
            return 0 if node is None else 1 + max(measure(node.left), measure(node.right))
        return measure(self.root)

    def draw(self):
        def lines(node, indent):
            if node is not None:
                yield from lines(node.right, indent + 4)
                yield " " * indent + str(node.key)
                yield from lines(node.left, indent + 4)
        return "\n".join(lines(self.root, 0))

    def balanced(self):
        """A new tree of the same items with the least height."""
        items = list(self.items())
        result = Tree()

        def add(low, high):
            if low < high:
                middle = (low + high) // 2
                result[items[middle][0]] = items[middle][1]
                add(low, middle)
                add(middle + 1, high)

        add(0, len(items))
        return result


tree = Tree((n * 37 % 100, n) for n in range(15))
print(tree.draw())
print("size", len(tree), "height", tree.height())
print("keys", *tree)
print("from 30 to 60:", tree[30:60])
print(37 in tree, 38 in tree, tree[37])

for key in (0, 37, 99, 11):
    try:
        del tree[key]
        print(f"deleted {key}:", *tree)
    except KeyError as problem:
        print("not there:", problem)

line = Tree((n, str(n)) for n in range(40))
print("a line has height", line.height(), "and balanced", line.balanced().height())
print("the same items:", list(line.items()) == list(line.balanced().items()))
