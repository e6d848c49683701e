# Where a traceback sets its mark within an expression: behind the left operand as it is parsed, brackets or not.
import os
import subprocess
import sys
import tempfile

EXPRESSIONS = ['a%(b)', 'a%(b%c)', 'a%(b % c)', 'a  %c', '((a % b) % c)', '(a % b) % c', 'x = ((0.0 % 2**63) % 1j)', '(a) % 1j', '((a)) % c',
               '(a.real) % c', '(a+b+b) % c', '( a ) % c', '((a % b) ) % c', '(0.0 % 3)[1]', '(a)[1]', '( a )[1]', '((a % b) [1])', '(a)[b][c]',
               '((a)[ 1 ])', 'a [1]', 'a[(1)]', 'a[1:2]', 'a[1,2]', 'a[()]', '(1, 2) % c', '[1] % c', '(lambda: 0) % c', '(a if b else b) % c',
               '(y := 1) % c', 'a % (b % c)', '(-1.0) % c', '(a or b) % c', "('x' 'y') + c", '("ab")+c', 'a//c', 'a  // c', '(a)//c', 'a@c']
with tempfile.TemporaryDirectory() as folder:
    for expression in EXPRESSIONS:
        path = os.path.join(folder, 'source.py')
        with open(path, 'w') as file:
            file.write('a = 0.0; b = 2; c = 1j\n' + expression + '\n')
        child = subprocess.run([sys.executable, '-W', 'ignore', path], capture_output=True, text=True)
        print('\n'.join(child.stderr.split('\n')[2:]))
