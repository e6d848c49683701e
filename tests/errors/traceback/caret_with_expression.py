with open_it() as f:
    pass
