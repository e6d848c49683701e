/* shared_keys: the book of the keys that CPython's instances share; see shared_keys.h.
 *
 * Invariant:  names_left is at least 1 while instances are counted, and at least 0 for ever: a name is taken
 *             only if there is room. The names taken are the keys of the class's tree of shapes. */
#include "runtime/classes/shared_keys.h"

#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

/* CPython leaves room for so many names: SHARED_KEYS_MAX_SIZE, Objects/dictobject.c. */
enum { SHARED_KEYS_MOST = 30 };

void shared_keys_start(TypeObject *type)
{
    type->names_left = SHARED_KEYS_MOST;
}

Shape *shared_keys_count_instance(TypeObject *type)
{
    Shape *root = instance_root_shape(type);
    if (root && type->names_left > 1)
        type->names_left--;
    if (root && type->names_left <= 1)
        type->root_shape = root; /* nothing to count any more */
    return root;
}

/* Add the names below the shape to those collected; stops when there is no room for more. */
static uint32_t collect_names(const Shape *shape, View *names, uint32_t count)
{
    for (const Shape *child = shape->children; child && count < SHARED_KEYS_MOST; child = child->sibling) {
        uint32_t i = 0;
        while (i < count && names[i] != child->key)
            i++;
        if (i == count)
            names[count++] = child->key;
        count = collect_names(child, names, count);
    }
    return count;
}

uint32_t shared_keys_room(const TypeObject *type, uint32_t used)
{
    if (!instance_keeps_inline(type))
        return SHARED_KEYS_MOST;
    View names[SHARED_KEYS_MOST];
    uint32_t named = type->first_shape ? collect_names(type->first_shape, names, 0) : 0;
    uint32_t room = named + (type->first_shape ? type->names_left : SHARED_KEYS_MOST);
    return room < used ? used : room;
}

bool shared_keys_take(TypeObject *type, View name)
{
    View names[SHARED_KEYS_MOST];
    for (uint32_t i = collect_names(type->first_shape, names, 0); i-- > 0;)
        if (names[i] == name)
            return true;
    if (type->names_left == 0)
        return false;
    type->names_left--;
    return true;
}

bool shared_keys_stay(TypeObject *type, View name)
{
    Shape *first = type->first_shape;
    uint32_t before = type->names_left;
    if (!shared_keys_take(type, name))
        return false;
    if (type->names_left != before && !instance_shape_add_child(first, name))
        return false;
    return true;
}

bool shared_keys_fit(uint32_t shared_class, View name)
{
    TypeObject *type = types[shared_class];
    if (!type || !type->first_shape || !instance_keeps_inline(type))
        return true; /* whose names nobody counts */
    Ref key = retain(name);
    bool shares = str_intern(&key) && shared_keys_stay(type, key);
    if (!shares)
        error_clear();
    release(key);
    return shares;
}

/* --- hidden dicts --------------------------------------------------------------------------------------- */

void shared_keys_hide_dict(DictView dict)
{
    gc_untrack(AS_OBJECT(dict));
    dict->is_hidden = true;
    if (gc_state.generations[0].count > 0)
        gc_state.generations[0].count--;
}

void shared_keys_show_dict(DictView dict)
{
    dict->is_hidden = false;
    gc_state.generations[0].count++;
    dict_track_for_values(dict);
}
