# What faulthandler reports of a process that dies by a signal.
import re
import subprocess
import sys

crash = 'import faulthandler\ndef f():\n    faulthandler._sig%s()\nf()'
for name in ['segv', 'abrt', 'fpe']:
    result = subprocess.run([sys.executable, '-X', 'faulthandler', '-c', crash % name], stderr=subprocess.PIPE, text=True)
    print(result.returncode, re.sub('0x[0-9a-f]+', '0x...', result.stderr))
