# The tree is shown before the error that the scope pass finds.
def f(a):
    global a
