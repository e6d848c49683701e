# What PYTHONBREAKPOINT names cannot be imported: a warning, and the program goes on.
print(breakpoint())
