# Debian: python3-ply
import ply.lex as lex
import ply.yacc as yacc

tokens = ("NUMBER", "NAME")
literals = "+-*/()="
t_NAME = r"[a-z]+"
t_ignore = " "


def t_NUMBER(t):
    r"\d+"
    t.value = int(t.value)
    return t


def t_error(t):
    print("illegal", t.value[0])
    t.lexer.skip(1)


precedence = (("left", "+", "-"), ("left", "*", "/"), ("right", "UMINUS"))
names = {}


def p_assign(p):
    "statement : NAME '=' expression"
    names[p[1]] = p[3]


def p_show(p):
    "statement : expression"
    print(p[1])


def p_binary(p):
    """expression : expression '+' expression
    | expression '-' expression
    | expression '*' expression
    | expression '/' expression"""
    p[0] = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}[p[2]](p[1], p[3])


def p_uminus(p):
    "expression : '-' expression %prec UMINUS"
    p[0] = -p[2]


def p_group(p):
    "expression : '(' expression ')'"
    p[0] = p[2]


def p_number(p):
    "expression : NUMBER"
    p[0] = p[1]


def p_name(p):
    "expression : NAME"
    p[0] = names.get(p[1], 0)


def p_error(p):
    print("syntax error at", p and p.value)


lexer = lex.lex()
calc = yacc.yacc(write_tables=False, debug=False)
for line in "a = 3", "a * (2 + 4) - -1", "1 + * 2", "7 / 2 $":
    calc.parse(line, lexer=lexer)
