class Broken:
    def __repr__(self):
        return "Broken(" + self.name + ")"


print([Broken()])
