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
#include "runtime/classes/slots.h"

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

typedef enum SlotKind {
    UNARY,
    HASH,
    CALL,
    NEXT,
    COMPARE,
    GET_ATTRIBUTE,
    GET_ATTRIBUTE_HOOK,
    SET_ATTRIBUTE,
    DELETE_ATTRIBUTE,
    DESCRIPTOR_GET,
    DESCRIPTOR_SET,
    DESCRIPTOR_DELETE,
    INIT,
    NEW,
    DEL,
    TRUTH,
    LENGTH,
    GET_ITEM,
    SET_ITEM,
    DELETE_ITEM,
    CONTAINS,
    BINARY,
    REFLECTED,
    INPLACE
} SlotKind;

typedef void (*AnySlot)(void); /* a slot's function, whatever its real type */

typedef struct SlotDefinition {
    NameIndex name;
    size_t offset;
    SlotKind kind;
    int detail;
} SlotDefinition;

static const SlotDefinition definitions[] = {
#define SLOT(special, field, kind, detail) {NAME_##special, offsetof(TypeObject, field), kind, detail},
#include "runtime/classes/slots.def"
#undef SLOT
};

enum {
#define SLOT(special, field, kind, detail) DEFINITION_##special,
#include "runtime/classes/slots.def"
#undef SLOT
    DEFINITION_COUNT,
    FIRST_OF_NUMBERS = DEFINITION___add__ /* from here on all are of binary operators */
};

static AnySlot *slot_place(TypeObject *type, size_t offset)
{
    return (AnySlot *)(void *)((char *)type + offset);
}

static View definition_name(const SlotDefinition *definition)
{
    return name_objects[definition->name];
}

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
    const SlotDefinition *definition = &definitions[index];
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
    uint16_t offset, names; /* how many special methods share the slot */
} distinct[DEFINITION_COUNT];
static uint32_t distinct_count, distinct_before_numbers;

static void note_distinct(void)
{
    for (uint32_t i = 0; i < DEFINITION_COUNT; i++) {
        if (i == FIRST_OF_NUMBERS)
            distinct_before_numbers = distinct_count;
        if (i == 0 || definitions[i].offset != definitions[i - 1].offset)
            distinct[distinct_count++].offset = (uint16_t)definitions[i].offset;
        distinct[distinct_count - 1].names++;
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

/* Do + and * concatenate and repeat? CPython keeps these in slots of their own. */
static bool is_sequence_type(const TypeObject *type)
{
    return type->length && type->get_item && !type->binary[BINARY_SUB];
}

/* A wrapper that CPython has no name for: what a sequence does for + has no reflected form there. */
static bool has_no_name(const TypeObject *type, const SlotDefinition *definition)
{
    bool concatenates = is_sequence_type(type);
    return definition->kind == GET_ATTRIBUTE_HOOK || (definition->kind == REFLECTED && definition->detail == BINARY_ADD && concatenates);
}

bool slots_fill_dict(TypeObject *type)
{
    if (!type->hash && type->compare)
        type->hash = slot_hash_not_implemented;
    for (uint32_t i = 0, end = definitions_end(type); i < end; i++) {
        if (*slot_place(type, definitions[i].offset) && !has_no_name(type, &definitions[i]) && !add_wrapper(type, i))
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
        if (&definitions[wrapper->definition] == definition && type_is_subtype(type, wrapper->owner))
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

/* The definitions of one slot stand together in the table: behind the last of those from `first` on. */
static uint32_t slot_end(uint32_t first)
{
    uint32_t end = first + 1;
    while (end < DEFINITION_COUNT && definitions[end].offset == definitions[first].offset)
        end++;
    return end;
}

/* All special methods that share this slot decide together: one C function if they agree on it, the Python
 * one if any is Python's. */
static void update_slot(TypeObject *type, uint32_t first, uint32_t end)
{
    AnySlot native = NULL, python = NULL;
    bool agree = true;
    for (uint32_t i = first; i < end; i++) {
        const SlotDefinition *definition = &definitions[i];
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
        python = python_slot(&definitions[i]);
    size_t offset = definitions[first].offset;
    AnySlot function = python ? python : native;
    *slot_place(type, offset) = function ? function : default_slot(offset);
}

/* The base whose slots the class has but for its own special methods: one that was made like it, or object,
 * right behind it in its mro, with nothing else. NULL: there is none. */
static TypeObject *only_base(const TypeObject *type)
{
    TypeObject *base = tuple_length(type->mro) > 1 ? (TypeObject *)tuple_item_peek(type->mro, 1) : NULL;
    bool is_plain = base && (base == &object_type || type_has(base, TYPE_FLAG_HEAP)) && !type->has_given_mro && !base->has_given_mro &&
                    tuple_length(type->mro) == tuple_length(base->mro) + 1;
    return is_plain ? base : NULL;
}

/* Note which special methods the class's own dict has. False: one may hide behind a name that is not
 * interned. */
static bool note_own(const TypeObject *type, bool *is_own)
{
    size_t position = 0;
    View key, value;
    while (dict_next_peek((DictView)type->dict, &position, &key, &value)) {
        if (key->type != TYPE_STR || !((StrView)key)->is_interned)
            return false;
        bool is_special = str_length(key) > 4 && str_at((StrView)key, 0) == '_' && str_at((StrView)key, 1) == '_';
        for (uint32_t i = 0; is_special && i < DEFINITION_COUNT; i++)
            is_own[i] |= definition_name(&definitions[i]) == key;
    }
    return true;
}

static void inherit_slot(TypeObject *type, TypeObject *base, uint32_t first, uint32_t end UNUSED)
{
    AnySlot inherited = *slot_place(base, definitions[first].offset);
#ifdef OURO_DEBUG
    update_slot(type, first, end);
    ASSERT(*slot_place(type, definitions[first].offset) == inherited);
#endif
    *slot_place(type, definitions[first].offset) = inherited;
}

/* After `name` changed in the class or above it; NULL: for the first time. Then most slots are the base's, and
 * what is not need not be looked for in the whole mro. A class asks its base for new and init all the same:
 * these bring their signature along. */
static bool update_own_slots(TypeObject *type, void *name)
{
    bool is_own[DEFINITION_COUNT] = {[DEFINITION___init__] = true, [DEFINITION___new__] = true};
    TypeObject *base = name ? NULL : only_base(type);
    if (base && !note_own(type, is_own))
        base = NULL;
    for (uint32_t first = 0, end; first < DEFINITION_COUNT; first = end) {
        end = slot_end(first);
        bool is_inherited = base != NULL, is_named = false;
        for (uint32_t i = first; i < end; i++) {
            is_inherited = is_inherited && !is_own[i];
            is_named = is_named || definition_name(&definitions[i]) == name;
        }
        if (is_inherited)
            inherit_slot(type, base, first, end);
        else if (!name || is_named)
            update_slot(type, first, end);
    }
    return true;
}

void slots_update(TypeObject *type, View name)
{
    if (name)
        type_walk_down(type, update_own_slots, name);
    else
        (void)update_own_slots(type, NULL);
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
    return wrapper->owner == owner && definition_name(&definitions[wrapper->definition]) == name;
}

/* --- calling a slot from Python ------------------------------------------------------------------------- */

static Ref none_if(bool done)
{
    return done ? none_new() : NULL;
}

static Ref bool_if(int truth)
{
    return truth < 0 ? NULL : bool_new(truth != 0);
}

static Ref wrapped_next(TypeObject *owner, View self)
{
    Ref result = owner->next(self);
    if (!result && !error_is_set())
        raise_value(StopIteration, NULL);
    return result;
}

static bool wrong_count(size_t least, size_t most, size_t given, bool is_repetition)
{
    if (given >= least && given <= most)
        return false;
    if (least == most) /* CPython's wrappers of slots with several arguments put no name before "expected", but the space after it */
        raise_error(TypeError, "%sexpected %zu argument%s, got %zu", most > 1 || is_repetition ? " " : "", least, least == 1 ? "" : "s",
                    given);
    else
        raise_error(TypeError, " expected at %s %zu argument%s, got %zu", given < least ? "least" : "most", given < least ? least : most,
                    (given < least ? least : most) == 1 ? "" : "s", given);
    return true;
}

static Ref call_init(TypeObject *owner, View self, View *args, size_t count, View keyword_names)
{
    if (owner == &list_type && type_of_peek(self)->new != list_type.new)
        keyword_names = NULL;
    if (owner->init == type_init_native)
        return native_invoke(signature_of(owner->init_native), owner, self, args, count, keyword_names);
    Ref tuple = tuple_from_array(args, count), kwargs = NULL;
    bool done = tuple && signature_keywords_to_dict(keyword_names, args + count, &kwargs) && owner->init(self, tuple, kwargs);
    release_maybe(tuple);
    release_maybe(kwargs);
    return none_if(done);
}

static size_t arguments_of(SlotKind kind)
{
    switch (kind) {
    case UNARY:
    case HASH:
    case NEXT:
    case TRUTH:
    case LENGTH:
    case DEL: return 0;
    case SET_ATTRIBUTE:
    case DESCRIPTOR_SET:
    case SET_ITEM: return 2;
    default: return 1;
    }
}

static Ref call_binary(const SlotDefinition *definition, TypeObject *owner, View self, View other)
{
    BinarySlot slot = (BinarySlot)*slot_place(owner, definition->offset);
    Ref result = definition->kind == REFLECTED ? slot(other, self) : slot(self, other);
    bool concatenates = definition->kind == BINARY && definition->detail == BINARY_ADD && (owner == &list_type || owner == &tuple_type);
    if (result != NOT_IMPLEMENTED || !concatenates)
        return result;
    release(result); /* a sequence's own + does not leave it to the other */
    return raise_error(TypeError, "can only concatenate %N (not \"%T\") to %N", owner, other, owner);
}

/* `args`: a name, and for SET_ATTRIBUTE a value. */
static Ref call_attribute_slot(SlotKind kind, TypeObject *owner, View self, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "attribute name must be string, not '%T'", args[0]);
    View name = AS_OBJECT(str_view(args[0]));
    if (kind == GET_ATTRIBUTE)
        return owner->get_attribute(self, name);
    return none_if(owner->set_attribute(self, name, kind == SET_ATTRIBUTE ? args[1] : NULL));
}

/* `args` are the arguments after self. */
static Ref call_slot(const SlotDefinition *definition, TypeObject *owner, View self, View *args, size_t count, View keyword_names)
{
    if (definition->kind == CALL)
        return owner->call(self, args, count, keyword_names);
    if (definition->kind == INIT)
        return call_init(owner, self, args, count, keyword_names);
    if (keyword_names && tuple_length(keyword_names))
        return raise_error(TypeError, "wrapper %U() takes no keyword arguments", definition_name(definition));
    size_t expected = arguments_of(definition->kind);
    bool repeats = (definition->kind == BINARY || definition->kind == REFLECTED || definition->kind == INPLACE) &&
                   definition->detail == BINARY_MULT && is_sequence_type(owner);
    bool is_power = (definition->kind == BINARY || definition->kind == REFLECTED) && definition->detail == BINARY_POW;
    bool has_optional = definition->kind == DESCRIPTOR_GET || is_power; /* the owner, the modulus */
    if (wrong_count(expected, expected + has_optional, count, repeats))
        return NULL;
    if (repeats && !is_int(args[0]) && !type_of_peek(args[0])->as_index)
        return raise_error(TypeError, "'%T' object cannot be interpreted as an integer", args[0]);
    if (is_power && count == 2 && owner->power)
        return definition->kind == BINARY ? owner->power(self, args[0], args[1]) : owner->power(args[0], self, args[1]);
    switch (definition->kind) {
    case UNARY: return ((UnarySlot)*slot_place(owner, definition->offset))(self);
    case HASH: {
        Hash hash = owner->hash(self);
        return hash == -1 ? NULL : int_new(hash);
    }
    case NEXT: return wrapped_next(owner, self);
    case COMPARE: return owner->compare(self, args[0], (Comparison)definition->detail);
    case GET_ATTRIBUTE:
    case SET_ATTRIBUTE:
    case DELETE_ATTRIBUTE: return call_attribute_slot(definition->kind, owner, self, args);
    case DESCRIPTOR_GET:
        if (args[0] == NONE && (count < 2 || args[1] == NONE))
            return raise_error(TypeError, "__get__(None, None) is invalid");
        return owner->descriptor_get(self, args[0] == NONE ? NULL : args[0], count > 1 && args[1] != NONE ? args[1] : NULL);
    case DESCRIPTOR_SET: return none_if(owner->descriptor_set(self, args[0], args[1]));
    case DESCRIPTOR_DELETE: return none_if(owner->descriptor_set(self, args[0], NULL));
    case DEL: owner->finalize(self); return none_new();
    case TRUTH: return bool_if(owner->truth(self));
    case LENGTH: {
        Index length = owner->length(self);
        return length < 0 ? NULL : int_new(length);
    }
    case GET_ITEM: return owner->get_item(self, args[0]);
    case SET_ITEM: return none_if(owner->set_item(self, args[0], args[1]));
    case DELETE_ITEM: return none_if(owner->set_item(self, args[0], NULL));
    case CONTAINS: return bool_if(owner->contains(self, args[0]));
    case BINARY:
    case REFLECTED:
    case INPLACE: return call_binary(definition, owner, self, args[0]);
    default: return raise_error(SystemError, "bad slot");
    }
}

/* Slots may call each other without a frame of Python between them (`F.__repr__ = F.__str__`), so this counts
 * as a call. */
Ref slot_wrapper_call_with(SlotWrapper *wrapper, View self, View *args, size_t count, View keyword_names)
{
    const SlotDefinition *definition = &definitions[wrapper->definition];
    if (!is_instance(self, wrapper->owner))
        return raise_error(TypeError, "descriptor '%U' requires a '%N' object but received a '%T'", definition_name(definition),
                           wrapper->owner, self);
    if (!error_enter_recursion(" while calling a Python object"))
        return NULL;
    Ref result = call_slot(definition, wrapper->owner, self, args, count, keyword_names);
    leave_recursion();
    return result;
}

static Ref slot_wrapper_call(View object, View *args, size_t count, View keyword_names)
{
    SlotWrapper *wrapper = (SlotWrapper *)object;
    if (count == 0)
        return raise_error(TypeError, "descriptor '%U' of '%N' object needs an argument",
                           definition_name(&definitions[wrapper->definition]), wrapper->owner);
    return slot_wrapper_call_with(wrapper, args[0], args + 1, count - 1, keyword_names);
}

static Ref slot_wrapper_get(View object, View instance, View owner UNUSED)
{
    if (!instance)
        return retain(object);
    SlotWrapper *wrapper = (SlotWrapper *)object;
    if (!is_instance(instance, wrapper->owner))
        return raise_error(TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object",
                           definition_name(&definitions[wrapper->definition]), wrapper->owner, instance);
    MethodWrapper *bound = gc_new(method_wrapper_type.index, sizeof *bound);
    if (!bound)
        return NULL;
    bound->wrapper = retain(object);
    bound->self = retain(instance);
    gc_track(AS_OBJECT(bound));
    return AS_OBJECT(bound);
}

static Ref slot_wrapper_repr(View object)
{
    SlotWrapper *wrapper = (SlotWrapper *)object;
    return str_format("<slot wrapper '%U' of '%N' objects>", definition_name(&definitions[wrapper->definition]), wrapper->owner);
}

Ref slot_wrapper_name(View object)
{
    return retain(definition_name(&definitions[((SlotWrapper *)object)->definition]));
}

static Ref slot_wrapper_objclass(View object)
{
    return retain(AS_OBJECT(((SlotWrapper *)object)->owner));
}

static Ref slot_wrapper_qualname(View object)
{
    return str_format("%N.%U", ((SlotWrapper *)object)->owner, definition_name(&definitions[((SlotWrapper *)object)->definition]));
}

static Ref no_doc(View object UNUSED)
{
    return none_new();
}

static const NativeProperty slot_wrapper_properties[] = {
    {"__name__", slot_wrapper_name, NULL, NULL},
    {"__qualname__", slot_wrapper_qualname, NULL, NULL},
    {"__objclass__", slot_wrapper_objclass, NULL, NULL},
    {"__doc__", no_doc, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject slot_wrapper_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "wrapper_descriptor",
    .size = sizeof(SlotWrapper),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_METHOD_DESCRIPTOR | TYPE_FLAG_NO_NEW,
    .call = slot_wrapper_call,
    .descriptor_get = slot_wrapper_get,
    .repr = slot_wrapper_repr,
    .properties = slot_wrapper_properties,
};
