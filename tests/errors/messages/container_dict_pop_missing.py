{}.pop("x")
