"""-b: bytes where text is meant."""
from _child import show

CODE = """
import array
print(b'a' == 'a', 'a' != b'a', b'a' == 97, bytearray(b'a') == 'a', b'a' == b'a', {b'a': 1}.get('a'), b'a' == 1.5)
print(str(b'a'), f'{b"x"}', '%s' % b'y', str(bytearray(b'z')), repr(b'r'), bytes.__str__(b'q'))
print(b'a' == bytearray(b'a'), bytearray(b'a') == 97, 'a' in [b'a'])
"""
show("-c", CODE)
show("-b", "-c", CODE)
show("-b", "-W", "ignore", "-c", CODE)
for line in ("b'a' == 'a'", "str(b'a')", "'%s' % bytearray()", "{b'a': 1}['a']", "print(b'a')"):
    show("-bb", "-c", line)
