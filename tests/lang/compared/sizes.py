# sys.getsizeof with CPython's figures
import sys
print(sys.getsizeof(1), sys.getsizeof('abc'), sys.getsizeof([]), sys.getsizeof([1, 2]), sys.getsizeof({}), sys.getsizeof((1,)))
