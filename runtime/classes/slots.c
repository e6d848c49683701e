/* slots: keeps special methods and slots in agreement.
 *
 *     a built-in type:   slot  C function           ──slots_fill_dict──►   dict  __add__: a slot wrapper
 *     a Python class:    dict  __add__: a function  ──slots_update──────►   slot  a C function that calls it
 *
 * So Python code sees int.__add__, and C code calls `+` on an instance of any class by its slot alone. Where
 * a Python class inherits the special method of a built-in type unchanged, its slot is that type's C function
 * itself: a subclass of list is indexed as fast as a list. A few types have methods instead of wrappers, as
 * CPython does: list.__getitem__ and set.__contains__ are called often, and faster so; they are the slot's
 * method just the same.
 *
 * Assigning a special method to a class, or to one of its bases, updates the slot of it and of all classes
 * below (type_walk_down). The table slots.def says which method belongs to which slot; several may: __add__
 * and __radd__ are one slot. */
#include "runtime/classes/slots_private.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

const SlotDefinition slot_definitions[DEFINITION_COUNT] = {
#define SLOT(special, field, kind, detail) {NAME_##special, offsetof(TypeObject, field), kind, detail},
#include "runtime/classes/slots.def"
#undef SLOT
};

/* --- the function of slots_python.c for each slot ------------------------------------------------------- */

static AnySlot python_slot_of_operator(const SlotDefinition *definition)
{
#define EACH(operator) [operator] = {(AnySlot)slot_##operator, (AnySlot)slot_inplace_##operator}
    static const AnySlot functions[BINARY_COUNT][2] = {EACH(BINARY_ADD),      EACH(BINARY_SUB),
                                                       EACH(BINARY_MULT),     EACH(BINARY_MATMULT),
                                                       EACH(BINARY_DIV),      EACH(BINARY_MOD),
                                                       EACH(BINARY_POW),      EACH(BINARY_LSHIFT),
                                                       EACH(BINARY_RSHIFT),   EACH(BINARY_OR),
                                                       EACH(BINARY_XOR),      EACH(BINARY_AND),
                                                       EACH(BINARY_FLOORDIV), [BINARY_DIVMOD] = {(AnySlot)slot_BINARY_DIVMOD, NULL}};
#undef EACH
    return functions[definition->detail][definition->kind == INPLACE];
}

static AnySlot python_slot_of_unary(const SlotDefinition *definition)
{
    static const struct {
        size_t offset;
        UnarySlot function;
    } functions[] = {{offsetof(TypeObject, repr), slot_repr},
                     {offsetof(TypeObject, str), slot_str},
                     {offsetof(TypeObject, iterate), slot_iterate},
                     {offsetof(TypeObject, negative), slot_negative},
                     {offsetof(TypeObject, positive), slot_positive},
                     {offsetof(TypeObject, invert), slot_invert},
                     {offsetof(TypeObject, absolute), slot_absolute},
                     {offsetof(TypeObject, as_int), slot_as_int},
                     {offsetof(TypeObject, as_float), slot_as_float},
                     {offsetof(TypeObject, as_index), slot_as_index},
                     {offsetof(TypeObject, await), slot_await},
                     {offsetof(TypeObject, async_iterate), slot_async_iterate},
                     {offsetof(TypeObject, async_next), slot_async_next}};
    for (size_t i = 0; i < COUNT_OF(functions); i++)
        if (functions[i].offset == definition->offset)
            return (AnySlot)functions[i].function;
    return NULL;
}

static AnySlot python_slot(const SlotDefinition *definition)
{
    switch (definition->kind) {
    case UNARY: return python_slot_of_unary(definition);
    case HASH: return (AnySlot)slot_hash;
    case CALL: return (AnySlot)slot_call;
    case NEXT: return (AnySlot)slot_next;
    case COMPARE: return (AnySlot)slot_compare;
    case GET_ATTRIBUTE: return (AnySlot)slot_get_attribute;
    case GET_ATTRIBUTE_HOOK: return (AnySlot)slot_get_attribute_hook;
    case SET_ATTRIBUTE:
    case DELETE_ATTRIBUTE: return (AnySlot)slot_set_attribute;
    case DESCRIPTOR_GET: return (AnySlot)slot_descriptor_get;
    case DESCRIPTOR_SET:
    case DESCRIPTOR_DELETE: return (AnySlot)slot_descriptor_set;
    case INIT: return (AnySlot)slot_init;
    case NEW: return (AnySlot)slot_new;
    case DEL: return (AnySlot)slot_delete;
    case TRUTH: return (AnySlot)slot_truth;
    case LENGTH: return (AnySlot)slot_length;
    case GET_ITEM: return (AnySlot)slot_get_item;
    case SET_ITEM:
    case DELETE_ITEM: return (AnySlot)slot_set_item;
    case CONTAINS: return (AnySlot)slot_contains;
    case BINARY:
    case REFLECTED:
    case INPLACE: return python_slot_of_operator(definition);
    }
    return NULL;
}

/* --- built-in types: from slots to names ---------------------------------------------------------------- */

static Ref slot_wrapper_new(TypeObject *owner, uint32_t definition)
{
    SlotWrapper *wrapper = gc_new(slot_wrapper_type.index, sizeof *wrapper);
    if (!wrapper)
        return NULL;
    wrapper->definition = definition;
    wrapper->owner = owner;
    return AS_OBJECT(wrapper);
}

static bool add_wrapper(TypeObject *type, uint32_t index)
{
    const SlotDefinition *definition = &slot_definitions[index];
    Ref object;
    if (definition->kind == HASH && type->hash == slot_hash_not_implemented)
        object = none_new();
    else if (definition->kind == NEW)
        object = native_method_new(type->new_native, type, NATIVE_NEW);
    else
        object = slot_wrapper_new(type, index);
    bool done = object && dict_add_str((DictView)type->dict, definition_name(definition), object);
    release_maybe(object);
    return done;
}

/* Up to where to look for definitions whose slots the type has: most types know no binary operator. */
static uint32_t definitions_end(const TypeObject *type)
{
    static const BinarySlot none[BINARY_COUNT];
    bool has_numbers = memcmp(type->binary, none, sizeof none) != 0 || memcmp(type->inplace, none, sizeof none) != 0;
    return has_numbers ? DEFINITION_COUNT : FIRST_OF_NUMBERS;
}

/* Each slot once: at the start all built-in types go through them. distinct_end is as definitions_end. */
static struct {
    uint16_t offset;
    uint8_t first, names; /* how many special methods share the slot, from which on */
} distinct[DEFINITION_COUNT];
static uint32_t distinct_count, distinct_before_numbers;
static uint8_t distinct_of[DEFINITION_COUNT]; /* the slot of a special method */
_Static_assert(DEFINITION_COUNT < UINT8_MAX, "slots and special methods are counted in bytes");

static void note_distinct(void)
{
    for (uint32_t i = 0; i < DEFINITION_COUNT; i++) {
        if (i == FIRST_OF_NUMBERS)
            distinct_before_numbers = distinct_count;
        if (i == 0 || slot_definitions[i].offset != slot_definitions[i - 1].offset) {
            distinct[distinct_count].first = (uint8_t)i;
            distinct[distinct_count++].offset = (uint16_t)slot_definitions[i].offset;
        }
        distinct[distinct_count - 1].names++;
        distinct_of[i] = (uint8_t)(distinct_count - 1);
    }
}

static uint32_t distinct_end(const TypeObject *type)
{
    if (!distinct_count)
        note_distinct();
    return definitions_end(type) == DEFINITION_COUNT ? distinct_count : distinct_before_numbers;
}

size_t slots_count(const TypeObject *type)
{
    size_t count = 0;
    for (uint32_t i = 0, end = distinct_end(type); i < end; i++)
        count += *slot_place((TypeObject *)(uintptr_t)type, distinct[i].offset) ? distinct[i].names : 0u;
    return count;
}

bool slots_are_of_sequence(const TypeObject *type)
{
    return type->length && type->get_item && !type->binary[BINARY_SUB];
}

/* A wrapper that CPython has no name for: what a sequence does for + has no reflected form there. */
static bool has_no_name(const TypeObject *type, const SlotDefinition *definition)
{
    bool concatenates = slots_are_of_sequence(type);
    return definition->kind == GET_ATTRIBUTE_HOOK || (definition->kind == REFLECTED && definition->detail == BINARY_ADD && concatenates);
}

bool slots_fill_dict(TypeObject *type)
{
    if (!type->hash && type->compare)
        type->hash = slot_hash_not_implemented;
    for (uint32_t slot = 0, end = distinct_end(type); slot < end; slot++) {
        uint32_t first = distinct[slot].first, behind = first + distinct[slot].names;
        for (uint32_t i = *slot_place(type, distinct[slot].offset) ? first : behind; i < behind; i++)
            if (!has_no_name(type, &slot_definitions[i]) && !add_wrapper(type, i))
                return false;
    }
    return true;
}

static void boxed_finish(View self)
{
    clear_place(&((BoxedObject *)self)->value);
}

static void boxed_traverse(View self, Visitor visit, void *context)
{
    VISIT(((BoxedObject *)self)->value);
}

void slots_inherit(TypeObject *type, const TypeObject *base)
{
    TypeObject *from = (TypeObject *)(uintptr_t)base;
    for (uint32_t i = 0, end = distinct_end(base); i < end; i++) {
        AnySlot *place = slot_place(type, distinct[i].offset);
        if (!*place)
            *place = *slot_place(from, distinct[i].offset);
    }
    if (!type->new_native)
        type->new_native = base->new_native;
    if (!type->init_native)
        type->init_native = base->init_native;
    slots_inherit_layout(type, base);
}

void slots_inherit_layout(TypeObject *type, const TypeObject *base)
{
    if (!type->power)
        type->power = base->power;
    if (!type->send)
        type->send = base->send;
    if (!type->finish)
        type->finish = base->finish;
    if (!type->traverse)
        type->traverse = base->traverse;
    if (!type->clear)
        type->clear = base->clear;
    if (!type->allocated_size && !type_has(type, TYPE_FLAG_BOXED))
        type->allocated_size = base->allocated_size;
    if (type_has(type, TYPE_FLAG_BOXED)) {
        type->finish = boxed_finish; /* no clear: the value can be part of no cycle, and methods rely on it */
        type->clear = NULL;
        type->traverse = boxed_traverse;
        type->power = NULL;
    }
}

/* --- Python classes: from names to slots ---------------------------------------------------------------- */

/* The C function that a found special method stands for, if it is the slot wrapper of this very name and of a
 * class that `type` descends from; NULL otherwise. */
static AnySlot native_behind(const TypeObject *type, View found, const SlotDefinition *definition)
{
    if (found->type == slot_wrapper_type.index) {
        SlotWrapper *wrapper = (SlotWrapper *)found;
        if (&slot_definitions[wrapper->definition] == definition && type_is_subtype(type, wrapper->owner))
            return *slot_place(wrapper->owner, definition->offset);
    }
    if (found->type == native_function_type.index && definition->kind == NEW)
        return (AnySlot)((NativeObject *)found)->owner->new;
    bool may_be_method = definition->kind == GET_ITEM || definition->kind == CONTAINS;
    if (may_be_method && found->type == native_method_type.index) { /* list.__getitem__ */
        TypeObject *owner = ((NativeObject *)found)->owner;
        if (type_is_subtype(type, owner) && dict_get_str_peek((DictView)owner->dict, definition_name(definition)) == found)
            return *slot_place(owner, definition->offset);
    }
    return NULL;
}

static Ref no_attribute(View self, View name)
{
    return raise_attribute_error(self, name);
}

static bool no_attributes_to_set(View self, View name, View value)
{
    bool is_readable = type_of_peek(self)->get_attribute != no_attribute;
    raise_error(TypeError, "'%T' object has %s attributes (%s .%U)", self, is_readable ? "only read-only" : "no",
                value ? "assign to" : "del", name);
    return false;
}

static Ref plain_repr(View self)
{
    return str_format("<%T object at %p>", self, (void *)self);
}

/* What stands in a slot when no class of the mro has a method for it, object neither. */
static AnySlot default_slot(size_t offset)
{
    switch (offset) {
    case offsetof(TypeObject, get_attribute): return (AnySlot)no_attribute;
    case offsetof(TypeObject, set_attribute): return (AnySlot)no_attributes_to_set;
    case offsetof(TypeObject, repr): return (AnySlot)plain_repr;
    case offsetof(TypeObject, str): return (AnySlot)object_repr;
    default: return NULL;
    }
}

void slots_set_defaults(TypeObject *type)
{
    type->get_attribute = no_attribute;
    type->set_attribute = no_attributes_to_set;
    type->repr = plain_repr;
    type->str = object_repr;
}

/* All special methods that share this slot decide together: one C function if they agree on it, the Python
 * one if any is Python's. */
static void update_slot(TypeObject *type, uint32_t slot)
{
    uint32_t first = distinct[slot].first, end = first + distinct[slot].names;
    AnySlot native = NULL, python = NULL;
    bool agree = true;
    for (uint32_t i = first; i < end; i++) {
        const SlotDefinition *definition = &slot_definitions[i];
        View found = type_lookup_peek(type, definition_name(definition));
        if (!found)
            continue;
        AnySlot behind = native_behind(type, found, definition);
        if (behind) {
            agree = agree && (!native || native == behind);
            native = behind;
        } else {
            python = python_slot(definition);
        }
        if (definition->kind == NEW && behind)
            type->new_native = ((NativeObject *)found)->owner->new_native;
        if (definition->kind == INIT && behind)
            type->init_native = ((SlotWrapper *)found)->owner->init_native;
        if (!behind && definition->kind == GET_ATTRIBUTE_HOOK)
            break;
    }
    for (uint32_t i = first; !agree && !python && i < end; i++)
        python = python_slot(&slot_definitions[i]);
    size_t offset = slot_definitions[first].offset;
    AnySlot function = python ? python : native;
    *slot_place(type, offset) = function ? function : default_slot(offset);
}

/* The definitions by a hash of their names' letters: chains of numbers, counted from 1. So a class statement need
 * not compare each name with all of them. */
enum { NAME_CHAINS = 128 };
static uint8_t first_of_chain[NAME_CHAINS], next_in_chain[DEFINITION_COUNT];

static bool is_special(View key)
{
    StrView text = (StrView)key;
    return text->is_ascii && text->length > 4 && text->data[0] == '_' && text->data[1] == '_';
}

static size_t chain_of(View name)
{
    StrView text = (StrView)name;
    return (text->length * 5 + text->data[2] + text->data[3] * 3u + text->data[text->length - 3] * 7u) % NAME_CHAINS;
}

static void make_chains(void)
{
    for (uint32_t i = 0; i < DEFINITION_COUNT; i++) {
        size_t chain = chain_of(definition_name(&slot_definitions[i]));
        next_in_chain[i] = first_of_chain[chain];
        first_of_chain[chain] = (uint8_t)(i + 1);
    }
}

/* Call `deed` with the slot of each definition that has the name: there may be several, or none. */
static inline ALWAYS_INLINE void for_slots_named(View name, void (*deed)(uint32_t slot, void *context), void *context)
{
    for (size_t i = is_special(name) ? first_of_chain[chain_of(name)] : 0; i > 0; i = next_in_chain[i - 1])
        if (definition_name(&slot_definitions[i - 1]) == name)
            deed(distinct_of[i - 1], context);
}

static void note_slot(uint32_t slot, void *is_own)
{
    ((bool *)is_own)[slot] = true;
}

/* Note the slots of the special methods that the class's own dict has. False: one may hide behind a name that is
 * not interned. */
static bool note_own(const TypeObject *type, bool *is_own)
{
    size_t position = 0;
    View key, value;
    while (dict_next_peek((DictView)type->dict, &position, &key, &value)) {
        if (key->type != TYPE_STR || !((StrView)key)->is_interned)
            return false;
        for_slots_named(key, note_slot, is_own);
    }
    return true;
}

/* The base that is right behind the class in its mro, if the class has its slots but for those that `is_own` notes:
 * special methods of its own, or of classes in its mro that are not in the base's. NULL: there is none.
 *
 *     mro of the class:   C   A   B   M   object
 *     mro of A:               A   B       object      C has A's slots, but for what C and M define
 */
static TypeObject *base_of_slots(const TypeObject *type, bool *is_own)
{
    size_t length = tuple_length(type->mro);
    TypeObject *base = length > 1 ? (TypeObject *)tuple_item_peek(type->mro, 1) : NULL;
    if (!base || type->has_given_mro || base->has_given_mro)
        return NULL;
    size_t of_base = 0, in_base = tuple_length(base->mro);
    for (size_t i = 0; i < length; i++) {
        View step = tuple_item_peek(type->mro, i);
        if (of_base < in_base && step == tuple_item_peek(base->mro, of_base))
            of_base++;
        else if (!note_own((TypeObject *)step, is_own))
            return NULL;
    }
    return of_base == in_base ? base : NULL;
}

static void inherit_slot(TypeObject *type, TypeObject *base, uint32_t slot)
{
    AnySlot inherited = *slot_place(base, distinct[slot].offset);
#ifdef OURO_DEBUG
    update_slot(type, slot);
    ASSERT(*slot_place(type, distinct[slot].offset) == inherited);
#endif
    *slot_place(type, distinct[slot].offset) = inherited;
}

/* For a new class, or one with other bases. Most slots are the base's, and what is not need not be looked for in the
 * whole mro. A class asks its base for new and init all the same: these bring their signature along. */
static void update_all_slots(TypeObject *type)
{
    bool is_own[DEFINITION_COUNT] = {false};
    is_own[distinct_of[DEFINITION___init__]] = is_own[distinct_of[DEFINITION___new__]] = true;
    TypeObject *base = base_of_slots(type, is_own);
    if (base && !type_has(base, TYPE_FLAG_HEAP)) /* a built-in class may have these without a method, or differ from it */
        is_own[distinct_of[DEFINITION___hash__]] = is_own[distinct_of[DEFINITION___del__]] = true;
    for (uint32_t slot = 0; slot < distinct_count; slot++) {
        if (base && !is_own[slot])
            inherit_slot(type, base, slot);
        else
            update_slot(type, slot);
    }
}

static void update_named_slot(uint32_t slot, void *type)
{
    update_slot(type, slot);
}

static bool update_slots_named(TypeObject *type, void *name)
{
    for_slots_named(name, update_named_slot, type);
    return true;
}

void slots_update(TypeObject *type, View name)
{
    if (!first_of_chain[chain_of(definition_name(&slot_definitions[0]))])
        make_chains();
    if (name)
        type_walk_down(type, update_slots_named, name);
    else
        update_all_slots(type);
}

Hash slot_hash_not_implemented(View self)
{
    raise_error(TypeError, "unhashable type: '%T'", self);
    return -1;
}

bool slot_is_native(View object, View name, const TypeObject *owner)
{
    if (object->type != slot_wrapper_type.index)
        return false;
    SlotWrapper *wrapper = (SlotWrapper *)object;
    return wrapper->owner == owner && definition_name(&slot_definitions[wrapper->definition]) == name;
}
