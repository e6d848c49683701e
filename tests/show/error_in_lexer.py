# The tokens before the error are shown; with a tree asked for as well, the error is told once.
x = 1
y = 0777 + 'é$
z = 3
