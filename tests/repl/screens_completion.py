"""Tab: what it offers, and that a second one lists it."""

SESSIONS = [
    {"name": "tab_completes_names_and_keywords", "steps": [
        ("length = 3; len<Tab>", ">>> length = 3; len("), ("<C-c>", "KeyboardInterrupt\n>>>"), ("whi<Tab>", ">>> while"), ("<C-c>", "KeyboardInterrupt\n>>>"),
        ("größe = 7<Enter>grö<Tab><Enter>", ">>> größe\n7\n>>>"), ("print(Fal<Tab>)<Enter>", ">>> print(False)\nFalse\n>>>")]},
    {"name": "a_second_tab_lists", "size": (60, 24), "steps": [
        ("apple = 1; apricot = 2; ap<C-c>", "KeyboardInterrupt\n>>>"), ("apple = 1; apricot = 2<Enter>", ">>>"),
        ("ap<Tab>", ">>> ap"), ("<Tab>", ">>> ap\napple    apricot\n>>> ap"), ("r<Tab><Enter>", ">>> apricot\n2\n>>>")]},
    {"name": "tab_completes_attributes", "steps": [
        ("'a'.upp<Tab>", ">>> 'a'.upp"), ("<C-c>", "KeyboardInterrupt\n>>>"), ("s = 'a'<Enter>s.upp<Tab>)<Enter>", ">>> s.upper()\n'A'\n>>>"),
        ("class C:<Enter>alpha = 1<Enter>@property<Enter>def beta(self): print('run')<Enter><Enter>", ">>>"), ("c = C()<Enter>c.b<Tab>", ">>> c.beta"), ("<C-c>", ">>>"),
        ("c.al<Tab><Enter>", ">>> c.alpha\n1\n>>>"), ("C.alpha.real.bit_l<Tab>)<Enter>", ">>> C.alpha.real.bit_length()\n1\n>>>"),
        ("c.<Tab><Tab>", ">>> c.\nalpha  beta\n>>> c.")]},
    {"name": "tab_completes_keys", "steps": [
        ("d = {'first': 1, 'second': 2, \"it's\": 3, 'ü': 4, 7: 5}<Enter>", ">>>"), ("d['f<Tab><Enter>", ">>> d['first']\n1\n>>>"), ('d["s<Tab><Enter>', '>>> d["second"]\n2\n>>>'),
        ("d['ü<Tab><Enter>", ">>> d['ü']\n4\n>>>"), ("d[<Tab><Tab>", "'first']   'second']  'ü']       7]\n>>> d["), ("<C-c>", ">>>"),
        ("class O: pass<Enter><Enter>", ">>>"), ("o = O(); o.d = d<Enter>o.d['se<Tab><Enter>", ">>> o.d['second']\n2\n>>>")]},
    {"name": "tab_completes_modules", "files": {"mine/__init__.py": "def of_mine(): pass\nprint('imported')\n", "mine/inner.py": "", "alone.py": "class Alone: pass\n"}, "steps": [
        ("import mat<Tab><Enter>math.fl<Tab>2.5)<Enter>", ">>> math.floor(2.5)\n2\n>>>"), ("import json.dec<Tab>", ">>> import json.decoder"), ("<C-c>", ">>>"),
        ("import os, strin<Tab>", ">>> import os, string"), ("<C-c>", ">>>"), ("from mi<Tab>", ">>> from mi"), ("n<Tab> imp<Tab>", ">>> from mine import"), ("of<Tab>", ">>> from mine import of_mine"),
        ("<C-c>", ">>>"), ("from mine import in<Tab>", ">>> from mine import inner"), ("<C-c>", ">>>"), ("from alone import A<Tab>", ">>> from alone import Alone"), ("<C-c>", ">>>"),
        ("from textwrap import ded<Tab><Enter>", ">>> from textwrap import dedent\n>>>"), ("from time import monotonic, slee<Tab>", ">>> from time import monotonic, sleep"), ("<C-c>", ">>>"),
        ("import sys; 'alone' in sys.modules or 'mine' in sys.modules<Enter>", "False\n>>>")]},
    {"name": "tab_completes_files_in_strings", "files": {"data/numbers.csv": "1\n", "data/names.txt": "", "öl.txt": "fluid"}, "steps": [
        ("open('da<Tab>", ">>> open('data/"), ("nu<Tab>).read()<Enter>", ">>> open('data/numbers.csv').read()\n'1\\n'\n>>>"), ("open('~/da<Tab>", ">>> open('~/data/"), ("n<Tab><Tab>", "names.txt'    numbers.csv'\n>>> open('~/data/n"),
        ("<C-c>", ">>>"), ("open('ö<Tab>).read()<Enter>", ">>> open('öl.txt').read()\n'fluid'\n>>>")]},
    {"name": "completion_without_a_locale", "environment": {"LANG": "C", "LC_ALL": "C"}, "steps": [
        ("größe = {'länge': 7}<Enter>grö<Tab>['l<Tab><Enter>", ">>> größe['länge']\n7\n>>>")]},
]
