import sys
import memory_profiler


@profile
def work(n):
    data = bytes(n << 20)
    del data
    return n


print("script", sys.argv, __name__, __file__, sys.modules["__main__"].work is work)
work(2)
work(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
if "exit" in sys.argv:
    sys.exit(3)
if "fail" in sys.argv:
    raise LookupError("failed")
