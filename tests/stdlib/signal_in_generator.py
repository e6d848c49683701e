"""A signal that comes just before a generator is resumed: what its handler raises is raised at the yield, in the innermost generator."""
import _testcapi
import signal


def inner(log):
    try:
        got = yield 1
    except BaseException as error:
        log.append(('inner', type(error).__name__, str(error)))
        return 'caught'
    else:
        return 'not raised'


def outer(log):
    try:
        result = yield from inner(log)
    except BaseException as error:
        log.append(('outer', type(error).__name__, str(error)))
        raise
    return result, 'by outer'


def whole(log):
    return (yield from outer(log))


def unguarded(log):
    yield
    log.append('went on')


def over(log):
    try:
        yield from unguarded(log)
    except BaseException as error:
        log.append(('over', type(error).__name__, error.__traceback__.tb_next.tb_frame.f_code.co_name))
        yield 'once more'


def try_all(title):
    print(title)
    for make in inner, outer, whole, unguarded, over:
        log = []
        generator = make(log)
        generator.send(None)
        try:
            result = _testcapi.raise_SIGINT_then_send_None(generator)
        except BaseException as error:
            result = type(error).__name__, str(error)
        print(make.__name__, result, log)
        generator.close()


try_all('Ctrl-C')
calls = []


def raises(number, frame):
    raise ValueError(number)


def quiet(number, frame):
    calls.append(number)


signal.signal(signal.SIGINT, raises)
try_all('a handler that raises')
signal.signal(signal.SIGINT, quiet)
try_all('a handler that does not')
print(calls)
signal.signal(signal.SIGINT, signal.default_int_handler)
for odd in iter([]), 5:
    try:
        _testcapi.raise_SIGINT_then_send_None(odd)
    except TypeError as error:
        print(error)
