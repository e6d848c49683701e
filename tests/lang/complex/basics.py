"""complex numbers."""
z = 3 + 4j
print(z, z.real, z.imag, abs(z), z.conjugate(), -z, +z, z * z, z / (1 - 1j), z ** 2, z ** 0.5, z + 1, 1 - z, 2.5 * z, z == 3 + 4j, z != z, z == 3, (2 + 0j) == 2)
print(complex(1, 2), complex("1+2j"), complex(" -1.5e2j "), complex("j"), complex("(1-2j)"), complex(5), complex(), complex(1j, 1j), complex("inf"), complex(real=1, imag=-1), complex("nan+infj"), 1j, -1j, 0j, -0.0 + 0j, complex(0, -0.0), 1e20j, 1.5j)
print([1j ** n for n in range(5)], (1 + 1j) ** 10, 2 ** 1j == 2 ** 1j, (1 + 2j) ** -1, bool(0j), bool(1j), hash(2 + 0j) == hash(2), {1 + 0j: "one"}[1], sum([1j, 2]), (1 + 2j).__class__.__name__)
print(repr(1 + 2j), str(-1 - 0.5j), f"{z:.1f}", f"{z:>12}", f"{z:+.2e}", f"{1j:g}", "%s" % z, format(z, ".3"), f"{1.5 + 2j}")
for wrong in ("1j < 2j", "int(1j)", "float(1j)", "1j // 2", "1j % 2", "divmod(1j, 1)", "1j / 0", "0j ** -1", "complex('1+')", "complex('a')", "complex('1', 2)", "complex(1, '2')", "complex([])", "round(1j)", "max(1j, 2j)", "f'{1j:d}'", "1j.real = 1" if False else "1j > 1", "(0j) ** 1j"):
    try:
        print(wrong, eval(wrong))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError, SyntaxError) as e:
        print(wrong, type(e).__name__, e)
