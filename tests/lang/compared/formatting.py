# format specifications, f-strings with =, !r and nested fields
x, width = 3.14159, 10
print(f'{x=:.2f} {x!r:>{width}} {1234567:,} {255:#x} {-5:+05d} {0.1:%} {"é":^5}|')
print('{0.real:{1}} {name[0]}'.format(x, '.3', name='abc'), '%-5s|%05.1f' % ('a', x))
