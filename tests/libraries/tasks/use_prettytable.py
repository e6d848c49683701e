# Debian: python3-prettytable
from prettytable import ALL, MSWORD_FRIENDLY, PrettyTable

table = PrettyTable(["City", "Area", "People"])
table.add_rows([["Adelaide", 1295, 1158259], ["Brisbane", 5905, 1857594], ["Darwin", 112, None]])
table.align["City"] = "l"
print(table.get_string(sortby="Area"))
table.hrules = ALL
table.add_column("é", ["日本", "x\ny", ""])
print(table, table.get_html_string(attributes={"id": "t"}), table.get_csv_string(), sep="\n")
table.set_style(MSWORD_FRIENDLY)
print(table)
