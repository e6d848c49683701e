"""input() with and without prompts, end of file, print's destinations."""
import sys

name = input()
age = int(input("age? "))
print()
print(f"{name!r} {age}")
print(repr(input("empty line: ")), repr(input()), sep="\n")
for line in sys.stdin:
    print("line", repr(line))
    if line.startswith("stop"):
        break
print("rest", sys.stdin.read().splitlines())
try:
    input()
except EOFError as e:
    print(type(e).__name__, e)
print("a", "b", sep="", end="|\n", file=sys.stdout, flush=True)
print("to stderr", file=sys.stderr)


class Sink:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


sink = Sink()
print(1, "x", None, sep=", ", end=".", file=sink)
print(sink.parts)
print("é🐍", "\x00".isprintable(), "tab\tnew\\n")
