/* dict_private: the table of a dict, for its two halves: dict.c looks up and changes, dict_copy.c makes and
 * merges whole dicts. */
#ifndef OURO_RUNTIME_CONTAINERS_DICT_PRIVATE_H
#define OURO_RUNTIME_CONTAINERS_DICT_PRIVATE_H

#include "runtime/containers/dict.h"
#include "runtime/text/str.h"

enum { DICT_LOG2_SMALLEST = 3 };

/* How many entries a table of this size has room for: two thirds. Fuller tables make long searches: where all
 * but one place of eight are taken, a key that is absent is looked for at most of them. */
static inline size_t dict_usable(uint8_t log2_size)
{
    return ((size_t)1 << log2_size) * 2 / 3;
}

/* Bytes of an index in the table. */
static inline size_t dict_index_width(uint8_t log2_size)
{
    return log2_size < 8 ? 1 : log2_size < 16 ? 2 : 4;
}

/* The 32 bits of the hash of an entry's key. */
static inline uint32_t dict_entry_hash(const DictObject *dict, size_t i)
{
    return dict->hashes ? dict->hashes[i] : str_hash32((StrView)dict->entries[i].key);
}

/* CPython's arithmetic, to the odd case: a table of at least so many places, but 16 where less than 8 (and
 * more than none) are asked for. */
static inline uint8_t dict_log2_for_places(size_t places)
{
    size_t wanted = ((places | 8) - 1) | 7;
    return (uint8_t)(64 - __builtin_clzl(wanted));
}

/* The size of a table for so many entries. */
static inline uint8_t dict_log2_for(size_t entries)
{
    return dict_log2_for_places((entries * 3 + 1) / 2);
}

/* Move to a fresh block of the given size, leaving the deleted entries behind. False with MemoryError. */
MUST_USE bool dict_rebuild(DictObject *dict, uint8_t log2_size, bool with_hashes);

/* A dict with a table of the given size. NULL with MemoryError. */
MUST_USE Ref dict_new_with_table(uint8_t log2_size, bool with_hashes);

/* Add a key that is not there. False with MemoryError. */
MUST_USE bool dict_append_entry(DictObject *dict, View key, uint32_t hash, View value);

/* dict[key] = value, the hash being known. False with an exception. */
MUST_USE bool dict_set_with_hash(DictView dict, View key, uint32_t hash, View value);

#endif
