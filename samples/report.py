"""A sales report in plain text: f-strings, alignment, grouping, percentages, a chart, and three ways to format."""

SALES = [
    ("North", "Widgets", 120, 9.99), ("North", "Gadgets", 35, 24.5), ("South", "Widgets", 80, 9.49),
    ("South", "Gizmos", 7, 199.0), ("East", "Gadgets", 61, 25.25), ("East", "Widgets", 240, 8.75),
    ("West", "Gizmos", 12, 189.9), ("West", "Widgets", 15, 10.0), ("North", "Gizmos", 3, 205.0),
]


class Money:
    """Formats itself: f"{money:>12}" aligns, f"{money:k}" shortens to thousands."""

    def __init__(self, amount):
        self.amount = amount

    def __add__(self, other):
        return Money(self.amount + getattr(other, "amount", other))

    __radd__ = __add__

    def __format__(self, spec):
        if spec.endswith("k"):
            return format(f"{self.amount / 1000:.1f}k", spec[:-1])
        return format(f"€{self.amount:,.2f}", spec)

    def __repr__(self):
        return f"Money({self.amount!r})"


class Row:
    def __init__(self, region, product, units, price):
        self.region, self.product, self.units, self.price = region, product, units, price

    @property
    def total(self):
        return Money(self.units * self.price)


def group(rows, key):
    groups = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def table(headings, rows, widths):
    line = "+".join("-" * (width + 2) for width in widths)
    yield f"+{line}+"
    yield "|" + "|".join(f" {heading:^{width}} " for heading, width in zip(headings, widths)) + "|"
    yield f"+{line.replace('-', '=')}+"
    for row in rows:
        # Numbers go to the right, text to the left.
        cells = (f" {cell:{'<' if isinstance(cell, str) else '>'}{width}} " for cell, width in zip(row, widths))
        yield "|" + "|".join(cells) + "|"
    yield f"+{line}+"


rows = [Row(*sale) for sale in SALES]
grand = sum(row.total for row in rows)

print(f"{' SALES REPORT ':*^60}")
print()
listing = [(row.region, row.product, row.units, row.total) for row in sorted(rows, key=lambda row: -row.total.amount)]
print("\n".join(table(("Region", "Product", "Units", "Total"), listing, (8, 10, 6, 12))))

for title, key in (("region", lambda row: row.region), ("product", lambda row: row.product)):
    print(f"\nBy {title}:")
    for name, members in sorted(group(rows, key).items()):
        total = sum(row.total for row in members)
        share = total.amount / grand.amount
        print(f"  {name:.<12}{total:.>14}  {share:>6.1%}  {'█' * round(share * 40)}")

print(f"\nGrand total {grand} or {grand:k} or {grand:>10k}|{grand:<12}|")
print(f"{grand!r}, {len(rows)=}, {max(row.units for row in rows) = :,}")

units = [row.units for row in rows]
mean = sum(units) / len(units)
deviation = (sum((n - mean) ** 2 for n in units) / len(units)) ** 0.5
print("units: mean %.2f, deviation %6.2f, least %03d, most %+d" % (mean, deviation, min(units), max(units)))
print("units: mean {0:.3g}, most {most:#x} = {most:#o} = {most:b}, {0:e}".format(mean, most=max(units)))
print("{0.region}/{0.product} {0.units:>5} {1[0]!r:>12}".format(rows[3], SALES[3]))
print("%-10s|%10s|%5.1f%%|%c|%r" % ("left", "right", 99.5, "x", "quoted"))
width, precision = 14, 4
print(f"nested: {mean:{width}.{precision}f}|{'centred':^{width}}|{1234567890:{width},}|{0.000123:{width}.2e}|")
