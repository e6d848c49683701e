"""The arguments of UnicodeDecodeError and its like: their types, and bytes of its own."""
import array
def t(*a):
    try:
        e = a[0](*a[1:]); print(repr(e), e.encoding if hasattr(e,'encoding') else '', e.object, e.start, e.end, e.reason)
        print(str(e))
    except Exception as x: print(type(x).__name__, x)
D=UnicodeDecodeError
t(D,'ascii', bytearray(b'\xff'), 0, 1, 'r')
t(D,'ascii', memoryview(b'\xff\x01')[::-1], 0, 1, 'r')
t(D,'ascii', array.array('i',[1]), 0, 2, 'r')
t(D,'ascii', b'\xff', 0, 1, 'r')
t(D,'ascii', 'x', 0, 1, 'r')
t(D,'ascii', [1], 0, 1, 'r')
t(D,'ascii', 5, 0, 1, 'r')
t(D, 5, b'', 0, 1, 'r')
t(D, 'x', b'', 'a', 1, 'r')
t(D, 'x', b'', 0, None, 'r')
t(D, 'x', b'', 0, 1, 5)
t(D, 'x', b'', 0, 1)
t(D, 'x', b'', 0, 1<<70, '')
t(UnicodeEncodeError, 'ascii', b'x', 0, 1, 'r')
t(UnicodeEncodeError, 'ascii', 'x', 0, 1, 'r')
t(UnicodeEncodeError, 5, 'x', 0, 1, 'r')
t(UnicodeTranslateError, 'x', 0, 1, 'r')
t(UnicodeTranslateError, b'x', 0, 1, 'r')
t(UnicodeTranslateError, 'x', 0, 1)
