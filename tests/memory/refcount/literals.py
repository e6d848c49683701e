# A text that runs directly holds each of its literals once more, as long as it runs: CPython keeps its syntax tree.
import sys
from sys import getrefcount as count

number = 24601
text = "some words"
pair = (1, 2)
real = 3.25
imaginary = 2.5j
data = b"some bytes"
negative = -24602
folded = 2 * 12301
many = [1000, 2000, 3000]
print([count(x) for x in (number, text, pair, real, imaginary, data, negative, folded)])
print([count(x) for x in many], [count(x) for x in [4000, 5000]], [count(x) for x in {"k": 6000}.values()])
print(count(1000), count("a literal as argument"), count((1, ("nested", 2.5))))

def f():
    local = 98765
    return count(local)

print(f(), f())

def defaults(x=77777, *, y=88888):
    return count(x), count(y)

print(defaults(), count(defaults.__defaults__))

class C:
    attribute = 54321

print(count(C.attribute))
print([count(n) for n in (11111, 22222)], (lambda: count(33333))())

exec("n = 4711; print(count(n))")
print(eval("count(4713)"))
exec(compile("n = 4712; print(count(n))", "s", "exec"))
print(eval(compile("count(4714)", "s", "eval")))

kept = []
exec("kept.append(123456)")
print(count(kept[0]))
exec("def g(): return 1234567")
print(count(g()))
try:
    exec("kept.append(7654321); 1/0")
except ZeroDivisionError as error:
    error.__traceback__ = None
print(count(kept[1]))
