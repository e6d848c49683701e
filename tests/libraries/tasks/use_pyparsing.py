# Debian: python3-pyparsing
import pyparsing as pp

number = pp.pyparsing_common.number()
expression = pp.infix_notation(number, [("-", 1, pp.OpAssoc.RIGHT), (pp.one_of("* /"), 2, pp.OpAssoc.LEFT), (pp.one_of("+ -"), 2, pp.OpAssoc.LEFT)])
print(expression.parse_string("1 + 2 * -3.5 - (4 - 5)", parse_all=True).as_list())
key = pp.Word(pp.alphas)("key")
pair = pp.Group(key + pp.Suppress("=") + (pp.QuotedString('"') | pp.Word(pp.alphanums))("value"))
result = pp.delimited_list(pair).parse_string('a = 1, b = "x y", c = z')
print(result.dump(), [(p.key, p.value) for p in result])
print(list(pp.Word(pp.nums).scan_string("ab12 cd345")), pp.nested_expr().parse_string("(a (b c) d)").as_list())
try:
    expression.parse_string("1 + ", parse_all=True)
except pp.ParseException as error:
    print(error)
