import sys
class E:
    def __str__(self): raise ValueError('str')
sys.exit(E())
