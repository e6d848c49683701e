# A pipe that is full: what of the buffer was taken, what is kept, and that nothing is lost.
import os

for size in (512, 4096, 16384, 100000):
    r, w = os.pipe()
    os.set_blocking(r, False)
    os.set_blocking(w, False)
    sent, received = [], []
    with open(r, "rb", buffering=size) as reader, open(w, "wb", buffering=size) as writer:
        for count in (9999, 73, 7574, 70000):
            try:
                for i in range(10000):
                    piece = bytes([i % 26 + 97]) * count
                    sent.append(piece)
                    writer.write(piece)
            except BlockingIOError as error:
                print(size, count, i, error.args)
                sent[-1] = sent[-1][:error.characters_written]
                received.append(reader.read())
                sent.append(b"blocked")
                writer.write(b"blocked")
        while True:
            try:
                writer.flush()
                break
            except BlockingIOError as error:
                print(size, "flush", error.args)
                received.append(reader.read())
        received += iter(reader.read, None)
    print(b"".join(sent) == b"".join(received), len(b"".join(received)))
