import functools
import os

# The helper waits for the word: while os.system starts it, a signal would be ignored. It starts no process for each signal: to read from
# what says nothing is to wait.
reading, writing = os.pipe()
silence, _ = os.pipe()
os.dup2(reading, 9)
os.dup2(silence, 8)
os.system(f"exec bash -c 'while read -u 9 seconds; do read -t $seconds -u 8; kill -INT {os.getpid()}; done' 8<&8 9<&9 &")


# One operation on something large is left in its midst: `done` would tell that it went on to its end. What comes before or behind the operation is noticed at
# the inner loop, when `done` is true, too; so there are some attempts (with a collection at every allocation, one in fifteen meets the operation).
def attempt(name, expression, **names):
    for number in range(400):
        try:
            os.write(writing, b"%.3f\n" % (0.02 + number % 8 * 0.013))  # not always in the same phase of the loop
            exec(f"while True:\n  kept, done = None, True\n  for _ in 1, 2: pass\n  done = False\n  kept = {expression}\n  done = True\n", names)
        except KeyboardInterrupt:
            if not names["done"]:
                break
    print(name, "went on to its end" if names["done"] else "was left in its midst")


numbers, more = range(5 * 10**5), range(25 * 10**4, 75 * 10**4)
attempt("union", "a | b", a=set(numbers), b=set(more))
attempt("copy of a set", "{*a}", a=set(numbers))
attempt("copy of a dict", "a | b", a=dict.fromkeys(numbers), b={})
attempt("repr of a text", "'%r' % (a,)", a="\u0102b\n" * 5 * 10**5)
attempt("repr of plain text", "'%r' % (a,)", a="ab" * 5 * 10**6)
attempt("repr of bytes", "'%r' % (a,)", a=b"ab\n" * 5 * 10**5)
attempt("ascii", "'%a' % (a,)", a="\u0102b\n" * 5 * 10**5)


# f[x] calls the function, with no instruction behind that looks.
def of(function, *args):
    return type("Of", (), {"__getitem__": functools.partial(function, *args)})()


many = list(range(15 * 10**5))
attempt("list + list", "a + a", a=many)
attempt("a slice of a list", "a[1:]", a=many)
attempt("every other item of a list", "a[::2]", a=many * 2)
attempt("list * n", "a * 15000", a=many[:1000])
attempt("a list of one thing", "a * 15000000", a=[many])
attempt("list * 2", "a * 2", a=many)
attempt("list.extend", "None; a += b; del a[:]", a=[], b=many)
attempt("list.extend by itself", "None; a += a; del a[1500000:]", a=many[:])
attempt("a list's slice set", "None; a[:0] = b; del a[:]", a=[], b=many)
attempt("tuple of a list", "(*a,)", a=many)
many = tuple(many)
attempt("list of a tuple", "[*a]", a=many)
attempt("tuple + tuple", "a + a", a=many)
attempt("tuple * n", "a * 15000", a=many[:1000])
attempt("a slice of a tuple", "a[1:]", a=many)
attempt("every other item of a tuple", "a[::2]", a=many * 2)
attempt("expandtabs", "f[a]", f=of(str.expandtabs), a="ab\t" * 4 * 5 * 10**5)
attempt("expandtabs of bytes", "f[a]", f=of(bytes.expandtabs), a=b"ab\t" * 5 * 10**6)
attempt("translate of bytes", "f[a]", f=of(bytes.translate, b"ab\t" * 5 * 10**6), a=bytes(range(256)))
attempt("maketrans", "f[a]", f=of(str.maketrans, "abc" * 3 * 5 * 10**5), a="abc" * 3 * 5 * 10**5)
attempt("maketrans of what to leave out", "f[a]", f=of(str.maketrans, "", ""), a="abc" * 4 * 5 * 10**5)
attempt("maketrans of a dict", "f[a]", f=of(str.maketrans), a=dict.fromkeys(numbers))
