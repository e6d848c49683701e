source = "def g():\n    return 1 / 0\n\ng()\n"
exec(source)
