/* slots: special methods and slots, two views of one thing; the table is slots.def. */
#ifndef OURO_RUNTIME_CLASSES_SLOTS_H
#define OURO_RUNTIME_CLASSES_SLOTS_H

#include "runtime/classes/type.h"

/* `int.__add__`: a slot of a built-in type as a Python object. */
typedef struct SlotWrapper {
    GC_HEAD(definition); /* index in slots.def */
    TypeObject *owner;   /* static, lives for ever */
} SlotWrapper;

/* `(3).__add__`: the same, bound. */
typedef struct MethodWrapper {
    GC_HEAD(unused);
    Ref wrapper, self;
} MethodWrapper;

extern TypeObject slot_wrapper_type, method_wrapper_type;

/* Call the slot that it stands for. NULL with an exception. */
MUST_USE Ref slot_wrapper_call_with(SlotWrapper *wrapper, View self, View *args, size_t count, View keyword_names);
/* The special method's name, owned. */
Ref slot_wrapper_name(View object);
Ref slot_wrapper_doc(View object);
Ref slot_wrapper_signature(View object);

/* Is `object` the slot wrapper for special method `name` that belongs to `owner`? */
bool slot_is_native(View object, View name, const TypeObject *owner);

/* Call special method `name` of self with at most three arguments. */
MUST_USE Ref slot_call_special(View self, View name, View *args, size_t count);

/* slots_python.c: what fills the slots of Python classes. */
Ref slot_repr(View self);
Ref slot_str(View self);
Hash slot_hash(View self);
Ref slot_call(View self, View *args, size_t positional, View keyword_names);
Ref slot_iterate(View self);
Ref slot_next(View self);
Ref slot_compare(View self, View other, Comparison comparison);
Ref slot_get_attribute(View self, View name);
Ref slot_get_attribute_hook(View self, View name);
bool slot_set_attribute(View self, View name, View value);
Ref slot_descriptor_get(View self, View instance, View owner);
bool slot_descriptor_set(View self, View instance, View value);
bool slot_init(View self, View args, View kwargs);
Ref slot_new(TypeObject *type, View args, View kwargs);
void slot_delete(View self);
Ref slot_negative(View self);
Ref slot_positive(View self);
Ref slot_invert(View self);
Ref slot_absolute(View self);
Ref slot_as_int(View self);
Ref slot_as_float(View self);
Ref slot_as_index(View self);
Ref slot_await(View self);
Ref slot_async_iterate(View self);
Ref slot_async_next(View self);
int slot_truth(View self);
Index slot_length(View self);
Ref slot_get_item(View self, View key);
bool slot_set_item(View self, View key, View value);
int slot_contains(View self, View item);
#define OPERATOR_SLOTS(operator)                \
    Ref slot_##operator(View left, View right); \
    Ref slot_inplace_##operator(View left, View right);
OPERATOR_SLOTS(BINARY_ADD)
OPERATOR_SLOTS(BINARY_SUB)
OPERATOR_SLOTS(BINARY_MULT)
OPERATOR_SLOTS(BINARY_MATMULT)
OPERATOR_SLOTS(BINARY_DIV)
OPERATOR_SLOTS(BINARY_MOD)
OPERATOR_SLOTS(BINARY_POW)
OPERATOR_SLOTS(BINARY_LSHIFT)
OPERATOR_SLOTS(BINARY_RSHIFT)
OPERATOR_SLOTS(BINARY_OR)
OPERATOR_SLOTS(BINARY_XOR)
OPERATOR_SLOTS(BINARY_AND)
OPERATOR_SLOTS(BINARY_FLOORDIV)
OPERATOR_SLOTS(BINARY_DIVMOD)
#undef OPERATOR_SLOTS

#endif
