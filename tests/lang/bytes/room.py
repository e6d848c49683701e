# How much room a bytearray has, however it was made, and how it grows from there.
import sys
z = sys.getsizeof
for n in (0,1,2,3,7,8,9,10,20,100):
    for make in (bytearray, lambda n: bytearray([1]*n), lambda n: bytearray((1,)*n), lambda n: bytearray(iter([1]*n)), lambda n: bytearray(b'a'*n), lambda n: bytearray(x for x in range(n)), lambda n: bytearray(range(n)), lambda n: bytearray('a'*n, 'ascii'), lambda n: bytearray(bytearray(n)), lambda n: bytearray(memoryview(b'a'*n)), lambda n: bytearray({x for x in range(n)}), lambda n: bytearray(n)+b'a', lambda n: bytearray(n)*2, lambda n: bytearray(n)[1:], lambda n: bytearray(n).copy(), lambda n: b''.join([bytearray(n)]), lambda n: bytearray(b',').join([b'a']*n), lambda n: bytearray.fromhex('00'*n), lambda n: bytearray(n).replace(b'\0',b'ab'), lambda n: bytearray(n).upper(), lambda n: bytearray(n).rjust(12), lambda n: bytearray(n).strip(b'\0')):
        b = make(n); print(n, len(b), z(b), getattr(b, '__alloc__', int)(), end=' ')
        if type(b) is bytearray: b.append(1); print(z(b), end=' '); b.extend([1,2]); print(z(b), end=' '); b.extend(b'abc'); print(z(b), end=' '); del b[:2]; b.extend(iter([1]*n)); print(z(b), end=' '); b.__init__(5); print(z(b), end=' '); b.__init__(b'abc'); print(z(b), end=' '); b.__init__(iter([1,2])); print(z(b))
