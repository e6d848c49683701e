/* constants: the compiler's tables of constants, in which equal ones are one object.
 *
 * Equal means: of the same type, and equal to the last bit. 0.0 is not -0.0, 1 is not True, (1,) is not
 * (True,). The whole source has one table for its literals, so that two functions that return 88888.5 return
 * the same object, as in CPython (merge_const_one in its compile.c); each code object has one that numbers
 * its constants. */
#ifndef OURO_VM_COMPILE_CONSTANTS_H
#define OURO_VM_COMPILE_CONSTANTS_H

#include "runtime/life/object.h"

typedef struct ConstantEntry {
    Ref value;
    uint64_t hash;
    bool was_name; /* a string that was interned before: another object than the source's own */
} ConstantEntry;

/* Entries in the order in which they came; `index`, open addressing, holds places plus one. All zero: an
 * empty table. */
typedef struct ConstantTable {
    ConstantEntry *entries;
    uint32_t *index;
    uint32_t count, capacity;
} ConstantTable;

enum { CONSTANT_NONE_FOUND = UINT32_MAX };

/* The place of the constant that equals value, which is added if there is none. Consumes value, even when it
 * fails: CONSTANT_NONE_FOUND with MemoryError set. */
MUST_USE uint32_t constant_table_add_take(ConstantTable *table, Ref value);

/* The entry of the constant that equals value, or NULL. */
const ConstantEntry *constant_table_get(const ConstantTable *table, View value);

/* Release the table and what it holds; it is empty again. */
void constant_table_free(ConstantTable *table);

#endif
