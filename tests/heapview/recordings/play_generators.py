# A suspended generator shows its variables; while it runs, its frame does.
def squares(n):
    for i in range(n):
        yield i * i


g = squares(3)
next(g)
total = sum(g)
