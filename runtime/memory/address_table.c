/* address_table: open addressing with linear probing; see address_table.h.
 *
 * Invariant:  from an entry's home to its place no place is free: so a search may end at the first free one.
 *             Removing an entry would break that; remove therefore moves up what lies beyond the gap, unless
 *             it
 *             would come before its home (Knuth, The Art of Computer Programming, volume 3, 6.4, algorithm
 *             R). */
#include "runtime/memory/address_table.h"

#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 1024 };

static void *entry_at(const AddressTable *table, size_t i)
{
    return table->entries + i * table->entry_size;
}

/* Entries are of any size, so they are reached by bytes: memcpy is how C reads a pointer from there. */
static const void *address_at(const AddressTable *table, size_t i)
{
    const void *address;
    memcpy(&address, entry_at(table, i), sizeof address);
    return address;
}

/* The place of the address, or the free one where it would be. */
static size_t place_of(const AddressTable *table, const void *address)
{
    size_t i = address_home(address, table->mask);
    for (const void *there; (there = address_at(table, i)) != NULL && there != address;)
        i = (i + 1) & table->mask;
    return i;
}

bool address_table_make(AddressTable *table, size_t entry_size)
{
    *table = (AddressTable){.entry_size = entry_size, .mask = SMALLEST - 1};
    table->entries = calloc(SMALLEST, entry_size);
    return table->entries != NULL;
}

void address_table_free(AddressTable *table)
{
    free(table->entries);
    *table = (AddressTable){0};
}

void *address_table_find(const AddressTable *table, const void *address)
{
    size_t i = place_of(table, address);
    return address_at(table, i) ? entry_at(table, i) : NULL;
}

/* Twice as many places; the old table stays as it is until the new one is whole. */
static bool grow(AddressTable *table)
{
    AddressTable larger = *table;
    larger.mask = table->mask * 2 + 1;
    larger.entries = calloc(larger.mask + 1, table->entry_size);
    if (!larger.entries)
        return false;
    for (size_t i = 0; i <= table->mask; i++)
        if (address_at(table, i))
            memcpy(entry_at(&larger, place_of(&larger, address_at(table, i))), entry_at(table, i), table->entry_size);
    free(table->entries);
    *table = larger;
    return true;
}

/* Two thirds full is the most: beyond that the search for a free place becomes long. */
void *address_table_put(AddressTable *table, const void *address)
{
    void *known = address_table_find(table, address);
    if (known || (table->used * 3 > table->mask * 2 && !grow(table)))
        return known;
    void *made = entry_at(table, place_of(table, address));
    memset(made, 0, table->entry_size);
    memcpy(made, &address, sizeof address);
    table->used++;
    return made;
}

/* Algorithm R of Knuth's volume 3, section 6.4: what the gap would cut off from its home moves into it. */
void address_table_remove(AddressTable *table, const void *address)
{
    static const void *const nothing;
    size_t gap = place_of(table, address);
    if (!address_at(table, gap))
        return;
    table->used--;
    for (size_t i = (gap + 1) & table->mask; address_at(table, i); i = (i + 1) & table->mask) {
        size_t home = address_home(address_at(table, i), table->mask);
        if (((i - home) & table->mask) >= ((i - gap) & table->mask)) {
            memcpy(entry_at(table, gap), entry_at(table, i), table->entry_size);
            gap = i;
        }
    }
    memcpy(entry_at(table, gap), &nothing, sizeof nothing);
}

void *address_table_next(const AddressTable *table, size_t *place)
{
    while (table->entries && *place <= table->mask) {
        size_t i = (*place)++;
        if (address_at(table, i))
            return entry_at(table, i);
    }
    return NULL;
}
