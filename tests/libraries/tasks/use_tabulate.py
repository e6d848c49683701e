# Debian: python3-tabulate
from tabulate import tabulate

rows = [["a", 1.5, None], ["bb", 22.25, "x"], ["é", -3, "日本"]]
for form in "plain", "grid", "github", "html", "latex", "rst", "fancy_grid", "jira":
    print(tabulate(rows, headers=["n", "v", "t"], tablefmt=form, floatfmt=".2f", missingval="?"))
print(tabulate([{"a": 1, "b": 2}, {"a": 3}], headers="keys", showindex=True))
