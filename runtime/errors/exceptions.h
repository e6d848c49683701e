/* exceptions: exception objects.
 *
 * All built-in exceptions share one struct; the fields behind `args` mean different things in different
 * layouts (exceptions.def). */
#ifndef OURO_RUNTIME_ERRORS_EXCEPTIONS_H
#define OURO_RUNTIME_ERRORS_EXCEPTIONS_H

#include "runtime/errors/errors.h"

enum { EXCEPTION_EXTRA = 8 };

typedef struct ExceptionObject {
    GC_HEAD(suppress_context);
    Ref args;      /* a tuple */
    Ref traceback; /* or NULL */
    Ref context, cause;
    Ref notes_unused;
    Ref extra[EXCEPTION_EXTRA]; /* by layout: StopIteration.value, OSError.errno …; NULL reads as None */
} ExceptionObject;

typedef enum ExceptionLayout {
    LAYOUT_BASE,
    LAYOUT_STOP,
    LAYOUT_EXIT,
    LAYOUT_OS,
    LAYOUT_SYNTAX,
    LAYOUT_IMPORT,
    LAYOUT_NAME,
    LAYOUT_ATTRIBUTE,
    LAYOUT_UNICODE,
    LAYOUT_KEY,
    LAYOUT_GROUP
} ExceptionLayout;

/* Places in `extra`. */
enum {
    EXTRA_VALUE = 0,      /* StopIteration */
    EXTRA_CODE = 0,       /* SystemExit */
    EXTRA_NAME = 0,       /* NameError, AttributeError, ImportError */
    EXTRA_OBJ = 1,        /* AttributeError */
    EXTRA_PATH = 1,       /* ImportError */
    EXTRA_MSG = 2,        /* ImportError */
    EXTRA_MESSAGE = 0,    /* BaseExceptionGroup */
    EXTRA_EXCEPTIONS = 1, /* BaseExceptionGroup: a tuple */
    EXTRA_ERRNO = 0,
    EXTRA_STRERROR = 1,
    EXTRA_FILENAME = 2,
    EXTRA_FILENAME2 = 3,
    EXTRA_WRITTEN = 4, /* BlockingIOError */
    EXTRA_SYNTAX_MSG = 0,
    EXTRA_SYNTAX_FILENAME,
    EXTRA_SYNTAX_LINENO,
    EXTRA_SYNTAX_OFFSET,
    EXTRA_SYNTAX_TEXT,
    EXTRA_SYNTAX_END_LINENO,
    EXTRA_SYNTAX_END_OFFSET,
    EXTRA_SYNTAX_PRINT,
    EXTRA_ENCODING = 0,
    EXTRA_OBJECT,
    EXTRA_START,
    EXTRA_END,
    EXTRA_REASON
};

static inline bool is_exception(View object)
{
    return is_kind(object, TYPE_FLAG_EXCEPTION);
}

static inline bool is_exception_class(View object)
{
    return is_type(object) && type_has((TypeObject *)object, TYPE_FLAG_EXCEPTION);
}

/* A new exception of a built-in kind with one argument (NULL: none), without traceback. NULL with MemoryError
 * set. */
MUST_USE Ref exception_new(ExceptionKind kind, View argument);

/* The value of a StopIteration: owned. */
Ref exception_stop_value(View exception);

/* Fill the fields of a Unicode error from the arguments of its constructor. False with TypeError or OverflowError: then it has no
 * encoding, object and reason. */
MUST_USE bool exception_unicode_fill(View exception, View args);
/* str() of the exceptions about text that cannot be encoded, decoded or translated. */
MUST_USE Ref exception_unicode_str(View exception);
/* The attributes start and end of Unicode errors: numbers, 0 at first, which cannot be deleted. */
Ref exception_unicode_get_start(View exception);
bool exception_unicode_set_start(View exception, View value);
Ref exception_unicode_get_end(View exception);
bool exception_unicode_set_end(View exception, View value);

/* exception_reduce.c: the methods __reduce__ and __setstate__, for pickle and copy. */
MUST_USE Ref exception_reduce(View self, View *args);
MUST_USE Ref exception_set_state(View self, View *args);

/* Fill the table of exception types; called by runtime_start. */
MUST_USE bool exceptions_start(void);
void exceptions_stop(void);

#endif
