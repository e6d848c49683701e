code = compile("x = 1\ny = x.missing\n", "made_up.txt", "exec")
exec(code)
