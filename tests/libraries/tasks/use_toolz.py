# Debian: python3-toolz
import toolz
from toolz import compose, curry, curried, groupby, merge_with, partition_all, pipe, sliding_window, thread_last

print(pipe([3, 1, 2], sorted, list, len), groupby(len, ["a", "bb", "c"]), list(partition_all(2, range(5))), merge_with(sum, {"a": 1}, {"a": 2, "b": 3}))
add = curry(lambda a, b, c: a + b + c)
print(add(1)(2)(3), compose(str, abs)(-3), list(sliding_window(2, "abc")), thread_last([1, 2, 3], (map, lambda x: x * 2), list), list(curried.map(str.upper)("ab")))
print(toolz.assoc_in({}, ["a", "b"], 1), toolz.get_in(["a", 0], {"a": [7]}), toolz.frequencies("hello"), toolz.memoize(lambda x: x)(4))
