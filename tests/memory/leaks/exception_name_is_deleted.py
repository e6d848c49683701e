"""`except … as e` deletes e at the end: the cycle frame -> e -> traceback -> frame is broken."""
import gc
import sys
import weakref

gc.disable()
gc.collect()


class Local:
    pass


def handled():
    local = Local()
    r = weakref.ref(local)
    try:
        raise ValueError
    except ValueError as e:
        inside = e.__traceback__ is not None
    return r, inside, "e" in locals()


r, inside, bound = handled()
print(inside, bound, r() is None, gc.collect())


def kept():
    local = Local()
    r = weakref.ref(local)
    try:
        raise ValueError
    except ValueError as e:
        saved = e
    return r


r = kept()
print(r() is None, gc.collect() > 0, r() is None)


def deleted_by_hand():
    try:
        raise ValueError
    except ValueError as e:
        del e
    return "no error at the end"


print(deleted_by_hand())


def rebound():
    try:
        raise ValueError
    except ValueError as e:
        e = "rebound"
    return "e" in locals()


print(rebound())


def returns_it():
    try:
        raise ValueError("returned")
    except ValueError as e:
        return e


e = returns_it()
print(e, e.__traceback__.tb_frame.f_code.co_name, e.__traceback__.tb_lineno > 0)
print(sys.getrefcount(e))
del e


def nested():
    try:
        raise ValueError("outer")
    except ValueError as e:
        try:
            raise KeyError("inner")
        except KeyError as e:
            pass
        try:
            return e
        except NameError as problem:
            return type(problem).__name__


print(nested(), gc.collect())
