def f():
    raise KeyboardInterrupt("by code")


try:
    f()
except Exception:
    print("not an Exception")
except KeyboardInterrupt as e:
    print("caught", e)
