# Source texts in encodings that only the registry of codecs knows, by compile and by import.
def run(data):
    try:
        exec(compile(data, 'text', 'exec'))
    except SyntaxError as e:
        print('SyntaxError:', e.msg, e.lineno)


run(b'# coding: iso-8859-15\nprint(ascii("\xa4"))\n')
run(b'#!/usr/bin/python\n# -*- coding: koi8-r -*-\nprint(ascii("\xc1"))\n')
run(b'# coding: utf-7\nprint(ascii("+AOk-"))\n')
run(b'# coding: cp1252\nprint("\x81")\n')
run(b'# coding: ascii\nprint("\x82")\n')
run(b'# coding: foo\nprint(1)\n')
run(b'\xef\xbb\xbf# coding: cp1252\nprint(1)\n')
