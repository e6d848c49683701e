class A:
    def f(self):
        super().f()


A().f()
