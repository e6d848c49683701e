# The counts of shared objects add up, too: who holds them is told in classes.
import heapview, sys

for value in (None, True, object, int, 5, "", ()):
    data = heapview.why(value).data()
    parts = sum(part["count"] for part in data["parts"])
    print(value, parts - data["count"], [part["count"] for part in data["parts"] if part["kind"] == "start"],
          [part["text"] for part in data["parts"] if part["kind"] == "interpreter"])

many = [None] * 5000
lines = str(heapview.why(None)).split("\n")
print(sum(1 for line in lines[1:] if " in " in line) > 2, [line for line in lines if " × in lists" in line])

# The interpreter itself holds the namespaces of sys and builtins, besides their modules.
import builtins
for module in (sys, builtins, heapview):
    data = heapview.why(module.__dict__).data()
    print(module.__name__, [part["text"] for part in data["parts"] if "interpreter" in part["text"]])
