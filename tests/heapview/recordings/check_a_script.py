# Forward, backward and in leaps the same.
def f(n):
    return [n, f(n - 1)] if n else []


for i in range(30):
    f(i)
