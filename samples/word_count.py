"""Word frequencies of a long text, which a little grammar with its own random numbers writes: dicts and string methods."""

from collections import Counter, defaultdict

GRAMMAR = {
    "sentence": ["subject verb object place.", "subject verb object, and subject verb object.", "place subject verb object!"],
    "subject": ["the snake", "a young snake", "the collector", "every object", "no reference"],
    "object": ["its own tail", "the last reference", "a cycle of objects", "the heap", "an old arena"],
    "verb": ["eats", "finds", "releases", "never forgets", "keeps"],
    "place": ["in the arena", "on the heap", "at the end of the day", "without a sound"],
}


class Dice:
    """A linear congruential generator: the same text on every machine."""

    def __init__(self, seed):
        self.state = seed

    def pick(self, items):
        self.state = (self.state * 1103515245 + 12345) % 2 ** 31
        return items[(self.state >> 16) % len(items)]


def expand(symbol, dice):
    words = []
    for word in dice.pick(GRAMMAR[symbol]).split():
        name = word.rstrip(".,!")
        if name in GRAMMAR:
            words.append(expand(name, dice) + word[len(name):])
        else:
            words.append(word)
    return " ".join(words)


def write_text(sentences, seed=42):
    dice = Dice(seed)
    return " ".join(expand("sentence", dice).capitalize() for _ in range(sentences))


def words_of(text):
    for word in text.split():
        yield word.strip(".,!").lower()


text = write_text(400)
print(text[:150] + "…")
print(f"{len(text)} characters, {text.count('.') + text.count('!')} sentences")

counts = {}
for word in words_of(text):
    counts[word] = counts.get(word, 0) + 1
print(f"{sum(counts.values())} words, {len(counts)} different")

for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]:
    print(f"{word:>10} {count:5} {'#' * (count // 20)}")

print("Counter agrees:", Counter(words_of(text)) == counts)

by_length = defaultdict(set)
for word in counts:
    by_length[len(word)].add(word)
for length in sorted(by_length):
    print(f"{length:2} letters: {', '.join(sorted(by_length[length]))}")

pairs = Counter()
previous = None
for word in words_of(text):
    if previous:
        pairs[previous, word] += 1
    previous = word
print("the most common pair:", max(pairs.items(), key=lambda item: (item[1], item[0])))
