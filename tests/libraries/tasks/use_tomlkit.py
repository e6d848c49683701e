# Debian: python3-tomlkit
import tomlkit

document = tomlkit.parse('# top\n[a]\nx = 1 # one\ny = ["a", "b"]\n\n[b.c]\nz = 2.50\n')
document["a"]["x"] = 2
document["a"]["y"].append("c")
document.add("new", {"k": "v"})
print(tomlkit.dumps(document), document.unwrap(), tomlkit.item([1, {"a": True}]).as_string())
