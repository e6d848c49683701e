# Debian: python3-pathspec
import pathspec

spec = pathspec.PathSpec.from_lines("gitwildmatch", ["*.py[co]", "build/", "!build/keep.txt", "/top", "doc/**/x.md", "# comment"])
print([name for name in ("a.pyc", "src/b.pyo", "build/x", "top", "sub/top", "doc/a/b/x.md", "c.py") if spec.match_file(name)])
