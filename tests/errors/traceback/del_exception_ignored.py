class Noisy:
    def __del__(self):
        raise ValueError("in __del__")

    def __repr__(self):
        return "<noisy>"


Noisy()
print("goes on")
