# Debian: python3-six
import six
from six.moves import range, reduce, urllib, zip_longest

print(six.PY3, list(range(3)), reduce(lambda a, b: a + b, [1, 2]), urllib.parse.quote("a b"), list(zip_longest("ab", "c")), six.ensure_binary("é"), six.text_type(3))


@six.add_metaclass(type("Meta", (type,), {"__repr__": lambda self: "<meta>"}))
class A(object):
    pass


@six.python_2_unicode_compatible
class B(object):
    def __str__(self):
        return "b"


print(A, B(), sorted(six.iteritems({"a": 1})), six.moves.builtins.len("abc"), isinstance("x", six.string_types))
try:
    six.raise_from(ValueError("v"), KeyError("k"))
except ValueError as error:
    print(repr(error.__cause__))
