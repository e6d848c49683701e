class A:
    def f():
        pass


A().f()
