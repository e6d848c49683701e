# Debian: python3-natsort
from natsort import humansorted, natsorted, ns, order_by_index, index_natsorted

names = ["a10", "a2", "A1", "b1.5", "b1.10", "ü", "z-3", "z3"]
print(natsorted(names), natsorted(names, alg=ns.IGNORECASE), natsorted(names, alg=ns.REAL), natsorted(["/x/10", "/x/9"], alg=ns.PATH), index_natsorted(names))
