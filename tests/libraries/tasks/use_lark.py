# Debian: python3-lark
from lark import Lark, Transformer, UnexpectedInput

grammar = r"""
?value: object | array | string | SIGNED_NUMBER -> number | "true" -> true | "false" -> false | "null" -> null
array: "[" [value ("," value)*] "]"
object: "{" [pair ("," pair)*] "}"
pair: string ":" value
string: ESCAPED_STRING
%import common.ESCAPED_STRING
%import common.SIGNED_NUMBER
%import common.WS
%ignore WS
"""


class ToPython(Transformer):
    list = array = list
    pair = tuple
    object = dict

    def string(self, items):
        return items[0][1:-1]

    def number(self, items):
        return float(items[0])

    true = lambda self, _: True
    false = lambda self, _: False
    null = lambda self, _: None


for kind in "lalr", "earley":
    parser = Lark(grammar, start="value", parser=kind)
    tree = parser.parse('{"a": [1, -2.5, true], "b": {"c": null}}')
    print(ToPython().transform(tree), tree.data, len(list(tree.iter_subtrees())))
try:
    Lark(grammar, start="value", parser="lalr").parse('{"a": }')
except UnexpectedInput as error:
    print(type(error).__name__, error.line, error.column, error.get_context('{"a": }'))
