# Debian: python3-packaging
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version, parse

print(sorted(map(Version, ["1.10", "1.2", "1.2rc1", "1.2.post1", "1.2.dev3", "1!0.1", "1.2+local"])), Version("1.2") < Version("1.10"), Version("1.0a1").is_prerelease)
print(list(SpecifierSet(">=1.2,<2,!=1.5").filter(["1.1", "1.2", "1.5", "1.9", "2.0"])), Requirement('name[extra]>=1.0; python_version > "3.8"'), canonicalize_name("A_b.C"))
print(Marker("python_version >= '3' and extra == 'x'").evaluate({"extra": "x"}))
try:
    Version("not.a.version")
except InvalidVersion as error:
    print(error)
