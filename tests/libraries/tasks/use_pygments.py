# Debian: python3-pygments
from pygments import highlight, lex
from pygments.formatters import HtmlFormatter, TerminalFormatter
from pygments.lexers import CLexer, JsonLexer, PythonLexer, get_lexer_by_name, guess_lexer_for_filename

code = 'def f(x: int = 3) -> str:\n    """doc"""\n    return f"{x!r:>10}" + \'a\\n\'  # comment\n'
print(highlight(code, PythonLexer(), HtmlFormatter()))
print(repr(highlight("int main(void) { return 0x1f; /* c */ }", CLexer(), TerminalFormatter())))
print(list(lex('{"a": [1, 2.5, null]}', JsonLexer())))
print(get_lexer_by_name("bash").name, guess_lexer_for_filename("x.rs", "fn main() {}").name)
