"""Tables of memory_profiler without what differs from machine to machine: usage in whole MiB above that of the first line, whose increment is left out."""

MIB = 1 << 20


class Tables:
    """A stream that prints the tables written to it."""

    def __init__(self):
        self.base = None

    def write(self, text):
        for line in text.split("\n")[:-1] if text.endswith("\n") else [text]:
            print(self.plain(line))

    def plain(self, line):
        if line.startswith("Filename: "):
            self.base = None
            return "Filename: " + line[10:].rpartition("/")[2]
        if not line[:6].strip().isdigit() or "MiB" not in line[:19]:
            return line
        usage, increment = float(line[7:15]), float(line[20:28])
        first, self.base = self.base is None, usage if self.base is None else self.base
        return "%s %8d MiB %s%s" % (line[:6], round(usage - self.base), " " * 8 + "all" + " " if first else "%8d MiB" % round(increment), line[32:])
