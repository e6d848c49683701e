# Nothing is imported while the program ends.
class A:
    def __del__(self):
        print('del')
        try: import fractions; print('fine')
        except BaseException as e: print(type(e).__name__, e)
        try: import math; print('fine')
        except BaseException as e: print(type(e).__name__, e)
        try: import sys; print('fine')
        except BaseException as e: print(type(e).__name__, e)
a = A()
b = A(); b.b = b
