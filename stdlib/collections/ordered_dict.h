/* ordered_dict: collections.OrderedDict, a dict whose order can be changed.
 *
 *      first ─► [ key │ ◄ ► ] ◄─► [ key … ] ◄─► [ key … ] ◄─ last
 *                                   ▲
 *      index:   [ ● │   │ … ]───────┘   by the address of the key object that the dict keeps
 *
 * The entries are an ordinary dict's. Beside it each key has a node in a doubly linked list, which says the
 * order, and an index of the nodes: a hash table of their keys' addresses. A dict refers to a key object from
 * one entry only, so the address is enough; and the index does not care how the dict moves its entries. */
#ifndef OURO_STDLIB_COLLECTIONS_ORDERED_DICT_H
#define OURO_STDLIB_COLLECTIONS_ORDERED_DICT_H

#include "runtime/containers/dict.h"

typedef struct OrderNode {
    Ref key; /* owned: what the dict's entry refers to, or did when it was last looked at */
    struct OrderNode *next, *previous;
} OrderNode;

enum { ORDER_NODE_IN_CPYTHON = 32 }; /* bytes: it keeps the key's hash, too */

typedef struct OrderedDict {
    DictObject dict;
    OrderNode *first, *last;
    OrderNode **index; /* NULL while there is no node; open addressing, at most two thirds full */
    size_t index_size, count;
    size_t state; /* counts changes of the order, which an iterator must not overlook */
} OrderedDict;

extern TypeObject ordered_dict_type, ordered_keys_type, ordered_values_type, ordered_items_type, ordered_iterator_type;

static inline bool is_ordered_dict(View object)
{
    return is_instance(object, &ordered_dict_type);
}

/* The node of a key, by Python's idea of equality. NULL without an exception: there is none; with one:
 * hashing or comparing failed. */
OrderNode *ordered_find(OrderedDict *ordered, View key);

/* ordered_dict_views.c: the iterators and views. */
typedef enum OrderedWhat { ORDERED_KEYS = 1, ORDERED_VALUES = 2, ORDERED_ITEMS = 3 } OrderedWhat;
MUST_USE Ref ordered_iterate(View ordered);
MUST_USE Ref ordered_iterator_new(OrderedDict *ordered, OrderedWhat what, bool is_reversed);

/* ordered_dict_update.c */
/* od.update(*args, **kwargs), for any mapping that can be assigned to: everything goes through self[key] =
 * value. False with an exception. */
MUST_USE bool ordered_update(View self, View args, View kwargs, const char *arity_message);
MUST_USE bool ordered_update_from(View self, View other);

#endif
