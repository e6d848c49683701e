# What groups hold: counts while a clause runs, cycles, and that everything goes.
import gc
import sys
import weakref

gc.disable()


class Dies(ValueError):
    def __del__(self):
        print('  gone', self.args)


def caught():
    try:
        raise ExceptionGroup('g', [Dies(1), TypeError(2)])
    except* Dies as e:
        print('caught', len(e.exceptions), sys.getrefcount(e.exceptions[0]) - 3)
    except* TypeError:
        print('type')
    print('after')


caught()
gc.collect()
print('collected')
try:
    raise ExceptionGroup('g', [Dies(2), TypeError(3)])
except* TypeError as e:
    pass
except* Dies:
    pass
print('left')
group = ExceptionGroup('cycle', [Dies(3)])
group.exceptions[0].group = group
reference = weakref.ref(group)
del group
print(reference() is not None, gc.collect() > 0, reference())
match, rest = ExceptionGroup('split', [Dies(4), TypeError(5)]).split(Dies)
del rest
print('match is left')
del match
print(sorted(type(x).__name__ for x in gc.get_referents(BaseExceptionGroup('m', [SystemExit()]))))
print(gc.is_tracked(ExceptionGroup('m', [TypeError()])))
try:
    try:
        raise Dies(6)
    except* TypeError:
        pass
except Dies as e:
    print('naked', e.args)
print('end')
