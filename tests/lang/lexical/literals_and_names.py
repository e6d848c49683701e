"""Literals of every kind, names in any alphabet, line joining, comments, semicolons."""
größe = 1; 变量 = 2; _x1 = 3; ñ = größe + 变量
print(größe, 变量, ñ, _x1)
ﬁ = "normalised"
print(fi)
print(0, 00, 0x_FF, 0b1010_1010, 0o7_7, 1_0, 1_0.0_1, 1e1_0, .1e-1, 1.e5, 0e0, 1J, .5j, 1_0j, 0xABCDEFabcdef0123456789)
print('a' "b" """c""" '''d''' r'\e' R"\f" u'g', b'h' B"i" rb'\j' Rb"\k", f"{1}" "l" F'{2}' rf"\{3}" fR'\{4}')
print("\a\b\f\n\r\t\v\\\'\"\0\x41\101\u00e9\U0001F40D".encode(), "\
joined", 'it''s')
total = (1  # a comment
         + 2

         + 3)  # and another
values = [
    1, 2,
    3,
]
print(total, values, {1,
                      2}, (
    4,))
if total == 6 and \
        values:
    print("backslash")
x = 1 if(total)else 2
print(x,1 if(1)else 2, [1,2,][0], not(0), -1, 5 .real, 5..real, 1.0.real)
def one(): return 1
class Empty: pass
class Doc: "only a docstring"
print(one(), Empty.__name__, Doc.__doc__)
match = case = type = _ = "soft keywords are names"
print(match, case, type, _)
if True:
	print("indented by a tab")
if True:
 if True:
    if True:
            print("any depth of indentation")
async_ = await_ = print_ = 5
print(async_, not  None, 1<2!=3, 1 if 2 else 3 if 4 else 5, lambda_:=6)
# a comment at the end, without a newline
