"""Chains of a hundred thousand objects die without overflowing the stack."""

class Link:
    def __init__(self, following):
        self.following = following


chain = None
for _ in range(100_000):
    chain = Link(chain)
del chain
nested = []
for _ in range(100_000):
    nested = [nested]
del nested
t = ()
for _ in range(100_000):
    t = (t,)
del t
d = {}
for _ in range(50_000):
    d = {1: d}
del d
print("survived")
