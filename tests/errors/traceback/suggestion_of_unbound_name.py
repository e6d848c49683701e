# A name that is not bound yet is suggested, too: the names are those of the code.
def generator():
    try:
        valeu.x = yield 1
    finally:
        value = 2


class Body:
    inner = 1

    def method(self, parameter, *rest):
        def closure():
            return parameter, valeus
        return closure


values = 1


def unbound():
    valeux.x = 1
    valeuy = 2
for attempt in (lambda: list(generator()), Body().method(1)):
    try:
        attempt()
    except NameError as error:
        last = error
        print(error)
try:
    raise last
finally:
    unbound()
