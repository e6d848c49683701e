class Noisy:
    def __del__(self):
        print("dying")


keeper = Noisy()
undefined
