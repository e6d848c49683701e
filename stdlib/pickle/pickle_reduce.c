/* pickle_reduce: what an object's __reduce_ex__ says: a callable and its arguments, then what is put into the object that it makes. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/object_reduce.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"

/* The parts of the tuple, borrowed; NULL where there is nothing. */
typedef struct Reduced {
    View callable, arguments, state, list_items, dict_items, state_setter;
} Reduced;

static View part(View tuple, size_t index)
{
    View value = index < tuple_length(tuple) ? tuple_item_peek(tuple, index) : NONE;
    return value == NONE ? NULL : value;
}

static bool check_iterator(View value, const char *which)
{
    return !value || type_of_peek(value)->next ||
           raise_pickling("%s element of the tuple returned by __reduce__ must be an iterator, not %T", which, value) != NULL;
}

static bool take_apart(View tuple, Reduced *reduced)
{
    size_t length = tuple_length(tuple);
    if (length < 2 || length > 6)
        return raise_pickling("tuple returned by __reduce__ must contain 2 through 6 elements") != NULL;
    *reduced = (Reduced){
        tuple_item_peek(tuple, 0), tuple_item_peek(tuple, 1), part(tuple, 2), part(tuple, 3), part(tuple, 4), part(tuple, 5)};
    if (!object_is_callable(reduced->callable))
        return raise_pickling("first item of the tuple returned by __reduce__ must be callable") != NULL;
    if (!is_tuple(reduced->arguments))
        return raise_pickling("second item of the tuple returned by __reduce__ must be a tuple") != NULL;
    if (!check_iterator(reduced->list_items, "fourth") || !check_iterator(reduced->dict_items, "fifth"))
        return false;
    return !reduced->state_setter || object_is_callable(reduced->state_setter) ||
           raise_pickling("sixth element of the tuple returned by __reduce__ must be a function, not %T", reduced->state_setter) != NULL;
}

/* --- how it is made ------------------------------------------------------------------------------------- */

typedef enum MakingWay { MAKE_CALL, MAKE_NEW, MAKE_NEW_KEYWORDS, MAKE_ERROR } MakingWay;

/* copyreg.__newobj__ and __newobj_ex__ stand for an instruction of their own. */
static MakingWay way_of(View callable)
{
    Ref name = object_get_attribute_maybe(callable, name(__name__));
    if (!name)
        return error_is_set() ? MAKE_ERROR : MAKE_CALL;
    MakingWay way = !is_str(name)                                                ? MAKE_CALL
                    : str_equal_text(AS_OBJECT(str_view(name)), "__newobj_ex__") ? MAKE_NEW_KEYWORDS
                    : str_equal_text(AS_OBJECT(str_view(name)), "__newobj__")    ? MAKE_NEW
                                                                                 : MAKE_CALL;
    release(name);
    return way;
}

static bool save_call(PicklerObject *pickler, View callable, View arguments)
{
    return pickle_save(pickler, callable, PERSISTENT_ASK) && pickle_save(pickler, arguments, PERSISTENT_ASK) &&
           pickle_write_op(pickler, OP_REDUCE);
}

/* Before protocol 4: partial(cls.__new__, cls, *args, **kwargs)(). */
static bool save_partial(PicklerObject *pickler, View class, View arguments, View keywords)
{
    Ref new = object_get_attribute(class, name(__new__)), head = new ? tuple_pack(2, new, class) : NULL;
    Ref all = head ? tuple_concat(head, arguments) : NULL, none = all ? tuple_new(0) : NULL;
    Ref partial = none ? call_tuple(pickle_thing_peek(THING_PARTIAL), all, keywords) : NULL;
    bool done = partial && save_call(pickler, partial, none);
    release_maybe(partial);
    release_maybe(none);
    release_maybe(all);
    release_maybe(head);
    release_maybe(new);
    return done;
}

static bool save_new_keywords(PicklerObject *pickler, View all)
{
    if (tuple_length(all) != 3)
        return raise_pickling("length of the NEWOBJ_EX argument tuple must be exactly 3, not %zd", (Index)tuple_length(all)) != NULL;
    View class = tuple_item_peek(all, 0), arguments = tuple_item_peek(all, 1), keywords = tuple_item_peek(all, 2);
    if (!is_type(class))
        return raise_pickling("first item from NEWOBJ_EX argument tuple must be a class, not %.200T", class) != NULL;
    if (!is_tuple(arguments))
        return raise_pickling("second item from NEWOBJ_EX argument tuple must be a tuple, not %.200T", arguments) != NULL;
    if (!is_dict(keywords))
        return raise_pickling("third item from NEWOBJ_EX argument tuple must be a dict, not %.200T", keywords) != NULL;
    if (pickler->protocol < 4)
        return save_partial(pickler, class, arguments, keywords);
    return pickle_save(pickler, class, PERSISTENT_ASK) && pickle_save(pickler, arguments, PERSISTENT_ASK) &&
           pickle_save(pickler, keywords, PERSISTENT_ASK) && pickle_write_op(pickler, OP_NEWOBJ_EX);
}

/* Is it what the object says its __class__ is? 1, 0, or -1 with an exception. */
static int is_class_of(View class, View object)
{
    Ref own = object_get_attribute_maybe(object, name(__class__));
    if (!own)
        return error_is_set() ? -1 : class == AS_OBJECT(type_of_peek(object));
    int same = own == class;
    release(own);
    return same;
}

static bool save_new(PicklerObject *pickler, View all, View object)
{
    if (!tuple_length(all))
        return raise_pickling("__newobj__ arglist is empty") != NULL;
    View class = tuple_item_peek(all, 0);
    if (!is_type(class))
        return raise_pickling("args[0] from __newobj__ args is not a type") != NULL;
    int same = object ? is_class_of(class, object) : 1;
    if (same <= 0)
        return same == 0 && raise_pickling("args[0] from __newobj__ args has the wrong class") != NULL;
    if (!pickle_save(pickler, class, PERSISTENT_ASK))
        return false;
    Ref arguments = tuple_slice(all, 1, tuple_length(all));
    bool done = arguments && pickle_save(pickler, arguments, PERSISTENT_ASK) && pickle_write_op(pickler, OP_NEWOBJ);
    release_maybe(arguments);
    return done;
}

static bool save_making(PicklerObject *pickler, const Reduced *reduced, View object)
{
    switch (pickler->protocol >= 2 ? way_of(reduced->callable) : MAKE_CALL) {
    case MAKE_NEW_KEYWORDS: return save_new_keywords(pickler, reduced->arguments);
    case MAKE_NEW: return save_new(pickler, reduced->arguments, object);
    case MAKE_CALL: return save_call(pickler, reduced->callable, reduced->arguments);
    default: return false;
    }
}

/* --- what is put into it -------------------------------------------------------------------------------- */

/* state_setter(object, state), whose result is dropped. */
static bool save_setter_call(PicklerObject *pickler, const Reduced *reduced, View object)
{
    return pickle_save(pickler, reduced->state_setter, PERSISTENT_ASK) && pickle_save(pickler, object, PERSISTENT_ASK) &&
           pickle_save(pickler, reduced->state, PERSISTENT_ASK) && pickle_write_op(pickler, OP_TUPLE2) &&
           pickle_write_op(pickler, OP_REDUCE) && pickle_write_op(pickler, OP_POP);
}

static bool save_contents(PicklerObject *pickler, const Reduced *reduced, View object)
{
    if (reduced->list_items && !pickle_save_list_items(pickler, reduced->list_items))
        return false;
    if (reduced->dict_items && !pickle_save_dict_items(pickler, reduced->dict_items))
        return false;
    if (!reduced->state)
        return true;
    if (reduced->state_setter)
        return save_setter_call(pickler, reduced, object);
    return pickle_save(pickler, reduced->state, PERSISTENT_ASK) && pickle_write_op(pickler, OP_BUILD);
}

/* What is left once the object's making is written: note it, and fill it. */
static bool save_rest(PicklerObject *pickler, const Reduced *reduced, View object)
{
    Index number = object ? pickle_memo_find(&pickler->memo, object) : -1;
    if (number >= 0) /* it was saved as part of its own arguments: drop what was made here */
        return pickle_write_op(pickler, OP_POP) && pickle_get(pickler, (size_t)number);
    return (!object || pickle_put(pickler, object)) && save_contents(pickler, reduced, object);
}

bool pickle_save_plain(PicklerObject *pickler, View object)
{
    static const unsigned char making[] = {OP_EMPTY_TUPLE, OP_NEWOBJ};
    Ref state, items, pairs, class = retain(AS_OBJECT(type_of_peek(object)));
    bool done = object_reduce_plain(object, &state, &items, &pairs);
    if (done) {
        Reduced reduced = {
            .state = state == NONE ? NULL : state, .list_items = items == NONE ? NULL : items, .dict_items = pairs == NONE ? NULL : pairs};
        done = pickle_save(pickler, class, PERSISTENT_ASK) && pickle_boundary(pickler) && pickle_write(pickler, making, sizeof making) &&
               save_rest(pickler, &reduced, object);
    }
    release(class);
    release_maybe(state);
    release_maybe(items);
    release_maybe(pairs);
    return done;
}

bool pickle_save_reduced(PicklerObject *pickler, View tuple, View object)
{
    Reduced reduced = {0};
    if (!take_apart(tuple, &reduced) || !save_making(pickler, &reduced, object))
        return false;
    return save_rest(pickler, &reduced, object);
}

bool pickle_save_call_take(PicklerObject *pickler, View callable, Ref arguments, View object)
{
    Ref tuple = arguments ? tuple_pack(2, callable, arguments) : NULL;
    bool done = tuple && pickle_save_reduced(pickler, tuple, object);
    release_maybe(tuple);
    release_maybe(arguments);
    return done;
}
