"""Text of any language, colours, and blocks."""

BLOCK = "def f(n):<Enter>if n > 1:<Enter>return n * f(n - 1)<Enter><BSpace>return 1<Enter><Enter>"
SHOWN = ">>> def f(n):\n...     if n > 1:\n...         return n * f(n - 1)\n...     return 1\n...\n>>>"


def cursor_is(place):
    def check(screen, _):
        return screen.cursor() == place
    check.__doc__ = f"(the cursor at column,row {place})"
    return check


SESSIONS = [
    {"name": "any_language", "steps": [
        ("名前 = 'Grüße, 日本, мир, 한국어, मानक'<Enter>", "मानक'\n>>>"),
        ("名前<Enter>", "'Grüße, 日本, мир, 한국어, मानक'\n>>>"),
        ("مرحبا = 4<Enter>len(名前) + مرحبا<Enter>", "\n29\n>>>"),
        ("f'{名前[7:9]}…' '🐍'<Enter>", "'日本…🐍'\n>>>")]},
    {"name": "without_a_locale", "environment": {"LANG": "C", "LC_ALL": "C"}, "steps": [
        ("é = '日本 — ю'<Enter>", "\n>>>"), ("é<Enter>", "'日本 — ю'\n>>>"), ("élan = 3<Enter>él<Tab> + 1<Enter>", ">>> élan + 1\n4\n>>>")]},
    {"name": "cursor_on_wide_and_combining_characters", "steps": [
        ("s = '日本'", cursor_is("14,0")), ("<Left><Left>", cursor_is("11,0")), ("<Left>", cursor_is("9,0")), ("語", cursor_is("11,0")),
        ("<End><BSpace>e\u0301'<Enter>", ">>> s = '語日本e\u0301'\n>>>"), ("len(s)<Enter>", "\n5\n>>>"), ("e\u0301 = 1", cursor_is("9,3"))]},
    {"name": "long_lines_go_on_in_the_next_row", "size": (20, 24), "steps": [
        ("x = '日本日本日本日本日本'", ">>> x = '日本日本日\n本日本日本'"), ("<Home>", cursor_is("4,0")), ("<End><Enter>x<Enter>", ">>> x\n'日本日本日本日本日\n本'\n>>>")]},
    {"name": "plain_without_colours", "environment": {"NO_COLOR": "1"}, "steps": [
        ("x = 'a'  # b<Enter>", lambda screen, shown: shown.endswith("# b\n>>>") and "\x1b[3" not in screen.shown(colours=True))]},
    {"name": "dumb_terminal", "environment": {"TERM": "dumb"}, "steps": [
        ("def f():<Enter>  return 'ö'<Enter><Enter>f()<Enter>", ">>> f()\n'ö'\n>>>"),
        ("1/0<Enter>", lambda screen, shown: shown.endswith("ZeroDivisionError: division by zero\n>>>") and "\x1b[3" not in screen.shown(colours=True)),
        ("exit<Enter>", lambda screen, shown: shown == "")]},
    {"name": "colours_of_what_is_typed", "steps": [
        ("def f(a=1):  # x", "\x1b[34mdef"), ("", "\x1b[36mf"), ("", "\x1b[33m1"), ("", "\x1b[31m# x")]},
    {"name": "colours_of_values_and_tracebacks", "steps": [
        ("[1, 'two', None]<Enter>", "\x1b[33m1"), ("", "\x1b[32m'two'"), ("", "\x1b[34mNone"), ("1/0<Enter>", "\x1b[31m1/0\n    ~^~\nZeroDivisionError"),
        ("", "\x1b[35m division by zero")]},
    {"name": "blocks_are_indented_edited_and_recalled", "steps": [
        (BLOCK, SHOWN), ("f(5)<Enter>", "\n120\n>>>"),
        ("<Up><Up>", "return 1"), ("<Up><Up>", cursor_is("16,8")),
        ("<End><BSpace><BSpace>2:<Down><Down><End>00<Enter><Enter>", ">>> def f(n):\n...     if n > 2:\n...         return n * f(n - 1)\n...     return 100\n...\n>>>"),
        ("f(3)<Enter>", "\n300\n>>>")]},
    {"name": "what_was_typed_has_its_source", "steps": [
        ("def f():<Enter>return 1<Enter><Enter>import inspect; print(inspect.getsource(f))<Enter>", "def f():\n    return 1\n\n>>>"),
        ("import traceback<Enter>try: f(2)<Enter>except TypeError: traceback.print_exc()<Enter><Enter>", "    try: f(2)\n         ^^^^\nTypeError: f() takes 0 positional arguments but 1 was given\n>>>")]},
    {"name": "enter_within_a_block_adds_a_line", "steps": [
        ("if True:<Enter>print('one')<Up><End><Enter>print('zero')", ">>> if True:\n...     print('zero')\n...     print('one')"),
        ("<Down><End><Enter><Enter>", "\nzero\none\n>>>")]},
    {"name": "tab_is_shown_with_its_width", "steps": [
        ("x = '<paste:a\\tb>'", ">>> x = 'a      b'"), ("<Enter>len(x)<Enter>", "\n3\n>>>"), ("if x:<Enter><BSpace><Tab>1", ">>> if x:\n...     1"),
        ("<Enter><Enter>", "\n1\n>>>")]},
    {"name": "pasted_code_with_blank_lines", "steps": [
        ("<paste:def g():\\n    a = 1\\n\\n    return a + 1\\n\\nprint(g())>", "...     return a + 1\n...\n... print(g())"),
        ("<Enter><Enter>", "\n2\n>>>"),
        ("<paste:class C:\\n    def m(self):\\n        '''text\\n\\n        more'''\\n\\n    n = 3\\nC.n>", "C.n"), ("<Enter><Enter>", "\n3\n>>>")]},
    {"name": "pasted_lines_are_run_once", "steps": [
        ("<paste:a = 1\\nb = 2\\na + b>", "... a + b"), ("<Enter><Enter>", "\n3\n>>>"), ("<Up>", ">>> a = 1\n... b = 2\n... a + b")]},
    {"name": "interrupt_drops_the_text", "steps": [
        ("if 1:<Enter>x<C-c>", "KeyboardInterrupt\n>>>"), ("2 + 3<Enter>", "\n5\n>>>")]},
    {"name": "end_of_input_in_a_block", "steps": [
        ("if 1:<Enter><C-d>", "IndentationError: expected an indented block after 'if' statement on line 1\n>>>"),
        ("def f():<Enter>return 'run'<Enter><C-d>", ">>>"), ("f()<Enter>", "'run'\n>>>"), ("abc<Home><C-d><C-d><C-d>7<Enter>", "\n7\n>>>")]},
    {"name": "resize", "size": (60, 12), "steps": [
        ("x = 'a long text that goes on and on to the end of the row'", "the r\now'"),
        ("<size:30x12>", ">>> x = 'a long text that goes\n on and on to the end of the r\now'"), ("<Left>", cursor_is("2,2")),
        ("<size:60x12>", ">>> x = 'a long text that goes on and on to the end of the r\now'"), ("<Enter>x<Enter>", "of the row'\n>>>")]},
    {"name": "stop_and_foreground", "command": "sh -i", "environment": {"PS1": "shell:"}, "begins": "shell:", "steps": [
        ("{ouro} -q<Enter>", ">>>"), ("if 1:<Enter>'half'<C-z>", lambda screen, shown: shown.endswith("shell:")),
        ("echo back<Enter>", "\nback\nshell:"), ("fg<Enter>", ">>> if 1:\n...     'half'"), (" + 'ed'<Enter><Enter>", "\n'halfed'\n>>>"),
        ("<C-d>", "shell:")]},
]
