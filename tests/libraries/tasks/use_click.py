# Debian: python3-click
import click
from click.testing import CliRunner


@click.group()
@click.option("--verbose/--quiet", default=False)
@click.pass_context
def tool(context, verbose):
    context.obj = verbose


@tool.command()
@click.argument("names", nargs=-1, required=True)
@click.option("-n", "--count", type=click.IntRange(1, 5), default=1, show_default=True, help="How often.")
@click.pass_obj
def greet(verbose, names, count):
    """Greet everybody."""
    for name in names:
        click.echo(f"hello {name}! " * count + ("loud" if verbose else ""))


runner = CliRunner()
for line in (["greet", "a", "b", "-n", "2"], ["--verbose", "greet", "c"], ["greet"], ["greet", "x", "-n", "9"], ["--help"], ["greet", "--help"], ["none"]):
    result = runner.invoke(tool, line)
    print(result.exit_code, result.output)
