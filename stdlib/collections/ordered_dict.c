/* ordered_dict: the type OrderedDict and its list of nodes; see ordered_dict.h.
 *
 * Callbacks:   hashing and comparing keys runs Python code, which may change this very dict. So a node is
 *              looked up anew after each such call, and is used only until the next.
 * Behind its back (dict.__setitem__(od, …)) entries can come without a node, and go though their node stays:
 * as in CPython, that shows in the order, and must do no other harm. */
#include "stdlib/collections/ordered_dict.h"

#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/dict_views.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static OrderedDict *ordered_of(View self)
{
    return (OrderedDict *)self;
}

/* --- nodes and their index ------------------------------------------------------------------------------ */

/* Where the node of the key object is, or would be. The index must not be NULL; it always has a free
 * place. */
static size_t index_place(const OrderedDict *ordered, View key)
{
    size_t mask = ordered->index_size - 1, at = (size_t)(((uintptr_t)key >> 4) * 0x9E3779B97F4A7C15u >> 20) & mask;
    while (ordered->index[at] && ordered->index[at]->key != key)
        at = (at + 1) & mask;
    return at;
}

static OrderNode *node_of_object(const OrderedDict *ordered, View key)
{
    return ordered->index ? ordered->index[index_place(ordered, key)] : NULL;
}

/* As large as the table of the dict, as CPython's array of nodes. */
static size_t wanted_size(const OrderedDict *ordered)
{
    size_t size = (size_t)1 << (ordered->dict.log2_size ? ordered->dict.log2_size : 3);
    while ((ordered->count + 1) * 3 > size * 2)
        size *= 2;
    return size;
}

static void free_index(OrderedDict *ordered)
{
    if (ordered->index)
        heap_free(ordered->index, ordered->index_size * sizeof *ordered->index);
    ordered->index = NULL;
    ordered->index_size = 0;
}

/* See that there is room for one more node. False with MemoryError. */
static bool make_room(OrderedDict *ordered)
{
    size_t size = wanted_size(ordered);
    if (ordered->index && size == ordered->index_size)
        return true;
    OrderNode **index = heap_allocate_zeroed(heap_array_size(size, sizeof *index));
    if (!index) {
        raise_memory_error();
        return false;
    }
    free_index(ordered);
    ordered->index = index;
    ordered->index_size = size;
    for (OrderNode *node = ordered->first; node; node = node->next)
        index[index_place(ordered, node->key)] = node;
    return true;
}

/* The gap is closed: what comes after it moves up, unless it is at home there. */
static void remove_from_index(OrderedDict *ordered, View key)
{
    size_t mask = ordered->index_size - 1, gap = index_place(ordered, key);
    ordered->index[gap] = NULL;
    for (size_t at = (gap + 1) & mask; ordered->index[at]; at = (at + 1) & mask) {
        OrderNode *node = ordered->index[at];
        ordered->index[at] = NULL;
        ordered->index[index_place(ordered, node->key)] = node;
    }
}

static void link_node(OrderedDict *ordered, OrderNode *node, bool at_end)
{
    node->previous = at_end ? ordered->last : NULL;
    node->next = at_end ? NULL : ordered->first;
    *(node->previous ? &node->previous->next : &ordered->first) = node;
    *(node->next ? &node->next->previous : &ordered->last) = node;
    ordered->state++;
}

static void unlink_node(OrderedDict *ordered, OrderNode *node)
{
    *(node->previous ? &node->previous->next : &ordered->first) = node->next;
    *(node->next ? &node->next->previous : &ordered->last) = node->previous;
    ordered->state++;
}

/* A node at the end for a key object of the dict that has none yet. False with MemoryError. */
static bool add_node(OrderedDict *ordered, View key)
{
    if (!make_room(ordered))
        return false;
    OrderNode *node = heap_allocate(sizeof *node);
    if (!node) {
        raise_memory_error();
        return false;
    }
    heap_account(node, ORDER_NODE_IN_CPYTHON);
    *node = (OrderNode){.key = retain(key)};
    ordered->index[index_place(ordered, key)] = node;
    ordered->count++;
    link_node(ordered, node, true);
    return true;
}

static void drop_node(OrderedDict *ordered, OrderNode *node)
{
    remove_from_index(ordered, node->key);
    unlink_node(ordered, node);
    ordered->count--;
    Ref key = node->key;
    heap_free(node, sizeof *node);
    release(key);
}

static void drop_all_nodes(OrderedDict *ordered)
{
    OrderNode *node = ordered->first;
    free_index(ordered);
    ordered->first = ordered->last = NULL;
    ordered->count = 0;
    while (node) {
        OrderNode *next = node->next;
        Ref key = node->key;
        heap_free(node, sizeof *node);
        release(key);
        node = next;
    }
}

static OrderNode *find_hashed(OrderedDict *ordered, View key, uint32_t hash)
{
    View stored = ordered->index ? dict_key_peek_hashed(&ordered->dict, key, hash) : NULL;
    return stored ? node_of_object(ordered, stored) : NULL;
}

OrderNode *ordered_find(OrderedDict *ordered, View key)
{
    uint32_t hash;
    return dict_key_hash(key, &hash) ? find_hashed(ordered, key, hash) : NULL;
}

/* --- items ---------------------------------------------------------------------------------------------- */

static bool set_item(OrderedDict *ordered, View key, View value)
{
    uint32_t hash;
    if (!dict_key_hash(key, &hash) || !dict_set_hashed(&ordered->dict, key, hash, value))
        return false;
    View stored = dict_key_peek_hashed(&ordered->dict, key, hash);
    if (!stored || node_of_object(ordered, stored))
        return !error_is_set();
    if (add_node(ordered, stored))
        return true;
    Ref failure = error_take(), removed = dict_pop_hashed(&ordered->dict, key, hash);
    release_maybe(removed);
    error_restore_take(failure);
    return false;
}

/* Remove the key and return its value, owned. NULL: it is not there (no exception), or hashing or comparing
 * failed. */
static Ref take_item(OrderedDict *ordered, View key)
{
    uint32_t hash;
    if (!dict_key_hash(key, &hash))
        return NULL;
    OrderNode *node = find_hashed(ordered, key, hash);
    if (!node && error_is_set())
        return NULL;
    if (node)
        drop_node(ordered, node);
    return dict_pop_hashed(&ordered->dict, key, hash);
}

static bool set_item_slot(View self, View key, View value)
{
    if (value)
        return set_item(ordered_of(self), key, value);
    Ref removed = take_item(ordered_of(self), key);
    if (!removed && !error_is_set())
        raise_value(KeyError, key);
    release_maybe(removed);
    return !error_is_set();
}

/* The keys in order, as a new list: what is done with them may change the dict. */
static Ref keys_in_order(const OrderedDict *ordered)
{
    Ref list = list_new(0);
    for (const OrderNode *node = ordered->first; list && node; node = node->next)
        if (!list_append((ListView)list, node->key))
            clear_place(&list);
    return list;
}

/* --- methods -------------------------------------------------------------------------------------------- */

static bool init_slot(View self, View args, View kwargs)
{
    return ordered_update(self, args, kwargs, "expected at most 1 arguments, got %zu");
}

static Ref update_method(View self, View *args)
{
    return ordered_update(self, args[0], args[1], "update() takes at most 1 positional argument (%zu given)") ? none_new() : NULL;
}

static Ref pop_method(View self, View *args)
{
    Ref value = take_item(ordered_of(self), args[0]);
    if (value || error_is_set())
        return value;
    return args[1] ? retain(args[1]) : raise_value(KeyError, args[0]);
}

static bool is_last_wished(View argument, bool *last)
{
    int truth = argument ? object_truth(argument) : 1;
    *last = truth > 0;
    return truth >= 0;
}

static Ref popitem_method(View self, View *args)
{
    OrderedDict *ordered = ordered_of(self);
    bool last;
    if (!is_last_wished(args[0], &last))
        return NULL;
    const OrderNode *node = last ? ordered->last : ordered->first;
    if (!node) {
        Ref message = str_from_text("dictionary is empty");
        if (message)
            raise_value(KeyError, message);
        release_maybe(message);
        return NULL;
    }
    Ref key = retain(node->key), value = take_item(ordered, key), pair = value ? tuple_pack(2, key, value) : NULL;
    if (!value && !error_is_set())
        raise_value(KeyError, key);
    release(key);
    release_maybe(value);
    return pair;
}

static Ref move_to_end_method(View self, View *args)
{
    OrderedDict *ordered = ordered_of(self);
    bool last;
    if (!is_last_wished(args[1], &last))
        return NULL;
    OrderNode *node = last ? ordered->last : ordered->first;
    if (node && node->key == args[0])
        return none_new();
    node = ordered_find(ordered, args[0]);
    if (!node)
        return error_is_set() ? NULL : raise_value(KeyError, args[0]);
    if (node == (last ? ordered->last : ordered->first)) /* there already: nobody's iterator is disturbed */
        return none_new();
    unlink_node(ordered, node);
    link_node(ordered, node, last);
    return none_new();
}

static Ref setdefault_method(View self, View *args)
{
    View fallback = args[1] ? args[1] : NONE;
    if (self->type == ordered_dict_type.index) {
        Ref value = dict_get((DictView)self, args[0]);
        if (value || error_is_set())
            return value;
        return set_item(ordered_of(self), args[0], fallback) ? retain(fallback) : NULL;
    }
    int present = object_contains(self, args[0]);
    if (present < 0)
        return NULL;
    if (present)
        return object_get_item(self, args[0]);
    return object_set_item(self, args[0], fallback) ? retain(fallback) : NULL;
}

static Ref clear_method(View self, View *args UNUSED)
{
    dict_clear((DictView)self);
    drop_all_nodes(ordered_of(self));
    return none_new();
}

static Ref copy_method(View self, View *args UNUSED)
{
    bool is_exact = self->type == ordered_dict_type.index;
    Ref copy = call_0(AS_OBJECT(type_of_peek(self))), keys = copy ? keys_in_order(ordered_of(self)) : NULL;
    bool done = keys != NULL;
    for (size_t i = 0; done && i < ((ListView)keys)->used; i++) {
        View key = list_item_peek((ListView)keys, i);
        Ref value = is_exact ? dict_get((DictView)self, key) : object_get_item(self, key);
        if (!value && !error_is_set())
            raise_value(KeyError, key);
        done = value && object_set_item(copy, key, value);
        release_maybe(value);
    }
    release_maybe(keys);
    if (!done)
        release_maybe(copy);
    return done ? copy : NULL;
}

static Ref keys_method(View self, View *args UNUSED)
{
    return dict_view_new(&ordered_keys_type, self);
}
static Ref values_method(View self, View *args UNUSED)
{
    return dict_view_new(&ordered_values_type, self);
}
static Ref items_method(View self, View *args UNUSED)
{
    return dict_view_new(&ordered_items_type, self);
}
static Ref reversed_method(View self, View *args UNUSED)
{
    return ordered_iterator_new(ordered_of(self), ORDERED_KEYS, true);
}

static Ref fromkeys_method(View class, View *args)
{
    View value = args[1] ? args[1] : NONE;
    Ref made = call_0(class), iterator = made ? object_iterate(args[0]) : NULL, key;
    bool done = iterator != NULL;
    while (done && (key = object_next(iterator))) {
        done = object_set_item(made, key, value);
        release(key);
    }
    release_maybe(iterator);
    if (done && !error_is_set())
        return made;
    release_maybe(made);
    return NULL;
}

static Ref sizeof_method(View self, View *args UNUSED)
{
    const OrderedDict *ordered = ordered_of(self);
    const DictObject *dict = &ordered->dict;
    size_t keys = dict->entries ? layout_dict_keys_size(dict->log2_size, dict->hashes != NULL) : 0;
    return int_new(layout_basic_size(self) +
                   (int64_t)(keys + ordered->index_size * sizeof(OrderNode *) + ordered->count * ORDER_NODE_IN_CPYTHON));
}

static Ref reduce_method(View self, View *args UNUSED)
{
    Ref method = object_get_attribute_text(self, "__getstate__"), state = method ? call_0(method) : NULL;
    Ref items_of = state ? object_get_attribute_text(self, "items") : NULL, items = items_of ? call_0(items_of) : NULL;
    Ref iterator = items ? object_iterate(items) : NULL, empty = iterator ? tuple_new(0) : NULL;
    Ref result = empty ? tuple_pack(5, AS_OBJECT(type_of_peek(self)), empty, state, NONE, iterator) : NULL;
    Ref parts[] = {method, state, items_of, items, iterator, empty};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        release_maybe(parts[i]);
    return result;
}

/* --- the type's slots ----------------------------------------------------------------------------------- */

/* The entries in order, as a list of pairs. */
static Ref pairs_in_order(OrderedDict *ordered)
{
    Ref keys = keys_in_order(ordered), pairs = keys ? list_new(0) : NULL;
    for (size_t i = 0; pairs && i < ((ListView)keys)->used; i++) {
        View key = list_item_peek((ListView)keys, i);
        Ref value = dict_get(&ordered->dict, key), pair = value ? tuple_pack(2, key, value) : NULL;
        if (!value && !error_is_set())
            raise_value(KeyError, key);
        release_maybe(value);
        if (!pair || !list_append_take((ListView)pairs, pair))
            clear_place(&pairs);
    }
    release_maybe(keys);
    return pairs;
}

static Ref listed_items(View self)
{
    Ref method = object_get_attribute_text(self, "items"), items = method ? call_0(method) : NULL;
    Ref list = items ? list_from_iterable(items) : NULL;
    release_maybe(method);
    release_maybe(items);
    return list;
}

static Ref repr_slot(View self)
{
    View name = type_of_peek(self)->name_object;
    if (ordered_of(self)->dict.used == 0)
        return str_format("%U()", name);
    int shown = object_repr_enter(self);
    if (shown)
        return shown > 0 ? str_from_text("...") : NULL;
    Ref pieces = self->type == ordered_dict_type.index ? pairs_in_order(ordered_of(self)) : listed_items(self);
    Ref result = pieces ? str_format("%U(%R)", name, pieces) : NULL;
    release_maybe(pieces);
    object_repr_leave(self);
    return result;
}

/* Have both the same keys in the same order? 1, 0, or -1. */
static int same_order(const OrderedDict *a, const OrderedDict *b)
{
    Ref left = keys_in_order(a), right = left ? keys_in_order(b) : NULL;
    int equal = right ? object_equal(left, right) : -1;
    release_maybe(left);
    release_maybe(right);
    return equal;
}

static Ref compare_slot(View left, View right, Comparison comparison)
{
    Ref as_dicts = dict_type.compare(left, right, comparison);
    if (!as_dicts || as_dicts == NOT_IMPLEMENTED || !is_ordered_dict(left) || !is_ordered_dict(right))
        return as_dicts;
    bool differ = as_dicts == (comparison == COMPARE_EQ ? FALSE : TRUE);
    if (differ)
        return as_dicts;
    release(as_dicts);
    int equal = same_order(ordered_of(left), ordered_of(right));
    return equal < 0 ? NULL : bool_new((equal != 0) == (comparison == COMPARE_EQ));
}

static Ref or_slot(View left, View right)
{
    bool is_left = is_ordered_dict(left);
    if (!is_dict(is_left ? right : left))
        return retain(NOT_IMPLEMENTED);
    Ref result = call_1(AS_OBJECT(type_of_peek(is_left ? left : right)), left);
    if (result && !ordered_update_from(result, right))
        clear_place(&result);
    return result;
}

static Ref inplace_or_slot(View self, View other)
{
    return ordered_update_from(self, other) ? retain(self) : NULL;
}

static void finish_slot(View self)
{
    drop_all_nodes(ordered_of(self));
    dict_finish(self);
}

/* CPython does not visit the nodes' references to the keys, and so never finds a cycle that goes through one:
 * here it is found. */
static void traverse_slot(View self, Visitor visit, void *context)
{
    for (const OrderNode *node = ordered_of(self)->first; node; node = node->next)
        if (object_is_gc(node->key))
            visit(node->key, context);
    dict_traverse(self, visit, context);
}

static const NativeFunction methods[] = {
    {"__reversed__()", reversed_method, "An iterator over the keys, the last one first."},
    {"__sizeof__()", sizeof_method, NULL},
    {"__reduce__()", reduce_method, "What copy and pickle make it from again."},
    {"setdefault(key, default=None)", setdefault_method, "The value of key, which is set to default first if it is missing."},
    {"pop(key, default=None)", pop_method, "Remove the key and return its value; without the key, the default or KeyError."},
    {"popitem(last=True)", popitem_method, "Remove and return a (key, value) pair: the last one, or the first one if last is false."},
    {"keys()", keys_method, NULL},
    {"values()", values_method, NULL},
    {"items()", items_method, NULL},
    {"update(*args, **kwargs)", update_method, NULL},
    {"clear()", clear_method, "Remove all items."},
    {"copy()", copy_method, "A shallow copy."},
    {"move_to_end(key, last=True)", move_to_end_method,
     "Move the key to the end, or to the beginning if last is false. KeyError if it is missing."},
    {NULL, NULL, NULL},
};
static const NativeFunction class_methods[] = {
    {"fromkeys(iterable, value=None)", fromkeys_method, "A new OrderedDict with these keys, each with the same value."},
    {NULL, NULL, NULL},
};

TypeObject ordered_dict_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "collections.OrderedDict",
    .doc = "A dict whose entries can be brought into another order.",
    .base = &dict_type,
    .size = sizeof(OrderedDict),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_HAS_DICT | TYPE_FLAG_WEAKREFS | TYPE_FLAG_TRASHCAN,
    .inline_capacity = 1,
    .init = init_slot,
    .finish = finish_slot,
    .traverse = traverse_slot,
    .clear = finish_slot,
    .repr = repr_slot,
    .compare = compare_slot,
    .iterate = ordered_iterate,
    .set_item = set_item_slot,
    .binary = {[BINARY_OR] = or_slot},
    .inplace = {[BINARY_OR] = inplace_or_slot},
    .methods = methods,
    .class_methods = class_methods,
};
