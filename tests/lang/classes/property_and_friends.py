"""property, classmethod, staticmethod, and how they are inherited and overridden."""


class Temperature:
    count = 0

    def __init__(self, celsius):
        self.celsius = celsius
        type(self).count += 1

    @property
    def celsius(self):
        """Degrees."""
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError("too cold")
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print("deleted")
        del self._celsius

    fahrenheit = property(lambda self: self.celsius * 9 / 5 + 32)

    @classmethod
    def from_fahrenheit(cls, degrees):
        return cls((degrees - 32) * 5 / 9)

    @staticmethod
    def is_cold(degrees):
        return degrees < 0


class Labelled(Temperature):
    @property
    def celsius(self):
        return f"{super().celsius} degrees"

    @celsius.setter
    def celsius(self, value):
        Temperature.celsius.fset(self, value)


t = Temperature(100)
print(t.celsius, t.fahrenheit, Temperature.celsius.__doc__)
t.celsius = 20
print(t.celsius, t.__dict__)
for wrong in (lambda: setattr(t, "celsius", -300), lambda: setattr(t, "fahrenheit", 1), lambda: delattr(t, "fahrenheit")):
    try:
        wrong()
    except (ValueError, AttributeError) as e:
        print(type(e).__name__, e)
print(Temperature.from_fahrenheit(212).celsius, t.from_fahrenheit(32).celsius, Temperature.is_cold(-1), t.is_cold(1))
print(type(Labelled.from_fahrenheit(50)).__name__, Labelled(5).celsius, Labelled.count, Temperature.count)
del t.celsius
print(hasattr(t, "celsius"))
t.__dict__["celsius"] = "hidden by the property"
t.celsius = 1
print(t.celsius, t.__dict__["celsius"])


class Chain:
    @classmethod
    def a(cls):
        return cls.__name__

    b = a

    @staticmethod
    def s(*args):
        return args

    alias = staticmethod(len)


print(Chain.b(), Chain().b(), Chain().s(1), Chain.alias("abc"), Chain().alias("ab"))
print(type(Chain.__dict__["a"]).__name__, Chain.__dict__["s"].__func__(5), Chain.a.__self__ is Chain)
