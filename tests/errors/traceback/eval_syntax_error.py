def f(text):
    return eval(text)


f("1 +")
