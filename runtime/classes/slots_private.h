/* slots_private: the table slots.def, for slots.c (names and slots) and slots_wrapper.c (a slot as a method). */
#ifndef OURO_RUNTIME_CLASSES_SLOTS_PRIVATE_H
#define OURO_RUNTIME_CLASSES_SLOTS_PRIVATE_H

#include "runtime/classes/slots.h"
#include "runtime/names.h"

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

enum {
#define SLOT(special, field, kind, detail) DEFINITION_##special,
#include "runtime/classes/slots.def"
#undef SLOT
    DEFINITION_COUNT,
    FIRST_OF_NUMBERS = DEFINITION___add__ /* from here on all are of binary operators */
};

extern const SlotDefinition slot_definitions[DEFINITION_COUNT];

static inline AnySlot *slot_place(TypeObject *type, size_t offset)
{
    return (AnySlot *)(void *)((char *)type + offset);
}

static inline View definition_name(const SlotDefinition *definition)
{
    return name_objects[definition->name];
}

/* Do + and * concatenate and repeat? CPython keeps these in slots of their own. */
bool slots_are_of_sequence(const TypeObject *type);

/* slots_doc.c: __doc__ and __text_signature__ of a wrapper, new references; NULL with MemoryError. */
MUST_USE Ref slot_definition_doc(uint32_t definition);
MUST_USE Ref slot_definition_signature(uint32_t definition);

#endif
