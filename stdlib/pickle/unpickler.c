/* unpickler: Unpickler, its loop over the instructions, and its memo as a program sees it. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"

/* --- instructions about the stack and the memo ---------------------------------------------------------- */

static bool load_tuple(UnpicklerObject *unpickler, size_t count)
{
    if (unpickler->used < count)
        return pickle_raise_underflow(unpickler);
    return pickle_push_take(unpickler, pickle_pop_tuple(unpickler, unpickler->used - count));
}

static bool load_marked(UnpicklerObject *unpickler, Ref (*pop)(UnpicklerObject *, size_t))
{
    Index mark = pickle_take_mark(unpickler);
    return mark >= 0 && pickle_push_take(unpickler, pop(unpickler, (size_t)mark));
}

/* A pop takes the last mark, if nothing is above it. */
static bool load_pop(UnpicklerObject *unpickler)
{
    if (unpickler->marks_used && unpickler->marks[unpickler->marks_used - 1] == unpickler->used)
        return pickle_take_mark(unpickler) >= 0;
    Ref value = pickle_pop(unpickler);
    release_maybe(value);
    return value != NULL;
}

static bool load_pop_mark(UnpicklerObject *unpickler)
{
    Index mark = pickle_take_mark(unpickler);
    if (mark >= 0)
        pickle_drop(unpickler, (size_t)mark);
    return mark >= 0;
}

static bool load_dup(UnpicklerObject *unpickler)
{
    View top = pickle_top_peek(unpickler);
    return top && pickle_push_take(unpickler, retain(top));
}

/* The number on the next line. False with an exception. */
static bool read_number_line(UnpicklerObject *unpickler, Index *number)
{
    size_t length;
    const char *line = pickle_read_line(unpickler, 1, &length);
    Ref text = line ? str_from_latin1((const unsigned char *)line, length) : NULL;
    Ref value = text ? int_parse((const char *)((StrView)text)->data, str_length(text), 10, text) : NULL;
    bool done = value && object_as_ssize(value, number);
    release_maybe(value);
    release_maybe(text);
    return done;
}

static bool load_get_line(UnpicklerObject *unpickler)
{
    Index number;
    if (!read_number_line(unpickler, &number))
        return false;
    if (number < 0)
        return raise_unpickling("Memo value not found at index %zd", number) != NULL;
    return pickle_push_take(unpickler, pickle_memo_get(unpickler, (size_t)number));
}

static bool load_get(UnpicklerObject *unpickler, size_t size_bytes)
{
    size_t number;
    return pickle_read_size(unpickler, size_bytes, "GET", &number) && pickle_push_take(unpickler, pickle_memo_get(unpickler, number));
}

static bool load_put_line(UnpicklerObject *unpickler)
{
    Index number;
    if (!read_number_line(unpickler, &number))
        return false;
    View top = pickle_top_peek(unpickler);
    if (!top)
        return false;
    if (number < 0)
        return raise_error(ValueError, "negative PUT argument") != NULL;
    return pickle_memo_put(unpickler, (size_t)number, top);
}

static bool load_put(UnpicklerObject *unpickler, size_t size_bytes)
{
    size_t number;
    View top;
    return pickle_read_size(unpickler, size_bytes, "PUT", &number) && (top = pickle_top_peek(unpickler)) &&
           pickle_memo_put(unpickler, number, top);
}

static bool load_memoize(UnpicklerObject *unpickler)
{
    View top = pickle_top_peek(unpickler);
    return top && pickle_memo_put(unpickler, unpickler->memo_used, top);
}

static bool load_binint(UnpicklerObject *unpickler, size_t size_bytes)
{
    const unsigned char *data = pickle_read(unpickler, size_bytes);
    uint32_t bits = 0;
    if (!data)
        return false;
    for (size_t i = size_bytes; i > 0; i--)
        bits = bits << 8 | data[i - 1];
    return pickle_push_take(unpickler, int_new(size_bytes == 4 ? (int64_t)(int32_t)bits : (int64_t)bits));
}

static bool load_proto(UnpicklerObject *unpickler)
{
    const unsigned char *data = pickle_read(unpickler, 1);
    if (!data)
        return false;
    if (*data > PICKLE_HIGHEST)
        return raise_error(ValueError, "unsupported pickle protocol: %d", *data) != NULL;
    unpickler->protocol = *data;
    return true;
}

/* A frame is read at once; what is in it then follows. */
static bool load_frame(UnpicklerObject *unpickler)
{
    size_t length;
    if (!pickle_read_size(unpickler, 8, NULL, &length))
        return false;
    if (length > PTRDIFF_MAX)
        return raise_error(OverflowError, "FRAME length exceeds system's maximum of %zd bytes", (Index)PTRDIFF_MAX) != NULL;
    if (!pickle_read(unpickler, length))
        return false;
    unpickler->at -= length;
    return true;
}

static bool raise_unknown(unsigned op)
{
    if (op >= ' ' && op <= '~' && op != '\'' && op != '\\')
        return raise_unpickling("invalid load key, '%c'.", (int)op) != NULL;
    return raise_unpickling("invalid load key, '\\x%02x'.", op) != NULL;
}

static bool load_appends(UnpicklerObject *unpickler, bool (*load)(UnpicklerObject *, size_t))
{
    Index mark = pickle_take_mark(unpickler);
    return mark >= 0 && load(unpickler, (size_t)mark);
}

/* One or two values on top of what they belong to. */
static bool load_few(UnpicklerObject *unpickler, size_t count, bool (*load)(UnpicklerObject *, size_t))
{
    if (unpickler->used < unpickler->fence + count)
        return pickle_raise_underflow(unpickler);
    return load(unpickler, unpickler->used - count);
}

/* --- the loop ------------------------------------------------------------------------------------------- */

static bool load_one(UnpicklerObject *unpickler, unsigned op)
{
    switch (op) {
    case OP_NONE: return pickle_push_take(unpickler, none_new());
    case OP_NEWTRUE: return pickle_push_take(unpickler, bool_new(true));
    case OP_NEWFALSE: return pickle_push_take(unpickler, bool_new(false));
    case OP_BININT: return load_binint(unpickler, 4);
    case OP_BININT1: return load_binint(unpickler, 1);
    case OP_BININT2: return load_binint(unpickler, 2);
    case OP_INT: return pickle_load_int_line(unpickler);
    case OP_LONG: return pickle_load_long_line(unpickler);
    case OP_LONG1: return pickle_load_long(unpickler, 1);
    case OP_LONG4: return pickle_load_long(unpickler, 4);
    case OP_FLOAT: return pickle_load_float_line(unpickler);
    case OP_BINFLOAT: return pickle_load_float(unpickler);
    case OP_SHORT_BINBYTES: return pickle_load_bytes(unpickler, 1);
    case OP_BINBYTES: return pickle_load_bytes(unpickler, 4);
    case OP_BINBYTES8: return pickle_load_bytes(unpickler, 8);
    case OP_BYTEARRAY8: return pickle_load_bytearray(unpickler);
    case OP_NEXT_BUFFER: return pickle_load_buffer(unpickler);
    case OP_READONLY_BUFFER: return pickle_load_readonly(unpickler);
    case OP_SHORT_BINSTRING: return pickle_load_string(unpickler, 1);
    case OP_BINSTRING: return pickle_load_string(unpickler, 4);
    case OP_STRING: return pickle_load_string_line(unpickler);
    case OP_UNICODE: return pickle_load_unicode_line(unpickler);
    case OP_SHORT_BINUNICODE: return pickle_load_unicode(unpickler, 1);
    case OP_BINUNICODE: return pickle_load_unicode(unpickler, 4);
    case OP_BINUNICODE8: return pickle_load_unicode(unpickler, 8);
    case OP_EMPTY_TUPLE: return load_tuple(unpickler, 0);
    case OP_TUPLE1: return load_tuple(unpickler, 1);
    case OP_TUPLE2: return load_tuple(unpickler, 2);
    case OP_TUPLE3: return load_tuple(unpickler, 3);
    case OP_TUPLE: return load_marked(unpickler, pickle_pop_tuple);
    case OP_EMPTY_LIST: return pickle_push_take(unpickler, list_new(0));
    case OP_LIST: return load_marked(unpickler, pickle_pop_list);
    case OP_EMPTY_DICT: return pickle_push_take(unpickler, dict_new());
    case OP_DICT: return pickle_load_dict(unpickler);
    case OP_EMPTY_SET: return pickle_push_take(unpickler, set_new(NULL));
    case OP_ADDITEMS: return pickle_load_additems(unpickler);
    case OP_FROZENSET: return pickle_load_frozenset(unpickler);
    case OP_OBJ: return pickle_load_object(unpickler);
    case OP_INST: return pickle_load_instance_lines(unpickler);
    case OP_NEWOBJ: return pickle_load_newobj(unpickler, false);
    case OP_NEWOBJ_EX: return pickle_load_newobj(unpickler, true);
    case OP_GLOBAL: return pickle_load_global_lines(unpickler);
    case OP_STACK_GLOBAL: return pickle_load_stack_global(unpickler);
    case OP_APPEND: return load_few(unpickler, 1, pickle_load_append);
    case OP_APPENDS: return load_appends(unpickler, pickle_load_append);
    case OP_SETITEM: return load_few(unpickler, 2, pickle_load_items);
    case OP_SETITEMS: return load_appends(unpickler, pickle_load_items);
    case OP_BUILD: return pickle_load_build(unpickler);
    case OP_DUP: return load_dup(unpickler);
    case OP_BINGET: return load_get(unpickler, 1);
    case OP_LONG_BINGET: return load_get(unpickler, 4);
    case OP_GET: return load_get_line(unpickler);
    case OP_MARK: return pickle_set_mark(unpickler);
    case OP_BINPUT: return load_put(unpickler, 1);
    case OP_LONG_BINPUT: return load_put(unpickler, 4);
    case OP_PUT: return load_put_line(unpickler);
    case OP_MEMOIZE: return load_memoize(unpickler);
    case OP_POP: return load_pop(unpickler);
    case OP_POP_MARK: return load_pop_mark(unpickler);
    case OP_PERSID: return pickle_load_persistent(unpickler, true);
    case OP_BINPERSID: return pickle_load_persistent(unpickler, false);
    case OP_REDUCE: return pickle_load_reduce(unpickler);
    case OP_PROTO: return load_proto(unpickler);
    case OP_FRAME: return load_frame(unpickler);
    case OP_EXT1: return pickle_load_extension(unpickler, 1);
    case OP_EXT2: return pickle_load_extension(unpickler, 2);
    case OP_EXT4: return pickle_load_extension(unpickler, 4);
    default: return raise_unknown(op);
    }
}

Ref unpickler_load(UnpicklerObject *unpickler)
{
    const unsigned char *op;
    pickle_drop(unpickler, 0);
    unpickler->marks_used = unpickler->fence = 0;
    unpickler->protocol = 0;
    for (size_t step = 0; (op = pickle_read(unpickler, 1)); step++) {
        if (*op == OP_STOP)
            return pickle_skip_consumed(unpickler) ? pickle_pop(unpickler) : NULL;
        if (!load_one(unpickler, *op) || !check_interrupt_at(step))
            return NULL;
    }
    if (thread.raised && is_instance(thread.raised, (TypeObject *)pickle_unpickling_error)) {
        error_clear();
        raise_error(EOFError, "Ran out of input");
    }
    return NULL;
}

/* --- set up --------------------------------------------------------------------------------------------- */

static bool keep_text(Ref *place, View value, const char *otherwise, const char *parameter, const char *who)
{
    if (value && !str_view(value))
        return raise_error(TypeError, "%s() argument '%s' must be str, not %K", who, parameter, value) != NULL;
    Ref text = value ? retain(AS_OBJECT(str_view(value))) : str_intern_text(otherwise);
    if (text)
        replace_take(place, text);
    return text != NULL;
}

bool unpickler_configure(UnpicklerObject *unpickler, View fix_imports, View encoding, View errors, View buffers, const char *who)
{
    int fix = fix_imports ? object_truth(fix_imports) : 1;
    if (fix < 0 || !keep_text(&unpickler->encoding, encoding, "ASCII", "encoding", who) ||
        !keep_text(&unpickler->errors, errors, "strict", "errors", who))
        return false;
    unpickler->fix_imports = fix;
    Ref iterator = buffers && buffers != NONE ? object_iterate(buffers) : NULL;
    if (!iterator && error_is_set())
        return false;
    replace_take(&unpickler->buffers, iterator);
    return true;
}

static void forget(UnpicklerObject *unpickler)
{
    pickle_drop(unpickler, 0);
    if (unpickler->stack)
        heap_free(unpickler->stack, unpickler->capacity * sizeof *unpickler->stack);
    if (unpickler->marks)
        heap_free(unpickler->marks, unpickler->marks_capacity * sizeof *unpickler->marks);
    unpickler->stack = NULL;
    unpickler->marks = NULL;
    unpickler->capacity = unpickler->marks_capacity = unpickler->marks_used = unpickler->fence = 0;
    pickle_memo_drop(unpickler);
    pickle_input_drop(unpickler);
    clear_place(&unpickler->read);
    clear_place(&unpickler->readline);
    clear_place(&unpickler->peek);
    clear_place(&unpickler->persistent_load.function);
    clear_place(&unpickler->buffers);
    clear_place(&unpickler->encoding);
    clear_place(&unpickler->errors);
}

/* Whatever is given: __init__ takes it. */
static Ref unpickler_make(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Ref unpickler = type_allocate(type, 0);
    if (unpickler)
        gc_track(unpickler);
    return unpickler;
}

static Ref unpickler_init(View self, View *args)
{
    UnpicklerObject *unpickler = unpickler_of(self);
    if (unpickler->read)
        forget(unpickler);
    unpickler->line_size = 0;
    return unpickler_set_file(unpickler, args[0]) && unpickler_configure(unpickler, args[1], args[2], args[3], args[4], "Unpickler") &&
                   pickle_hook_find(&unpickler->persistent_load, self, pickle_thing_peek(THING_PERSISTENT_LOAD))
               ? none_new()
               : NULL;
}

static Ref load(View self, View *args UNUSED)
{
    UnpicklerObject *unpickler = unpickler_of(self);
    if (!unpickler->read)
        return raise_unpickling("Unpickler.__init__() was not called by %s.__init__()", type_of_peek(self)->name);
    return unpickler_load(unpickler);
}

static Ref find_class_native(View self, View *args)
{
    return unpickler_find(unpickler_of(self), args[0], args[1]);
}

static Ref unpickler_sizeof(View self, View *args UNUSED)
{
    const UnpicklerObject *unpickler = unpickler_of(self);
    enum { MEMO_FIRST = 32, WORD = 8 };
    int64_t size = layout_basic_size(self);
    if (unpickler->encoding && unpickler->errors)
        size += WORD * (int64_t)(unpickler->memo_size ? unpickler->memo_size : MEMO_FIRST) + WORD * (int64_t)unpickler->marks_capacity +
                (int64_t)str_length(unpickler->encoding) + 1 + (int64_t)str_length(unpickler->errors) + 1;
    return int_new(size + (int64_t)unpickler->line_size);
}

/* --- attributes ----------------------------------------------------------------------------------------- */

static Ref get_memo(View self)
{
    return pickle_memo_proxy_new(&pickle_unpickler_memo_type, self);
}

static bool set_memo(View self, View value)
{
    UnpicklerObject *unpickler = unpickler_of(self);
    if (!value)
        return raise_error(TypeError, "attribute deletion is not supported") != NULL;
    Ref dict = NULL;
    if (type_of_peek(value) == &pickle_unpickler_memo_type)
        dict = pickle_memo_to_dict(unpickler_of(((MemoProxy *)value)->owner));
    else if (is_dict(value))
        dict = dict_copy((DictView)value);
    else
        return raise_error(TypeError, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not %.200T", value) != NULL;
    if (!dict)
        return false;
    UnpicklerObject fresh = {.memo = NULL};
    bool done = pickle_memo_from(&fresh, dict);
    release(dict);
    if (done) {
        pickle_memo_drop(unpickler);
        unpickler->memo = fresh.memo;
        unpickler->memo_size = fresh.memo_size;
        unpickler->memo_used = fresh.memo_used;
        unpickler->memo_far = fresh.memo_far;
    } else {
        pickle_memo_drop(&fresh);
    }
    return done;
}

static Ref get_persistent_load(View self)
{
    return pickle_hook_get(&unpickler_of(self)->persistent_load, self, "persistent_load");
}
static bool set_persistent_load(View self, View value)
{
    return pickle_hook_set(&unpickler_of(self)->persistent_load, value, "persistent_load");
}

/* --- the type ------------------------------------------------------------------------------------------- */

static void unpickler_traverse(View self, Visitor visit, void *context)
{
    UnpicklerObject *unpickler = unpickler_of(self);
    VISIT(unpickler->read);
    VISIT(unpickler->readline);
    VISIT(unpickler->peek);
    VISIT(unpickler->input.owner);
    VISIT(unpickler->persistent_load.function);
    VISIT(unpickler->buffers);
    VISIT(unpickler->memo_far);
    VISIT(unpickler->encoding);
    VISIT(unpickler->errors);
    for (size_t i = 0; i < unpickler->used; i++)
        VISIT(unpickler->stack[i]);
    for (size_t i = 0; i < unpickler->memo_size; i++)
        VISIT(unpickler->memo[i]);
}

static void unpickler_finish(View self)
{
    forget(unpickler_of(self));
}

static const NativeFunction unpickler_methods[] = {
    {"load()", load, "Load a pickle.\n\nRead one pickled object from the file that the unpickler was made with, and\nreturn it."},
    {"find_class(module_name, global_name, /)", find_class_native,
     "Return an object from a specified module.\n\nThe module is imported if need be. A subclass that replaces this method decides\nwhich "
     "classes and functions a pickle may use.\n\nIt is called for functions and classes alike."},
    {"__sizeof__()", unpickler_sizeof, "Returns size in memory, in bytes."},
    {NULL, NULL, NULL},
};
static const NativeProperty unpickler_properties[] = {
    {"memo", get_memo, set_memo, NULL},
    {"persistent_load", get_persistent_load, set_persistent_load, NULL},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction unpickler_initialiser = {"Unpickler(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
                                                     unpickler_init, NULL};

TypeObject pickle_unpickler_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_pickle.Unpickler",
    .doc = "Unpickler(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())\n--\n\nReads pickles from a binary "
           "file.\n\nThe file needs the methods read() and readline(). The protocol is found by the\npickle itself. encoding and errors "
           "are for strs of Python 2; with 'bytes' these\nremain bytes. buffers gives the buffers that are not part of the pickle.",
    .size = sizeof(UnpicklerObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new = unpickler_make,
    .init_native = &unpickler_initialiser,
    .finish = unpickler_finish,
    .traverse = unpickler_traverse,
    .clear = unpickler_finish,
    .methods = unpickler_methods,
    .properties = unpickler_properties,
};
