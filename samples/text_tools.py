"""Working with text: ciphers, anagrams, palindromes, wrapping, run lengths, edit distance, a histogram of letters."""

from collections import defaultdict
ALPHABET = "abcdefghijklmnopqrstuvwxyz"

TEXT = """The quick brown fox jumps over the lazy dog. A man, a plan, a canal: Panama!
Pack my box with five dozen liquor jugs. Was it a car or a cat I saw?"""
WORDS = "listen silent enlist google elbow below night thing inch chin cider cried dusty study banana".split()


def caesar(text, shift):
    table = str.maketrans(
        ALPHABET + ALPHABET.upper(),
        ALPHABET[shift:] + ALPHABET[:shift] + ALPHABET[shift:].upper() + ALPHABET[:shift].upper(),
    )
    return text.translate(table)


def vigenere(text, key, sign=1):
    result, used = [], 0
    for character in text:
        if character.isalpha():
            base = ord("A") if character.isupper() else ord("a")
            shift = ord(key[used % len(key)]) - ord("a")
            character = chr((ord(character) - base + sign * shift) % 26 + base)
            used += 1
        result.append(character)
    return "".join(result)


def crack_caesar(text):
    """The shift under which the text has the most of the commonest English letters."""
    return max(range(26), key=lambda shift: sum(caesar(text, -shift % 26).lower().count(c) for c in "etaoin"))


def anagrams(words):
    groups = defaultdict(list)
    for word in words:
        groups["".join(sorted(word))].append(word)
    return [group for group in groups.values() if len(group) > 1]


def is_palindrome(text):
    letters = [c for c in text.casefold() if c.isalnum()]
    return letters == letters[::-1]


def wrap(text, width):
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".lstrip()
    if line:
        yield line


def justify(line, width):
    words = line.split()
    gaps, spaces = len(words) - 1, width - sum(map(len, words))
    if not gaps:
        return line
    narrow, wider = divmod(spaces, gaps)
    return "".join(word + " " * (narrow + (i < wider)) for i, word in enumerate(words[:-1])) + words[-1]


def run_lengths(text):
    if not text:
        return ""
    parts, current, times = [], text[0], 0
    for character in text + "\0":
        if character == current:
            times += 1
        else:
            parts.append(f"{times if times > 1 else ''}{current}")
            current, times = character, 1
    return "".join(parts)


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


secret = caesar(TEXT, 13)
print(secret.splitlines()[0])
print("rot13 twice:", caesar(secret, 13) == TEXT)
print("cracked shift:", crack_caesar(caesar(TEXT, 7)))
hidden = vigenere(TEXT, "ouroboros")
print(hidden.splitlines()[1])
print("deciphered:", vigenere(hidden, "ouroboros", -1) == TEXT)

for group in anagrams(WORDS):
    print(" = ".join(group))
for sentence in ("A man, a plan, a canal: Panama!", "Was it a car or a cat I saw?", "Nearly, not quite"):
    print(f"{sentence!r} is {'' if is_palindrome(sentence) else 'not '}a palindrome")

lines = list(wrap(TEXT, 36))
for line in lines[:-1]:
    print("|" + justify(line, 36) + "|")
print("|" + lines[-1].ljust(36) + "|")
print("|" + "\n|".join(line.center(36, "~") + "|" for line in lines[:2]))

print(run_lengths("WWWWBWWWWWBBBAC"), run_lengths("aab"), repr(run_lengths("")))
print([(a, b, edit_distance(a, b)) for a, b in [("kitten", "sitting"), ("flaw", "lawn"), ("", "abc"), ("same", "same")]])
counts = sorted(((TEXT.lower().count(c), c) for c in ALPHABET), key=lambda pair: (-pair[0], pair[1]))
print(" ".join(f"{letter}:{times}" for times, letter in counts[:12]))
print("pangram:", set(ALPHABET) <= set(TEXT.lower()))
print("title:", "the ring of the snake's tail".title(), "|", "snake_case_name".replace("_", " ").capitalize())
print("camel:", "".join(part.capitalize() for part in "some_long_name".split("_")))
print("words backwards:", " ".join(word[::-1] for word in "stressed desserts".split()))
print("été".upper(), "STRASSE".casefold() == "straße".casefold(), "naïve".encode(), "ﬁ".upper(), len("🐍ab"), "🐍ab"[::-1])
