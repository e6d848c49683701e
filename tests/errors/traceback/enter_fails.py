class Door:
    def __enter__(self):
        raise OSError("the door is locked")

    def __exit__(self, *problem):
        print("never called")


with Door():
    print("never inside")
