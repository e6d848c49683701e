def f():
    raise ValueError("original")


try:
    f()
except ValueError as e:
    traceback = e.__traceback__
raise KeyError("other").with_traceback(traceback)
