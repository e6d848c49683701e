# Where CPython has words of its own for what is no iterable, they stand for every TypeError of iter(), and for no other error.
class NoIterator:
    def __iter__(self):
        return 5


class Fails:
    def __init__(self, error):
        self.error = error

    def __iter__(self):
        raise self.error


class NextFails:
    def __iter__(self):
        return self

    def __next__(self):
        raise TypeError("of next")


def slice_of(sequence, key):
    def assign(value):
        sequence[key] = value

    return assign


def call(value):
    print(*value)


def call_function(value):
    (lambda *args: args)(*value)


def call_keywords(value):
    dict(**value)


def extend_literal(value):
    return [*value]


def tuple_literal(value):
    return (*value,)


def set_literal(value):
    return {*value}


def dict_literal(value):
    return {**value}


def unpack(value):
    a, b = value


def unpack_star(value):
    a, *b = value


def delegate(value):
    def inside():
        yield from value

    return list(inside())


def inplace(value):
    a = [1]
    a += value


def isdisjoint(value):
    {1}.isdisjoint(value)


places = [
    slice_of([1, 2, 3], slice(1, 2)), slice_of([1, 2, 3, 4], slice(0, 4, 2)), slice_of(bytearray(b"abc"), slice(1, 2)), slice_of(bytearray(b"abcd"), slice(0, 4, 2)),
    "".join, b"".join, bytearray().join, [].extend, bytearray().extend, list, tuple, set, frozenset, dict, bytes, bytearray, {}.update,
    lambda value: {}.update([value]), lambda value: dict([value]), set().update, set().union, {1}.intersection, {1}.difference, {1}.symmetric_difference, {1}.issubset,
    {1}.issuperset, isdisjoint, sorted, sum, min, max, any, all, enumerate, zip, reversed, lambda value: map(str, value), lambda value: filter(None, value), iter,
    call, call_function, call_keywords, extend_literal, tuple_literal, set_literal, dict_literal, unpack, unpack_star, delegate, inplace, dict.fromkeys,
    lambda value: 1 in value, "abc".startswith, "{}".format_map, lambda value: "%s %s" % value, lambda value: str.maketrans(value), lambda value: "a".translate(value),
    lambda value: type("C", (), {"__slots__": value}), lambda value: type("C", value, {}), lambda value: isinstance(1, value),
]
for place in places:
    shown = []
    for value in 5, NoIterator(), Fails(TypeError("its own")), Fails(ValueError("its own")), NextFails():
        try:
            place(value)
            shown.append("done")
        except Exception as error:
            shown.append(f"{type(error).__name__}: {error}")
    print(places.index(place), getattr(place, "__name__", "?"), *shown, sep="\n    ")
