# Debian: python3-pycodestyle
import pycodestyle

style = pycodestyle.StyleGuide(quiet=False, max_line_length=40, show_source=True)
checker = pycodestyle.Checker("code.py", lines=["import os,sys\n", "def f( x ):\n", "  return x+1 \n", "\n", "class A: pass\n", "x = 'a very long line that goes beyond the limit'\n", "if x == None : y=1; z = lambda: 0\n"], options=style.options)
print(checker.check_all())
