# A generator that has not started stands at the line of its def (or first decorator), guarded by nothing.
class A:
    @staticmethod
    def g(a,
          b=3):
        try: yield
        except: pass
try: A.g(1).throw(ValueError("x"))
except ValueError as e:
    tb = e.__traceback__.tb_next; print(tb.tb_lineno, tb.tb_lasti, tb.tb_frame.f_lineno, tb.tb_frame.f_locals)
x = A.g(1)
print(x.gi_frame.f_lineno, x.gi_frame.f_lasti, x.gi_frame.f_locals)
next(x)
print(x.gi_frame.f_lineno, x.gi_frame.f_lasti > 0)
A.g(1).throw(ValueError("seen in the traceback"))
