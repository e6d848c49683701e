# Debian: python3-jedi
import jedi

script = jedi.Script("import collections\nclass Animal:\n    def speak(self): return 'x'\n    def sleep(self): pass\npet = Animal()\npet.s\nname = pet.speak()\nname.upp\n", environment=jedi.InterpreterEnvironment())
print([c.name for c in script.complete(6, 5)], [c.name for c in script.complete(8, 8)], [d.full_name for d in script.infer(7, 1)], [(d.line, d.column) for d in script.goto(6, 2)])
print([n.name for n in script.get_names()], [(r.line, r.column) for r in script.get_references(5, 1)])
