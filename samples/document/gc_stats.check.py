"""The figures depend on the implementation, but must be three generations and possible: one full collection was asked for."""
import ast
import sys

lines = sys.stdin.read().splitlines()
if len(lines) != 1:
    sys.exit(f"expected one line, got {len(lines)}")
generations = ast.literal_eval(lines[0])
if len(generations) != 3:
    sys.exit(f"expected three generations, got {len(generations)}")
for generation in generations:
    if list(generation) != ["collections", "collected", "uncollectable"]:
        sys.exit(f"keys are {list(generation)}")
    if not all(type(figure) is int and figure >= 0 for figure in generation.values()):
        sys.exit(f"not counts: {generation}")
    if generation["uncollectable"]:
        sys.exit("nothing here is uncollectable")
if generations[2]["collections"] != 1:
    sys.exit(f"gc.collect() was called once, and counted {generations[2]['collections']} times")
