def outer():
    def inner():
        for i in range(3):
            x = (i + )
    return inner
