# except*: which clause takes what, what is raised afterwards, contexts, names, else and finally.
import sys


def shape(exception):
    if isinstance(exception, BaseExceptionGroup):
        return type(exception).__name__, exception.message, [shape(e) for e in exception.exceptions]
    return repr(exception)


def lines(exception):
    entry, result = exception.__traceback__, []
    while entry:
        result.append(entry.tb_lineno - first)
        entry = entry.tb_next
    return result


def run(exception, deed):
    print(deed.__name__, shape(exception))
    global first
    first = sys._getframe().f_lineno
    try:
        try:
            if exception:
                raise exception
        except* ValueError as e:
            print('  value', shape(e), sys.exc_info()[1] is e)
            deed(e)
        except* (TypeError, OSError):
            print('  type or os', shape(sys.exc_info()[1]))
            deed(sys.exc_info()[1])
        except* KeyError as k:
            print('  key', shape(k), lines(k))
        else:
            print('  else')
        finally:
            print('  finally', sys.exc_info()[1] and shape(sys.exc_info()[1]))
    except BaseException as e:
        print('  raised', shape(e), lines(e), shape(e.__context__), shape(e.__cause__), e.__suppress_context__)
    print('  then', sys.exc_info())
    try:
        e
    except NameError as error:
        print('  ', error)


def nothing(e):
    pass


def again(e):
    raise


def itself(e):
    raise e


def another(e):
    raise LookupError('another')


def caused(e):
    raise LookupError('another') from e


for deed in nothing, again, itself, another, caused:
    for exception in (None, ValueError('naked'), KeyError('naked'), IndexError('naked'), KeyboardInterrupt(),
                      ExceptionGroup('g', [ValueError(1)]), ExceptionGroup('g', [ValueError(1), TypeError(2)]), ExceptionGroup('g', [IndexError(1)]),
                      ExceptionGroup('g', [ValueError(1), IndexError(2), ExceptionGroup('h', [KeyError(3), TypeError(4), IndexError(5)])]),
                      BaseExceptionGroup('b', [KeyboardInterrupt(), OSError(1)])):
        run(exception, deed)


# Each clause in the frame itself.
def direct(exception):
    try:
        raise exception
    except* ValueError as e:
        raise
    except* TypeError as e:
        del e
        raise LookupError('new')
    except* OSError:
        pass


for exception in (ExceptionGroup('g', [ValueError(1)]), ExceptionGroup('g', [ValueError(1), TypeError(2), OSError(3)]),
                  ExceptionGroup('g', [OSError(3)]), ValueError('naked'), TypeError('naked')):
    try:
        direct(exception)
    except BaseException as e:
        first = direct.__code__.co_firstlineno
        print(shape(e), [n for n in lines(e)][1:], shape(e.__context__))
    else:
        print('nothing raised')

# What cannot be caught.
for wrong in ExceptionGroup, BaseExceptionGroup, (ValueError, ExceptionGroup), 5, int, (ValueError, int), ValueError(1):
    for exception in ExceptionGroup('g', [ValueError(1)]), ValueError(2):
        try:
            try:
                raise exception
            except* wrong:
                print('caught')
        except BaseException as e:
            print(type(e).__name__, e, shape(e.__context__))
try:
    try:
        raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except* ValueError:
        pass
    except* undefined:
        pass
except NameError as e:
    print(e, shape(e.__context__))


# A group whose split is its own.
class Odd(ExceptionGroup):
    def split(self, condition):
        print('split by', condition)
        return super().split(condition)

    def derive(self, excs):
        return Odd(self.message, excs)


try:
    try:
        raise Odd('odd', [ValueError(1), TypeError(2), OSError(3)])
    except* TypeError as e:
        print(shape(e))
    except* ValueError as e:
        print(shape(e))
except Odd as e:
    print(shape(e))


# In loops, generators, nested, with classes made at run time.
def numbers():
    for i in range(4):
        try:
            yield i
            if i % 2:
                raise ExceptionGroup('odd', [ValueError(i), KeyError(i)])
        except* ValueError as e:
            yield shape(e)
            try:
                raise ExceptionGroup('inner', [OSError(i), TypeError(i)])
            except* OSError:
                yield sys.exc_info()[1].exceptions
            except* TypeError:
                yield sys.exc_info()[1].exceptions
            yield sys.exc_info()[1] is e
            for j in range(3):
                if j:
                    continue
                break
        except* KeyError:
            yield 'key'


print(*numbers(), sep='\n')


def returns():
    try:
        try:
            return 'body'
        except* ValueError:
            pass
        finally:
            print('left')
    except* TypeError:
        pass


print(returns())
try:
    try:
        raise OSError(1)
    except* OSError:
        raise ExceptionGroup('from a clause', [ValueError(2)])
except* ValueError as e:
    print(shape(e), shape(e.__context__))
