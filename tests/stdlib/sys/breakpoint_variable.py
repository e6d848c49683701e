# breakpoint() calls what PYTHONBREAKPOINT names, with its arguments.
print(breakpoint('called', 'it', sep='-'))
