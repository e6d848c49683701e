# What a View can do: text, colours, JSON, data, files.
import gc
import os
import sys

import heapview

gc.disable()
a = ["ä", "\n", "tab\t", "\x01", '"quoted"', "back\\slash", 1, -2.5, None, True]
view = heapview.graph(a)
print(type(view), heapview.View is type(view))
print(view)
print(repr(view.text(color=True))[:120])
print(view.text() == str(view) == view.text(False))
print([edge.get("value") for edge in view.data()["objects"][0]["edges"]])
view.show()
view.show(color=True)


class Stream:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text


class Terminal(Stream):
    def isatty(self):
        return True


stream = Stream()
view.show(stream)
print(stream.text == str(view) + "\n")
stream = Terminal()
view.show(stream)
print("\x1b[" in stream.text)
view.show(file=stream, color=False)

for ending in ("txt", "json", "dot", "svg"):
    name = "/tmp/ouro-view-%d.%s" % (os.getpid(), ending)
    view.save(name)
    with open(name) as file:
        content = file.read()
    expected = {"txt": view.text, "json": view.json, "dot": view.dot, "svg": view.svg}[ending]() + "\n"
    print(ending, content == expected)
    os.remove(name)
for wrong in ("/tmp/view.png", "noending", "/no/such/folder/view.txt", 5, "/tmp/a\0b.txt"):
    try:
        view.save(wrong)
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, error)
try:
    heapview.why(a).svg()
except ValueError as error:
    print(error)
try:
    heapview.View()
except TypeError as error:
    print(error)
before = sys.getrefcount(a)
kept = [heapview.why(a), heapview.graph(a), heapview.backrefs(a)]
print(sys.getrefcount(a) == before)
