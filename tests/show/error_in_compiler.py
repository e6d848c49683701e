# What the compiler refuses: the tree is shown, then its error.
match 1:
    case x:
        pass
    case 2:
        pass
