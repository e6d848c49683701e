# What CPython complains of first when a call of a native function is wrong in two ways: a missing argument,
# then one that is given twice, then a keyword that names no parameter.
import itertools
import math


def words(call):
    try:
        eval(call)
    except TypeError as error:
        print(call, "->", error)


for call in (
    "round(zzz=1)", "round(1, number=1)", "pow(zzz=1)", "pow(2, zzz=1)", "pow(2, zzz=1, base=1)", "sum()", "sum(zzz=1)",
    "compile(1, zzz=1)", "memoryview(zzz=1)", "math.prod()", "math.prod(zzz=1)", "math.prod(1, 2, 3)", "math.isclose(1, zzz=1)",
    "math.isclose(1, 2, zzz=1, a=1)", "math.isclose(zzz=1)", "math.isclose(zzz=1, yyy=2, b=1)", "math.isclose(1, b=2, c=3, d=4)",
    "(5).to_bytes(1, zzz=1, length=1)", "(5).to_bytes(1, 'big', byteorder=1, length=1)", "(5).to_bytes(zzz=1, yyy=2)",
    "itertools.combinations(zzz=1)", "itertools.compress(1, zzz=1)", "itertools.groupby(zzz=1)", "int.from_bytes(zzz=1)",
    "[].sort(zzz=1, key=None)", "print(zzz=1, yyy=2)", "'a'.encode('utf-8', zzz=1, encoding='x')", "enumerate(1, zzz=1)",
):
    words(call)
