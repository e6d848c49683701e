# Debian: python3-typeguard
from typing import Callable, Dict, List, Optional, Tuple, Union

from typeguard import check_type, typechecked


@typechecked
def f(a: int, b: List[str], c: Optional[Dict[str, Tuple[int, ...]]] = None) -> Union[int, str]:
    return a if a else "zero"


print(f(1, ["x"]), f(0, [], {"k": (1, 2)}))
for args in (("1", []), (1, [2]), (1, [], {"k": (1, "x")})):
    try:
        f(*args)
    except TypeError as error:
        print(error)
check_type("name", [1, 2], List[int])
