# The tokens of tokens.py, which is shown in place of this, lie where Python's own module tokenize finds them.
