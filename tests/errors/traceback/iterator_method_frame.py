class Numbers:
    def __iter__(self):
        return self

    def __next__(self):
        return self.missing


for n in Numbers():
    pass
