"""types: names of types, new_class, DynamicClassAttribute, SimpleNamespace, MappingProxyType, coroutine."""
import types


def function():
    pass


def generator():
    yield


class Cls:
    def method(self):
        pass


for name, value in (("FunctionType", function), ("LambdaType", lambda: 0), ("GeneratorType", generator()), ("CodeType", function.__code__), ("MethodType", Cls().method),
                    ("BuiltinFunctionType", len), ("ModuleType", types), ("MappingProxyType", Cls.__dict__), ("NoneType", None), ("EllipsisType", ...),
                    ("NotImplementedType", NotImplemented), ("SimpleNamespace", types.SimpleNamespace()), ("WrapperDescriptorType", object.__init__),
                    ("MethodWrapperType", object().__str__), ("MethodDescriptorType", str.join), ("ClassMethodDescriptorType", dict.__dict__["fromkeys"]),
                    ("UnionType", int | str), ("GenericAlias", list[int])):
    print(name, isinstance(value, getattr(types, name)), getattr(types, name).__name__)
made = types.new_class("Made", (Cls,), {}, lambda ns: ns.update(x=3))
print(made.__name__, made.__bases__, made.x, made.__module__)
print(types.resolve_bases((Cls, list[int])), types.prepare_class("P", (Cls,))[0])
n = types.SimpleNamespace(a=1, b="two")
n.c = [n.a]
print(n, n == types.SimpleNamespace(a=1, b="two", c=[1]), vars(n))
p = types.MappingProxyType({"k": 1})
print(p, p["k"], len(p), list(p), p.get("x", 5), p | {"z": 2})
try:
    p["k"] = 2
except TypeError as e:
    print(e)
bound = types.MethodType(lambda self, x: (self, x), 5)
print(bound(6), bound.__self__)
m = types.ModuleType("m", "its doc")
m.value = 3
print(m.__name__, m.__doc__, m.value, m)
