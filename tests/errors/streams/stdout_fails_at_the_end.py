import sys
class W:
    def write(self, s): pass
    def flush(self): raise ValueError('no flush')
sys.stdout = W()
print('x')
