"""A JSON reader and writer, without the json module: characters to values, and back."""


class JSONError(ValueError):
    def __init__(self, message, text, place):
        line = text.count("\n", 0, place) + 1
        column = place - (text.rfind("\n", 0, place) + 1) + 1
        super().__init__(f"{message} (line {line}, column {column})")


class Reader:
    ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
    WORDS = {"true": True, "false": False, "null": None}

    def __init__(self, text):
        self.text = text
        self.place = 0

    def fail(self, message):
        raise JSONError(message, self.text, self.place)

    def skip_space(self):
        while self.place < len(self.text) and self.text[self.place] in " \t\r\n":
            self.place += 1

    def peek(self):
        self.skip_space()
        return self.text[self.place] if self.place < len(self.text) else ""

    def expect(self, character):
        if self.peek() != character:
            self.fail(f"expected {character!r}, found {self.peek() or 'the end'!r}")
        self.place += 1

    def document(self):
        value = self.value()
        if self.peek():
            self.fail("something follows the value")
        return value

    def value(self):
        character = self.peek()
        if character == "{":
            return self.object()
        if character == "[":
            return self.array()
        if character == '"':
            return self.string()
        if character and (character.isdigit() or character == "-"):
            return self.number()
        for word, value in self.WORDS.items():
            if self.text.startswith(word, self.place):
                self.place += len(word)
                return value
        self.fail(f"unexpected {character or 'end'!r}")

    def object(self):
        self.expect("{")
        result = {}
        if self.peek() != "}":
            while True:
                key = self.string()
                self.expect(":")
                result[key] = self.value()
                if self.peek() != ",":
                    break
                self.place += 1
        self.expect("}")
        return result

    def array(self):
        self.expect("[")
        result = []
        if self.peek() != "]":
            result.append(self.value())
            while self.peek() == ",":
                self.place += 1
                result.append(self.value())
        self.expect("]")
        return result

    def string(self):
        self.expect('"')
        parts = []
        while True:
            if self.place >= len(self.text):
                self.fail("the string does not end")
            character = self.text[self.place]
            self.place += 1
            if character == '"':
                return "".join(parts)
            if character == "\\":
                escape = self.text[self.place]
                self.place += 1
                if escape == "u":
                    character = chr(int(self.text[self.place:self.place + 4], 16))
                    self.place += 4
                elif escape in self.ESCAPES:
                    character = self.ESCAPES[escape]
                else:
                    self.fail(f"unknown escape \\{escape}")
            parts.append(character)

    def number(self):
        start = self.place
        while self.place < len(self.text) and self.text[self.place] in "+-.eE0123456789":
            self.place += 1
        text = self.text[start:self.place]
        return float(text) if any(mark in text for mark in ".eE") else int(text)


def write(value, indent=0):
    """Text that Reader reads back as the same value."""
    inner, outer = "  " * (indent + 1), "  " * indent
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    if isinstance(value, dict):
        items = [f"{inner}{write(key)}: {write(item, indent + 1)}" for key, item in value.items()]
        return "{\n" + ",\n".join(items) + f"\n{outer}}}" if items else "{}"
    items = [inner + write(item, indent + 1) for item in value]
    return "[\n" + ",\n".join(items) + f"\n{outer}]" if items else "[]"


SAMPLE = """
{
  "name": "Ouro", "version": 3.11, "small": true, "parent": null,
  "tags": ["snake", "cycle", "\\u00e9t\\u00e9", "line\\nbreak", "quote \\" and \\\\"],
  "sizes": {"header": 8, "limit": -1.5e3, "empty": [], "none": {}},
  "deep": [[[1], 2], 3]
}
"""

value = Reader(SAMPLE).document()
for key in value:
    print(f"{key}: {value[key]!r}")
text = write(value)
print(text)
print("reads back the same:", Reader(text).document() == value)

for broken in ['{"a": }', "[1, 2", '{"a" 1}', '"open', "[1]\n[2]", '["\\x"]', "nul", ""]:
    try:
        print(Reader(broken).document())
    except JSONError as problem:
        print(f"{broken!r}: {problem}")
