/* address_table: what is known of blocks, by their addresses: open addressing with linear probing, outside of
 * the counted heap. Deleting shifts the following entries back, so there are no tombstones. An entry is a
 * struct whose first member is the address; NULL: a free place. */
#ifndef OURO_RUNTIME_MEMORY_ADDRESS_TABLE_H
#define OURO_RUNTIME_MEMORY_ADDRESS_TABLE_H

#include "runtime/memory/basics.h"

typedef struct AddressTable {
    char *entries;
    size_t entry_size, mask, used; /* mask: places minus one */
} AddressTable;

/* Where the search for an address begins in a table of mask + 1 places. */
static inline size_t address_home(const void *address, size_t mask)
{
    return (size_t)(((uintptr_t)address >> 4) * 0x9E3779B97F4A7C15u >> 20) & mask;
}

/* An empty table. False if there is no memory. */
MUST_USE bool address_table_make(AddressTable *table, size_t entry_size);
void address_table_free(AddressTable *table);

/* The entry of the address, or NULL. */
void *address_table_find(const AddressTable *table, const void *address);

/* The entry of the address, made if need be (all but the address is zero then). NULL if there is no memory.
 * Valid until the next call. */
void *address_table_put(AddressTable *table, const void *address);

void address_table_remove(AddressTable *table, const void *address);

/* The entries in no order; NULL at the end. *place starts at 0. */
void *address_table_next(const AddressTable *table, size_t *place);

#endif
