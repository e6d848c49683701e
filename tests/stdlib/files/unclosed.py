# Files that are still open when the program ends: in the module, in a cycle.
f = open('/dev/null')
g = open('/dev/null', 'w')
g.write('x')
cycle = [open('/dev/null')]
cycle.append(cycle)
