/* structseq: tuples whose items have names, as sys.version_info and time.struct_time: what C structs look
 * like from Python.
 *
 * One StructSeqType describes a class: fields in order, of which the first `visible` are the tuple's items.
 * The others are reached by name alone. A field whose name is "" can only be reached by index. */
#ifndef OURO_RUNTIME_CLASSES_STRUCTSEQ_H
#define OURO_RUNTIME_CLASSES_STRUCTSEQ_H

#include "runtime/classes/type.h"

typedef struct StructSeqField {
    const char *name; /* NULL ends the table */
    const char *doc;
} StructSeqField;

typedef struct StructSeqType {
    TypeObject type; /* first, so that an instance's type leads here; initialised by STRUCTSEQ */
    const StructSeqField *fields;
    uint32_t visible; /* how many of the fields are items of the tuple */
    uint32_t count;   /* of all fields; filled in by structseq_ready */
} StructSeqType;

/* The static initialiser: STRUCTSEQ("time.struct_time", fields, 9, TYPE_FLAG_…, "its documentation").
 * TYPE_FLAG_NO_NEW forbids making instances from Python. */
#define STRUCTSEQ(full_name, field_table, visible_count, more_flags, documentation) \
    {                                                                               \
        .type = {.object = STATIC_HEAD(TYPE_TYPE),                                  \
                 .name = (full_name),                                               \
                 .doc = (documentation),                                            \
                 .flags = TYPE_FLAG_GC | (uint32_t)(more_flags)},                   \
        .fields = (field_table), .visible = (visible_count)                         \
    }

/* Make the class ready: `ready` is type_ready, or module_type_ready for a native module's class. False with
 * an exception. */
MUST_USE bool structseq_ready(StructSeqType *type, bool (*ready)(TypeObject *));

/* An instance of the values of all fields, in order, consumed. A NULL among them means that its maker raised:
 * the others are released and the result is NULL, as for want of memory. */
MUST_USE Ref structseq_new_take(StructSeqType *type, Ref *values);

/* The value of any field, borrowed. */
View structseq_field_peek(View self, size_t index);

/* What the named fields' descriptors are: to be made ready at start-up. */
extern TypeObject structseq_field_type;

#endif
