"""The place of a SyntaxError about the encoding of the whole text: line 0, offset -1, no end."""
for source in (b"\xef\xbb\xbf#coding: utf8\nprint('\xe6\x88\x91')\n", b"\xef\xbb\xbf#coding: latin-1\nx\n", b"#coding: nope\nx\n",
               b"\n#coding: nope\nx\n", b"#coding: ascii\nx='\xff'\n", b"#coding: cp1252\nx='\x81'\n", b"\xef\xbb\xbf#coding: utf-8\nx=1\n"):
    try:
        print(compile(source, 'f', 'exec').co_names)
    except SyntaxError as error:
        print(error.args, error.lineno, error.offset, error.text, error.end_lineno, error.end_offset)
