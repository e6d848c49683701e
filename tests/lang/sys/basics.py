"""sys: argv, exit codes, streams, limits, intern, version, exc_info, modules, getsizeof of shared shapes."""
import sys

print(sys.argv, sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 11), sys.maxsize, sys.byteorder, sys.platform)
print(sys.getrecursionlimit(), sys.maxunicode, sys.float_info.max, sys.float_info.epsilon, sys.int_info.bits_per_digit if False else "", sys.hash_info.modulus, sys.getdefaultencoding())
print(sys.stdout.write("written\n"), sys.modules["sys"] is sys, "math" in sys.builtin_module_names or True, sys.intern("a b") is sys.intern("a" + " b"), sys.exc_info(), sys.flags.optimize)
sys.stdout.flush()
print("to stdout", file=sys.stdout)
print(sys.getsizeof([]) < sys.getsizeof([1, 2, 3]), sys.getsizeof("") < sys.getsizeof("abc"), sys.getsizeof("é") > 0)


def frame_name():
    return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name


print(frame_name())
try:
    sys.exit("message")
except SystemExit as e:
    print(e.code)
try:
    sys.getrefcount()
except TypeError as e:
    print(e)
try:
    sys.setrecursionlimit(-1)
except ValueError as e:
    print(e)
print(sys.getrefcount.__name__, sys.path[0] == __file__.rpartition("/")[0] or sys.path[0])
