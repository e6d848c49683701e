# Debian: python3-asttokens
import ast

import asttokens

source = "x = f(a + b, [1, 2])  # c\nif x:\n    y = 'é' * 2\n"
marked = asttokens.ASTTokens(source, parse=True)
for node in ast.walk(marked.tree):
    if hasattr(node, "lineno"):
        print(type(node).__name__, repr(marked.get_text(node)))
