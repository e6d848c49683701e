"a".startswith(1)
