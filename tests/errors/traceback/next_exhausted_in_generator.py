def pairs(items):
    iterator = iter(items)
    while True:
        yield next(iterator), next(iterator)


print(list(pairs([1, 2, 3])))
