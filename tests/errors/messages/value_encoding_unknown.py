"a".encode("no-such-code")
