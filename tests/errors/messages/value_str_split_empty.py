"a".split("")
