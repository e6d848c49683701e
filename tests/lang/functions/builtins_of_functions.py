"""__builtins__: of a module that is imported a dict, of a function that which its globals name, or that of its maker."""
import builtins
import json
import textwrap

print(type(json.__dict__['__builtins__']), json.__builtins__ is builtins.__dict__, json.dumps.__builtins__ is builtins.__dict__)
print(type(__builtins__), textwrap.dedent.__builtins__ is (lambda: 0).__builtins__)


def func(s):
    return len(s)


namespace = {}
other = type(func)(func.__code__, namespace)
print(other.__globals__ is namespace, other.__builtins__ is func.__builtins__, other('abc'), namespace)

code = """
def func3(s): pass
func4 = type(func3)(func3.__code__, {})
def func5(): return type(func3)((lambda: nothing).__code__, {})
"""
safe = {'None': None, 'nothing': 7}
namespace = {'type': type, '__builtins__': safe}
exec(code, namespace)
print(namespace['func3'].__builtins__ is safe, namespace['func4'].__builtins__ is safe, '__builtins__' in namespace['func4'].__globals__)
print(namespace['func5']()())
try:
    exec('def f(): pass\nlen', {'__builtins__': safe})
except NameError as error:
    print(error)
namespace = {}
exec('def f(): return len', namespace)
print(namespace['f'].__builtins__ is builtins.__dict__, namespace['__builtins__'] is builtins.__dict__)
