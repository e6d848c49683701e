# What the compiler refuses: the tree is shown, then its error.
match 1:
    case _:
        pass
