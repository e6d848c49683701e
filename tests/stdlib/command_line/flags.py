"""What sys tells of the command line."""
from _child import show

FLAGS = "import sys; print(sys.flags)"
REST = "import sys; print(sys.argv, sys.warnoptions, sys._xoptions)"
for words in ([], ["-b"], ["-bb"], ["-B"], ["-d"], ["-dd"], ["-E"], ["-i"], ["-I"], ["-O"], ["-OO"], ["-P"], ["-q"], ["-R"], ["-s"], ["-S"], ["-u"], ["-x"],
              ["-X", "dev"], ["-X", "utf8"], ["-X", "utf8=0"], ["-Xwarn_default_encoding"], ["-X", "int_max_str_digits=0"], ["-t"]):
    show(*words, "-c", FLAGS)
for words in (["-W", "once"], ["-Wonce", "-Werror::UserWarning", "-Wonce"], ["-bb", "-W", "default"], ["-X", "dev", "-b"],
              ["-Xa", "-Xb=c,d=e", "-X", "a=2"], ["-X", "é\udcff=\udcfe"], ["-Wé"]):
    show(*words, "-c", REST, "-c", "x", "\udcffé")
for value in ("0", "1", "2", "text", "-3", ""):
    show("-c", FLAGS, PYTHONDEBUG=value, PYTHONOPTIMIZE=value, PYTHONDONTWRITEBYTECODE=value, PYTHONNOUSERSITE=value, PYTHONSAFEPATH=value,
         PYTHONDEVMODE=value, PYTHONINSPECT=value, PYTHONWARNDEFAULTENCODING=value)
show("-E", "-c", FLAGS, PYTHONDEBUG="1")
show("-c", REST, PYTHONWARNINGS="error,,ignore::UserWarning", PYTHONDEVMODE="1")
show("-W", "nonsense", "-c", "import warnings; warnings.warn('x')", PYTHONWARNINGS="a:b")
show("-c", "import sys; print(ascii(sys.orig_argv[1:]))", "\udc80", "-x")
show("-B", "-c", "import sys; print(sys.pycache_prefix)", PYTHONPYCACHEPREFIX="here")
show("-B", "-X", "pycache_prefix=there", "-c", "import sys; print(sys.pycache_prefix)", PYTHONPYCACHEPREFIX="here")
show("-B", "-X", "pycache_prefix", "-c", "import sys; print(sys.pycache_prefix)", PYTHONPYCACHEPREFIX="here")
show("--check-hash-based-pycs", "never", "-c", "import _imp; print(_imp.check_hash_based_pycs)")
