"""A tiny virtual machine: an assembler with labels, a stack machine, and a few programs for it."""


class MachineError(Exception):
    pass


FACTORIAL = """
        push 1
        store result
        push 10
        store n
loop:   load n
        jump_zero end
        load result
        load n
        mul
        store result
        load n
        push 1
        sub
        store n
        jump loop
end:    load result
        print
        halt
"""
GCD = """
        push 1071
        push 462
loop:   dup             ; a b b
        jump_zero end   ; a b
        swap            ; b a
        over            ; b a b
        mod             ; b (a mod b)
        jump loop
end:    pop
        print
        halt
"""
FIBONACCI = """
        push 15
        call fib
        print
        halt
fib:    dup             ; n n
        push 2
        less            ; n (n < 2)
        jump_zero more
        return
more:   dup
        push 1
        sub
        call fib        ; n fib(n-1)
        swap
        push 2
        sub
        call fib
        add
        return
"""


def assemble(source):
    """[(name, argument)], with the labels replaced by places."""
    labels, code = {}, []
    for line in source.splitlines():
        line = line.split(";")[0].strip()
        if ":" in line:
            label, line = line.split(":")
            labels[label] = len(code)
        if line.strip():
            name, *rest = line.split()
            code.append((name, rest[0] if rest else None))
    return [(name, labels.get(argument, argument)) for name, argument in code]


class Machine:
    def __init__(self, code):
        self.code = code
        self.stack, self.calls, self.variables, self.output = [], [], {}, []
        self.place = self.steps = 0
        self.operations = {name[3:]: getattr(self, name) for name in dir(self) if name.startswith("op_")}

    def run(self, limit=100_000):
        self.running = True
        while self.running:
            if self.steps >= limit:
                raise MachineError(f"still running after {limit} steps")
            name, argument = self.code[self.place]
            self.place += 1
            self.steps += 1
            try:
                operation = self.operations[name]
                operation(*(() if argument is None else (argument,)))
            except IndexError:
                raise MachineError(f"stack is empty at {self.place - 1}: {name}") from None
            except KeyError as problem:
                raise MachineError(f"unknown {problem} at {self.place - 1}") from problem
        return self.output

    def binary(operation):
        """Makes a method out of a function of two numbers; used below, in the class's body."""
        def method(self):
            right, left = self.stack.pop(), self.stack.pop()
            self.stack.append(operation(left, right))
        return method

    op_add = binary(lambda a, b: a + b)
    op_sub = binary(lambda a, b: a - b)
    op_mul = binary(lambda a, b: a * b)
    op_mod = binary(lambda a, b: a % b)
    op_less = binary(lambda a, b: int(a < b))
    del binary

    def op_push(self, number):
        self.stack.append(int(number))

    def op_pop(self):
        self.stack.pop()

    def op_dup(self):
        self.stack.append(self.stack[-1])

    def op_swap(self):
        self.stack[-1], self.stack[-2] = self.stack[-2], self.stack[-1]

    def op_over(self):
        self.stack.append(self.stack[-2])

    def op_load(self, name):
        self.stack.append(self.variables[name])

    def op_store(self, name):
        self.variables[name] = self.stack.pop()

    def op_jump(self, place):
        self.place = place

    def op_jump_zero(self, place):
        if self.stack.pop() == 0:
            self.place = place

    def op_call(self, place):
        self.calls.append(self.place)
        self.place = place

    def op_return(self):
        self.place = self.calls.pop()

    def op_print(self):
        self.output.append(self.stack.pop())

    def op_halt(self):
        self.running = False


code = assemble(GCD)
for place, (name, argument) in enumerate(code):
    print(f"{place:3} {name:<10}{'' if argument is None else argument}")

for title, source in (("10!", FACTORIAL), ("gcd", GCD), ("fib(15)", FIBONACCI)):
    machine = Machine(assemble(source))
    print(f"{title} = {machine.run()} in {machine.steps} steps, stack {machine.stack}")

for broken in ("add\nhalt", "fly\nhalt", "load x\nhalt", "here: jump here", "push 1\npush 0\nmod\nhalt"):
    try:
        print(Machine(assemble(broken)).run(500))
    except (MachineError, ZeroDivisionError) as problem:
        print(f"{broken.splitlines()[0]!r}: {type(problem).__name__}: {problem}")
