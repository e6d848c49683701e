# __del__ at the moment of death, resurrection
class Thing:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print('del', self.name)
        if self.name == 'b':
            kept.append(self)
kept = []
a = Thing('a')
a = None
b = Thing('b')
del b
print(kept[0].name)
kept.clear()
