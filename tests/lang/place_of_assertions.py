# Where a failed assertion stands: at the statement, or at the last comparison that its condition looked at.
import os
import subprocess
import sys
import tempfile

CONDITIONS = ['x', 'not y', 'x < y and z', 'z or x > y', 'not x < y', 'x < y > z < x', '(x > y if z else y < x)', '(z if x < y else z)', 'not (x is x)',
              '{a: a for a in ()}', '[]', '(lambda: 0)()', 'not [1 for a in (1,)]', '(x\n and z)', '(x ==\n 5)', 'z', 'x in (y, z)', 'z and x < y']
with tempfile.TemporaryDirectory() as folder:
    for condition in CONDITIONS:
        for message in ['', ', "message"', ', (\n5)']:
            path = os.path.join(folder, 'source.py')
            with open(path, 'w') as file:
                file.write('x = 1; y = 2; z = 0\nassert ' + condition + message + '\n')
            child = subprocess.run([sys.executable, path], capture_output=True, text=True)
            print('\n'.join(child.stderr.split('\n')[2:]))
