"""A file that nobody closed: a ResourceWarning, which tells where it was opened while tracemalloc is tracing."""
import sys
import tracemalloc
import warnings


class Out:
    def write(self, text):
        print(text.replace(__file__, "FILE"), end="")

    def flush(self):
        pass


def use(path="/dev/null"):
    file = open(path, encoding="utf-8")
    file.read()
    del file


use()  # ignored, as usual
warnings.simplefilter("always")
known, sys.stderr = sys.stderr, Out()
use()
tracemalloc.start(3)
use()
file = open("/dev/null", "w", encoding="utf-8")
file = None
with open("/dev/null", encoding="utf-8") as file:
    pass
file = open("/dev/null", encoding="utf-8")
file.close()
del file
tracemalloc.stop()
use()
warnings.simplefilter("error")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always", ResourceWarning)
    use()
print(len(caught), caught[0].category.__name__, type(caught[0].source).__name__, caught[0].source is not None, caught[0].lineno)
del caught
warnings.simplefilter("ignore")
sys.stderr = known
