# Debian: python3-wcwidth
from wcwidth import list_versions, wcswidth, wcwidth

print([wcwidth(c) for c in "aé日\u0301\x07\u200b한"], wcswidth("コンニチハ, 世界"), wcswidth("a\x1b"), list_versions()[:2])
