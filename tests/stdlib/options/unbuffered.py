# -u: what is written is out before the next thing happens.
import os
import sys

for i in range(3):
    print('printed', end=' ')
    sys.stdout.write('written ')
    os.write(1, b'under it\n')
