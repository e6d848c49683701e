# not (a is b) is a is not b to the compiler: in the warnings, in the bytecode's meaning, in tracebacks.
import warnings

for source in ['not (x is "a")', 'not ("a" is not x)', 'not not (x is 1)', 'not not not (x is not 1)', '1 if not (x is "a") else 2',
               'not (x == "a")', 'not (x is y is 1)', 'not (1 in x)', 'x if not not (x is 5) else 3', 'not x is 1 and not 1 is not x']:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        code = compile(source, 'f', 'eval')
    print(source, [str(w.message) for w in caught], eval(code, {'x': 'abc', 'y': 'abc'}) if 'in x' not in source else '')


class Strange:
    def __contains__(self, item):
        print('contains', item)
        return item

    def __bool__(self):
        print('bool')
        return False


s = Strange()
print(not (1 in s), not (0 in s), not not (2 in s), not (s is None), not s, not not s, not (s is s is s))
for value in [0, 1]:
    if not (value in s):
        print('not in')
    while not not (value in s):
        print('in')
        break
    assert not (value not in s) or not value
print([x for x in range(5) if not (x in (1, 2))], [x for x in range(5) if not not (x not in (1, 2))])
try:
    not (1 in 2)
except TypeError as error:
    print(error, error.__traceback__.tb_lineno)
