dict(["abc"])
