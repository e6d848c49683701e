"""xxsubtype: types in C that derive from list and dict."""
import xxsubtype


def say(call, *args):
    try:
        print(call(*args))
    except Exception as error:
        print(type(error).__name__, error)


for kind, content in (xxsubtype.spamlist, [1, 2]), (xxsubtype.spamdict, {1: 2}):
    made = kind(content)
    print(kind, kind.__base__, made, made.getstate(), made.state)
    made.setstate(42)
    print(made.getstate(), made.state, type(vars(kind)['state']).__name__)
    made.__init__()
    print(made, made.getstate())
    say(setattr, made, 'state', 1)
    say(made.setstate, 'x')
    say(kind, 1, 2)

    class Derived(kind):
        def foo(self):
            return 1

    derived = Derived()
    derived.setstate(-1)
    derived.x = 3
    print(derived, derived.foo(), derived.state, derived.x, derived == type(content)(), derived.__sizeof__() > kind.__basicsize__)

print(xxsubtype.spamdict(a=1), xxsubtype.spamlist([1]) + [2], [2] + xxsubtype.spamlist([1]))
spamlist = xxsubtype.spamlist
print(spamlist.classmeth(1, a=2), spamlist().classmeth(), spamlist.staticmeth(1, a=2), spamlist().staticmeth())
taken = spamlist.__dict__['classmeth']
print(taken(spamlist, 1))
say(taken)
say(taken, spamlist())
say(taken, list)
say(taken.__get__, None, list)
print(type(xxsubtype.bench([], 'append')), type(xxsubtype.bench([], 'append', 3)))
say(xxsubtype.bench, [], 'nothing')
