def stubborn():
    try:
        yield 1
    finally:
        print("cleaning")


g = stubborn()
next(g)
del g
raise SystemExit("done")
