class A:
    def __enter__(self):
        pass


with A():
    pass
