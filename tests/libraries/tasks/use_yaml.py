# Debian: python3-yaml
import yaml

text = """
a: [1, 2.5, yes, ~, 2024-01-02]
b: &anchor {x: 1, "y z": 'q'}
c: *anchor
d: |
  literal
  text
e: >-
  folded
  text
<<: {m: 1}
"""
print(yaml.safe_load(text))
print(yaml.safe_dump({"b": [1, [2, 3]], "a": {"x": None, "t": "multi\nline", "u": "é"}}, allow_unicode=True))
print(list(yaml.safe_load_all("--- 1\n--- [a]\n")), [type(event).__name__ for event in yaml.parse("a: [1]", Loader=yaml.SafeLoader)])
try:
    yaml.safe_load("a: [1, 2\nb: }")
except yaml.YAMLError as error:
    print(error)
