# Unicode errors: what the constructor keeps, and str() whatever the fields are.
class Index:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        return self.number


class Bad:
    def __str__(self):
        return 1 / 0


def attempt(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


error = UnicodeDecodeError('a', b'abc', Index(1), Index(2), 'r')
print(error, error.start, error.end, type(error.args[2]).__name__)


class Meddler:
    """Dies when the constructor is called again, and takes away what that has just set."""

    def __del__(self):
        for name in 'object', 'reason':
            try:
                delattr(error, name)
            except AttributeError as problem:
                print(problem)


error.reason = Meddler()
error.__init__('a', bytearray(b'x'), 0, 1, 'r')
print(error.object, error)


class Shown:
    """Its text takes away everything."""

    def __str__(self):
        del error.encoding, error.reason
        error.start = 10
        return 'shown'


error.reason = Shown()
attempt(lambda: str(error))

for kind in UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError:
    print('---', kind.__name__)
    error = kind.__new__(kind)
    attempt(lambda: str(error))
    attempt(lambda: (error.start, error.object))
    error.object = b'abc' if kind is UnicodeDecodeError else 'abc\u1234\U00012345'
    attempt(lambda: str(error))
    error.start, error.end = 1, 2
    attempt(lambda: str(error))
    error.reason, error.encoding = 5, []
    for i in range(6):
        error.start, error.end = i, i + 1
        attempt(lambda: str(error))
    error.start, error.end = -3, -2**63
    attempt(lambda: str(error))
    del error.reason
    attempt(lambda: str(error))
    attempt(lambda: error.__init__('a'))
    attempt(lambda: (str(error), error.encoding, error.object, error.start))
    error.start = error.end = 2**63 - 1
    error.object = b'abc' if kind is UnicodeDecodeError else 'abc'
    attempt(lambda: str(error))
    error.reason = Bad()
    attempt(lambda: str(error))

error = UnicodeEncodeError('a', 'abc', 1, 2, 'r')
attempt(lambda: error.__init__('a', 'abc', 1.5, 2, 'r'))
attempt(lambda: (error.object, error.reason))
attempt(lambda: UnicodeDecodeError('a', 5, 1.5, 2, 'r'))
attempt(lambda: UnicodeDecodeError('a', 5, 1, 2, 'r'))
