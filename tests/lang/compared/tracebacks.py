# tracebacks with carets, suggestions
import subprocess
import sys
source = 'def f(x):\n    return x.lower() + x[10]\nf("Abc")'
print(subprocess.run([sys.executable, '-c', 'import collections\ncollections.namedtoplo'], capture_output=True, text=True).stderr)
print(subprocess.run([sys.executable, '-c', source], capture_output=True, text=True).stderr)
