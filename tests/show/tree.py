"""Every kind of statement, and most expressions."""
import os.path as path, sys
from . import *
from ..package import name as other


@decorate(1)
def function(first, /, second: int = 2, *rest: str, keyword, default=None, **more) -> float:
    global counter
    return first


async def coroutine():
    async with lock as held, other:
        await held
    async for item in source:
        yield item


class Child(Base, metaclass=Meta):
    attribute: int = 3
    (bracketed): str

    def method(self):
        def inner():
            nonlocal self
            del self, a.b, c[0]
        return super().method(*args, **kwargs, key=1)


while a and b or not c:
    break
else:
    pass
for i, (j, *k) in enumerate(x):
    continue
if a < b <= c is not d in e:
    a.b[1:2, ::3] += -~+1 ** 2 @ 3 // 4
elif (walrus := 10):
    assert a, 'message'
else:
    raise ValueError from None
try:
    first()
except (A, B) as error:
    raise
except C:
    second()
else:
    third()
finally:
    fourth()
a = b = lambda x=1, *y: x if y else {**z, 'k': [1, (2,), {3, 4}]}
comprehensions = [x for x in y if x if y for z in x], {k: v for k, v in d}, {x for x in y}, (x async for x in y)
text = f"é{a!r:>{width}.2f}" 'x' "it's\n\ud800" if 0 else f"{b}"
numbers = 0x1F, 1_000, 1e10, 2.5j, True, None, ..., u'u'
match command:
    case 1 | None | 'x':
        pass
    case [Point(0, y=other), *rest] as whole if guard:
        pass
    case {'key': value, **others}:
        pass
    case _:
        pass
