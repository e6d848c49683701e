# descriptors: __get__, __set__, __set_name__
class Field:
    def __set_name__(self, owner, name):
        self.name = '_' + name
    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name, 0)
    def __set__(self, instance, value):
        setattr(instance, self.name, value * 2)
class C:
    x = Field()
c = C()
c.x = 5
print(c.x, c.__dict__, type(C.x).__name__)
