"""A small text adventure; its commands come from standard input (adventure.in has a winning game)."""

ROOMS = {
    "hall": {
        "text": "You stand in a hall. A clock has stopped at noon.",
        "exits": {"north": "library", "east": "kitchen"},
        "things": ["lamp"],
    },
    "library": {
        "text": "Shelves to the ceiling. One book stands out a little.",
        "exits": {"south": "hall"},
        "things": ["book"],
    },
    "kitchen": {
        "text": "It smells of bread. A trapdoor leads down.",
        "exits": {"west": "hall", "down": "cellar"},
        "things": ["bread"],
    },
    "cellar": {
        "text": "A snake lies in a ring, its tail in its mouth.",
        "exits": {"up": "kitchen"},
        "things": ["snake"],
        "dark": True,
    },
}
SHORT = {"n": "north", "s": "south", "e": "east", "w": "west", "u": "up", "d": "down", "i": "inventory", "l": "look"}


class Finished(Exception):
    pass


class Game:
    def __init__(self):
        self.here = "hall"
        self.carried = []
        self.lit = False
        self.turns = 0

    @property
    def room(self):
        return ROOMS[self.here]

    def too_dark(self):
        return self.room.get("dark") and not self.lit

    def do_look(self):
        if self.too_dark():
            return "It is dark. Something breathes."
        lines = [self.room["text"]]
        if self.room["things"]:
            lines.append("You see: " + ", ".join(sorted(self.room["things"])) + ".")
        lines.append("Ways out: " + ", ".join(sorted(self.room["exits"])) + ".")
        return "\n".join(lines)

    def do_go(self, direction="nowhere"):
        target = self.room["exits"].get(direction)
        if target is None:
            return f"You cannot go {direction}."
        self.here = target
        return self.do_look()

    def do_take(self, thing=None):
        if self.too_dark() or thing not in self.room["things"]:
            return f"There is no {thing or 'such thing'} here."
        if thing == "snake":
            return "It is busy. Perhaps it is hungry for something else."
        self.room["things"].remove(thing)
        self.carried.append(thing)
        return "Taken."

    def do_drop(self, thing=None):
        try:
            self.carried.remove(thing)
        except ValueError:
            return f"You have no {thing}."
        self.room["things"].append(thing)
        return "Dropped."

    def do_inventory(self):
        return "You carry " + (", ".join(self.carried) or "nothing") + "."

    def do_light(self, thing=None):
        if thing != "lamp" or "lamp" not in self.carried:
            return "You have nothing to light."
        self.lit = True
        return "The lamp burns.\n" + self.do_look() if self.room.get("dark") else "The lamp burns."

    def do_read(self, thing=None):
        if thing == "book" and "book" in self.carried:
            return "'A cycle lets go when it is offered bread.'"
        return "There is nothing to read."

    def do_give(self, thing=None):
        if thing not in self.carried:
            return f"You have no {thing}."
        if self.here == "cellar" and self.lit and thing == "bread":
            raise Finished("The snake lets go of its tail, takes the bread, and is gone.")
        return "Nobody wants it."

    def do_quit(self):
        raise Finished("You wake up.")

    def obey(self, line):
        words = [word for word in line.lower().split() if word not in ("the", "a", "to")]
        if not words:
            return "Say something."
        self.turns += 1
        verb, *rest = (SHORT.get(word, word) for word in words)
        if verb in ("north", "south", "east", "west", "up", "down"):
            verb, rest = "go", [verb]
        method = getattr(self, "do_" + verb, None)
        if method is None:
            return f"I don't know how to {verb}."
        try:
            return method(*rest)
        except TypeError:
            return f"{verb.capitalize()} what?"


game = Game()
print(game.do_look())
while True:
    try:
        line = input("> ")
    except EOFError:
        print("\nYou fall asleep.")
        break
    print(line)
    try:
        print(game.obey(line))
    except Finished as end:
        print(end)
        print(f"{game.turns} turns.")
        break
