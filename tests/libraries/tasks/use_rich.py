# Debian: python3-rich
import sys

from rich.console import Console
from rich.markdown import Markdown
from rich.panel import Panel
from rich.table import Table
from rich.tree import Tree

console = Console(file=sys.stdout, width=60, force_terminal=True, color_system="standard")
console.print("[bold red]hi[/] there {'a': 1, \"b\": [1, None]}")
table = Table(title="T", show_lines=True)
table.add_column("name", justify="right", style="cyan")
table.add_column("value")
table.add_row("one", "[green]1[/]")
table.add_row("two", "a much longer text that has to be wrapped somewhere")
console.print(table)
tree = Tree("root")
tree.add("child").add("grandchild")
console.print(tree, Panel("panel", expand=False))
console.print(Markdown("# Title\n\n* a\n* `code`\n\n> quote"))
