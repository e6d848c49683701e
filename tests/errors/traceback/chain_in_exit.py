class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *problem):
        raise RuntimeError("exit failed")


with Manager():
    raise ValueError("body failed")
