class Box:
    pass


box = Box()
result = box.open().content
