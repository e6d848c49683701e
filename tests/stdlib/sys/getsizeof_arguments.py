"""sys.getsizeof: the default, what __sizeof__ may return, and the errors."""
import sys


class Sized:
    def __init__(self, answer):
        self.answer = answer

    def __sizeof__(self):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Slim(Sized):
    __slots__ = ()


class Unsized:
    __sizeof__ = None


def attempt(text):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


for text in """sys.getsizeof(); sys.getsizeof(1, 2, 3); sys.getsizeof(object=1); sys.getsizeof(1, default=5); sys.getsizeof(1, size=2)
sys.getsizeof(Sized(10)); sys.getsizeof(Slim(10)); sys.getsizeof(Sized(0)); sys.getsizeof(Sized(True)); sys.getsizeof(Sized(-1))
sys.getsizeof(Sized(-1), 8); sys.getsizeof(Sized('a')); sys.getsizeof(Sized('a'), 7); sys.getsizeof(Sized(1.5)); sys.getsizeof(Sized(1.5), 'other')
sys.getsizeof(Sized(None)); sys.getsizeof(Sized(2**70)); sys.getsizeof(Sized(2**70), 5); sys.getsizeof(Sized(ValueError('v')))
sys.getsizeof(Sized(ValueError('v')), 8); sys.getsizeof(Sized(TypeError('t'))); sys.getsizeof(Sized(TypeError('t')), 8); sys.getsizeof(Unsized())
sys.getsizeof(Unsized(), 4)""".replace("\n", "; ").split("; "):
    attempt(text)
print(sys.getsizeof.__doc__)
