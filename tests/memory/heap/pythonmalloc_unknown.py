"""PYTHONMALLOC with a name that there is not ends the program before it begins."""
print("never")
