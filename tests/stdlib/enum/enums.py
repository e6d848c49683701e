"""enum: members, aliases, lookup, flags, auto, IntEnum and StrEnum, and what is refused."""
from enum import CONTINUOUS, Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique, verify


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    def describe(self):
        return f"{self.name.lower()} is {self.value}"


print(Color.RED, repr(Color.GREEN), Color.BLUE.name, Color.BLUE.value, Color.CRIMSON is Color.RED)
print(list(Color), len(Color), Color["GREEN"], Color(3), Color.RED.describe())
print(Color.RED in Color, isinstance(Color.RED, Color), type(Color.RED), list(Color.__members__))
print({Color.RED: 1}[Color.RED], Color.RED == Color.RED, Color.RED == 1, Color.RED != Color.GREEN, f"{Color.RED}", f"{Color.RED!r:>20}")
for attempt in (lambda: Color(9), lambda: Color["PINK"], lambda: setattr(Color, "RED", 5), lambda: Color.RED < Color.GREEN, lambda: Color.PINK,
                lambda: delattr(Color, "RED"), lambda: type("More", (Color,), {})):
    try:
        print(attempt())
    except (ValueError, KeyError, AttributeError, TypeError) as e:
        print(type(e).__name__, e)


class Number(IntEnum):
    ONE = 1
    TWO = 2


print(Number.ONE + 1, Number.TWO > Number.ONE, sorted([Number.TWO, Number.ONE]), repr(Number.ONE), str(Number.ONE), [10, 20, 30][Number.TWO], f"{Number.TWO:03}")


class Word(StrEnum):
    HELLO = auto()
    OTHER = "else"


print(Word.HELLO, repr(Word.OTHER), Word.HELLO.upper(), Word.OTHER == "else", "".join(Word))


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()
    ALL = READ | WRITE | RUN


both = Permission.READ | Permission.WRITE
print(both, repr(both), Permission.READ in both, Permission.RUN in both, ~both, both & Permission.READ, bool(both & Permission.RUN), list(Permission.ALL))
print(Permission(0), Permission(5), both ^ Permission.READ, len(both))


class Bits(IntFlag):
    A = 1
    B = 2


print(Bits.A | Bits.B, Bits.A | 8, repr(Bits(9)), Bits.A + 1, Bits(3) == 3)


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.642, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


print(Planet.MARS.mass, Planet.EARTH.radius, Planet.MARS)


class Auto(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower() + str(count)

    FIRST = auto()
    SECOND = auto()

    @classmethod
    def _missing_(cls, value):
        return cls.FIRST if value == "any" else None


print([m.value for m in Auto], Auto("any"))
try:
    @unique
    class Twice(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
try:
    @verify(CONTINUOUS)
    class Gaps(Enum):
        A = 1
        B = 3
except ValueError as e:
    print(e)
Animal = Enum("Animal", "ANT BEE CAT")
print(list(Animal), Animal.BEE.value, Animal.__name__)
print(hash(Color.RED) == hash("RED"), Color.__doc__, Color.RED.__class__, dir(Color)[:4])
