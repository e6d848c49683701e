# CPython's modules for its own tests: the ways of calling, and single functions of C.
import _testcapi as t
import _testinternalcapi as i


def told(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as e:
        print(type(e).__name__, e)


holders = {'module': t, 'instance': t.MethInstance(), 'class': t.MethClass, 'of class': t.MethClass(), 'static': t.MethStatic()}
for title, holder in holders.items():
    print(title)
    for name in 'meth_varargs', 'meth_varargs_keywords', 'meth_o', 'meth_noargs', 'meth_fastcall', 'meth_fastcall_keywords':
        method = getattr(holder, name)
        for args, kwargs in ((), {}), ((1,), {}), ((1, 2), {}), ((1, 2), {'a': 3}):
            if kwargs and name == 'meth_varargs':
                continue  # without the class's name in CPython
            try:
                result = method(*args, **kwargs)
                result = result if type(result) is tuple else (result,)
                result = ['self' if part is holder or part is t.MethClass else part for part in result]
                if len(result) == 3:
                    result[2] = result[2] or {}
                print(name, result)
            except TypeError as e:
                print('TypeError', e)

for function, args, kwargs in (len, ('abc',), {}), (sorted, ([2, 1],), {'reverse': True}), (dict, (), {'a': 1}):
    told(t.pyobject_fastcalldict, function, args, kwargs)
    told(t.pyobject_vectorcall, function, args + tuple(kwargs.values()), tuple(kwargs))
    if function is not dict:
        told(t.pyvectorcall_call, function, args, kwargs)
told(t.pyobject_fastcall, dict, None)
told(t.pyobject_fastcall, len, 3)
told(t.pyobject_vectorcall, len, (1,), ('a', 'b'))
told(t.pyobject_vectorcall, len, (1,), 3)
told(t.pyvectorcall_call, 3, ())
told(t.pyvectorcall_call, len, 3)
told(t.pyvectorcall_call, len, (), 3)

for name in 'Base', 'Derived', 'NopGet', '2':
    kind = getattr(t, 'MethodDescriptor' + name)
    print(kind.__name__, kind.__mro__, kind.__basicsize__, kind.__flags__ & (1 << 11 | 1 << 17), kind()(1))

    class Holder:
        method = kind()

    print(type(Holder().method).__name__, Holder().method(2))


class Derived(t.MethodDescriptorBase):
    pass


print(Derived.__flags__ & (1 << 11 | 1 << 17), Derived()(3))
for kind in type(len), type(list.append), type(told), type(Derived().__init__), type, type(print.__call__), type(list[int]), object, int:
    print(kind.__name__, kind.__flags__ & (1 << 11 | 1 << 17))

for size in 2, 4, 8, 3:
    told(t.float_pack, size, 1.5, 0)
    told(t.float_pack, size, -2.25, 1)
told(t.float_unpack, b'>\0', 0)
told(t.float_unpack, b'\0\0\0\0\0\0\xf8?', 1)
told(t.float_unpack, b'abc', 1)
told(t.sequence_getitem, [5, 6], 1)
told(t.sequence_getitem, [], 5)
told(t.sequence_setitem, [1], 5, 3)
told(t.dict_getitem_knownhash, {'a': 1, 2: 3}, 'a', hash('a'))
told(t.dict_getitem_knownhash, {'a': 1, 2: 3}, 2, 2)
told(t.dict_getitem_knownhash, {}, 2, 2)
told(t.getbuffer_with_null_view, 3)
told(t.raise_memoryerror)
told(t.raise_exception, ValueError, 3)
told(t.raise_exception, int, 1)
told(t.make_exception_with_doc, 'a')
made = t.make_exception_with_doc('a.b.C', 'words', (KeyError, ValueError), {'x': 1})
print(made, made.__mro__, made.__doc__, made.__module__, made.x)
encoder, decoder = t.codec_incrementalencoder('utf-16-be'), t.codec_incrementaldecoder('ascii', 'ignore')
print(encoder.encode('ab'), decoder.decode(b'a\xff'))
told(t.codec_incrementalencoder, 'foo')
code = t.code_newempty('file', 'name', 15)
print(code.co_filename, code.co_name, code.co_qualname, code.co_firstlineno)
told(exec, code)
made = t.create_cfunction()
print(made, made.__self__ is t)
print(t.INT_MAX, t.UINT_MAX, t.LONG_MIN, t.ULONG_MAX, t.PY_SSIZE_T_MAX, t.USHRT_MAX, t.FLT_MAX, t.DBL_MIN, t.WITH_PYMALLOC)


async def waits():
    return await t.awaitType(iter([1]))


coroutine = waits()
print(coroutine.send(None))
told(coroutine.send, None)

print(i.SIZEOF_PYGC_HEAD, i.get_config()['code_debug_ranges'])
told(i.EncodeLocaleEx, 'aé\udcff', 0, 'surrogateescape')
told(i.EncodeLocaleEx, 'a\udcff', 0)
told(i.EncodeLocaleEx, '', 0, 'replace')
print(ascii(i.DecodeLocaleEx(b'a\xff', 0, 'surrogateescape')))
told(i.DecodeLocaleEx, b'a\xff', 0)
depth = i.get_recursion_depth()
print((lambda: i.get_recursion_depth() - depth)())
