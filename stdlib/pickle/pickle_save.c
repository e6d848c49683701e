/* pickle_save: any object to instructions: who decides how it is saved, in CPython's order.
 *
 *     persistent_id ─► constants, numbers ─► the memo ─► bytes, str, containers ─► reducer_override ─►
 *     classes, functions ─► dispatch_table ─► __reduce_ex__ ─► __reduce__ */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/object_reduce.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"

/* --- persistent_id -------------------------------------------------------------------------------------- */

static bool write_persistent_line(PicklerObject *pickler, View id)
{
    Ref text = object_str(id);
    if (!text)
        return false;
    StrView view = str_view(text);
    bool done = view->is_ascii ? pickle_write_op(pickler, OP_PERSID) && pickle_write(pickler, view->data, view->length) &&
                                     pickle_write_op(pickler, '\n')
                               : raise_pickling("persistent IDs in protocol 0 must be ASCII strings") != NULL;
    release(text);
    return done;
}

/* 1: saved by its id; 0: it has none; -1 with an exception. */
static int save_persistent(PicklerObject *pickler, View object)
{
    Ref id = pickle_hook_call(&pickler->persistent_id, AS_OBJECT(pickler), object);
    if (!id)
        return -1;
    bool done = true, has_id = id != NONE;
    if (has_id && pickler->is_binary)
        done = pickle_save(pickler, id, PERSISTENT_SKIP) && pickle_write_op(pickler, OP_BINPERSID);
    else if (has_id)
        done = write_persistent_line(pickler, id);
    release(id);
    return done ? has_id : -1;
}

/* --- constants ------------------------------------------------------------------------------------------ */

static bool save_bool(PicklerObject *pickler, bool value)
{
    if (pickler->protocol >= 2)
        return pickle_write_op(pickler, value ? OP_NEWTRUE : OP_NEWFALSE);
    return pickle_write(pickler, value ? "I01\n" : "I00\n", 4);
}

/* --- everything else ------------------------------------------------------------------------------------ */

/* copyreg's table, or the pickler's own: the function for this class, owned; NULL, without an exception if there is none. */
static Ref dispatched(PicklerObject *pickler, View object)
{
    View class = AS_OBJECT(type_of_peek(object));
    if (!pickler->dispatch_table)
        return dict_get((DictView)pickle_thing_peek(THING_DISPATCH_TABLE), class);
    Ref table = retain(pickler->dispatch_table), function = object_get_item(table, class);
    release(table);
    if (!function)
        error_clear_if(KeyError);
    return function;
}

static Ref reduce(PicklerObject *pickler, View object)
{
    Ref method = object_get_attribute_maybe(object, name(__reduce_ex__)), result = NULL;
    if (method) {
        Ref protocol = int_new(pickler->protocol);
        result = protocol ? call_1(method, protocol) : NULL;
        release_maybe(protocol);
    } else if (!error_is_set() && (method = object_get_attribute_maybe(object, name(__reduce__)))) {
        result = call_0(method);
    } else if (!error_is_set()) {
        raise_pickling("can't pickle '%.200T' object: %R", object, object);
    }
    release_maybe(method);
    return result;
}

/* What its class makes of the object: a name, or a tuple. */
static bool save_answer_take(PicklerObject *pickler, Ref answer, View object)
{
    if (!answer)
        return false;
    bool done;
    if (is_str(answer))
        done = pickle_save_global(pickler, object, answer);
    else if (is_tuple(answer))
        done = pickle_save_reduced(pickler, answer, object);
    else
        done = raise_pickling("__reduce__ must return a string or tuple") != NULL;
    release(answer);
    return done;
}

/* Does the very instance have a method of that name? */
static bool has_own_reduce(View object)
{
    TypeObject *type = type_of_peek(object);
    Ref method = type_has(type, TYPE_FLAG_HAS_DICT) ? instance_get(object, type, name(__reduce_ex__)) : NULL;
    release_maybe(method);
    return method != NULL;
}

static bool save_other(PicklerObject *pickler, View object)
{
    if (pickler->reducer_override) {
        Ref override = retain(pickler->reducer_override), answer = call_1(override, object);
        release(override);
        if (answer != NOT_IMPLEMENTED)
            return save_answer_take(pickler, answer, object);
        release(answer);
    }
    if (object->type == TYPE_TYPE)
        return pickle_save_type(pickler, object);
    if (object->type == TYPE_FUNCTION)
        return pickle_save_global(pickler, object, NULL);
    Ref function = dispatched(pickler, object);
    if (!function && error_is_set())
        return false;
    if (!function && is_type(object))
        return pickle_save_global(pickler, object, NULL);
    if (!function && pickler->protocol >= 2 && object_reduce_is_plain(object) && !has_own_reduce(object))
        return pickle_save_plain(pickler, object);
    Ref answer = function ? call_1(function, object) : reduce(pickler, object);
    release_maybe(function);
    return save_answer_take(pickler, answer, object);
}

static bool save_deep(PicklerObject *pickler, View object)
{
    switch (object->type) {
    case TYPE_DICT: return pickle_save_dict(pickler, object);
    case TYPE_SET: return pickle_save_set(pickler, object);
    case TYPE_FROZENSET: return pickle_save_frozenset(pickler, object);
    case TYPE_LIST: return pickle_save_list(pickler, object);
    case TYPE_TUPLE: return pickle_save_tuple(pickler, object);
    case TYPE_BYTEARRAY: return pickle_save_bytearray(pickler, object);
    default: break;
    }
    if (type_of_peek(object) == &pickle_buffer_type)
        return pickle_save_buffer(pickler, object);
    return save_other(pickler, object);
}

bool pickle_save(PicklerObject *pickler, View object, PersistentWay persistent)
{
    if (!pickle_boundary(pickler))
        return false;
    if (UNLIKELY(pickler->persistent_id.function != NULL) && persistent == PERSISTENT_ASK) {
        int saved = save_persistent(pickler, object);
        if (saved)
            return saved > 0;
    }
    switch (object->type) {
    case TYPE_NONE: return pickle_write_op(pickler, OP_NONE);
    case TYPE_BOOL: return save_bool(pickler, object == TRUE);
    case TYPE_INT:
    case TYPE_BIGINT: return pickle_save_int(pickler, object);
    case TYPE_FLOAT: return pickle_save_float(pickler, object);
    default: break;
    }
    Index number = pickle_memo_find(&pickler->memo, object);
    if (number >= 0)
        return pickle_get(pickler, (size_t)number);
    if (object->type == TYPE_STR)
        return pickle_save_str(pickler, object);
    if (object->type == TYPE_BYTES)
        return pickle_save_bytes(pickler, object);
    if (!error_enter_recursion(" while pickling an object"))
        return false;
    retain(object);
    bool done = save_deep(pickler, object);
    release(object);
    leave_recursion();
    return done;
}
