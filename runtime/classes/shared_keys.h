/* shared_keys: CPython's accounting of the attributes of instances, which sys.getsizeof and the collector's
 * counts show, kept beside Ouro's own design.
 *
 * Ouro keeps attributes in the instance, named by its shape (instance.h). CPython 3.11 keeps them in an array
 * of values beside the instance, named by a table of keys that all instances of the class share:
 *
 *     class ──► shared keys │ x │ y │ z │ … room for 30 names, one less with each of the first instances
 *                  ▲
 *     instance ──► values   │ 1 │ 2 │ 3 │      no dict; asking for __dict__ makes one, which shares the keys, too
 *
 * A name that does not fit the shared keys gives the instance a dict with keys of its own. Three things of
 * that can be seen from a program, and are therefore written down here and nowhere else:
 *
 *   names_left    of a class: how many names still fit the shared keys. The size of each __dict__ says it.
 *                 Instances count against it until 29 are made; from then on `root_shape` is set, and making
 *                 an
 *                 instance is inlined without counting.
 *   shared_class  of a dict: the class whose keys it shares, so that its size is that of CPython's. 0: none.
 *   is_hidden     of a dict: Ouro's inline places were too few and the attributes moved to a dict, but CPython
 *                 would have no dict yet: the collector is not told of this one, and does not count it.
 *   lost          of any dict: places that popitem() freed, which CPython does not count as room before the
 *                 next rebuild: so a dict grows at the same insertion. */
#ifndef OURO_RUNTIME_CLASSES_SHARED_KEYS_H
#define OURO_RUNTIME_CLASSES_SHARED_KEYS_H

#include "runtime/classes/instance.h"

/* The class has its first instance. */
void shared_keys_start(TypeObject *type);

/* The root shape for one more instance, which is counted. NULL with MemoryError. */
MUST_USE Shape *shared_keys_count_instance(TypeObject *type);

/* How many names there is room for now in each __dict__ of the class; `used`: how many the one at hand
 * has. */
uint32_t shared_keys_room(const TypeObject *type, uint32_t used);

/* Does the name, interned, fit the keys of the class? A new one takes one of the places that are left. */
bool shared_keys_take(TypeObject *type, View name);

/* The same for an instance whose inline places are full: would CPython do without a dict? The name is noted
 * as a shape, so that it is known from now on. */
bool shared_keys_stay(TypeObject *type, View name);

/* The same for a name in the __dict__ of an instance, given the class by its index. */
bool shared_keys_fit(uint32_t shared_class, View name);

/* Hide a dict that nobody else has from the collector and its counts; show it again, as if it were new. */
void shared_keys_hide_dict(DictView dict);
void shared_keys_show_dict(DictView dict);

#endif
