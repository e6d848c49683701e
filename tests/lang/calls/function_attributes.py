"""What a function object shows of itself."""


def f(a, b: int = 1, *args: str, c=2, **kw) -> list:
    """The docstring."""
    local = a
    return local


print(f.__name__, f.__qualname__, f.__module__, f.__doc__)
print(f.__defaults__, f.__kwdefaults__, f.__annotations__)
code = f.__code__
print(code.co_name, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_varnames, code.co_firstlineno)
f.note = "attributes can be added"
print(f.note, f.__dict__)
f.__name__ = "renamed"
print(f.__name__, f.__qualname__)


def outer():
    def inner():
        return lambda: 1
    return inner


print(outer().__qualname__, outer()().__qualname__, outer()().__name__)


class A:
    def method(self):
        """Doc of method."""

    class B:
        def deep(self):
            pass


print(A.method.__qualname__, A.B.deep.__qualname__, A().method.__name__, A().method.__doc__)
bound = A().method
print(bound.__self__.__class__.__name__, bound.__func__ is A.method, bound == bound.__self__.method)
print(callable(f), callable(A), callable(A()), callable(5), (lambda: 0).__name__, (lambda: 0).__doc__)


def annotated(x: "forward", y: 1 + 1 = 3):
    value: int = 5
    undefined: str
    return value


print(annotated.__annotations__, annotated(1))
