# except*, ExceptionGroup, notes, chained tracebacks
try:
    raise ExceptionGroup('group', [ValueError(1), KeyError(2)])
except* ValueError as group:
    print(group.exceptions)
except* KeyError as group:
    print(group.exceptions)
try:
    try:
        1 / 0
    except ZeroDivisionError as error:
        error.add_note('note')
        raise LookupError('next') from error
except LookupError as error:
    print(error.__cause__.__notes__, error.__traceback__.tb_lineno)
