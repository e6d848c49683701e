"""Deeply nested blocks, expressions and data."""
for a in range(2):
    while True:
        try:
            with_value = a
            if a:
                for b in [1]:
                    try:
                        while b:
                            b -= 1
                            if not b:
                                raise KeyError(a, b)
                    except KeyError as e:
                        print("caught", e.args)
                        continue
                    finally:
                        print("inner finally")
                else:
                    print("for else")
            else:
                print("else branch")
        finally:
            print("outer finally", a)
        break
print(((((((((((1 + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1))
print([[[[[[[[[["deep"]]]]]]]]]][0][0][0][0][0][0][0][0][0][0])
print(eval("(" * 60 + "1" + ")" * 60), eval("[" * 50 + "]" * 50), eval("-" * 50 + "1"), eval("+".join(["1"] * 500)), eval("not " * 31 + "1"))
print((lambda: (lambda: (lambda: (lambda: "nested lambdas")())())())())
f = eval("lambda x: " * 10 + "'curried'")
for _ in range(10):
    f = f(0)
print(f)


def level1():
    def level2():
        def level3():
            class Level4:
                def method(self):
                    return [[z for z in range(y)] for y in range(3)]
            return Level4
        return level3()
    return level2()()


print(level1().method(), type(level1()).__qualname__)
source = "\n".join("    " * n + f"if {n} < 15:" for n in range(15)) + "\n" + "    " * 15 + "print('fifteen ifs')"
exec(source)
exec("x0 = 0\n" + "\n".join(f"x{n} = x{n - 1} + {n}" for n in range(1, 400)) + "\nprint(x399)")
exec("def many():\n" + "\n".join(f"    v{n} = {n}" for n in range(400)) + "\n    return " + " + ".join(f"v{n}" for n in range(400)) + "\nprint(many())")
