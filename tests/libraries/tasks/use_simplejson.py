# Debian: python3-simplejson
from decimal import Decimal

import simplejson

print(simplejson.dumps({"b": [1, 2.5, None], "a": Decimal("1.10"), "t": (1, 2)}, sort_keys=True, indent="  "), simplejson.loads("[1.1]", use_decimal=True))
print(simplejson.dumps("é</script>", for_json=True), simplejson.dumps(float("nan"), ignore_nan=True), simplejson.loads('{"a": {"b": 1}}', object_pairs_hook=list))
try:
    simplejson.loads('{"a": 1,}')
except simplejson.JSONDecodeError as error:
    print(error)
