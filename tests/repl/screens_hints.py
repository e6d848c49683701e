"""Errors: the caret, and with :hints on one more sentence."""

ON = (":hints on<Enter>", "hints below errors: on\n>>>")


def wrong(typed, last_line, sentence):
    return (typed + "<Enter>", last_line + "\n" + sentence + "\n>>>")


SESSIONS = [
    {"name": "no_hints_unless_asked", "steps": [("nme<Enter>", "    nme\nNameError: name 'nme' is not defined\n>>>"), ("1 +* 2<Enter>", "    1 +* 2\n       ^\nSyntaxError: invalid syntax\n>>>")]},
    {"name": "hints_for_beginners", "size": (120, 60), "steps": [
        ON,
        wrong("nme", "NameError: name 'nme' is not defined", "A name is there once something was assigned to it: look at the spelling, or put quotes around a text."),
        wrong("'1' + 2", 'TypeError: can only concatenate str (not "int") to str', "A text and a number are not added: str(n) makes a text of it, int(s) a number."),
        wrong("1 + '2'", "TypeError: unsupported operand type(s) for +: 'int' and 'str'", "A text is no number: int(text) or float(text) makes one of it; input() gives texts."),
        wrong("[1, 2][2]", "IndexError: list index out of range", "Items are numbered from 0 to len(x) - 1; x[-1] is the last."),
        wrong("{}['a']", "KeyError: 'a'", "The dict has no such key: `key in d` asks, d.get(key) gives None instead."),
        wrong("[3].sort()[0]", "TypeError: 'NoneType' object is not subscriptable", "One of the values is None: functions without `return` give it, and so do methods like list.sort()."),
        wrong("len[3]", "TypeError: 'builtin_function_or_method' object is not subscriptable", "Square brackets take an item of a list, dict or str; a function is called with round ones."),
        wrong("for i in 3: pass<Enter>", "TypeError: 'int' object is not iterable", "`for` needs something with items: range(n) counts from 0 to n - 1."),
        wrong("if x = 3: pass", "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?", "= gives a name to a value, == compares."),
        wrong("if True", "SyntaxError: expected ':'", "The first line of if, for, while, def and class ends with a colon."),
        wrong("'abc", "SyntaxError: unterminated string literal (detected at line 1)", "A text ends with the quote that it begins with, in the same line; three quotes hold several lines."),
        wrong("print 'a'", "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?", "print is a function: its arguments stand in round brackets."),
        wrong("int('x')", "ValueError: invalid literal for int() with base 10: 'x'", "int() reads a text of digits: float() reads 1.5."),
        wrong("open('no')", "FileNotFoundError: [Errno 2] No such file or directory: 'no'", "A name without a folder is looked for in os.getcwd(); Tab within the quotes completes it."),
        (":hints off<Enter>nme<Enter>", "NameError: name 'nme' is not defined\n>>>")]},
    {"name": "commands_on_a_dumb_terminal", "environment": {"TERM": "dumb"}, "size": (110, 24), "steps": [
        ON, wrong("[][0]", "IndexError: list index out of range", "Items are numbered from 0 to len(x) - 1; x[-1] is the last."), (":memory<Enter>", ">>>"),
        ("a = [[1]]<Enter>", "\nmemory: born list a, list a[0]\n>>>"), (":why a<Enter>", "\n1 = global 'a'\n>>>")]},
]
