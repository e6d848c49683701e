def load():
    import _has_syntax_error
    return _has_syntax_error


load()
