# Debian: python3-boltons
from boltons.cacheutils import LRI
from boltons.dictutils import OrderedMultiDict
from boltons.iterutils import bucketize, chunked, remap, research, windowed
from boltons.setutils import IndexedSet
from boltons.strutils import camel2under, slugify
from boltons.timeutils import daterange
from boltons.urlutils import URL

print(chunked(range(5), 2), bucketize(range(6), lambda n: n % 3), remap({"a": [1, None, {"b": None}]}, lambda p, k, v: v is not None), list(windowed("abc", 2)))
many = OrderedMultiDict([("a", 1), ("b", 2), ("a", 3)])
print(many, many.getlist("a"), IndexedSet("hello")[1], camel2under("aBigName"), slugify("A b/c é"), URL("http://u@x:80/p?q=1#f").path_parts, research({"a": {"b": 1}}, lambda p, k, v: v == 1))
