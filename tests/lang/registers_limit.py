# A limit of Ouro's own says so, and shows no line that would fill the screen.
for source in ("@x\n" * 17_000 + "def f(): pass", "[" + "(" * 1 + "x" + ")" * 1 + "]"):
    try:
        compile(source, "<long>", "exec")
        print("compiled")
    except SyntaxError as error:
        print(error.msg, error.text, error.filename)
