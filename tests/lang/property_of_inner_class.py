# A property that cannot do what is asked of it names the class as it is written where it is.
class Outer:
    class Inner:
        nothing = property()

        @property
        def readable(self):
            return 1

    bare = Inner.nothing


x = Outer.Inner()
for deed in (lambda: x.nothing), (lambda: setattr(x, 'nothing', 1)), (lambda: delattr(x, 'nothing')), (lambda: setattr(x, 'readable', 1)), (lambda: Outer().bare):
    try:
        deed()
    except AttributeError as e:
        print(e)
Outer.Inner.unnamed = property()
try:
    x.unnamed
except AttributeError as e:
    print(e)
