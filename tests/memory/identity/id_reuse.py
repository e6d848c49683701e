"""Who gets whose place: an object that has gone, one that is still there, and += on immutable and mutable objects."""


class A:
    pass


a = A()
place = id(a)
del a
b = A()
print("an instance of the same class takes the place of the dead one:", id(b) == place)
print("two temporaries at once are two objects:", A() is not A(), [] is not [])
x = [1]
place = id(x)
x += [2]
print("list += keeps the object:", id(x) == place)
x = x + [3]
print("list + makes a new one:", id(x) != place)
n = 1000
before = n
n += 1
print("int += makes a new one:", before is not n, before, n)
t = u = (1,)
t += (2,)
print("tuple +=:", t is not u, u)
s = r = "text" * 2
s += "!"
print("str += with a second reference:", s is not r, r)
f = g = 1.5
f += 1
print("float +=:", f is not g, g)
d = e = {"a": 1}
d |= {"b": 2}
print("dict |=:", d is e, e)
seen = set()
objects = [A() for _ in range(100)]
print("ids of living objects differ:", len({id(o) for o in objects}) == 100)
y = [A()]
first = y[0]
y[0] = A()
print("replacing:", y[0] is not first)
print("id is the same as long as it lives:", id(first) == id(first), first is first)
print(id(a_shared := (1, 2)) == id(a_shared), hash(first) == hash(first), id(None) == id(None), id(A) == id(type(first)))
