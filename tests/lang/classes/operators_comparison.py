"""Rich comparison: reflection, NotImplemented, identity as the default, chains, hashing."""


class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        if not isinstance(other, V):
            return NotImplemented
        return self.n == other.n

    def __lt__(self, other):
        print("lt", end=" ")
        return self.n < other.n

    def __le__(self, other):
        print("le", end=" ")
        return self.n <= other.n


a, b, c = V(1), V(1), V(2)
print(a == b, a != b, a == 1, a != 1, 1 == a)
print(a < c, a > c, a <= b, a >= b, a < c > b)
print(sorted([V(3), V(1), V(2)], key=lambda v: v.n)[0].n, min([c, a]).n)
print([v.n for v in sorted([V(3), V(1), V(2)])])
try:
    hash(a)
except TypeError as e:
    print(e)
print(a in [b], [a] == [b], (a, 1) == (b, 1), [1, a].index(b), [a, b, c].count(b))


class Plain:
    pass


p, q = Plain(), Plain()
print(p == p, p == q, p != q, len({p, q, p}))
try:
    p < q
except TypeError as e:
    print(e)


class Odd:
    def __eq__(self, other):
        return "not a bool"

    def __ne__(self, other):
        return []

    __hash__ = None


print(Odd() == 1, Odd() != 1, not Odd() == 1, 1 == Odd())


class NeverEqual:
    def __eq__(self, other):
        return False

    def __hash__(self):
        return 1


n = NeverEqual()
print(n in [n], [n] == [n], n == n, {n: 1}[n], [n].count(n))


class Reflected(V):
    def __eq__(self, other):
        print("the subclass is asked first", end=" ")
        return True


print(a == Reflected(5), Reflected(5) == a)
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, True is (1 == 1), not 1 == 2, "a" < "b" <= "b" != "c")
x = float("nan")
print(x == x, [x] == [x], x in [x], x < 1, x > 1)
