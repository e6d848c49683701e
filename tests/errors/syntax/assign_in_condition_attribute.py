class A: pass
a = A()
if a.x = 5:
    print(a)
