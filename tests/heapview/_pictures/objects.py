# Objects whose pictures are hard to draw; ../pictures looks at each of these globals.
import weakref


class Node:
    def __init__(self, value, parent=None):
        self.value = value
        self.parent = parent
        self.root = parent.root if parent else self
        self.children = []
        if parent:
            parent.children.append(self)


# Every node leads back to its parent and to the root, over several columns.
tree = Node("根")
for i in range(3):
    child = Node(i, tree)
    for k in range(2):
        Node(k, Node("leaf", child))

# A list that contains itself, several times.
itself = []
itself += [itself, itself, itself]

# A ring whose members all know the first, and those two steps back.
ring = [[] for _ in range(12)]
for i, member in enumerate(ring):
    member += [ring[(i + 1) % 12], ring[0], ring[i - 2]]
chain = ring[0]


# A class and instances with many attributes, columns of very different heights.
class Wide:
    pass


wide = Wide()
for i in range(18):
    setattr(wide, f"attribute_{i}", [i, wide] if i % 3 else [[wide, [wide]], i])

# All refer to all.
mesh = [[] for _ in range(7)]
for member in mesh:
    member += mesh
crowd = mesh[0]

# Many that refer to one, which is far away, more than there is room for between the boxes.
far = {}
for i in range(15):
    far[i] = [[far], [[far]], [[[far]]]]

# Titles that are wide, that combine, and that have no width.
titles = ["日本語の長い題名", "한국어", "ｆｕｌｌ", "e\u0301a\u0308" * 6, "שלום", "\U0001f40d", [["日本語", ["漢字"]]]]

# Weak references, which are drawn dashed.
weak = [tree, weakref.ref(tree), [weakref.ref(tree)]]


# What graphviz and XML read in labels of their own. Each stands in the picture as it is.
def named(name):
    return type(name, (), {})


odd = [
    named(r"\N \G \l \r \n"),
    named('quote " \\" end\\'),
    named("<b> {x|y} <p>"),
    named("&amp; &lt; &#65; & ;"),
    named("two  spaces"),
    named("control \x01\x07\x7f\ufffe\uffff"),
    {r"\N": 1, "&amp;": [2], "<{|}>": [], '"': ()},
    named("日本語")(),
]
