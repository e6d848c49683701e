# Sources that are long in one direction take time in proportion to their length: these would take minutes if each part looked at all before it.
compile("import " + ".".join("a" * 60000), "<long>", "exec")
compile("from " + ".".join("a" * 60000) + " import b", "<long>", "exec")
code = compile("f(" + ",".join(["*x"] * 300000) + ")", "<long>", "eval")
compile("f'" + "{x}" * 15000 + "'", "<long>", "eval")
print(eval(code, {"f": lambda *args: len(args), "x": (1,)}))
for arguments, count in (("*x, " * 3 + "a=1, *x, b=2", 3), ("a=1, **y, b=2, **y", 0), ("a=1, *x, **{}", 1)):
    print(eval(f"f({arguments})", {"f": lambda *args, **names: (len(args), sorted(names)), "x": (1,), "y": {}}))
for wrong in ("f(a=1, b)", "f(*x, a=1, *x, b)", "f(**y, *x)", "f(a=1, **y, *x)", "f(**y, b)", "f(a=1, b=2, *x, **y, *x)"):
    try:
        compile(wrong, "<wrong>", "eval")
    except SyntaxError as error:
        print(wrong, error.msg, error.offset)

# An f-string of more fields than there are registers; its pieces are made in order.
seen = []
def piece(n):
    seen.append(n)
    return n
for count in (199, 200, 201, 20_000):
    seen.clear()
    text = eval("f'" + "".join("{piece(%d)}-{%d!r:>3}" % (i, i % 7) for i in range(count)) + "'")
    print(len(text), text[:20], text[-20:], seen == list(range(count)))
try: eval("f'" + "{piece(1)}" * 500 + "{1/0}" + "{piece(2)}" * 500 + "'")
except ZeroDivisionError as error: print(error, seen.count(2))
