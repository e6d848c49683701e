# Debian: python3-soupsieve
import soupsieve
from bs4 import BeautifulSoup

soup = BeautifulSoup("<div><p id=a class='x y'>1</p><p>2</p><ul><li>i<li lang=en>j</ul><input type=checkbox checked></div>", "html.parser")
for selector in "p.x", "div > p:last-of-type", "li:nth-child(2)", ":checked", "p:not(.y)", "[id^=a]", "p + ul li", ":is(li, p):has(+ p)", "p:-soup-contains('2')":
    print(selector, soupsieve.select(selector, soup))
try:
    soupsieve.compile("p[")
except soupsieve.SelectorSyntaxError as error:
    print(error)
