# Literals, dotted names, None and the booleans: == for the ones, `is` for the others.
class Colour:
    RED = 'red'
    class Deep:
        BLUE = 3.5


def kind(x):
    match x:
        case None:
            return 'None'
        case True | False:
            return 'bool'
        case 0 | -1 | 1.5 | -2.5 | 1 + 2j | -1 - 2j:
            return 'number'
        case "a" "b" | 'c':
            return 'str'
        case b'a' | b"b":
            return 'bytes'
        case Colour.RED:
            return 'red'
        case Colour.Deep.BLUE:
            return 'blue'
        case _:
            return 'other'


for value in (None, True, False, 0, -1, 1, 1.5, -2.5, 1 + 2j, -1 - 2j, -0.0, 'ab', 'a', 'c', b'a', b'b', b'ab', 'red', 3.5, [], kind):
    print(value if value is not kind else 'kind', kind(value))


# Each case is tried in order; the subject is evaluated once; == is asked of the subject.
class Noisy:
    def __init__(self, answers):
        self.answers = list(answers)

    def __eq__(self, other):
        print('  ==', other)
        return self.answers.pop(0)


def subject(value):
    print(' subject')
    return value


for answers in ([True], [False, True], [False, False, False], [0, [], 'yes']):
    match subject(Noisy(answers)):
        case 1 | 2:
            print('one or two')
        case 'three':
            print('three')
        case _:
            print('none')


# At module level and in a class, without a default, and nothing that fits.
class Body:
    match 5:
        case 4:
            found = 4
    match 5:
        case 4:
            found = 4
        case 5:
            found = 5


print(Body.found)
match 1:
    case 2:
        print('never')


# Numbers in a loop, and statements that leave it.
def walk(items):
    seen = []
    for item in items:
        match item:
            case 'skip':
                continue
            case 'stop':
                break
            case 'return':
                return seen, 'returned'
            case ('add', n):
                seen.append(n)
            case other:
                seen.append(other)
    else:
        seen.append('else')
    return seen


print(walk([1, 'skip', ('add', 2)]), walk([1, 'stop', 2]), walk([('add', 1), 'return', 2]))

# The soft keywords are names all the same.
match = case = _ = 3
print(match, case, _, match[0] if isinstance(match, list) else match - case)
match = {'case': 1}
match['case']
match: dict
