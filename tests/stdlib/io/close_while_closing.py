# While one thread closes a buffered stream, another that writes waits, and finds it closed.
import io
import threading


class Slow(io.RawIOBase):
    def __init__(self):
        self.is_closing, self.may_go_on = threading.Event(), threading.Event()

    def readable(self):
        return True

    writable = seekable = readable

    def seek(self, position, whence=0):
        return 0

    def write(self, data):
        return len(data)

    def flush(self):
        self.is_closing.set()
        self.may_go_on.wait(0.1)


for kind in (io.BufferedWriter, io.BufferedRandom):
    raw = Slow()
    stream = kind(raw, 8)
    thread = threading.Thread(target=stream.close)
    thread.start()
    raw.is_closing.wait()
    try:
        stream.write(b"spam")
    except ValueError as error:
        print(error)
    print(stream.closed)
    thread.join()


class Within(Slow):
    def flush(self):
        try:
            self.stream.write(b"x")
        except (RuntimeError, ValueError) as error:
            print(type(error))


raw = Within()
raw.stream = io.BufferedWriter(raw, 8)
raw.stream.close()
raw.stream = None
