def positive(n):
    assert n > 0, f"{n} is not positive"
    return n


print(positive(1) + positive(-1))
