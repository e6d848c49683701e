"""sys._debugmallocstats: its layout, and whether its figures agree with each other and with what the program does."""
import os
import sys


def statistics():
    """What it writes on the process's stderr, as lines."""
    sys.stderr.flush()
    kept = os.dup(2)
    path = f"/tmp/ouro-statistics-{os.getpid()}"
    file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_TRUNC)
    os.dup2(file, 2)
    sys._debugmallocstats()
    os.dup2(kept, 2)
    os.close(kept)
    os.close(file)
    with open(path) as written:
        text = written.read()
    os.remove(path)
    return text[text.index("Small block threshold"):].split("\n")


def number(line):
    return int(line.split("=")[1].replace(",", ""))


def table(lines):
    """size class -> (block size, pools, blocks in use, available)."""
    rows = {}
    for line in lines[4:lines.index("", 4)]:
        index, size, pools, used, available = (int(word) for word in line.split())
        rows[index] = (size, pools, used, available)
    return rows


lines = statistics()
for line in lines[:4]:
    print(line)
rows = table(lines)
print(all(size == (index + 1) * 16 for index, (size, *_) in rows.items()))
end = lines.index("", 4)
labels = lines[end + 1:end + 15]
for line in labels:
    label, _, figure = line.partition("=")
    print(len(line), "".join("N" if c.isdigit() else c for c in label).replace("NN", "N").replace("NN", "N").rstrip())
total, reclaimed, most, now, held = (number(line) for line in labels[:5])
print(total - reclaimed == now, now <= most <= total, held == now * 1048576)
used, available, unused, headers, quantization, alignment, sum_of_all = (number(line) for line in labels[6:13])
print(used == sum(size * blocks for size, _, blocks, _ in rows.values()))
print(available == sum(size * free for size, _, _, free in rows.values()))
print(used + available + unused + headers + quantization + alignment == sum_of_all == held)
pools = sum(pools for _, pools, _, _ in rows.values())
print(headers % pools == 0, headers // pools in (32, 48), unused % 16384 == 0)
room = 16384 - headers // pools
print(all(blocks + free == count * (room // size) for size, count, blocks, free in rows.values()))
print(quantization == sum(count * (room % size) for size, count, _, _ in rows.values()))

kept = [bytes(400) for _ in range(1000)]
after = table(statistics())
grown = max(after[index][2] - rows.get(index, (0, 0, 0, 0))[2] for index in range(25, 30) if index in after)
print(1000 <= grown <= 1010)
del kept
last = table(statistics())
print(all(last[index][2] - rows.get(index, (0, 0, 0, 0))[2] < 10 for index in range(25, 30) if index in last))
