# _string: how a format string and the name of a field are cut up; _operator._compare_digest.
import _operator
import _string
import string

def t(s):
    try: r=repr(eval(s))
    except BaseException as e: r=type(e).__name__+': '+str(e)
    print(s,'->',r)
for f in ['', 'abc', '{}', '{0}', 'a{{b}}c', '{a.b[c]!r:>{w}}x', '{', '}', 'a}b', '{a!}', '{a!rr}', '{a!r', '{:', '{a:{b', '{a{b}', '{!r}', '{a[}', '{a[}]}', '{a[{]}', '{a:}}', '{{}', '{}}','{a:{b:{c}}}', '{a!:x}','{a!r:}', '{\u0100}\u0101', '{a!r}}','{a:!r}', 'x{y']:
    t('list(_string.formatter_parser(%r))'%f)
for f in ['', '0', 'a', 'a.b', 'a[0]', '0.x[y][1].z', 'a[', 'a[]', 'a.', 'a..b', 'a[b]c', '.a', '[x]', '007', '99999999999999999999999', 'a[99999999999999999999999]', '-1', 'a[-1]', 'a.1', '١', 'a[b.c]']:
    t('(lambda r: (r[0], list(r[1])))(_string.formatter_field_name_split(%r))'%f)
t('_string.formatter_parser(1)'); t('_string.formatter_field_name_split(b"a")'); t('_string.formatter_parser("{}")'[:0]+'type(_string.formatter_parser("{}"))'); t('type(_string.formatter_field_name_split("a")[1])')
t('_string.formatter_parser()')
t('string.Formatter().format("{0} {a[1]!r:>4} {} ","x",a=[1,2])');t('string.Formatter().vformat("{} {}",("x","y"),{})'); t('string.Template("$a ${b} $$").substitute(a=1,b=2)'); t('string.capwords("ab cd")')
for a in ['"a","a"','"a","b"','b"a",b"ab"','"a",b"a"','"\u0100","a"','1,2','bytearray(b"x"),b"x"','"a"','memoryview(b"abc")[::2],b"ac"','"",""','b"",bytearray()']: t('_operator._compare_digest(%s)'%a)
