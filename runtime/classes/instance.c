/* instance: shapes, and the attributes kept in instances; see instance.h for the drawing.
 *
 * Invariants:  an inline place holds an owned reference below the shape's count and NULL above it.
 *              In the dict shape the first inline place holds the dict, and the others NULL.
 * Callbacks:   releasing an old value may run Python code that changes this very instance: the place is
 *              written first. */
#include "runtime/classes/instance.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/shared_keys.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

Shape *shapes[SHAPES_MOST];
static uint32_t shapes_used = 1; /* id 0 is nobody's */
static uint32_t *free_ids;
static uint32_t free_ids_count, free_ids_capacity, shapes_alive;

/* --- shapes --------------------------------------------------------------------------------------------- */

static uint32_t shape_take_id(void)
{
    if (free_ids_count)
        return free_ids[--free_ids_count];
    return shapes_used < SHAPES_MOST ? shapes_used++ : 0;
}

static void shape_give_id(uint32_t id)
{
    shapes[id] = NULL;
    if (free_ids_count == free_ids_capacity) {
        uint32_t capacity = free_ids_capacity ? free_ids_capacity * 2 : 64;
        uint32_t *ids = heap_resize(free_ids, free_ids_capacity * sizeof *ids, capacity * sizeof *ids);
        if (!ids)
            return; /* the id is never used again, no more */
        free_ids = ids;
        free_ids_capacity = capacity;
    }
    free_ids[free_ids_count++] = id;
}

/* NULL without an exception if there is no memory or no id. */
static Shape *shape_new(TypeObject *type, Shape *parent, View key)
{
    uint32_t id = shape_take_id();
    if (!id)
        return NULL;
    Shape *shape = heap_allocate(sizeof *shape);
    if (!shape) {
        shape_give_id(id);
        return NULL;
    }
    heap_account(shape, 0); /* CPython's class has room for the names of attributes from the start */
    *shape = (Shape){.id = id, .count = parent ? parent->count + 1 : 0, .type = type, .parent = parent, .key = retain_maybe(key)};
    shapes[id] = shape;
    shapes_alive++;
    return shape;
}

static void shape_free(Shape *shape)
{
    shapes_alive--;
    shape_give_id(shape->id);
    release_maybe(shape->key);
    heap_free(shape, sizeof *shape);
}

/* The tree is as deep as a class has inline places, so recursion is bounded. */
static void shape_free_tree(Shape *shape)
{
    for (Shape *child = shape->children, *next; child; child = next) {
        next = child->sibling;
        shape_free_tree(child);
    }
    shape_free(shape);
}

void instance_free_shapes(TypeObject *type)
{
    if (type->first_shape)
        shape_free_tree(type->first_shape);
    if (type->dict_shape)
        shape_free(type->dict_shape);
    for (Shape *shape = type->foreign_shapes, *next; shape; shape = next) {
        next = shape->sibling;
        shape_free(shape);
    }
    type->first_shape = type->root_shape = type->dict_shape = type->foreign_shapes = NULL;
    if (!shapes_alive && free_ids) { /* nobody has a shape any more; an id may have been lost for want of memory */
        heap_free(free_ids, free_ids_capacity * sizeof *free_ids);
        free_ids = NULL;
        free_ids_count = free_ids_capacity = 0;
        shapes_used = 1;
    }
}

Shape *instance_root_shape(TypeObject *type)
{
    if (!type->dict_shape && (type->dict_shape = shape_new(type, NULL, NULL)))
        type->dict_shape->is_dict = true;
    if (type->dict_shape && !type->first_shape) {
        type->first_shape = shape_new(type, NULL, NULL);
        shared_keys_start(type);
    }
    return type->first_shape ? type->first_shape : raise_memory_error();
}

Index instance_shape_find(const Shape *shape, View name)
{
    bool interned = ((StrView)name)->is_interned;
    for (; shape->parent; shape = shape->parent)
        if (shape->key == name || (!interned && str_equal(shape->key, name)))
            return (Index)shape->count - 1;
    return -1;
}

bool instance_keeps_inline(const TypeObject *type)
{
    while (type_has(type, TYPE_FLAG_HEAP) && type->base)
        type = type->base;
    return type == &object_type;
}

Shape *instance_shape_add_child(Shape *shape, View name)
{
    Shape *child = shape_new(shape->type, shape, name);
    if (!child)
        return NULL;
    child->sibling = shape->children;
    shape->children = child;
    return child;
}

/* The shape with one attribute more, or NULL (no exception) where the attributes must move to a dict. */
static Shape *shape_extend(Shape *shape, View name)
{
    if (shape->is_dict || (shape->count == 0 && !instance_keeps_inline(shape->type)))
        return NULL;
    uint32_t children = 0;
    for (Shape *child = shape->children; child; child = child->sibling, children++)
        if (child->key == name)
            return child;
    if (shape->count >= shape->type->inline_capacity || children >= SHAPE_CHILDREN_MOST || !shared_keys_take(shape->type, name))
        return NULL;
    return instance_shape_add_child(shape, name);
}

/* --- attributes ----------------------------------------------------------------------------------------- */

static Shape *shape_of(View object, TypeObject *type)
{
    return shapes[*instance_shape_place(object, type)];
}

/* The dict in which the attributes live, or NULL while they are inline. */
static DictView dict_of(View object, TypeObject *type)
{
    const Shape *shape = type->dict_shape ? shape_of(object, type) : NULL;
    return shape && shape->is_dict ? (DictView)instance_attributes(object, type)[0] : NULL;
}

Ref instance_get(View object, TypeObject *type, View name)
{
    DictView dict = dict_of(object, type);
    if (dict)
        return dict_get(dict, name);
    Shape *shape = shape_of(object, type);
    Index place = shape ? instance_shape_find(shape, name) : -1;
    return place < 0 ? NULL : retain(instance_attributes(object, type)[place]);
}

Ref instance_dict_copy(View object, TypeObject *type)
{
    DictView dict = dict_of(object, type);
    if (dict)
        return dict_copy(dict);
    Shape *shape = shape_of(object, type);
    uint32_t count = shape ? shape->count : 0;
    DictView copy = (DictView)dict_new_sized(count, DICT_KEYS_STR);
    if (!copy)
        return NULL;
    Ref *places = instance_attributes(object, type);
    for (uint32_t i = 0; i < count; i++) {
        Shape *step = shape;
        while (step->count != i + 1)
            step = step->parent;
        if (!dict_set(copy, step->key, places[i])) {
            release(AS_OBJECT(copy));
            return NULL;
        }
    }
    return AS_OBJECT(copy);
}

/* Install `dict`, consuming it, as the place of the attributes. */
static void install_dict_take(View object, TypeObject *type, Ref dict)
{
    Ref old[64]; /* the values move out before any of them is released */
    Ref *places = instance_attributes(object, type);
    const Shape *shape = shape_of(object, type);
    uint32_t places_here = instance_inline_places(object, type), count = places_here < COUNT_OF(old) ? places_here : COUNT_OF(old);
    memcpy(old, places, count * sizeof *old);
    memset(places, 0, count * sizeof *places);
    places[0] = dict;
    if (!shape || !shape->is_dict)
        *instance_shape_place(object, type) = type->dict_shape->id;
    for (uint32_t i = 0; i < count; i++)
        release_maybe(old[i]);
}

DictView instance_hidden_dict_peek(View object, TypeObject *type)
{
    DictView dict = dict_of(object, type);
    return dict && dict->is_hidden ? dict : NULL;
}

View instance_dict_peek(View object, TypeObject *type)
{
    DictView dict = dict_of(object, type);
    if (dict && dict->is_hidden)
        shared_keys_show_dict(dict);
    if (dict)
        return AS_OBJECT(dict);
    if (!instance_root_shape(type))
        return NULL;
    Ref made = instance_dict_copy(object, type);
    if (!made)
        return NULL;
    if (instance_keeps_inline(type))
        ((DictView)made)->shared_class = type->index;
    install_dict_take(object, type, made);
    return made;
}

bool instance_set_dict(View object, TypeObject *type, View dict)
{
    if (!is_dict(dict)) {
        raise_error(TypeError, "__dict__ must be set to a dictionary, not a '%T'", dict);
        return false;
    }
    if (!instance_root_shape(type))
        return false;
    install_dict_take(object, type, retain(dict));
    return true;
}

/* The class's dict shape for an instance with so many inline places. NULL with MemoryError. */
static Shape *dict_shape_with_places(TypeObject *type, uint32_t places)
{
    if (!instance_root_shape(type))
        return NULL;
    if (places == type->inline_capacity)
        return type->dict_shape;
    for (Shape *shape = type->foreign_shapes; shape; shape = shape->sibling)
        if (shape->places == places)
            return shape;
    Shape *shape = shape_new(type, NULL, NULL);
    if (!shape)
        return raise_memory_error();
    shape->is_dict = true;
    shape->places = places;
    shape->sibling = type->foreign_shapes;
    return type->foreign_shapes = shape;
}

bool instance_move_to_class(View object, TypeObject *from, TypeObject *to)
{
    if (!instance_dict_peek(object, from))
        return false;
    const Shape *shape = dict_shape_with_places(to, instance_inline_places(object, from));
    if (shape)
        *instance_shape_place(object, from) = shape->id;
    return shape != NULL;
}

/* Of assigning and deleting; unlike reading it does not say which object and name, in CPython. */
static bool raise_no_attribute(View object, View name)
{
    raise_error(AttributeError, "'%T' object has no attribute '%U'", object, name);
    return false;
}

static bool dict_set_attribute(DictView dict, View object, View name, View value)
{
    retain(AS_OBJECT(dict));
    bool done;
    if (value) {
        done = dict_set(dict, name, value);
    } else {
        int deleted = dict_delete(dict, name);
        done = deleted > 0 || (deleted == 0 && raise_no_attribute(object, name));
    }
    release(AS_OBJECT(dict));
    return done;
}

/* The shape of an instance that got the same attributes, but for the one at `place`. NULL (no exception) if
 * the attributes must move to a dict. */
static Shape *shape_without(const Shape *shape, size_t place)
{
    View names[INLINE_MOST];
    Shape *without = shape->type->first_shape;
    size_t count = shape->count;
    if (count > INLINE_MOST || without->deletions >= SHAPES_BY_DELETION_MOST)
        return NULL;
    for (; shape->parent; shape = shape->parent)
        names[shape->count - 1] = shape->key;
    uint32_t before = shapes_alive;
    Shape *first = without;
    for (size_t i = 0; without && i < count; i++)
        if (i != place)
            without = shape_extend(without, names[i]);
    first->deletions = (uint16_t)(first->deletions + (shapes_alive - before));
    return without;
}

/* Delete the attribute at `place` of an instance that keeps its attributes inline. False, with nothing done,
 * if they must move to a dict. */
static bool delete_inline(View object, TypeObject *type, const Shape *shape, size_t place)
{
    const Shape *without = shape_without(shape, place);
    if (!without)
        return false;
    Ref *places = instance_attributes(object, type), old = places[place];
    memmove(places + place, places + place + 1, (shape->count - place - 1) * sizeof *places);
    places[shape->count - 1] = NULL;
    *instance_shape_place(object, type) = without->id;
    release(old);
    return true;
}

/* The dict, borrowed; NULL with MemoryError. */
static DictView move_to_dict(View object, TypeObject *type, bool is_hidden)
{
    DictView dict = (DictView)instance_dict_peek(object, type);
    if (!dict)
        return NULL;
    if (is_hidden) {
        type->hides_dicts = true;
        shared_keys_hide_dict(dict);
    }
    return dict;
}

/* The attributes are in a dict whose keys others share, hidden or not. A name that does not fit these keys
 * makes it a dict like any other. */
static bool set_in_shared(DictView dict, View object, TypeObject *type, View name, View value)
{
    if (value && !dict_get_str_peek(dict, name) && !shared_keys_fit(type->index, name) && dict->is_hidden)
        shared_keys_show_dict(dict); /* it is about to become one like any other */
    return dict_set_attribute(dict, object, name, value);
}

bool instance_set(View object, TypeObject *type, View name, View value)
{
    DictView dict = dict_of(object, type);
    if (dict && dict->shared_class == type->index && instance_keeps_inline(type))
        return set_in_shared(dict, object, type, name, value);
    if (dict)
        return dict_set_attribute(dict, object, name, value);
    Shape *shape = shape_of(object, type);
    if (!shape && !(shape = instance_root_shape(type)))
        return false;
    Index place = instance_shape_find(shape, name);
    if (!value && place < 0)
        return raise_no_attribute(object, name);
    if (!value && delete_inline(object, type, shape, (size_t)place))
        return true;
    if (value && place >= 0) {
        replace_take(&instance_attributes(object, type)[place], retain(value));
        return true;
    }
    Ref key = retain(name);
    bool is_interned = value && str_intern(&key);
    Shape *larger = is_interned ? shape_extend(shape, key) : NULL;
    if (larger) {
        release(key);
        instance_attributes(object, type)[shape->count] = retain(value);
        *instance_shape_place(object, type) = larger->id;
        return true;
    }
    error_clear();
    dict = move_to_dict(object, type, is_interned && instance_keeps_inline(type) && shared_keys_stay(type, key));
    bool done = dict && dict_set_attribute(dict, object, name, value);
    release(key);
    /* the first attribute makes a dict that shares its keys, asking for __dict__ makes another (after a
     * deletion the dict may be gone) */
    if (done && value && dict->used == 1 && type_has(type, TYPE_FLAG_HEAP))
        dict->shared_class = type->index;
    return done;
}

void instance_clear_attributes(View object, TypeObject *type)
{
    Ref *places = instance_slots(object, type);
    size_t count = instance_place_count(object, type);
    if (count == (size_t)type->slot_count + type->inline_capacity && type->inline_capacity && type->first_shape)
        *instance_shape_place(object, type) = type->first_shape->id;
    for (size_t i = 0; i < count; i++)
        clear_place(&places[i]);
}

static void visit_places(Ref *places, size_t count, Visitor visit, void *context)
{
    for (size_t i = 0; i < count; i++)
        VISIT(places[i]);
}

/* What the classes of the program add comes before what the built-in type has, as in CPython:
 * gc.get_referents shows the order. Each TYPE_FLAG_DICT_… says where the __dict__ comes. */
void instance_traverse_object(View object, TypeObject *type, Visitor visit, void *context)
{
    Ref *slots = type->slots_offset ? instance_slots(object, type) : NULL;
    bool is_dict_later = slots && type_has(type, TYPE_FLAG_DICT_BUILT_IN);
    const DictObject *hidden = UNLIKELY(type->hides_dicts) ? instance_hidden_dict_peek(object, type) : NULL;
    if (slots)
        visit_places(slots, is_dict_later || hidden ? type->slot_count : instance_place_count(object, type), visit, context);
    if (UNLIKELY(hidden != NULL)) /* what is in it stands for it */
        dict_traverse((View)(uintptr_t)hidden, visit, context);
    if (type_has(type, TYPE_FLAG_HEAP))
        visit(AS_OBJECT(type), context);
    bool is_dict_last = is_dict_later && type_has(type, TYPE_FLAG_DICT_LAST);
    if (is_dict_later && !is_dict_last)
        visit_places(slots + type->slot_count, instance_inline_places(object, type), visit, context);
    if (type->traverse)
        type->traverse(object, visit, context);
    if (is_dict_last)
        visit_places(slots + type->slot_count, instance_inline_places(object, type), visit, context);
}

void instance_clear_object(View object, TypeObject *type)
{
    if (type->slots_offset)
        instance_clear_attributes(object, type);
    if (type->clear)
        type->clear(object);
}

/* --- the generic attribute protocol --------------------------------------------------------------------- */

Ref instance_generic_get_attribute_maybe(View object, View name)
{
    TypeObject *type = type_of_peek(object);
    View found = type_lookup_peek(type, name);
    TypeObject *kind = found ? type_of_peek(found) : NULL;
    if (found && kind->descriptor_get && kind->descriptor_set) {
        retain(found);
        Ref result = kind->descriptor_get(found, object, AS_OBJECT(type));
        release(found);
        return result;
    }
    if (type->inline_capacity) {
        retain_maybe(found);
        Ref own = instance_get(object, type, name);
        if (own || error_is_set()) {
            release_maybe(found);
            return own;
        }
        if (!found)
            return NULL;
        Ref result = kind->descriptor_get ? kind->descriptor_get(found, object, AS_OBJECT(type)) : retain(found);
        release(found);
        return result;
    }
    if (!found)
        return NULL;
    retain(found);
    if (!kind->descriptor_get)
        return found;
    Ref result = kind->descriptor_get(found, object, AS_OBJECT(type));
    release(found);
    return result;
}

Ref instance_generic_get_attribute(View object, View name)
{
    Ref result = instance_generic_get_attribute_maybe(object, name);
    if (!result && !error_is_set())
        return raise_attribute_error(object, name);
    return result;
}

bool instance_generic_set_attribute(View object, View name, View value)
{
    TypeObject *type = type_of_peek(object);
    View found = type_lookup_peek(type, name);
    if (found && type_of_peek(found)->descriptor_set) {
        retain(found);
        bool done = type_of_peek(found)->descriptor_set(found, object, value);
        release(found);
        return done;
    }
    if (type->inline_capacity)
        return instance_set(object, type, name, value);
    if (found)
        raise_error(AttributeError, "'%T' object attribute '%U' is read-only", object, name);
    else
        raise_no_attribute(object, name);
    return false;
}
