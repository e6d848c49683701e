"""product, permutations, combinations: order, repetition, edge sizes."""
from itertools import combinations, combinations_with_replacement, permutations, product

print(list(product("ab", [1, 2])), list(product()), list(product("ab", repeat=2)), list(product("ab", [])), list(product(range(2), repeat=3))[-1], list(product("a", repeat=0)))
print(list(permutations("abc", 2)), list(permutations([1, 2, 3])), list(permutations("ab", 3)), list(permutations("", 0)), len(list(permutations(range(6)))))
print(list(combinations("abcd", 2)), list(combinations("abc", 0)), list(combinations("abc", 4)), list(combinations(range(5), 4)), len(list(combinations(range(12), 5))))
print(list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("a", 3)), list(combinations_with_replacement([], 1)), len(list(combinations_with_replacement(range(5), 3))))
print(sum(a * b for a, b in combinations(range(50), 2)), max(permutations("bca")), sorted("".join(p) for p in permutations("aab"))[:3])
p = product("ab", "cd")
print(next(p), next(p), list(p), next(p, "done"))
for wrong in ("permutations('ab', -1)", "combinations('ab', -1)", "combinations('ab')", "product(5)", "product('a', repeat=-1)", "permutations()", "product('a', other=1)"):
    try:
        print(wrong, list(eval(wrong)))
    except (TypeError, ValueError) as e:
        print(wrong, type(e).__name__, e)
