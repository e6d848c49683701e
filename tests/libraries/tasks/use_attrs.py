# Debian: python3-attr
import attr


@attr.s(auto_attribs=True, order=True)
class Point:
    x: int = attr.ib(converter=int, validator=attr.validators.ge(0))
    y: int = 2
    tags: list = attr.Factory(list)


@attr.define(frozen=True, slots=True)
class Frozen:
    name: str
    size: int = attr.field(default=3, repr=False)


print(Point("1"), attr.asdict(Point(5, 6, ["a"])), Point(1) < Point(2))
print(Frozen("f"), attr.evolve(Frozen("f"), name="g"), [a.name for a in attr.fields(Frozen)], hash(Frozen("f")) == hash(Frozen("f")))
for make in (lambda: Point(-1), lambda: setattr(Frozen("f"), "name", "x"), lambda: Point("x")):
    try:
        make()
    except Exception as error:
        print(type(error).__name__, str(error)[:60])
