"""Options that there are not, or that lack something: what is said, and the status."""
from _child import show

for words in (["-Z"], ["-bZ"], ["-c"], ["-m"], ["-W"], ["-X"], ["--foo"], ["--help=3"], ["-J"], ["-9"], ["--check-hash-based-pycs"],
              ["--check-hash-based-pycs", "sometimes"], ["-X", "frozen_modules=x"], ["-X", "int_max_str_digits=3"], ["-X", "utf8=2"],
              ["--", "-c"], ["nowhere.py"], ["\udcff.py"], ["-c", "print('\udcff')"], ["-i", "nowhere.py"], ["-i", "-m", "nowhere"]):
    show(*words)
show("-c", "1", PYTHONHASHSEED="x")
show("-c", "1", PYTHONINTMAXSTRDIGITS="5")
show("-c", "1", PYTHONUTF8="x")
show("-c", "1", PYTHONTRACEMALLOC="x")
show("-c", "1", PYTHONIOENCODING="nothing")
