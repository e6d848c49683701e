# Debian: python3-cssselect
from cssselect import HTMLTranslator, SelectorSyntaxError, parse

for text in "div > p.a:nth-child(2n+1)", "a[href^='x']:not(.b)", "h1 ~ h2, #id":
    print(HTMLTranslator().css_to_xpath(text), [s.specificity() for s in parse(text)])
try:
    parse("a[")
except SelectorSyntaxError as error:
    print(error)
