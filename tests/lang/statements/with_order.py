"""with: several managers open from left to right and close from right to left, whatever happens."""


class M:
    def __init__(self, name, fail_enter=False, fail_exit=False, swallow=False):
        self.name, self.fail_enter, self.fail_exit, self.swallow = name, fail_enter, fail_exit, swallow

    def __enter__(self):
        print("+" + self.name, end=" ")
        if self.fail_enter:
            raise RuntimeError("enter " + self.name)
        return self

    def __exit__(self, kind, value, tb):
        print("-" + self.name + (f"[{value}]" if kind else ""), end=" ")
        if self.fail_exit:
            raise RuntimeError("exit " + self.name)
        return self.swallow


def run(*managers, body=None):
    try:
        if len(managers) == 1:
            with managers[0]:
                body and body()
        else:
            with managers[0] as a, managers[1] as b:
                print(a.name + b.name, end=" ")
                body and body()
        print("after")
    except Exception as e:
        print("raised", repr(e), "context", repr(e.__context__))


def fail():
    raise ValueError("body")


run(M("a"), M("b"))
run(M("a"), M("b"), body=fail)
run(M("a"), M("b", swallow=True), body=fail)
run(M("a", swallow=True), M("b"), body=fail)
run(M("a"), M("b", fail_enter=True))
run(M("a", swallow=True), M("b", fail_enter=True))
run(M("a"), M("b", fail_exit=True))
run(M("a", swallow=True), M("b", fail_exit=True), body=fail)
run(M("a", fail_exit=True), body=fail)


def returns():
    with M("r"):
        return "value"


def yields():
    with M("y"):
        yield 1
        yield 2


print(returns())
for x in yields():
    print(x, end=" ")
print()
g = yields()
next(g)
g.close()
print("closed")
order = []


class Lookup:
    """__enter__ and __exit__ are looked up on the type."""

    def __enter__(self):
        return "type's"

    def __exit__(self, *a):
        pass


obj = Lookup()
obj.__enter__ = lambda: "instance's"
with obj as value:
    print(value)
