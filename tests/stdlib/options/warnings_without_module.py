# Nobody imports the module warnings: the options are obeyed all the same, also by the compiler.
try:
    compile('1 is 1', 'text', 'eval')
except SyntaxError as e:
    print(e)
'\d'
