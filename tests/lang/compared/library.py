# dataclasses, enum, typing, functools, contextlib
import contextlib
import dataclasses
import enum
import functools
import typing
@dataclasses.dataclass(order=True, frozen=True)
class Point:
    x: int
    y: int = 0
class Colour(enum.Flag):
    RED = enum.auto()
    BLUE = enum.auto()
@functools.singledispatch
def kind(value):
    return 'thing'
@kind.register
def _(value: int):
    return 'int'
with contextlib.suppress(ValueError):
    int('x')
print(Point(1), Point(1) < Point(2), Colour.RED | Colour.BLUE, kind(5), kind('a'), typing.get_type_hints(Point))
