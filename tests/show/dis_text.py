# The text of dis.dis is that of -X show=code, under a line that says whose instructions they are.
import dis


def total(numbers):
    result = 0
    for n in numbers:
        result += n
    return result


def outer(a):
    def inner():
        return a
    return inner


dis.dis(total)
total([1, 2, 3])
print('--- adaptive: as it is after a run')
dis.dis(total, adaptive=True)
print('--- not adaptive: as it was compiled, all the same')
dis.dis(total)
print('--- depth')
dis.dis(outer, depth=0)
dis.dis(outer, depth=1)
print('--- text')
dis.dis('a < b')
print('--- class')


class Child:
    def method(self):
        return self.x

    number = 3


dis.dis(Child)
print(dis.code_info(outer))
dis.disassemble(total.__code__)
for call in (lambda: dis.Bytecode, lambda: dis.opname, lambda: dis.dis(b'd\0S\0'), lambda: dis.dis(total, show_caches=True),
             lambda: dis.disassemble(total.__code__, 2), lambda: dis.dis(total, depth='x')):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
try:
    from dis import get_instructions
except Exception as error:
    print(type(error).__name__, error)
