# Debian: python3-zipp
import io
import zipfile

import zipp

memory = io.BytesIO()
memory.name = "m.zip"
with zipfile.ZipFile(memory, "w") as archive:
    for name, text in ("a.txt", "A"), ("d/b.txt", "B"), ("d/e/c.txt", "C"):
        archive.writestr(name, text)
root = zipp.Path(zipfile.ZipFile(memory))
print(sorted(p.name for p in root.iterdir()), (root / "d" / "b.txt").read_text(), (root / "d").is_dir(), (root / "none").exists(), str(root / "d" / "e").split("/")[-2:])
