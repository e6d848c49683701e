/* pickler: Pickler, and its memo as a program sees it.
 *
 * A pickler is usable after __init__ alone, which may be called again. Its memo holds what it saved, so that an address in it means the
 * same object as long as the pickler lives. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"

/* --- hooks ---------------------------------------------------------------------------------------------- */

bool pickle_hook_find(PickleHook *hook, View self, View name)
{
    Ref method = object_get_attribute_maybe(self, name);
    hook->is_own = false;
    if (method && method->type == TYPE_METHOD && ((MethodObject *)method)->self == self) {
        hook->is_own = true;
        replace_take(&method, retain(((MethodObject *)method)->function));
    }
    replace_take(&hook->function, method);
    return method || !error_is_set();
}

Ref pickle_hook_call(const PickleHook *hook, View self, View argument)
{
    Ref function = retain(hook->function);
    Ref result = hook->is_own ? call_2(function, self, argument) : call_1(function, argument);
    release(function);
    return result;
}

Ref pickle_hook_get(const PickleHook *hook, View self, const char *name)
{
    if (!hook->function)
        return raise_error(AttributeError, "%s", name);
    return hook->is_own ? method_new(hook->function, self) : retain(hook->function);
}

bool pickle_hook_set(PickleHook *hook, View value, const char *name)
{
    if (!value)
        return raise_error(TypeError, "attribute deletion is not supported") != NULL;
    if (!object_is_callable(value))
        return raise_error(TypeError, "%s must be a callable taking one argument", name) != NULL;
    hook->is_own = false;
    replace_take(&hook->function, retain(value));
    return true;
}

/* --- set up --------------------------------------------------------------------------------------------- */

static bool read_protocol(View protocol, int *result)
{
    int64_t number = PICKLE_DEFAULT;
    if (protocol && protocol != NONE) {
        if (!object_as_int64(protocol, &number))
            return false;
        if (number < 0)
            number = PICKLE_HIGHEST;
        else if (number > PICKLE_HIGHEST)
            return raise_error(ValueError, "pickle protocol must be <= %d", PICKLE_HIGHEST) != NULL;
    }
    *result = (int)number;
    return true;
}

bool pickler_configure(PicklerObject *pickler, View protocol, View fix_imports, View buffer_callback)
{
    int fix = fix_imports ? object_truth(fix_imports) : 1;
    if (fix < 0 || !read_protocol(protocol, &pickler->protocol))
        return false;
    pickler->is_binary = pickler->protocol > 0;
    pickler->fix_imports = fix && pickler->protocol < 3;
    pickler->frame_start = -1;
    if (!buffer_callback || buffer_callback == NONE)
        return true;
    if (pickler->protocol < 5)
        return raise_error(ValueError, "buffer_callback needs protocol >= 5") != NULL;
    replace_take(&pickler->buffer_callback, retain(buffer_callback));
    return true;
}

bool pickler_set_file(PicklerObject *pickler, View file)
{
    Ref write = object_get_attribute_maybe(file, name(write));
    if (!write)
        return error_is_set() ? false : raise_error(TypeError, "file must have a 'write' attribute") != NULL;
    replace_take(&pickler->write, write);
    return true;
}

static void forget(PicklerObject *pickler)
{
    clear_place(&pickler->write);
    clear_place(&pickler->persistent_id.function);
    clear_place(&pickler->dispatch_table);
    clear_place(&pickler->reducer_override);
    clear_place(&pickler->buffer_callback);
    clear_place(&pickler->fast_memo);
    pickle_memo_clear(&pickler->memo);
    bytebuilder_abandon(&pickler->out);
}

/* Whatever is given: __init__ takes it. */
static Ref pickler_make(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Ref pickler = type_allocate(type, 0);
    if (pickler)
        gc_track(pickler);
    return pickler;
}

static Ref pickler_init(View self, View *args)
{
    PicklerObject *pickler = pickler_of(self);
    if (pickler->write)
        forget(pickler);
    pickler->fast = pickler->was_used = false;
    pickler->fast_nesting = 0;
    pickler->framing = false;
    if (!pickler_configure(pickler, args[1], args[2], args[3]) || !pickler_set_file(pickler, args[0]) ||
        !pickle_hook_find(&pickler->persistent_id, self, pickle_thing_peek(THING_PERSISTENT_ID)))
        return NULL;
    Ref table = object_get_attribute_maybe(self, pickle_thing_peek(THING_DISPATCH_TABLE_NAME));
    if (!table && error_is_set())
        return NULL;
    replace_take(&pickler->dispatch_table, table);
    return none_new();
}

/* --- dump ----------------------------------------------------------------------------------------------- */

static bool dump_all(PicklerObject *pickler, View object)
{
    unsigned char head[2] = {OP_PROTO, (unsigned char)pickler->protocol};
    if (pickler->protocol >= 2 && !pickle_write(pickler, head, sizeof head))
        return false;
    pickler->framing = pickler->protocol >= 4;
    return pickle_save(pickler, object, PERSISTENT_ASK) && pickle_write_op(pickler, OP_STOP) && pickle_commit_frame(pickler);
}

bool pickler_dump(PicklerObject *pickler, View object)
{
    Ref override = object_get_attribute_maybe(AS_OBJECT(pickler), pickle_thing_peek(THING_REDUCER_OVERRIDE));
    if (!override && error_is_set())
        return false;
    replace_take(&pickler->reducer_override, override);
    bool done = dump_all(pickler, object);
    pickler->framing = false;
    pickler->frame_start = -1;
    if (!done)
        pickler->fast_nesting = 0;
    clear_place(&pickler->reducer_override); /* it may be part of a cycle through the pickler */
    return done;
}

static Ref dump(View self, View *args)
{
    PicklerObject *pickler = pickler_of(self);
    if (!pickler->write)
        return raise_pickling("Pickler.__init__() was not called by %s.__init__()", type_of_peek(self)->name);
    bytebuilder_abandon(&pickler->out);
    pickler->was_used = true;
    return pickler_dump(pickler, args[0]) && pickler_flush(pickler) ? none_new() : NULL;
}

static Ref clear_memo(View self, View *args UNUSED)
{
    pickle_memo_clear(&pickler_of(self)->memo);
    return none_new();
}

static Ref pickler_sizeof(View self, View *args UNUSED)
{
    const PicklerObject *pickler = pickler_of(self);
    enum { CPYTHON_MEMO = 32, CPYTHON_ENTRY = 16, CPYTHON_OUTPUT = 33 + 4096 };
    int64_t size = layout_basic_size(self);
    if (pickler->write)
        size += CPYTHON_MEMO + CPYTHON_ENTRY * (int64_t)(pickler->memo.size ? pickler->memo.size : MEMO_SMALLEST);
    if (pickler->write && !pickler->was_used)
        size += CPYTHON_OUTPUT;
    return int_new(size);
}

/* --- attributes ----------------------------------------------------------------------------------------- */

static Ref get_memo(View self)
{
    return pickle_memo_proxy_new(&pickle_pickler_memo_type, self);
}

/* A memo that another pickler's was copied to: id ─► (number, object). */
static bool memo_from_dict(PickleMemo *memo, DictView dict)
{
    size_t position = 0;
    View key, pair;
    while (dict_next_peek(dict, &position, &key, &pair)) {
        Index number;
        if (!is_tuple(pair) || tuple_length(pair) != 2)
            return raise_error(TypeError, "'memo' values must be 2-item tuples") != NULL;
        if (!is_int(tuple_item_peek(pair, 0)))
            return raise_error(TypeError, "'%T' object cannot be interpreted as an integer", tuple_item_peek(pair, 0)) != NULL;
        if (!object_as_ssize(int_view(tuple_item_peek(pair, 0)), &number) ||
            !pickle_memo_set(memo, tuple_item_peek(pair, 1), (size_t)number))
            return false;
    }
    return true;
}

static bool memo_copy(PickleMemo *memo, const PickleMemo *source)
{
    for (size_t i = 0; source->entries && i < source->size; i++)
        if (source->entries[i].object && !pickle_memo_set(memo, source->entries[i].object, source->entries[i].number))
            return false;
    return true;
}

static bool set_memo(View self, View value)
{
    PickleMemo memo = {0};
    bool done;
    if (!value)
        return raise_error(TypeError, "attribute deletion is not supported") != NULL;
    if (type_of_peek(value) == &pickle_pickler_memo_type)
        done = memo_copy(&memo, &pickler_of(((MemoProxy *)value)->owner)->memo);
    else if (is_dict(value))
        done = memo_from_dict(&memo, (DictView)value);
    else
        return raise_error(TypeError, "'memo' attribute must be a PicklerMemoProxy object or dict, not %.200T", value) != NULL;
    if (done) {
        PickleMemo old = pickler_of(self)->memo;
        pickler_of(self)->memo = memo;
        memo = old;
    }
    pickle_memo_clear(&memo);
    return done;
}

static Ref get_persistent_id(View self)
{
    return pickle_hook_get(&pickler_of(self)->persistent_id, self, "persistent_id");
}
static bool set_persistent_id(View self, View value)
{
    return pickle_hook_set(&pickler_of(self)->persistent_id, value, "persistent_id");
}

static Ref get_dispatch_table(View self)
{
    View table = pickler_of(self)->dispatch_table;
    if (table)
        return retain(table);
    return raise_attribute_error(self, pickle_thing_peek(THING_DISPATCH_TABLE_NAME));
}
static bool set_dispatch_table(View self, View value)
{
    if (!value && !pickler_of(self)->dispatch_table)
        return raise_error(AttributeError, "dispatch_table") != NULL;
    replace_take(&pickler_of(self)->dispatch_table, retain_maybe(value));
    return true;
}

static Ref get_bin(View self)
{
    return int_new(pickler_of(self)->is_binary);
}
static Ref get_fast(View self)
{
    return int_new(pickler_of(self)->fast);
}
/* A number that is kept as a C int. */
static bool read_number(View value, int32_t *number)
{
    if (!value)
        return raise_error(TypeError, "can't delete numeric/char attribute") != NULL;
    return object_as_int32(value, number);
}
static bool set_bin(View self, View value)
{
    int32_t number;
    if (!read_number(value, &number))
        return false;
    pickler_of(self)->is_binary = number;
    return true;
}
static bool set_fast(View self, View value)
{
    int32_t number;
    if (!read_number(value, &number))
        return false;
    pickler_of(self)->fast = number != 0;
    return true;
}

/* --- the type ------------------------------------------------------------------------------------------- */

static void pickler_traverse(View self, Visitor visit, void *context)
{
    PicklerObject *pickler = pickler_of(self);
    VISIT(pickler->write);
    VISIT(pickler->persistent_id.function);
    VISIT(pickler->dispatch_table);
    VISIT(pickler->reducer_override);
    VISIT(pickler->buffer_callback);
    VISIT(pickler->fast_memo);
    for (size_t i = 0; pickler->memo.entries && i < pickler->memo.size; i++)
        VISIT(pickler->memo.entries[i].object);
}

static void pickler_finish(View self)
{
    forget(pickler_of(self));
}

static const NativeFunction pickler_methods[] = {
    {"dump(obj, /)", dump, "Write a pickled representation of the given object to the open file."},
    {"clear_memo()", clear_memo,
     "Clears the pickler's \"memo\".\n\nThe memo is what tells the pickler that it has saved an object before, so that\nit only refers to "
     "it. A pickler that is used again begins anew with this."},
    {"__sizeof__()", pickler_sizeof, "Returns size in memory, in bytes."},
    {NULL, NULL, NULL},
};
static const NativeProperty pickler_properties[] = {
    {"bin", get_bin, set_bin, NULL},
    {"dispatch_table", get_dispatch_table, set_dispatch_table, NULL},
    {"fast", get_fast, set_fast, NULL},
    {"memo", get_memo, set_memo, NULL},
    {"persistent_id", get_persistent_id, set_persistent_id, NULL},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction pickler_initialiser = {"Pickler(file, protocol=None, fix_imports=True, buffer_callback=None)", pickler_init,
                                                   NULL};

TypeObject pickle_pickler_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_pickle.Pickler",
    .doc = "Pickler(file, protocol=None, fix_imports=True, buffer_callback=None)\n--\n\nWrites pickles to a binary file.\n\nThe protocol "
           "is a number from 0 to 5, by default 4; a negative one is the highest.\nThe file needs a method write(), which takes bytes.\n"
           "With fix_imports and a protocol below 3, names are those of Python 2.\nbuffer_callback is called with each buffer, and says "
           "whether the pickle holds its bytes.",
    .size = sizeof(PicklerObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new = pickler_make,
    .init_native = &pickler_initialiser,
    .finish = pickler_finish,
    .traverse = pickler_traverse,
    .clear = pickler_finish,
    .methods = pickler_methods,
    .properties = pickler_properties,
};
