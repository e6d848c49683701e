"""Callee, arguments and keywords are evaluated from left to right; so are operands, targets come after values."""


def say(x, result=None):
    print(x, end=" ")
    return x if result is None else result


def f(*args, **kwargs):
    print("call", end=" ")
    return len(args) + len(kwargs)


print(say("f", f)(say(1), *say("star", [2, 3]), say(4), k=say("k"), **say("kw", {"z": 1})))
print(say(1) + say(2) * say(3) - say(4))
print(say(5) < say(6) < say(1) < say(99))
box = {}
say("target", box)[say("key")] = say("value")
print(box)
print(say("then") if say(0) else say("else"))
print({say("k1"): say("v1"), say("k2"): say("v2")})
print([say(1), *say("s", (2,)), say(3)], (say("a"), say("b")))
a = [0, 1, 2]
i = 0
i, a[i] = 1, 9
print(i, a)
x = y = say("once")
print(x is y)
print(say([]) or say(0) or say("last"), say(1) and say("") and say("never"))
say("lst", [1, 2, 3])[say(0):say(2)]
print()
say("assert", True)
assert say("condition", True), say("never")
print()
