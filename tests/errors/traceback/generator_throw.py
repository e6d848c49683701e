def listener():
    while True:
        value = yield
        print(value)


g = listener()
next(g)
g.send("hello")
g.throw(ValueError("thrown in"))
