"""PYTHONMALLOCSTATS: the statistics before each new arena (there are three here), and at the end."""
import sys

print("begins")
sys.stdout.flush()
kept = [bytes(400) for _ in range(4500)]
print(len(kept))
