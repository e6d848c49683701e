e = ValueError("bad input")
e.add_note("in line 3 of the file")
raise e
