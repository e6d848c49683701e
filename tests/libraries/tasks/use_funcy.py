# Debian: python3-funcy
import funcy as f

print(f.lchunks(2, range(5)), f.group_by(lambda n: n % 2, range(6)), f.walk_values(str, {"a": 1}), f.project({"a": 1, "b": 2}, ["a"]), f.lsplit(lambda n: n > 1, [1, 2, 3]), f.re_all(r"\d+", "a1b22"))
tries = []


@f.retry(3, errors=ValueError)
def flaky():
    tries.append(1)
    if len(tries) < 3:
        raise ValueError
    return "ok"


print(flaky(), len(tries), f.lpluck("x", [{"x": 1}]), f.compose(str, abs)(-1), f.lflatten([1, [2, [3]]]), f.cut_prefix("abc", "a"))
