"""f-strings: expressions, conversions, nesting, =, format specs."""
name, n, x = "Ada", 42, 3.14159
print(f"{name} {n} {x}", f"{n + 1} {name.upper()} {[1, 2][0]}", f"{{}} {{{n}}}", f"{name!r} {name!s:>5} {name!r:>8}")
print(f"{n=} {n + 1 = } {name=!s} {x=:.2f} {n = !r:>5}", f"{ n }")
width, precision = 10, 3
print(f"[{x:{width}.{precision}f}] [{name:^{width}}] [{n:0{width}}] [{n:<{width - 5}}] [{name:{'>'}{8}}]")
print(f"{'nested ' + f'{n:>{4}}'}", f'{"double"}', f"{'a' if n > 1 else 'b'}", f"{(lambda v: v * 2)(n)}", f"{ {'k': 1}['k'] }")
print(f"{n:d} {n:b} {n:o} {n:x} {n:X} {n:#x} {n:#b} {n:c} {n:e} {n:,} {n:_} {1234567:,} {1234567:_} {0xFFFFF:_x} {n:+} {n: } {-n: }")
print(f"{x:.2f} {x:.0f} {x:e} {x:.3E} {x:g} {1e10:g} {1e-5:g} {x:%} {0.5:.1%} {1e6:,.2f} {x:10.2f}| {x:<10.2f}| {x:+.1f} {x:010.3f} {1.0:#.0f} {x:n}")
print(f"{'abc':5}|{'abc':>5}|{'abc':^5}|{'abc':*^7}|{'abc':.2}|{'abc':5.1}|{'é':🐍>3}")
print(f"{True:d} {True} {None!s:>6} {[1]!s:>5} {1 + 2j:.1f} {10 ** 20:,} {-5:=+6d} {5:=06} {-7:<5}|")
print(f"multi" f"part {n}" " plain {n}", rf"raw \n {n}", f"""triple
{n}
{
    n
}""")
print(f"{n:{'0>'}{6}}", f"{'':>3}|", f"{n!s:>{width}}", f"{3:{'>' + '5'}}", f"{x:.{2}f}")
print(f"a{''}b", f"", f"{n}{n}", f"{n,}", f"{*[1, 2],}", f"{n:>3}{n:<3}{n:^3}|", f"{'a:b'}", f"{n != 3}", f"{n == 42}", f"{'!'}", f"{(y := 5)}", f"{y:=5}", f"{'{'}", f"{'''q'''}")


class C:
    def __format__(self, spec):
        return f"C({spec!r})"

    def __repr__(self):
        return "repr"


print(f"{C()} {C()!r} {C():a b} {C():%Y-{n}} {C():{n}{n}}")
for wrong in ("f'{1:z}'", "f'{\"a\":d}'", "f'{1.5:d}'", "f'{1:.2}'", "f'{1:,_}'", "f'{[]:5}'", "f'{1:s}'", "f'{1.0:s}'", "f'{\"a\":+}'", "f'{\"a\":,}'", "f'{1j:=5}'", "f'{1:c,}'", "f'{-1:c}'", "f'{\"a\":=5}'", "f'{1:99999999999999999999}'"):
    try:
        print(eval(wrong))
    except (ValueError, TypeError, OverflowError) as e:
        print(wrong, type(e).__name__, e)
