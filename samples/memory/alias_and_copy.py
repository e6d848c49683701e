# Alias against copy. An alias is another name for the same object; a shallow copy is a new outer object with the same items; a deep copy copies what it can reach, each object once, so that shared parts and
# cycles stay what they are.
import copy
import sys

inner = [1, 2]
plan = {"days": inner, "again": inner}

alias = plan
shallow = copy.copy(plan)
deep = copy.deepcopy(plan)
print("alias  :", alias is plan, alias["days"] is inner)
print("shallow:", shallow is plan, shallow["days"] is inner)
print("deep   :", deep is plan, deep["days"] is inner)
print("references to the inner list:", sys.getrefcount(inner))

inner.append(3)
print("alias sees", alias["days"], " shallow sees", shallow["days"], " deep sees", deep["days"])
plan["new"] = True
print("a new key: alias", "new" in alias, " shallow", "new" in shallow)
print("what was shared stays shared in a deep copy:", deep["days"] is deep["again"])

ring = [1]
ring.append(ring)
twin = copy.deepcopy(ring)
print("a cycle stays a cycle:", twin[1] is twin, twin is ring)

row = [0] * 3
wrong = [row] * 2
right = [row[:] for n in range(2)]
wrong[0][0] = right[0][0] = 1
print("rows by alias:", wrong, " rows by copy:", right)
t = (1, [2])
print("a tuple of unchanging things need not be copied:", copy.copy(t) is t, copy.deepcopy((1, "a"))[1])
