a, b = iter([1])
