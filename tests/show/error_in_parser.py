# The tokens are shown before the error that the parser finds; a tree there is none.
x = (1 +
     2)
y = = 3
