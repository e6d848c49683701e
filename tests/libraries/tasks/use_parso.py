# Debian: python3-parso
import parso

module = parso.parse("def f(a, *b, c=1):\n    x = a + 1  # why\n    return x\nclass C(B): pass\n")
print(module.children, [f.name.value for f in module.iter_funcdefs()], next(module.iter_funcdefs()).get_params(), module.get_code() == "def f(a, *b, c=1):\n    x = a + 1  # why\n    return x\nclass C(B): pass\n")
grammar = parso.load_grammar(version="3.11")
broken = grammar.parse("def f(:\n  x = = 1\n")
print([(issue.start_pos, issue.message) for issue in grammar.iter_errors(broken)], module.get_leaf_for_position((2, 8)))
