/* constants: equal constants are found by a hash of their own, since Python's knows no difference
 * between 1, 1.0 and True.
 *
 *     def f(): return (1, 2)
 *     def g(): return (1, 2)      f() is g(): one object of the source, with a number in each code object
 *     def h(): return (1, True)   another one
 *
 * A program can see by `is` which constants are one object, and by sys.getrefcount how many refer to
 * it. So the rule is CPython's: of the same type, and equal to the last bit; tuples and frozensets
 * item by item. Two tables know it: that of the source makes equal literals one object, that of the
 * code object numbers them.
 *
 * Invariants:  `index` is at most half full. An entry is never removed, so no search needs a mark for that.
 *              No Python code runs here: constants are of built-in types only. */
#include "vm/compile/constants.h"

#include <string.h>

#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "vm/code.h"

static size_t index_size(uint32_t capacity)
{
    return (size_t)capacity * 2;
}

static void put_in_index(ConstantTable *table, uint32_t place)
{
    ASSERT(place < table->count && table->count <= table->capacity);
    size_t mask = index_size(table->capacity) - 1, at = (size_t)(table->entries[place].hash >> 20) & mask;
    while (table->index[at])
        at = (at + 1) & mask;
    table->index[at] = place + 1;
}

/* Both blocks are allocated before the table changes, so a failure leaves it as it was. */
static bool grow(ConstantTable *table)
{
    enum { FIRST = 16, MOST = 1 << 30 };
    uint32_t capacity = table->capacity ? table->capacity * 2 : FIRST;
    ConstantEntry *entries = capacity <= MOST ? heap_allocate(heap_array_size(capacity, sizeof *entries)) : NULL;
    uint32_t *index = entries ? heap_allocate(heap_array_size(index_size(capacity), sizeof *index)) : NULL;
    if (!index) {
        if (entries)
            heap_free(entries, capacity * sizeof *entries);
        raise_memory_error();
        return false;
    }
    memset(index, 0, index_size(capacity) * sizeof *index);
    ConstantTable old = *table;
    if (old.count)
        memcpy(entries, old.entries, old.count * sizeof *entries);
    *table = (ConstantTable){entries, index, old.count, capacity};
    for (uint32_t i = 0; i < old.count; i++)
        put_in_index(table, i);
    old.count = 0;
    constant_table_free(&old);
    return true;
}

static uint32_t find(const ConstantTable *table, View value, uint64_t hash)
{
    if (!table->count)
        return CONSTANT_NONE_FOUND;
    size_t mask = index_size(table->capacity) - 1;
    for (size_t at = (size_t)(hash >> 20) & mask; table->index[at]; at = (at + 1) & mask) {
        const ConstantEntry *entry = &table->entries[table->index[at] - 1];
        if (entry->hash == hash && code_constant_same(entry->value, value))
            return table->index[at] - 1;
    }
    return CONSTANT_NONE_FOUND;
}

uint32_t constant_table_add_take(ConstantTable *table, Ref value)
{
    uint64_t hash = code_constant_hash(value);
    uint32_t place = find(table, value, hash);
    if (place != CONSTANT_NONE_FOUND) {
        release(value);
        return place;
    }
    if (table->count == table->capacity && !grow(table)) {
        release(value);
        return CONSTANT_NONE_FOUND;
    }
    place = table->count++;
    ASSERT(place < table->capacity);
    table->entries[place] = (ConstantEntry){.value = value, .hash = hash};
    put_in_index(table, place);
    return place;
}

const ConstantEntry *constant_table_get(const ConstantTable *table, View value)
{
    uint32_t place = find(table, value, code_constant_hash(value));
    return place == CONSTANT_NONE_FOUND ? NULL : &table->entries[place];
}

void constant_table_free(ConstantTable *table)
{
    for (uint32_t i = 0; i < table->count; i++)
        release(table->entries[i].value);
    if (table->capacity) {
        heap_free(table->entries, table->capacity * sizeof *table->entries);
        heap_free(table->index, index_size(table->capacity) * sizeof *table->index);
    }
    *table = (ConstantTable){0};
}
