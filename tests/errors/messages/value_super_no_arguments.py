def f():
    super()


f()
