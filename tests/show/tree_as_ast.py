# The tree of tree.py, which is shown in place of this, has the nodes that Python's own module ast finds, each below its parent.
