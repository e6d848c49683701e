import os

# The helper waits for the word: while os.system starts it, a signal would be ignored.
reading, writing = os.pipe()
os.dup2(reading, 9)
os.system(f"while read seconds; do sleep $seconds; kill -INT {os.getpid()}; done <&9 &")


# One operation on something large is left in its midst: `done` would tell that it went on to its end. What comes before or behind the operation is noticed at
# the inner loop, when `done` is true, too; so there are some attempts.
def attempt(name, expression, **names):
    for _ in range(10):
        try:
            os.write(writing, b"0.1\n")
            exec(f"while True:\n  kept, done = None, True\n  for _ in 1, 2: pass\n  done = False\n  kept = {expression}\n  done = True\n", names)
        except KeyboardInterrupt:
            if not names["done"]:
                break
    print(name, "went on to its end" if names["done"] else "was left in its midst")


numbers, more = range(10**6), range(5 * 10**5, 15 * 10**5)
attempt("union", "a | b", a=set(numbers), b=set(more))
attempt("copy of a set", "{*a}", a=set(numbers))
attempt("copy of a dict", "a | b", a=dict.fromkeys(numbers), b={})
attempt("repr of a text", "'%r' % (a,)", a="\u0102b\n" * 10**6)
attempt("repr of plain text", "'%r' % (a,)", a="ab" * 10**7)
attempt("repr of bytes", "'%r' % (a,)", a=b"ab\n" * 10**6)
attempt("ascii", "'%a' % (a,)", a="\u0102b\n" * 10**6)
