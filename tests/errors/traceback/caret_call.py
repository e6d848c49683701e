callbacks = [len, 5]
print(callbacks[0]("abc") + callbacks[1]("abc"))
