# An AttributeError that __getattr__ raises is told the object and the name; where a comprehension rebinds the target of :=.
for t in ['{i for i in range(5) if (j := 0) for j in range(5)}', '[[i for j in y if (k:=1) for (a,k) in z] for i in x]', '[i for i in x if (j:=1) for j.a in z]','[i for i in x if (j:=1) for x[j] in z]']:
    try: compile(t, 's', 'exec'); print(t, 'ok')
    except SyntaxError as e: print(t, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
class A:
    blech = None
    def __getattr__(self, a): raise AttributeError()
class B:
    blech = None
    def __getattr__(self, a): raise AttributeError(a, 1)
import sys
for c in A, B:
    try: c().bluch
    except AttributeError as e:
        print(repr(e), e.name, e.obj is not None); sys.__excepthook__(type(e), e, None)
