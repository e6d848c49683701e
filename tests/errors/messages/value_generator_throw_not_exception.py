def g():
    yield


g().throw(5)
