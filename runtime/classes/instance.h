/* instance: where an object keeps its attributes.
 *
 * Instances of one class mostly get the same attributes in the same order. A *shape* is that list of names;
 * the values stand in the instance itself, behind the fields of its built-in base:
 *
 *     | base's fields … | (pad) shape | members of __slots__ … | attributes inline … |
 *                                       ^ slots_offset
 *
 * For a plain object the shape is the `aux` word of its head. Shapes form a tree for each class: adding
 * attribute `name` moves the instance along the edge `name`, and deleting one moves it to the shape that the
 * others alone would have led to. When the inline places are full, or somebody asks for `__dict__`, the
 * attributes move into a dict, kept in the first inline place (a hidden one, of which the collector knows
 * nothing, as long as nobody has asked and CPython would have no dict either); the instance's shape is then
 * the class's dict_shape. An instance that was given its class by an assignment to __class__ may have more or
 * fewer inline places than the instances of that class: it has a dict, and one of the class's foreign_shapes,
 * which knows how many. */
#ifndef OURO_RUNTIME_CLASSES_INSTANCE_H
#define OURO_RUNTIME_CLASSES_INSTANCE_H

#include "runtime/classes/type.h"
#include "runtime/containers/dict.h"
#include "runtime/life/gc.h"

typedef struct Shape {
    uint32_t id;      /* its place in `shapes` */
    uint32_t count;   /* attributes */
    TypeObject *type; /* borrowed: the class owns its shapes */
    struct Shape *parent;
    Ref key; /* the name that leads here from the parent; interned */
    struct Shape *children, *sibling;
    bool is_dict;       /* the attributes are in a dict */
    uint16_t deletions; /* of a class's first shape: how many shapes are there because attributes were deleted */
    uint32_t places;    /* inline places of an instance with this shape; 0: as its class says */
} Shape;

enum { INLINE_MOST = 60 }; /* attributes that an instance keeps inline, at most */
enum { SHAPES_MOST = 1 << 18, SHAPE_CHILDREN_MOST = 64, SHAPES_BY_DELETION_MOST = 256 };
extern Shape *shapes[];

/* The bytes behind the fields of the built-in base, for a new instance. */
static inline size_t instance_extra_size(const TypeObject *type)
{
    if (!type->slots_offset)
        return 0;
    size_t places = (size_t)type->slot_count + type->inline_capacity;
    return places * sizeof(Ref) + (type->slots_offset == sizeof(GcObject) ? 0 : sizeof(Ref));
}

/* The first of the instance's slots. Only for types with slots_offset. */
static inline Ref *instance_slots(View object, const TypeObject *type)
{
    size_t offset = type->slots_offset;
    if (type_has(type, TYPE_FLAG_VARIABLE))
        offset = type->allocated_size(object) + sizeof(Ref);
    return (Ref *)(void *)((char *)object + offset);
}

static inline Ref *instance_attributes(View object, const TypeObject *type)
{
    return instance_slots(object, type) + type->slot_count;
}

static inline uint32_t *instance_shape_place(View object, const TypeObject *type)
{
    return (uint32_t *)(void *)instance_slots(object, type) - 1;
}

/* How many inline places this very instance has. */
static inline uint32_t instance_inline_places(View object, const TypeObject *type)
{
    const Shape *shape = type->foreign_shapes ? shapes[*instance_shape_place(object, type)] : NULL;
    return shape && shape->places ? shape->places : type->inline_capacity;
}

/* Its members and inline places. Only for types with slots_offset. */
static inline size_t instance_place_count(View object, const TypeObject *type)
{
    return (size_t)type->slot_count + instance_inline_places(object, type);
}

/* The bytes behind the fields of its built-in base. */
static inline size_t instance_extra_size_of(View object, const TypeObject *type)
{
    size_t extra = instance_extra_size(type);
    if (type->foreign_shapes)
        extra += (instance_place_count(object, type) - type->slot_count - type->inline_capacity) * sizeof(Ref);
    return extra;
}

/* Do instances keep their attributes in themselves, as those of classes do that derive from object alone?
 * Those of other types have a dict from the first attribute on, as in CPython, where this shows in what the
 * collector counts. */
bool instance_keeps_inline(const TypeObject *type);

/* The shape of an instance without attributes, for a class with TYPE_FLAG_HAS_DICT; made at first need. NULL
 * with MemoryError. */
MUST_USE Shape *instance_root_shape(TypeObject *type);

/* A new shape with one attribute more. NULL without an exception if there is no memory. */
MUST_USE Shape *instance_shape_add_child(Shape *shape, View name);

/* The place of `name` among the shape's attributes, or -1. */
Index instance_shape_find(const Shape *shape, View name);

/* The attribute itself, from the instance alone: owned, NULL without an exception if absent. `name` must be
 * an exact str. */
MUST_USE Ref instance_get(View object, TypeObject *type, View name);
/* Set (value not NULL) or delete; deleting an absent one gives AttributeError. */
MUST_USE bool instance_set(View object, TypeObject *type, View name, View value);

/* The hidden dict that has the attributes: borrowed. NULL: they are inline, or in a dict that everybody sees.
 * Only for types with an inline_capacity. */
DictView instance_hidden_dict_peek(View object, TypeObject *type);

/* The instance's __dict__, made if need be: borrowed from the instance. NULL with MemoryError. */
MUST_USE View instance_dict_peek(View object, TypeObject *type);
/* __dict__ = value. */
MUST_USE bool instance_set_dict(View object, TypeObject *type, View dict);
/* __class__ = `to`, whose instances are laid out alike, but for the number of inline places: the attributes
 * move to a dict. False with MemoryError. */
MUST_USE bool instance_move_to_class(View object, TypeObject *from, TypeObject *to);
/* A new dict with the attributes, leaving the instance as it is (for dir()). */
MUST_USE Ref instance_dict_copy(View object, TypeObject *type);

void instance_clear_attributes(View object, TypeObject *type);

/* Release the shapes of a class that dies. */
void instance_free_shapes(TypeObject *type);

/* type_allocate(type, 0) for a class made at run time, inlined for plain objects: an instance without
 * attributes, not yet tracked. NULL with MemoryError. */
static inline MUST_USE Ref instance_new(TypeObject *type)
{
    size_t count = (size_t)type->slot_count + type->inline_capacity;
    Shape *root = type->root_shape;
    if (UNLIKELY(type->slots_offset != sizeof(GcObject) || (type->inline_capacity && !root)))
        return type_allocate(type, 0);
    GcObject *object = gc_new_inline(type->index, sizeof *object + count * sizeof(Ref), type);
    if (UNLIKELY(!object))
        return NULL;
    object->aux = root ? root->id : 0;
    Ref *places = (Ref *)(void *)(object + 1);
    for (size_t i = 0; i < count; i++)
        places[i] = NULL;
    return &object->object;
}

/* object.__getattribute__ and object.__setattr__. */
MUST_USE Ref instance_generic_get_attribute(View object, View name);
MUST_USE Ref instance_generic_get_attribute_maybe(View object, View name);
MUST_USE bool instance_generic_set_attribute(View object, View name, View value);

#endif
