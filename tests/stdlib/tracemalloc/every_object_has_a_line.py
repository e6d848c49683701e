# Also a list, which in CPython 3.11 comes from a free list that tracemalloc does not see, and an instance, which it looks for at another address.
import tracemalloc
class Node:
    def __init__(self): self.x = 1
tracemalloc.start()
numbers = [0] * 10
node = Node()
print(tracemalloc.get_object_traceback(numbers)[0].lineno, tracemalloc.get_object_traceback(node)[0].lineno)
