/* ledger_object: the ledger in Python: `with heapview.ledger(a) as book: …`, then print(book). One is kept at
 * a time.
 *
 * While it is kept the book is written outside of the counted heap (ledger.c); when it is stopped its text
 * and JSON become this object's own. The object holds no reference to what is watched.
 * An object that dies while it is kept stops the ledger. */
#include <stdlib.h>
#include <string.h>

#include "heapview/ledger/ledger.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

typedef struct LedgerObject {
    Object object;
    Forms forms; /* once it is stopped */
    bool is_stopped;
} LedgerObject;

static LedgerObject *ledger_of(View self)
{
    return (LedgerObject *)self;
}

/* Close the book into `forms`. */
static bool stop(LedgerObject *book)
{
    if (book->is_stopped)
        return true;
    book->is_stopped = true;
    ledger_stop();
    return ledger_make(&book->forms);
}

static void ledger_finish(View self)
{
    if (!ledger_of(self)->is_stopped)
        ledger_stop();
    view_forms_free(&ledger_of(self)->forms);
}

/* A copy of a text; empty if there is no memory, and failed then. */
static Text copy_of(const Text *text)
{
    Text copy = {.failed = text->failed};
    text_add(&copy, text->bytes ? text->bytes : "", text->length);
    return copy;
}

/* What is written so far, or all of it once the ledger is stopped. */
static Ref ledger_view(View self, View *args)
{
    LedgerObject *book = ledger_of(self);
    Forms forms;
    (void)args;
    if (book->is_stopped)
        forms = (Forms){.text = copy_of(&book->forms.text), .json = copy_of(&book->forms.json)};
    else if (!ledger_make(&forms))
        return raise_memory_error();
    return view_new_take(&forms);
}

static Ref ledger_repr(View self)
{
    Ref view = ledger_view(self, NULL), text = view ? view_type.repr(view) : NULL;
    release_maybe(view);
    return text;
}

static Ref ledger_stop_method(View self, View *args)
{
    if (!stop(ledger_of(self)))
        return raise_memory_error();
    return ledger_view(self, args);
}

static Ref ledger_enter(View self, View *args)
{
    (void)args;
    return retain(self);
}

static Ref ledger_exit(View self, View *args)
{
    (void)args;
    return stop(ledger_of(self)) ? none_new() : raise_memory_error();
}

static const NativeFunction methods[] = {
    {"stop()", ledger_stop_method, "Write no more. Returns what was written, as a View."},
    {"view()", ledger_view, "What was written so far, as a View."},
    {"__enter__()", ledger_enter, NULL},
    {"__exit__(*args)", ledger_exit, NULL},
    {NULL, NULL, NULL},
};

static Ref ledger_new(View type, View *args);
static const NativeFunction constructor = {"ledger(*objects, name=None, line=None, type=None)", ledger_new, NULL};

TypeObject ledger_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "heapview.ledger",
    .doc = "Every reference taken to and released from the objects, in order, with line and cause. Or from those "
           "that `name` is bound to, that `line` "
           "of the script makes, or whose type is `type`.",
    .size = sizeof(LedgerObject),
    .new_native = &constructor,
    .finish = ledger_finish,
    .repr = ledger_repr,
    .methods = methods,
};

/* --- making --------------------------------------------------------------------------------------------- */

/* A name, or a class's, into `place`. */
static bool read_text(View argument, const char *what, char *place)
{
    place[0] = 0;
    if (!argument || argument == NONE)
        return true;
    View str = is_type(argument) ? ((TypeObject *)argument)->name_object : argument;
    if (!str || !is_str(str)) {
        raise_error(TypeError, "%s must be str, not %T", what, argument);
        return false;
    }
    size_t length;
    char *owned;
    const char *bytes = str_utf8(str_view(str), &length, &owned);
    if (!bytes)
        return false;
    bool fits = length < LEDGER_NAME_SIZE;
    if (fits)
        memcpy(place, bytes, length + 1);
    else
        raise_error(ValueError, "%s is too long", what);
    str_utf8_free(owned, length);
    return fits;
}

static bool add_wishes(View *args)
{
    LedgerWish by_name = {0}, by_type = {0}, by_line = {0};
    int64_t line = 0;
    if (!read_text(args[1], "name", by_name.name) || !read_text(args[3], "type", by_type.type))
        return false;
    if (args[2] && args[2] != NONE && !object_as_int64(args[2], &line))
        return false;
    by_line.line = line > 0 && line < UINT32_MAX ? (uint32_t)line : 0;
    bool done = (!by_name.name[0] || ledger_wish(by_name)) && (!by_type.type[0] || ledger_wish(by_type)) &&
                (!by_line.line || ledger_wish(by_line));
    if (!done)
        raise_memory_error();
    return done;
}

static bool watch_all(View objects)
{
    for (size_t i = 0; i < tuple_length(objects); i++)
        if (!ledger_watch(tuple_item_peek(objects, i))) {
            raise_memory_error();
            return false;
        }
    return true;
}

static Ref ledger_new(View type, View *args)
{
    (void)type;
    if (ledger_is_kept())
        return raise_error(RuntimeError, "a ledger is being kept already");
    LedgerObject *book = object_new_raw(ledger_type.index, sizeof *book);
    if (!book)
        return NULL;
    book->forms = (Forms){0};
    book->is_stopped = false;
    if (!ledger_start()) {
        book->is_stopped = true;
        raise_memory_error();
    }
    if (error_is_set() || !watch_all(args[0]) || !add_wishes(args)) {
        release(AS_OBJECT(book));
        return NULL;
    }
    return AS_OBJECT(book);
}
