# In which order the items of a set display stand that consists of constants: it is made anew while the code is made, once or twice.
import subprocess
import sys

PROGRAM = '''
import random
pool = ['-1', '0', '1', '7', '8', '15', '16', '23', "'a'", "'ab'", "'zq'", "'x y'", '(1, 2)', "('ab',)", "('zq', 3)", "b'a'", "b'qq'", '2.5',
        '1e9', "(8, 'q r')", "'é'", "'key'", "'q1'", "'__init__'", "'name'", "'g'"]
for i in range(200):
    random.seed(i)
    items = ', '.join(random.sample(pool, random.choice([3, 4])))
    print(list(eval('{%s}' % items)), [list(x) for x in compile('x in {%s}' % items, '', 'eval').co_consts if isinstance(x, frozenset)])
def first(x):
    return x in {'first', 'second', 3, 11, 19}, list({'first', 'second', 3, 11, 19})
def second(first):
    return list({'fresh', 'other', 3, 11, 19}), list({'first', 'other', 3, 11, 27}), list({'third one', 3, 11, 19})
print(first(3), second(1))
'''
for seed in '0', '1', '7':
    child = subprocess.run([sys.executable, '-c', PROGRAM], capture_output=True, text=True, env={'PYTHONHASHSEED': seed})
    print(child.stdout, child.stderr)
