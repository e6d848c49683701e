/* eval_attributes: attributes, and the caches in the instructions that read and write them.
 *
 * What `x.name` means takes a long way: the class and its bases may have a descriptor of that name,
 * then the instance may have the attribute, then the class may. The answer is mostly the same as
 * last time, so the instruction remembers it in the two words behind it, and rewrites itself to a
 * form that only checks:
 *
 *     i         │ LOAD_ATTR_INLINE │ a │ b │ c: the name │
 *     i + 1     │ version of the class │ shape of the instance │      what must still hold
 *     i + 2     │ place: how many bytes from the beginning of the object, or the method │
 *
 * The version vouches for the class: that it has no descriptor of that name, or which function the
 * name means. A change of the class, or of one of its bases, takes its version away; the next one is
 * a new number. The shape vouches for the instance: where the attribute is, or that it has none.
 * CPython's LOAD_ATTR_INSTANCE_VALUE and LOAD_METHOD do the same with tp_version_tag and the version
 * of a class's shared keys.
 *
 * An instruction that sees instances of several classes would fill its cache anew every time. So
 * what any instruction found is also kept in a table for all (found_places, found_methods), by
 * version, shape and name: asking it is much cheaper than looking the name up. Its names are
 * interned and kept alive by the class (a method's) or the shape (an attribute's) for as long as the
 * version is.
 *
 * Numbers are compared, never addresses of classes or objects: an address may come back for another
 * object, a version and a shape's number do not while something may remember them. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/super.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "vm/run/eval_helpers.h"

/* Attributes inline, the shape in the head's aux word, the generic protocol. */
static bool is_plain_instance(const TypeObject *type)
{
    return type->inline_capacity && type->slots_offset == sizeof(GcObject);
}

static size_t offset_of(View object, TypeObject *type, Index place)
{
    ASSERT(place >= 0 && (size_t)place < type->inline_capacity);
    return (size_t)((char *)&instance_attributes(object, type)[place] - (char *)object);
}

/* By memcpy: a cache is words of the array of instructions, which have another type. */
static void fill_cache(Instruction *i, uint32_t version, uint32_t shape, uint64_t rest)
{
    ASSERT(version);
    uint32_t words[] = {version, shape};
    memcpy(i + 1, words, sizeof words);
    memcpy(i + 2, &rest, sizeof rest);
}

typedef struct FoundEntry {
    View name;
    uint32_t version, shape;
    uint64_t found; /* the place of an attribute, counted from the beginning of the object; or the method */
} FoundEntry;
enum { FOUND_ENTRIES = 512 };
static FoundEntry found_places[FOUND_ENTRIES], found_methods[FOUND_ENTRIES];

/* No chain and no probing: a newer entry takes the place of an older one, which costs no more than
 * one lookup. */
static FoundEntry *found_entry(FoundEntry *table, uint32_t version, uint32_t shape, View name)
{
    return &table[((uintptr_t)name >> 4 ^ version * 31u ^ shape * 7u) % FOUND_ENTRIES];
}

/* What the table says of the name for this object; 0 if it does not know. Then the instruction's own cache
 * says so, too.
 * Called when the instruction's own check failed, so that a call in a loop over two classes finds
 * both here. */
static uint64_t find_again(FoundEntry *table, Instruction *i, View object, View name)
{
    TypeObject *type = type_of_peek(object);
    uint32_t version = type_versions[object->type], shape = is_plain_instance(type) ? ((GcObject *)object)->aux : 0;
    const FoundEntry *entry = found_entry(table, version, shape, name);
    if (!version || entry->name != name || entry->version != version || entry->shape != shape)
        return 0;
    fill_cache(i, version, shape, entry->found);
    return entry->found;
}

Ref *eval_attribute_place_again(Instruction *i, View object, View name)
{
    uint64_t place = find_again(found_places, i, object, name);
    return place ? (Ref *)(void *)((char *)object + place) : NULL;
}

View eval_method_again(Instruction *i, View object, View name)
{
    return (View)(uintptr_t)find_again(found_methods, i, object, name);
}

/* Remember for this instruction and for all. */
static void fill_caches(Instruction *i, FoundEntry *table, uint32_t version, uint32_t shape, View name, uint64_t found)
{
    ASSERT(found);
    fill_cache(i, version, shape, found);
    if (((StrView)name)->is_interned)
        *found_entry(table, version, shape, name) = (FoundEntry){name, version, shape, found};
}

/* `found` on the class is a member of __slots__: where instances keep it, or 0.
 * A member of another class's __slots__ is possible by assignment (A.x = B.__dict__["x"]), and must
 * raise. */
static size_t slot_offset(View object, TypeObject *type, View found)
{
    if (!found || found->type != TYPE_MEMBER || ((MemberObject *)found)->property || type_has(type, TYPE_FLAG_VARIABLE) ||
        !type_is_subtype(type, ((MemberObject *)found)->owner))
        return 0;
    return (size_t)((char *)&instance_slots(object, type)[((MemberObject *)found)->place] - (char *)object);
}

static bool is_local(uint16_t operand)
{
    return !(operand & (OPERAND_TEMPORARY | OPERAND_CONSTANT));
}

static bool is_temporary(uint16_t operand)
{
    return (operand & (OPERAND_TEMPORARY | OPERAND_CONSTANT)) == OPERAND_TEMPORARY;
}

/* The class has a value of this name whose own class may become a descriptor's at any time, without a change
 * of the class itself: then no cache may pass it by.
 * Built-in types cannot change, so a value of theirs is a descriptor now or never. */
static bool may_become_descriptor(View found)
{
    return found && type_has(type_of_peek(found), TYPE_FLAG_HEAP);
}

/* After the attribute was found by the long way: where was it, and would that hold for the next
 * instance of this class and shape? A data descriptor on the class goes before the instance; any
 * other value there comes after it, so the inline place is the right one all the same. The form
 * depends on the kinds of operands, to spare the common ones the test of bits. */
static void cache_load(Instruction *i, View object, TypeObject *type, View name)
{
    if (type->get_attribute != instance_generic_get_attribute)
        return;
    View found = type_lookup_peek(type, name);
    size_t slot = slot_offset(object, type, found);
    if (slot && type_version(type)) {
        fill_cache(i, type_version(type), 0, slot);
        i->op = is_local(i->b) && i->a & OPERAND_TEMPORARY ? OP_LOAD_ATTR_SLOT_LOCAL : OP_LOAD_ATTR_SLOT;
        return;
    }
    if (!is_plain_instance(type))
        return;
    if (found && (may_become_descriptor(found) || type_of_peek(found)->descriptor_set))
        return;
    Shape *shape = shapes[((GcObject *)object)->aux];
    Index place = shape ? instance_shape_find(shape, name) : -1;
    uint32_t version = type_version(type);
    if (place < 0 || !version)
        return;
    fill_caches(i, found_places, version, shape->id, name, offset_of(object, type, place));
    i->op = !(i->a & OPERAND_TEMPORARY) ? OP_LOAD_ATTR_INLINE
            : is_local(i->b)            ? OP_LOAD_ATTR_LOCAL
            : is_temporary(i->b)        ? OP_LOAD_ATTR_TEMPORARY
                                        : OP_LOAD_ATTR_INLINE;
}

/* The object is held meanwhile: __getattr__ or a property may drop its last other reference. If its
 * class was changed by the lookup, what was found says nothing about the new one. */
Ref eval_load_attribute(Instruction *i, View object, View name)
{
    TypeObject *type = type_of_peek(object);
    retain(object);
    Ref value = type->get_attribute(object, name);
    if (value && type_of_peek(object) == type)
        cache_load(i, object, type, name);
    if (!value)
        error_note_attribute(object, name);
    release(object);
    return value;
}

/* Two cases. The attribute was there: the shape is the same afterwards, and the place is written. It
 * was new: the instance has moved along one edge of the tree of shapes, and the cache notes both
 * ends. That is what `self.x = x` in an __init__ does, for each new instance again. */
static void cache_store(Instruction *i, View object, TypeObject *type, View name, uint32_t before)
{
    View found = type_lookup_peek(type, name);
    uint32_t version = type_version(type);
    size_t slot = slot_offset(object, type, found);
    if (slot && version) {
        fill_cache(i, version, 0, slot);
        i->op = is_local(i->a) && is_local(i->b) ? OP_STORE_ATTR_SLOT_LOCALS : OP_STORE_ATTR_SLOT;
        return;
    }
    if (!is_plain_instance(type))
        return;
    uint32_t after = ((GcObject *)object)->aux;
    Shape *shape = shapes[after];
    bool is_passed_by = found && (may_become_descriptor(found) || type_of_peek(found)->descriptor_set);
    Index place = shape && !is_passed_by ? instance_shape_find(shape, name) : -1;
    if (place < 0 || !version)
        return;
    if (before == after) {
        fill_caches(i, found_places, version, after, name, offset_of(object, type, place));
        i->op = is_local(i->a) && is_temporary(i->b) ? OP_STORE_ATTR_LOCAL : OP_STORE_ATTR_INLINE;
    } else if (shape->parent && shape->parent->id == before) {
        fill_cache(i, version, before, (uint64_t)offset_of(object, type, place) | (uint64_t)after << 32);
        i->op = is_local(i->a) && is_local(i->b) ? OP_STORE_ATTR_NEW_LOCALS : OP_STORE_ATTR_NEW;
    }
}

/* The shape is noted before the store, since only the change of it shows that the attribute is new. */
bool eval_store_attribute(Instruction *i, View object, View name, View value)
{
    TypeObject *type = type_of_peek(object);
    bool is_cacheable = type->set_attribute == instance_generic_set_attribute;
    uint32_t before = is_cacheable && is_plain_instance(type) ? ((GcObject *)object)->aux : 0;
    retain(object);
    bool done = type->set_attribute(object, name, value);
    if (done && is_cacheable && type_of_peek(object) == type)
        cache_store(i, object, type, name, before);
    release(object);
    return done;
}

/* Would obj.name find `found` on the class, with nothing in the instance before it? Fills the shape to check,
 * 0 if none need be. */
static bool is_method_lookup(View object, TypeObject *type, View name, uint32_t *shape_id)
{
    *shape_id = 0;
    if (!type->inline_capacity)
        return true;
    if (!is_plain_instance(type))
        return false;
    Shape *shape = shapes[((GcObject *)object)->aux];
    if (!shape || shape->is_dict || instance_shape_find(shape, name) >= 0)
        return false;
    *shape_id = shape->id;
    return true;
}

/* `x.f(…)` looks like an attribute that is called, but to make the bound method, only to take it
 * apart again in the call, would be wasteful. So function and self go into two registers, where
 * CALL_METHOD finds them as callee and first argument:
 *
 *     found on the class     pair[0] = the function     pair[1] = self
 *     anything else          pair[0] = NULL             pair[1] = the attribute
 *
 * super().f(…) has a case of its own: the search begins behind a class, and self is not the super
 * object. */
bool eval_load_method(Instruction *i, Ref self, View name, Ref *pair)
{
    TypeObject *type = type_of_peek(self);
    if (type->get_attribute == instance_generic_get_attribute) {
        View found = type_lookup_peek(type, name);
        uint32_t shape;
        if (found && type_has(type_of_peek(found), TYPE_FLAG_METHOD_DESCRIPTOR) && is_method_lookup(self, type, name, &shape)) {
            uint32_t version = type_version(type);
            if (version) {
                fill_caches(i, found_methods, version, shape, name, (uint64_t)(uintptr_t)found);
                i->op = OP_LOAD_METHOD_CACHED;
            }
            pair[0] = retain(found);
            pair[1] = self;
            return true;
        }
        if (found && type_has(type_of_peek(found), TYPE_FLAG_METHOD_DESCRIPTOR) && type_has(type, TYPE_FLAG_HAS_DICT) &&
            name->type == TYPE_STR) {
            Ref own = instance_get(self, type, name); /* a dict has to be asked each time */
            if (!own && !error_is_set()) {
                pair[0] = retain(found);
                pair[1] = self;
                return true;
            }
            error_clear();
            release_maybe(own);
        }
    }
    if (type == &super_type) {
        SuperObject *super = (SuperObject *)self;
        View found = super->start && super->bound != super->start
                         ? super_lookup_peek((TypeObject *)super->class, (TypeObject *)super->start, name)
                         : NULL;
        if (found && found->type == TYPE_FUNCTION) {
            pair[0] = retain(found);
            pair[1] = retain(super->bound);
            release(self);
            return true;
        }
    }
    Ref attribute = type->get_attribute(self, name);
    if (!attribute) {
        if (type->get_attribute != instance_generic_get_attribute ||
            !type_lookup_peek(type, name)) /* CPython: not what a property raised */
            error_note_attribute(self, name);
        return false;
    }
    pair[0] = NULL;
    pair[1] = attribute;
    release(self);
    return true;
}

/* What super() means here: the class whose method is running; self is in the first register. NULL if it is
 * not that simple. */
static TypeObject *class_of_method_peek(const Frame *frame)
{
    CodeView code = frame->code;
    for (size_t n = 0; n < code->free_count; n++) {
        if (tuple_item_peek(code->free_names, n) != name(__class__))
            continue;
        View class = ((CellObject *)frame->registers[code->local_count + code->cell_count + n])->value;
        return class && is_type(class) ? (TypeObject *)class : NULL;
    }
    return NULL;
}

/* No super object is made at all. The answer depends on the class of self and on the class whose
 * method this is; the table for all has no column for the latter, so it stands in that of the shape,
 * out of the range of shapes. */
bool eval_load_super_method(Frame *frame, Instruction *i, View name, Ref *pair)
{
    enum { BEHIND = 1 << 20 }; /* in place of a shape, to tell what is behind a class from what is on it */
    TypeObject *class = class_of_method_peek(frame);
    View self = frame->code->argument_count ? frame->registers[0] : UNBOUND;
    if (!class || self == UNBOUND || is_type(self))
        return false;
    TypeObject *start = type_of_peek(self);
    uint32_t version = type_version(start), behind = class->index + BEHIND;
    const FoundEntry *entry = found_entry(found_methods, version, behind, name);
    View found = NULL;
    if (version && entry->name == name && entry->version == version && entry->shape == behind) {
        found = (View)(uintptr_t)entry->found;
    } else {
        if (type_is_subtype(start, class))
            found = super_lookup_peek(class, start, name);
        if (!found || found->type != TYPE_FUNCTION)
            return false;
        if (version)
            fill_caches(i, found_methods, version, behind, name, (uint64_t)(uintptr_t)found);
    }
    pair[0] = retain(found);
    pair[1] = retain(self);
    return true;
}
