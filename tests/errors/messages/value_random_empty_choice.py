import random

random.seed(1)
try:
    random.choice([])
except IndexError as e:
    raise SystemExit(str(e))
