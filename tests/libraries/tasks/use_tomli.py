# Debian: python3-tomli
import tomli

print(tomli.loads('''
title = "T"
[owner]
dob = 1979-05-27T07:32:00-08:00
n = [1, 2.5, 0xff, inf, true]
[[items]]
a.b = 1
[[items]]
s = """multi
line"""
t = 07:32:00
'''))
for text in "a = ", "[x]\n[x]", "a = 1\na = 2", 'a = "\\q"':
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        print(error)
