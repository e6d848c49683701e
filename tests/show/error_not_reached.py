# Tokens alone: the parser is not asked, so its error is not met.
x = = 3
