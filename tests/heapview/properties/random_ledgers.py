"""Random programs whose counts are asked for at every step: the ledger, replayed, gives the same count at each of them.

usage: ouro random_ledgers.py [HOW_MANY [SEED]]
"""
import random
import sys
from sys import getrefcount

import heapview


class Box:
    pass


STATEMENTS = [
    "{v} = target",
    "{v} = None",
    "{v} = [target, {w}]",
    "{v} = (target, target)",
    "{v} = {{'k': target, 'w': {w}}}",
    "{v} = {{(7, 5)}}; {v} = 7",
    "{v} = Box(); {v}.item = target",
    "{v} = Box(); {v}.item = {w}",
    "if isinstance({v}, Box): {v}.item = None",
    "if isinstance({v}, list): {v}.append(target)",
    "if isinstance({v}, list) and {v}: {v}.pop()",
    "if isinstance({v}, list) and {v}: {v}[0] = target",
    "if isinstance({v}, list) and {v}: del {v}[0]",
    "if isinstance({v}, dict): {v}['k'] = None",
    "if isinstance({v}, dict): {v}.clear()",
    "{v} = keep(target)",
    "{v} = keep({w}, target)",
    "{v} = gen(target); next({v})",
    "{v} = lambda held=target: held",
    "{v} = closure(target)",
    "for {v} in [target, 1, 2]: pass",
    "for {v} in gen(target): pass",
    "{v} = [one for one in (target, 3)]",
    "{v}, {w} = {w}, {v}",
    "deep(target, 5)",
    "try: fail(target)\nexcept ValueError as {v}: pass\n{v} = None",
    "{v} = sorted([(2, 'b'), (1, 'a')], key=lambda pair: (pair, note(), 0)[2])",
    "{v} = str([target]); {v} = None",
    "del {v}; {v} = None",
]


def keep(*args, **kwargs):
    local = args
    note()
    return local


def gen(held):
    other = held
    for step in range(3):
        note()
        yield step, other


def closure(held):
    def inner():
        return held

    note()
    return inner


def deep(held, depth):
    if depth:
        return deep(held, depth - 1)
    note()


def fail(held):
    note()
    raise ValueError(held)


def note():
    log.append(getrefcount(target))


def program(chance, length):
    lines = []
    for i in range(length):
        v, w = chance.sample(["a", "b", "c", "d"], 2)
        lines.append(chance.choice(STATEMENTS).format(v=v, w=w))
        lines.append("log.append(getrefcount(target))")
    return "\n".join(lines)


def check(number, seed):
    global target, log
    chance = random.Random(seed * 1000003 + number)
    target = chance.choice([[], {}, (1, [2]), Box()])
    log = []
    source = program(chance, 25)
    names = {"__builtins__": __builtins__, "Box": Box, "keep": keep, "gen": gen, "closure": closure, "deep": deep, "fail": fail, "note": note}
    names.update(target=target, log=log, getrefcount=getrefcount, a=None, b=None, c=None, d=None)
    code = compile(source, "<random>", "exec")
    with heapview.ledger(target) as book:
        exec(code, names)
    del names, code
    (object_,) = book.view().data()["objects"]
    count, asked = object_["count"], []
    for entry in object_["entries"]:
        assert entry["count"] == count + entry["delta"], (source, entry)
        count = entry["count"]
        if entry["cause"] == "passed to getrefcount()":
            asked.append(count)
    assert asked == log, (source, asked, log, str(book))


def main():
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for number in range(how_many):
        check(number, seed)
    print(how_many, "programs: the ledger, replayed, gives the count at every step")


main()
