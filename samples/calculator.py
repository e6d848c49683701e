"""A calculator: a tokenizer, a recursive-descent parser that builds a tree, and an evaluator with variables."""

import math


class CalculatorError(Exception):
    def __init__(self, message, place):
        super().__init__(message)
        self.place = place


class Token:
    __slots__ = ("kind", "text", "place")

    def __init__(self, kind, text, place):
        self.kind, self.text, self.place = kind, text, place


def tokenize(line):
    place = 0
    while place < len(line):
        character = line[place]
        start = place
        if character.isspace():
            place += 1
            continue
        if character.isdigit() or character == ".":
            while place < len(line) and (line[place].isdigit() or line[place] == "."):
                place += 1
            kind = "number"
        elif character.isalpha():
            while place < len(line) and line[place].isalnum():
                place += 1
            kind = "name"
        elif line[place:place + 2] == "**":
            place += 2
            kind = "**"
        elif character in "+-*/%()=,":
            place += 1
            kind = character
        else:
            raise CalculatorError(f"unexpected {character!r}", place)
        yield Token(kind, line[start:place], start)
    yield Token("end", "", len(line))


class Parser:
    """expression := term (+|- term)*;  term := power (*|/|% power)*;  power := unary (** power)?"""

    def __init__(self, line):
        self.tokens = list(tokenize(line))
        self.position = 0

    @property
    def token(self):
        return self.tokens[self.position]

    def take(self, *kinds):
        token = self.token
        if token.kind in kinds:
            self.position += 1
            return token
        return None

    def expect(self, kind):
        token = self.take(kind)
        if token is None:
            found = self.token.text or "the end"
            raise CalculatorError(f"expected {kind}, found {found}", self.token.place)
        return token

    def statement(self):
        if self.token.kind == "name" and self.tokens[self.position + 1].kind == "=":
            name = self.take("name")
            self.take("=")
            tree = ("assign", name.text, self.expression())
        else:
            tree = self.expression()
        self.expect("end")
        return tree

    def expression(self):
        left = self.term()
        while operator := self.take("+", "-"):
            left = (operator.kind, left, self.term())
        return left

    def term(self):
        left = self.power()
        while operator := self.take("*", "/", "%"):
            left = (operator.kind, left, self.power())
        return left

    def power(self):
        base = self.unary()
        if self.take("**"):
            return ("**", base, self.power())
        return base

    def unary(self):
        if self.take("-"):
            return ("negate", self.unary())
        if number := self.take("number"):
            text = number.text
            try:
                return ("number", float(text) if "." in text else int(text))
            except ValueError as problem:
                raise CalculatorError(f"not a number: {text}", number.place) from problem
        if name := self.take("name"):
            if self.take("("):
                arguments = [self.expression()]
                while self.take(","):
                    arguments.append(self.expression())
                self.expect(")")
                return ("call", name.text, arguments)
            return ("name", name.text)
        self.expect("(")
        inside = self.expression()
        self.expect(")")
        return inside


class Calculator:
    functions = {"sqrt": math.sqrt, "max": max, "min": min, "abs": abs, "gcd": math.gcd}
    operators = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "%": lambda a, b: a % b,
        "**": lambda a, b: a ** b,
    }

    def __init__(self):
        self.variables = {"pi": math.pi}

    def evaluate(self, tree):
        kind, *rest = tree
        if kind == "number":
            return rest[0]
        if kind == "name":
            return self.variables[rest[0]]
        if kind == "negate":
            return -self.evaluate(rest[0])
        if kind == "assign":
            name, value = rest
            self.variables[name] = result = self.evaluate(value)
            return result
        if kind == "call":
            name, arguments = rest
            return self.functions[name](*map(self.evaluate, arguments))
        left, right = rest
        return self.operators[kind](self.evaluate(left), self.evaluate(right))

    def answer(self, line):
        try:
            return self.evaluate(Parser(line).statement())
        except CalculatorError as problem:
            return f"error: {problem}\n    {line}\n    {' ' * problem.place}^"
        except KeyError as problem:
            return f"error: what is {problem}?"
        except ArithmeticError as problem:
            return f"error: {type(problem).__name__}: {problem}"


calculator = Calculator()
for line in [
    "1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "10 / 4", "7 % 3 - 1", "2 ** 100",
    "radius = 2.5", "area = pi * radius ** 2", "sqrt(area / pi)", "max(1, gcd(12, 18), 3)",
    "1 / 0", "nothing + 1", "2 * (3 + 4", "3 $ 4", "1.2.3", "",
]:
    print(f"> {line}")
    print(calculator.answer(line))
