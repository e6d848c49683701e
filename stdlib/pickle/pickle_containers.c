/* pickle_containers: tuples, lists, dicts, sets.
 *
 * Items go in batches of a thousand between a mark and one instruction that takes them all. Saving an item may run Python code, which
 * may change the container: an item is held, sizes are read anew. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"

/* --- fast mode ------------------------------------------------------------------------------------------ */

/* Without a memo a circle would never end: deep inside, the containers that are being saved are noted. False with ValueError. */
static bool fast_enter(PicklerObject *pickler, View object)
{
    enum { NESTING_FREE = 50 };
    if (!pickler->fast || ++pickler->fast_nesting < NESTING_FREE)
        return true;
    if (!pickler->fast_memo && !(pickler->fast_memo = dict_new()))
        return false;
    Ref key = int_from_uint64((uintptr_t)object);
    int found = key ? dict_contains((DictView)pickler->fast_memo, key) : -1;
    if (found > 0)
        raise_error(ValueError, "fast mode: can't pickle cyclic objects including object type %.200T at %p", object, (void *)object);
    bool done = found == 0 && dict_set((DictView)pickler->fast_memo, key, NONE);
    release_maybe(key);
    return done;
}

static bool fast_leave(PicklerObject *pickler, View object, bool done)
{
    enum { NESTING_FREE = 50 };
    if (!pickler->fast || pickler->fast_nesting-- < NESTING_FREE || !done)
        return done;
    Ref key = int_from_uint64((uintptr_t)object);
    done = key && dict_delete((DictView)pickler->fast_memo, key) >= 0;
    release_maybe(key);
    return done;
}

/* --- tuple ---------------------------------------------------------------------------------------------- */

static bool save_tuple_items(PicklerObject *pickler, View tuple)
{
    for (size_t i = 0; i < tuple_length(tuple); i++)
        if (!pickle_save(pickler, tuple_item_peek(tuple, i), PERSISTENT_ASK))
            return false;
    return true;
}

/* The tuple was saved as part of itself: take its items back, and the tuple out of the memo. */
static bool take_back(PicklerObject *pickler, size_t pops, unsigned op, Index number)
{
    for (; pops > 0; pops--)
        if (!pickle_write_op(pickler, op))
            return false;
    return pickle_get(pickler, (size_t)number);
}

bool pickle_save_tuple(PicklerObject *pickler, View tuple)
{
    static const unsigned char short_ops[] = {OP_EMPTY_TUPLE, OP_TUPLE1, OP_TUPLE2, OP_TUPLE3};
    size_t length = tuple_length(tuple);
    bool is_short = length <= 3 && pickler->protocol >= 2;
    if (!length && pickler->protocol > 0)
        return pickle_write_op(pickler, OP_EMPTY_TUPLE);
    if (!length)
        return pickle_write_op(pickler, OP_MARK) && pickle_write_op(pickler, OP_TUPLE);
    if ((!is_short && !pickle_write_op(pickler, OP_MARK)) || !save_tuple_items(pickler, tuple))
        return false;
    Index number = pickle_memo_find(&pickler->memo, tuple);
    if (number < 0)
        return pickle_write_op(pickler, is_short ? short_ops[length] : OP_TUPLE) && pickle_put(pickler, tuple);
    if (is_short)
        return take_back(pickler, length, OP_POP, number);
    return pickler->is_binary ? take_back(pickler, 1, OP_POP_MARK, number) : take_back(pickler, length + 1, OP_POP, number);
}

/* --- list ----------------------------------------------------------------------------------------------- */

/* Save what `item` is, which is consumed. */
static bool save_take(PicklerObject *pickler, Ref item)
{
    bool done = pickle_save(pickler, item, PERSISTENT_ASK);
    release(item);
    return done;
}

/* A batch of items whose first two are at hand, consumed; *more: it was full. */
static bool save_list_batch(PicklerObject *pickler, View iterator, Ref first, Ref item, bool *more)
{
    int count = 1;
    if (!pickle_write_op(pickler, OP_MARK)) {
        release(first);
        release(item);
        return false;
    }
    if (!save_take(pickler, first)) {
        release(item);
        return false;
    }
    while (item) {
        if (!save_take(pickler, item))
            return false;
        if (++count == PICKLE_BATCH)
            break;
        item = object_next(iterator);
    }
    *more = count == PICKLE_BATCH;
    return !error_is_set() && pickle_write_op(pickler, OP_APPENDS);
}

bool pickle_save_list_items(PicklerObject *pickler, View iterator)
{
    Ref item;
    bool more = true;
    if (pickler->protocol == 0) {
        while ((item = object_next(iterator)))
            if (!save_take(pickler, item) || !pickle_write_op(pickler, OP_APPEND))
                return false;
        return !error_is_set();
    }
    while (more && (item = object_next(iterator))) {
        Ref second = object_next(iterator);
        if (!second) {
            bool done = !error_is_set() && pickle_save(pickler, item, PERSISTENT_ASK);
            release(item);
            return done && pickle_write_op(pickler, OP_APPEND);
        }
        if (!save_list_batch(pickler, iterator, item, second, &more))
            return false;
    }
    return !error_is_set();
}

static bool save_exact_list_items(PicklerObject *pickler, ListView list)
{
    if (list->used == 1)
        return save_take(pickler, retain(list->items[0])) && pickle_write_op(pickler, OP_APPEND);
    size_t total = 0;
    do {
        if (!pickle_write_op(pickler, OP_MARK))
            return false;
        for (int batch = 0; batch < PICKLE_BATCH && total < list->used; batch++, total++)
            if (!save_take(pickler, retain(list->items[total])))
                return false;
        if (!pickle_write_op(pickler, OP_APPENDS))
            return false;
    } while (total < list->used);
    return true;
}

/* The head of a container: one instruction, or a mark and one. */
static bool write_empty(PicklerObject *pickler, unsigned binary, unsigned line)
{
    return pickler->is_binary ? pickle_write_op(pickler, binary) : pickle_write_op(pickler, OP_MARK) && pickle_write_op(pickler, line);
}

static bool save_list_content(PicklerObject *pickler, View list)
{
    if (!write_empty(pickler, OP_EMPTY_LIST, OP_LIST) || !pickle_put(pickler, list))
        return false;
    if (!((ListView)list)->used)
        return true;
    if (pickler->protocol > 0)
        return save_exact_list_items(pickler, (ListView)list);
    Ref iterator = object_iterate(list);
    bool done = iterator && pickle_save_list_items(pickler, iterator);
    release_maybe(iterator);
    return done;
}

bool pickle_save_list(PicklerObject *pickler, View list)
{
    return fast_enter(pickler, list) && fast_leave(pickler, list, save_list_content(pickler, list));
}

/* --- dict ----------------------------------------------------------------------------------------------- */

/* Key and value of a pair, which is consumed. */
static bool save_pair_take(PicklerObject *pickler, Ref pair)
{
    bool done = false;
    if (!is_tuple(pair) || tuple_length(pair) != 2)
        raise_error(TypeError, "dict items iterator must return 2-tuples");
    else
        done = pickle_save(pickler, tuple_item_peek(pair, 0), PERSISTENT_ASK) &&
               pickle_save(pickler, tuple_item_peek(pair, 1), PERSISTENT_ASK);
    release(pair);
    return done;
}

static bool save_dict_batch(PicklerObject *pickler, View iterator, Ref first, Ref item, bool *more)
{
    int count = 1;
    if (!pickle_write_op(pickler, OP_MARK)) {
        release(first);
        release(item);
        return false;
    }
    if (!save_pair_take(pickler, first)) {
        release(item);
        return false;
    }
    while (item) {
        if (!save_pair_take(pickler, item))
            return false;
        if (++count == PICKLE_BATCH)
            break;
        item = object_next(iterator);
    }
    *more = count == PICKLE_BATCH;
    return !error_is_set() && pickle_write_op(pickler, OP_SETITEMS);
}

bool pickle_save_dict_items(PicklerObject *pickler, View iterator)
{
    Ref item;
    bool more = true;
    if (pickler->protocol == 0) {
        while ((item = object_next(iterator)))
            if (!save_pair_take(pickler, item) || !pickle_write_op(pickler, OP_SETITEM))
                return false;
        return !error_is_set();
    }
    while (more && (item = object_next(iterator))) {
        Ref second = object_next(iterator);
        if (!second && error_is_set()) {
            release(item);
            return false;
        }
        if (!second)
            return save_pair_take(pickler, item) && pickle_write_op(pickler, OP_SETITEM);
        if (!save_dict_batch(pickler, iterator, item, second, &more))
            return false;
    }
    return !error_is_set();
}

/* Key and value at hand, which are held meanwhile. */
static bool save_entry(PicklerObject *pickler, View key, View value)
{
    retain(key);
    retain(value);
    bool done = pickle_save(pickler, key, PERSISTENT_ASK) && pickle_save(pickler, value, PERSISTENT_ASK);
    release(key);
    release(value);
    return done;
}

static bool save_exact_dict_items(PicklerObject *pickler, DictView dict)
{
    size_t position = 0, size = dict->used;
    View key, value;
    int batch;
    if (size == 1)
        return dict_next_peek(dict, &position, &key, &value) && save_entry(pickler, key, value) && pickle_write_op(pickler, OP_SETITEM);
    do {
        if (!pickle_write_op(pickler, OP_MARK))
            return false;
        for (batch = 0; batch < PICKLE_BATCH && dict_next_peek(dict, &position, &key, &value); batch++)
            if (!save_entry(pickler, key, value))
                return false;
        if (!pickle_write_op(pickler, OP_SETITEMS))
            return false;
        if (dict->used != size)
            return raise_error(RuntimeError, "dictionary changed size during iteration") != NULL;
    } while (batch == PICKLE_BATCH);
    return true;
}

static bool save_dict_content(PicklerObject *pickler, View dict)
{
    if (!write_empty(pickler, OP_EMPTY_DICT, OP_DICT) || !pickle_put(pickler, dict))
        return false;
    if (!((DictView)dict)->used)
        return true;
    if (pickler->protocol > 0)
        return save_exact_dict_items(pickler, (DictView)dict);
    Ref items = call_method_0(dict, name(items)), iterator = items ? object_iterate(items) : NULL;
    bool done = iterator && pickle_save_dict_items(pickler, iterator);
    release_maybe(items);
    release_maybe(iterator);
    return done;
}

bool pickle_save_dict(PicklerObject *pickler, View dict)
{
    return fast_enter(pickler, dict) && fast_leave(pickler, dict, save_dict_content(pickler, dict));
}

/* --- sets ----------------------------------------------------------------------------------------------- */

/* set([…]) or frozenset([…]), before protocol 4. */
static bool save_set_call(PicklerObject *pickler, View set)
{
    Ref items = list_from_iterable(set);
    bool done = items && pickle_save_call_take(pickler, AS_OBJECT(type_of_peek(set)), tuple_pack(1, items), set);
    release_maybe(items);
    return done;
}

bool pickle_save_set(PicklerObject *pickler, View object)
{
    SetView set = (SetView)object;
    size_t position = 0, size = set->used;
    View key;
    int batch;
    if (pickler->protocol < 4)
        return save_set_call(pickler, object);
    if (!pickle_write_op(pickler, OP_EMPTY_SET) || !pickle_put(pickler, object))
        return false;
    if (!size)
        return true;
    do {
        if (!pickle_write_op(pickler, OP_MARK))
            return false;
        for (batch = 0; batch < PICKLE_BATCH && set_next_peek(set, &position, &key); batch++)
            if (!save_take(pickler, retain(key)))
                return false;
        if (!pickle_write_op(pickler, OP_ADDITEMS))
            return false;
        if (set->used != size)
            return raise_error(RuntimeError, "set changed size during iteration") != NULL;
    } while (batch == PICKLE_BATCH);
    return true;
}

static bool save_frozenset_content(PicklerObject *pickler, View set)
{
    size_t position = 0;
    View key;
    if (pickler->protocol < 4)
        return save_set_call(pickler, set);
    if (!pickle_write_op(pickler, OP_MARK))
        return false;
    while (set_next_peek((SetView)set, &position, &key))
        if (!save_take(pickler, retain(key)))
            return false;
    Index number = pickle_memo_find(&pickler->memo, set);
    if (number >= 0)
        return take_back(pickler, 1, OP_POP_MARK, number);
    return pickle_write_op(pickler, OP_FROZENSET) && pickle_put(pickler, set);
}

bool pickle_save_frozenset(PicklerObject *pickler, View set)
{
    return fast_enter(pickler, set) && fast_leave(pickler, set, save_frozenset_content(pickler, set));
}
