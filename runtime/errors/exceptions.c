/* exceptions: the built-in exception classes, all made from the table exceptions.def.
 *
 * One struct serves all; a layout says what the extra fields are called and how the arguments fill them:
 *
 *     args │ traceback │ context │ cause │ extra[0] │ extra[1] │ …
 *                                          errno      strerror     of an OSError
 *                                          value                   of a StopIteration
 *
 * __new__ keeps the arguments in args, __init__ fills the extra fields: a class written in Python may replace
 * either. OSError is the exception to this: its number decides the class (FileNotFoundError …), so __new__
 * does all (is_made_by_init says when not).
 * An extra field that is NULL reads as None. Python code can assign to it, so it may be of any type. */
#include "runtime/errors/exceptions.h"

#include <stdio.h>
#include <string.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/type.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/exception_group.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

TypeObject exception_types[EXCEPTION_COUNT];

static ExceptionObject *exception_of(View self)
{
    return (ExceptionObject *)self;
}

static Ref or_none(View value)
{
    return retain(value ? value : NONE);
}

static View argument(View self, size_t i)
{
    View args = exception_of(self)->args;
    return args && i < tuple_length(args) ? tuple_item_peek(args, i) : NULL;
}

/* --- making --------------------------------------------------------------------------------------------- */

static Ref exception_new_slot(TypeObject *type, View args, View kwargs UNUSED)
{
    Ref self = type_allocate(type, 0);
    if (!self)
        return NULL;
    exception_of(self)->args = retain(args);
    gc_track(self);
    return self;
}

static void set_extra(View self, size_t place, View value)
{
    replace_take(&exception_of(self)->extra[place], retain_maybe(value));
}

static bool init_base(View self, View args, View kwargs)
{
    if (kwargs && ((DictView)kwargs)->used) {
        raise_error(TypeError, "%T() takes no keyword arguments", self);
        return false;
    }
    replace_take(&exception_of(self)->args, retain(args));
    return true;
}

static bool init_stop(View self, View args, View kwargs)
{
    if (!init_base(self, args, kwargs))
        return false;
    set_extra(self, EXTRA_VALUE, argument(self, 0));
    return true;
}

static bool init_exit(View self, View args, View kwargs)
{
    if (!init_base(self, args, kwargs))
        return false;
    size_t count = tuple_length(args);
    if (count)
        set_extra(self, EXTRA_CODE, count == 1 ? argument(self, 0) : args);
    return true;
}

/* Keyword arguments `first` and `second` (may be NULL) go to the first two extra fields, which are emptied
 * without. `name` is for the messages. */
static bool init_keywords(View self, View args, View kwargs, const char *name, const char *first, const char *second)
{
    size_t most = second ? 2 : 1, count = kwargs ? ((DictView)kwargs)->used : 0;
    View key, value, found[2] = {NULL, NULL};
    size_t position = 0;
    replace_take(&exception_of(self)->args, retain(args));
    if (count > most) {
        raise_error(TypeError, "%s() takes at most %zu keyword argument%s (%zu given)", name, most, most == 1 ? "" : "s", count);
        return false;
    }
    while (count && dict_next_peek((DictView)kwargs, &position, &key, &value)) {
        bool is_second = second && str_equal_text(key, second);
        if (!is_second && !str_equal_text(key, first)) {
            raise_error(TypeError, "'%U' is an invalid keyword argument for %s()", key, name);
            return false;
        }
        found[is_second] = value;
    }
    for (size_t i = 0; i < most; i++)
        set_extra(self, i, found[i]);
    return true;
}

static bool init_name(View self, View args, View kwargs)
{
    return init_keywords(self, args, kwargs, "NameError", "name", NULL);
}
static bool init_attribute(View self, View args, View kwargs)
{
    return init_keywords(self, args, kwargs, "AttributeError", "name", "obj");
}

static bool init_import(View self, View args, View kwargs)
{
    if (!init_keywords(self, args, kwargs, "ImportError", "name", "path"))
        return false;
    set_extra(self, EXTRA_MSG, tuple_length(args) == 1 ? argument(self, 0) : NULL);
    return true;
}

static bool init_os(View self, View args, View kwargs);
static Ref os_error_new(TypeObject *type, View args, View kwargs);

/* An OSError is made whole by __new__, as the number decides its class: __init__ has nothing left to do.
 * Unless a class derived from it has an __init__ of its own, and no __new__: what that passes on to
 * OSError.__init__ counts then. */
static bool is_made_by_init(const TypeObject *type)
{
    return type->init != init_os && type->new == os_error_new;
}

static bool set_os_fields(View self, View args, View kwargs)
{
    if (!init_base(self, args, kwargs))
        return false;
    size_t count = tuple_length(args);
    if (count < 2 || count > 5)
        return true;
    set_extra(self, EXTRA_ERRNO, argument(self, 0));
    set_extra(self, EXTRA_STRERROR, argument(self, 1));
    View filename = argument(self, 2);
    if (filename && is_int(filename) && is_instance(self, &exception_types[BlockingIOError])) {
        set_extra(self, EXTRA_WRITTEN, filename);
    } else if (filename && filename != NONE) {
        set_extra(self, EXTRA_FILENAME, filename);
        set_extra(self, EXTRA_FILENAME2, argument(self, 4));
        Ref shorter = tuple_slice(args, 0, 2);
        if (!shorter)
            return false;
        replace_take(&exception_of(self)->args, shorter);
    }
    return true;
}

static bool init_os(View self, View args, View kwargs)
{
    return !is_made_by_init(type_of_peek(self)) || set_os_fields(self, args, kwargs);
}

static ExceptionKind kind_for_errno(int number);

/* OSError(errno, text) makes the subclass that fits the number. */
static Ref os_error_new(TypeObject *type, View args, View kwargs)
{
    int64_t number;
    if (is_made_by_init(type)) {
        Ref empty = tuple_new(0), self = empty ? exception_new_slot(type, empty, NULL) : NULL;
        release_maybe(empty);
        return self;
    }
    if (type == &exception_types[OSError] && tuple_length(args) >= 2 && tuple_item_peek(args, 0)->type == TYPE_INT &&
        int_to_int64(tuple_item_peek(args, 0), &number))
        type = &exception_types[kind_for_errno((int)number)];
    Ref self = exception_new_slot(type, args, NULL);
    if (self && !set_os_fields(self, args, kwargs))
        clear_place(&self);
    return self;
}

/* (filename, line, offset, text, end_line, end_offset), the last two or the very last left out. */
static bool set_syntax_place(View self, View given)
{
    Ref info = tuple_from_iterable(given);
    if (!info)
        return false;
    size_t count = tuple_length(info);
    if (count < 4 || count > 6)
        raise_error(TypeError, "function takes at %s %d arguments (%zu given)", count < 4 ? "least" : "most", count < 4 ? 4 : 6, count);
    for (size_t i = 0; i < 6 && !error_is_set(); i++)
        if (i >= 4 || i < count)
            set_extra(self, EXTRA_SYNTAX_FILENAME + i, i < count ? tuple_item_peek(info, i) : NULL);
    release(info);
    if (count == 5)
        raise_error(TypeError, "end_offset must be provided when end_lineno is provided");
    return count >= 4 && count <= 6 && count != 5;
}

static bool init_syntax(View self, View args, View kwargs)
{
    if (!init_base(self, args, kwargs))
        return false;
    if (tuple_length(args))
        set_extra(self, EXTRA_SYNTAX_MSG, argument(self, 0));
    return tuple_length(args) != 2 || set_syntax_place(self, argument(self, 1));
}

static bool init_unicode(View self, View args, View kwargs)
{
    return init_base(self, args, kwargs) && exception_unicode_fill(self, args);
}

/* --- text ----------------------------------------------------------------------------------------------- */

static Ref exception_str(View self)
{
    View args = exception_of(self)->args;
    size_t count = args ? tuple_length(args) : 0;
    if (count == 0)
        return retain(str_empty);
    return count == 1 ? object_str(tuple_item_peek(args, 0)) : object_str(args);
}

static Ref exception_repr(View self)
{
    View args = exception_of(self)->args;
    const char *name = type_name_peek(type_of_peek(self)), *dot = strrchr(name, '.');
    name = dot ? dot + 1 : name;
    if (args && tuple_length(args) == 1)
        return str_format("%s(%R)", name, tuple_item_peek(args, 0));
    return args ? str_format("%s%R", name, args) : str_format("%s()", name);
}

static Ref key_error_str(View self)
{
    View args = exception_of(self)->args;
    return args && tuple_length(args) == 1 ? object_repr(tuple_item_peek(args, 0)) : exception_str(self);
}

static Ref import_error_str(View self)
{
    View message = exception_of(self)->extra[EXTRA_MSG];
    return message && is_str(message) ? retain(AS_OBJECT(str_view(message))) : exception_str(self);
}

static Ref os_error_str(View self)
{
    Ref *extra = exception_of(self)->extra;
    if (extra[EXTRA_FILENAME] && extra[EXTRA_FILENAME2])
        return str_format("[Errno %S] %S: %R -> %R", extra[EXTRA_ERRNO], extra[EXTRA_STRERROR], extra[EXTRA_FILENAME],
                          extra[EXTRA_FILENAME2]);
    if (extra[EXTRA_FILENAME])
        return str_format("[Errno %S] %S: %R", extra[EXTRA_ERRNO], extra[EXTRA_STRERROR], extra[EXTRA_FILENAME]);
    if (extra[EXTRA_ERRNO] && extra[EXTRA_STRERROR])
        return str_format("[Errno %S] %S", extra[EXTRA_ERRNO], extra[EXTRA_STRERROR]);
    return exception_str(self);
}

static Ref syntax_error_str(View self)
{
    Ref *extra = exception_of(self)->extra;
    View message = extra[EXTRA_SYNTAX_MSG] ? extra[EXTRA_SYNTAX_MSG] : NONE;
    View filename = extra[EXTRA_SYNTAX_FILENAME], line = extra[EXTRA_SYNTAX_LINENO];
    bool has_filename = filename && is_str(filename), has_line = line && is_int(line);
    if (!has_filename && !has_line)
        return object_str(message);
    Ref base = NULL;
    if (has_filename) {
        View text = AS_OBJECT(str_view(filename));
        size_t start = str_length(text);
        while (start > 0 && str_at((StrView)text, start - 1) != '/')
            start--;
        base = str_slice(text, start, str_length(text));
        if (!base)
            return NULL;
    }
    Ref result;
    if (has_filename && has_line)
        result = str_format("%S (%U, line %S)", message, base, line);
    else if (has_filename)
        result = str_format("%S (%U)", message, base);
    else
        result = str_format("%S (line %S)", message, line);
    release_maybe(base);
    return result;
}

/* --- attributes ----------------------------------------------------------------------------------------- */

static Ref get_args(View self)
{
    return or_none(exception_of(self)->args);
}
static Ref get_traceback(View self)
{
    return or_none(exception_of(self)->traceback);
}
static Ref get_context(View self)
{
    return or_none(exception_of(self)->context);
}
static Ref get_cause(View self)
{
    return or_none(exception_of(self)->cause);
}
static Ref get_suppress(View self)
{
    return bool_new(exception_of(self)->suppress_context != 0);
}

static bool set_args(View self, View value)
{
    if (!value) {
        raise_error(TypeError, "args may not be deleted");
        return false;
    }
    Ref tuple = tuple_from_iterable(value);
    if (tuple)
        replace_take(&exception_of(self)->args, tuple);
    return tuple != NULL;
}

static bool set_traceback(View self, View value)
{
    if (!value || (value != NONE && value->type != TYPE_TRACEBACK)) {
        raise_error(TypeError, value ? "__traceback__ must be a traceback or None" : "__traceback__ may not be deleted");
        return false;
    }
    replace_take(&exception_of(self)->traceback, value == NONE ? NULL : retain(value));
    return true;
}

static bool set_exception_field(Ref *place, View value, const char *what)
{
    if (!value) {
        raise_error(TypeError, "%s may not be deleted", what);
        return false;
    }
    if (value != NONE && !is_exception(value)) {
        raise_error(TypeError, "exception %s must be None or derive from BaseException", what);
        return false;
    }
    replace_take(place, value == NONE ? NULL : retain(value));
    return true;
}

static bool set_context(View self, View value)
{
    return set_exception_field(&exception_of(self)->context, value, "context");
}

static bool set_cause(View self, View value)
{
    if (!set_exception_field(&exception_of(self)->cause, value, "cause"))
        return false;
    exception_of(self)->suppress_context = 1;
    return true;
}

static bool set_suppress(View self, View value)
{
    if (value == TRUE || value == FALSE)
        exception_of(self)->suppress_context = value == TRUE;
    else
        raise_error(TypeError, value ? "attribute value type must be bool" : "can't delete numeric/char attribute");
    return !error_is_set();
}

/* Accessors for the extra places. */
#define EXTRA_ACCESSORS(i)                            \
    static Ref get_extra_##i(View self)               \
    {                                                 \
        return or_none(exception_of(self)->extra[i]); \
    }                                                 \
    static bool set_extra_##i(View self, View value)  \
    {                                                 \
        set_extra(self, i, value);                    \
        return true;                                  \
    }
EXTRA_ACCESSORS(0)
EXTRA_ACCESSORS(1)
EXTRA_ACCESSORS(2)
EXTRA_ACCESSORS(3)
EXTRA_ACCESSORS(4)
EXTRA_ACCESSORS(5)
EXTRA_ACCESSORS(6)
EXTRA_ACCESSORS(7)

#define EXTRA(name, i)                           \
    {                                            \
        name, get_extra_##i, set_extra_##i, NULL \
    }
#define END                    \
    {                          \
        NULL, NULL, NULL, NULL \
    }

static const NativeProperty base_properties[] = {{"args", get_args, set_args, NULL},
                                                 {"__traceback__", get_traceback, set_traceback, NULL},
                                                 {"__context__", get_context, set_context, NULL},
                                                 {"__cause__", get_cause, set_cause, NULL},
                                                 {"__suppress_context__", get_suppress, set_suppress, NULL},
                                                 END};
static const NativeProperty stop_properties[] = {EXTRA("value", 0), END};
static const NativeProperty exit_properties[] = {EXTRA("code", 0), END};
/* How much of what was to be written was taken before it would have had to wait. */
static Ref get_written(View self)
{
    View count = exception_of(self)->extra[EXTRA_WRITTEN];
    return count ? retain(count) : raise_error(AttributeError, "characters_written");
}

static bool set_written(View self, View value)
{
    Ref count = value ? object_index(value) : NULL;
    if (!value && !exception_of(self)->extra[EXTRA_WRITTEN])
        raise_error(AttributeError, "characters_written");
    if (error_is_set())
        return false;
    replace_take(&exception_of(self)->extra[EXTRA_WRITTEN], count);
    return true;
}

static const NativeProperty os_properties[] = {EXTRA("errno", 0),
                                               EXTRA("strerror", 1),
                                               EXTRA("filename", 2),
                                               EXTRA("filename2", 3),
                                               {"characters_written", get_written, set_written, NULL},
                                               END};
static const NativeProperty import_properties[] = {EXTRA("name", 0), EXTRA("path", 1), EXTRA("msg", 2), END};
static const NativeProperty name_properties[] = {EXTRA("name", 0), END};
static const NativeProperty attribute_properties[] = {EXTRA("name", 0), EXTRA("obj", 1), END};
static const NativeProperty syntax_properties[] = {EXTRA("msg", 0),
                                                   EXTRA("filename", 1),
                                                   EXTRA("lineno", 2),
                                                   EXTRA("offset", 3),
                                                   EXTRA("text", 4),
                                                   EXTRA("end_lineno", 5),
                                                   EXTRA("end_offset", 6),
                                                   EXTRA("print_file_and_line", 7),
                                                   END};
static const NativeProperty unicode_properties[] = {EXTRA("encoding", 0),
                                                    EXTRA("object", 1),
                                                    EXTRA("reason", 4),
                                                    {"start", exception_unicode_get_start, exception_unicode_set_start, NULL},
                                                    {"end", exception_unicode_get_end, exception_unicode_set_end, NULL},
                                                    END};

static Ref with_traceback(View self, View *args)
{
    return set_traceback(self, args[0]) ? retain(self) : NULL;
}

static Ref add_note(View self, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "note must be a str, not '%T'", args[0]);
    Ref notes = object_get_attribute_maybe(self, name(__notes__));
    if (!notes) {
        if (error_is_set() || !(notes = list_new(0)))
            return NULL;
        if (!object_set_attribute(self, name(__notes__), notes)) {
            release(notes);
            return NULL;
        }
    }
    bool done = false;
    if (is_list(notes))
        done = list_append((ListView)notes, args[0]);
    else
        raise_error(TypeError, "Cannot add note: __notes__ is not a list");
    release(notes);
    return done ? none_new() : NULL;
}

static const NativeFunction base_methods[] = {
    {"__reduce__()", exception_reduce, NULL},
    {"__setstate__(state, /)", exception_set_state, NULL},
    {"with_traceback(tb, /)", with_traceback, "Set self.__traceback__ to tb and return self."},
    {"add_note(note, /)", add_note, "Add a note to the exception."},
    {NULL, NULL, NULL},
};

static void exception_finish(View self)
{
    ExceptionObject *exception = exception_of(self);
    clear_place(&exception->args);
    clear_place(&exception->traceback);
    clear_place(&exception->context);
    clear_place(&exception->cause);
    for (int i = 0; i < EXCEPTION_EXTRA; i++)
        if (exception->extra[i])
            clear_place(&exception->extra[i]);
}

static void exception_traverse(View self, Visitor visit, void *context)
{
    ExceptionObject *exception = exception_of(self);
    VISIT(exception->args);
    VISIT(exception->traceback);
    VISIT(exception->context);
    VISIT(exception->cause);
    for (int i = 0; i < EXCEPTION_EXTRA; i++)
        VISIT(exception->extra[i]);
}

/* --- the table ------------------------------------------------------------------------------------------ */

typedef struct LayoutBehaviour {
    bool (*init)(View self, View args, View kwargs);
    Ref (*str)(View self);
    const NativeProperty *properties;
} LayoutBehaviour;

static const LayoutBehaviour behaviours[] = {[LAYOUT_BASE] = {init_base, NULL, NULL},
                                             [LAYOUT_STOP] = {init_stop, NULL, stop_properties},
                                             [LAYOUT_EXIT] = {init_exit, NULL, exit_properties},
                                             [LAYOUT_OS] = {init_os, os_error_str, os_properties},
                                             [LAYOUT_SYNTAX] = {init_syntax, syntax_error_str, syntax_properties},
                                             [LAYOUT_IMPORT] = {init_import, import_error_str, import_properties},
                                             [LAYOUT_NAME] = {init_name, NULL, name_properties},
                                             [LAYOUT_ATTRIBUTE] = {init_attribute, NULL, attribute_properties},
                                             [LAYOUT_UNICODE] = {init_unicode, exception_unicode_str, unicode_properties},
                                             [LAYOUT_KEY] = {init_base, key_error_str, NULL},
                                             [LAYOUT_GROUP] = {init_base, NULL, NULL}};

static const struct {
    const char *name;
    ExceptionKind base;
    ExceptionLayout layout;
    const char *doc;
} table[] = {
#define EXCEPTION(name, base, layout, doc) {#name, base, LAYOUT_##layout, doc},
#include "runtime/errors/exceptions.def"
#undef EXCEPTION
};

static void set_up(ExceptionKind kind)
{
    TypeObject *type = &exception_types[kind];
    ExceptionLayout layout = table[kind].layout;
    bool is_first = kind == BaseException || table[table[kind].base].layout != layout;
    *type = (TypeObject){.object = STATIC_HEAD(TYPE_TYPE),
                         .name = table[kind].name,
                         .doc = table[kind].doc,
                         .size = sizeof(ExceptionObject),
                         .new = layout == LAYOUT_OS ? os_error_new : exception_new_slot,
                         .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_EXCEPTION | TYPE_FLAG_HAS_DICT |
                                  (layout == LAYOUT_BASE || layout == LAYOUT_KEY ? TYPE_FLAG_TRASHCAN : 0u),
                         .inline_capacity = 1,
                         .base = kind == BaseException ? NULL : &exception_types[table[kind].base]};
    if (kind == BaseException) {
        type->repr = exception_repr;
        type->str = exception_str;
        type->finish = type->clear = exception_finish;
        type->traverse = exception_traverse;
        type->properties = base_properties;
        type->methods = base_methods;
        type->init = init_base;
    } else if (is_first) {
        type->init = behaviours[layout].init;
        type->str = behaviours[layout].str;
        type->properties = behaviours[layout].properties;
    }
    if (layout == LAYOUT_GROUP)
        exception_group_set_up(type);
}

bool exceptions_start(void)
{
    for (int kind = 0; kind < EXCEPTION_COUNT; kind++) {
        set_up((ExceptionKind)kind);
        if (!type_ready(&exception_types[kind]))
            return false;
    }
    DictView dict = (DictView)exception_types[BaseException].dict;
    return exception_group_add_base() &&
           dict_set_text_take(dict, "__dict__", descriptor_property_new(&descriptor_dict_property, &exception_types[BaseException]));
}

void exceptions_stop(void)
{
    for (int kind = EXCEPTION_COUNT; kind-- > 0;)
        type_unready(&exception_types[kind]);
}

/* --- for C code ----------------------------------------------------------------------------------------- */

Ref exception_new(ExceptionKind kind, View argument)
{
    Ref args = argument ? tuple_pack(1, argument) : tuple_new(0);
    if (!args)
        return NULL;
    TypeObject *type = &exception_types[kind];
    Ref self = type->new (type, args, NULL);
    if (self && !type->init(self, args, NULL))
        clear_place(&self);
    release(args);
    return self;
}

Ref exception_stop_value(View exception)
{
    return or_none(exception_of(exception)->extra[EXTRA_VALUE]);
}

static ExceptionKind kind_for_errno(int number)
{
    switch (number) {
    case 1:
    case 13: return PermissionError;
    case 2: return FileNotFoundError;
    case 3: return ProcessLookupError;
    case 4: return InterruptedError;
    case 10: return ChildProcessError;
    case 11:
    case 114:
    case 115: return BlockingIOError;
    case 17: return FileExistsError;
    case 20: return NotADirectoryError;
    case 21: return IsADirectoryError;
    case 32:
    case 108: return BrokenPipeError;
    case 103: return ConnectionAbortedError;
    case 104: return ConnectionResetError;
    case 110: return TimeoutError;
    case 111: return ConnectionRefusedError;
    default: return OSError;
    }
}

void *raise_errno(int number, View filename)
{
    Ref code = int_new(number), text = code ? str_from_text(strerror(number)) : NULL;
    Ref args = text ? filename ? tuple_pack(3, code, text, filename) : tuple_pack(2, code, text) : NULL;
    Ref exception = args ? call_tuple(AS_OBJECT(&exception_types[OSError]), args, NULL) : NULL;
    release_maybe(code);
    release_maybe(text);
    release_maybe(args);
    return exception ? raise_take(exception) : NULL;
}
