# What does not depend on whose instructions they are: which objects have code, in what order they come, what is refused.
import dis
import sys


class Out:
    """Keeps the lines that say what is disassembled."""

    def __init__(self):
        self.text = ''

    def write(self, text):
        self.text += text

    def headings(self):
        return [line for line in self.text.split('\n') if line.startswith(('Disassembly of', 'Sorry'))
                and '<code object' not in line]


def function(a, /, b, *c, d=1, **e):
    return [a for x in b]


def generator():
    yield


async def coroutine():
    pass


class Child:
    attribute = 1

    def method(self):
        pass

    @classmethod
    def of_class(cls):
        pass

    @staticmethod
    def static():
        pass

    class Inner:
        def deep(self):
            pass
    built_in = len


for x in (function, function.__code__, Child, Child(), Child().method, Child.of_class, generator(), 'a + b', 'a = b', sys.modules[__name__]):
    out = Out()
    result = dis.dis(x, file=out)
    print(type(x).__name__, result, out.headings(), out.text != '')
c = coroutine()
dis.dis(c, file=Out())
c.close()

for x in (1, None.__class__, [1], 1.5, len, object()):
    try:
        dis.dis(x, file=Out())
        print(x, 'done')
    except TypeError as error:
        print(error)
for call in (lambda: dis.dis('a b'), lambda: dis.code_info(1), lambda: dis.show_code([]), lambda: dis.dis(), lambda: dis.distb(),
             lambda: dis.absent, lambda: dis.dis(function, 1)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)

print(dis.COMPILER_FLAG_NAMES)
for flags in (0, 1, 3, 0x23, 512 | 1, 1 << 20):
    print(dis.pretty_flags(flags))
try:
    1 // 0
except ZeroDivisionError as error:
    out = Out()
    dis.distb(error.__traceback__, file=out)
    print(out.text != '')
print(type(dis.code_info(function)), 'function' in dis.code_info(function))
out = Out()
dis.show_code(function, file=out)
print('function' in out.text, out.text.endswith('\n'))
