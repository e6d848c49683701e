"""mprof: a recording as a picture."""
import os

import mprof

output = f"/tmp/mprof_svg_{os.getpid()}.svg"


def show():
    with open(output) as file:
        print(file.read())
    os.unlink(output)


mprof.main(["plot", "_recording.dat", "--svg", output])
show()
mprof.main(["plot", "-o", output, "--width", "400", "--height", "300", "-n", "-t", "<title> & more", "-w", "0,3", "_recording.dat"])
show()
