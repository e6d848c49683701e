# What keeps an object alive when the script has ended.
class Shelf:
    def __init__(self):
        self.boxes = [["small"], ["large"]]


shelf = Shelf()
kept = shelf.boxes[1]
del shelf.boxes[0]
