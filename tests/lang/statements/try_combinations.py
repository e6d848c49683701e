"""try/except/else/finally with return, break and continue in every place."""


def run(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}({e})"


def all_parts(fail):
    trace = []
    try:
        trace.append("try")
        if fail:
            raise ValueError
    except ValueError:
        trace.append("except")
    else:
        trace.append("else")
    finally:
        trace.append("finally")
    return trace


print(all_parts(False), all_parts(True))


def return_in_try():
    try:
        return "try"
    finally:
        print("finally", end=" ")


def return_in_finally():
    try:
        raise ValueError("lost")
    finally:
        return "finally wins"


def return_overridden():
    try:
        return "first"
    finally:
        return "second"


def return_value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def return_in_except():
    try:
        1 / 0
    except ZeroDivisionError:
        return "except"
    finally:
        print("finally", end=" ")


def return_in_else():
    try:
        pass
    except ValueError:
        pass
    else:
        return "else"
    finally:
        print("finally", end=" ")


for f in (return_in_try, return_in_finally, return_overridden, return_value_is_kept, return_in_except, return_in_else):
    print(f.__name__, run(f))


def loops():
    out = []
    for i in range(6):
        try:
            if i == 1:
                continue
            if i == 4:
                break
            if i == 2:
                raise KeyError(i)
            out.append(i)
        except KeyError:
            out.append("caught")
            continue
        else:
            out.append("else")
        finally:
            out.append("f")
    return out


print(loops())


def break_in_finally():
    while True:
        try:
            return "lost"
        finally:
            break
    return "after the loop"


def continue_in_finally():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            continue
    return i


print(break_in_finally(), continue_in_finally())


def nested():
    try:
        try:
            raise KeyError("inner")
        except ValueError:
            print("wrong")
        finally:
            print("inner finally", end=" ")
    except KeyError as e:
        print("outer", e)
        raise RuntimeError("new") from e
    finally:
        print("outer finally", end=" ")


print(run(nested))


def exception_in_else():
    try:
        pass
    except ValueError:
        return "not here"
    else:
        raise ValueError("from else")


def exception_in_except():
    try:
        raise ValueError("a")
    except ValueError:
        raise KeyError("b")
    finally:
        print("still finally", end=" ")


print(run(exception_in_else), run(exception_in_except))
