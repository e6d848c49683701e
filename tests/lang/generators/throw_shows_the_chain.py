"""While an exception is thrown through generators that delegate, f_back leads through all of them; close() asks for no more than close."""
import sys
import types


def names():
    frame, found = sys._getframe(1), []
    while frame and not frame.f_code.co_name.startswith('call_'):
        found.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        frame = frame.f_back
    return found


def inner():
    print(names(), sys.exc_info()[0])
    try:
        yield 1
    except ValueError as error:
        print(names(), sys.exc_info()[0])
        yield 2
    finally:
        print(names(), sys.exc_info()[0])
    print(names())


def middle():
    try:
        {}['x']
    except KeyError:
        yield from inner()
    print(names())
    yield 3


def outer():
    yield from middle()


def call_throw():
    g = outer()
    frame = g.gi_frame
    print(g.send(None))
    print(frame.f_back)
    try:
        raise IndexError
    except IndexError:
        print(g.throw(ValueError))
    print(frame.f_back, frame is g.gi_frame, g.gi_running)
    print(g.throw(ValueError, 'again') if False else g.send(None))
    g.close()
    print(g.gi_frame)


def call_close():
    g = outer()
    next(g)
    g.close()
    g = outer()
    next(g)
    try:
        g.throw(GeneratorExit)
    except GeneratorExit as error:
        print('exit', error.__traceback__.tb_next.tb_frame.f_code.co_name)
    g = outer()
    next(g)
    try:
        g.throw(TypeError('through'))
    except TypeError as error:
        print(error, error.__context__)


@types.coroutine
def waits():
    try:
        yield names()
    except ZeroDivisionError:
        yield names()


async def second():
    return await waits()


async def first():
    return await second()


def call_coroutine():
    coro = first()
    print(coro.send(None))
    print(coro.throw(ZeroDivisionError))
    coro.close()


def again():
    """The delegate throws into its own generator, which is running."""
    try:
        yield 1
    except ValueError:
        for call in lambda: next(whole), lambda: whole.throw(KeyError), lambda: whole.close():
            try:
                call()
            except Exception as error:
                print(type(error).__name__, error)
        yield whole.gi_running


def over():
    yield from again()


call_throw()
call_close()
call_coroutine()
whole = over()
next(whole)
print(whole.throw(ValueError), whole.gi_running)


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        raise ZeroDivisionError(name)


def broken():
    yield from Broken()


sys.unraisablehook = lambda unraisable: print('unraisable', unraisable.exc_type, unraisable.exc_value, type(unraisable.object).__name__)
g = broken()
next(g)
g.close()
for call in lambda: g.send(1), lambda: g.throw(AttributeError), lambda: g.throw(GeneratorExit):
    g = broken()
    next(g)
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, error)

# Very long chains end in RecursionError, or not at all.
def chain(n):
    if n:
        yield from chain(n - 1)
    else:
        try:
            yield 'bottom'
        except ValueError:
            yield len(names())


g = chain(300)
print(next(g))


def call_deep():
    print(g.throw(ValueError))


call_deep()
