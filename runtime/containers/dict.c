/* dict: compact and ordered. The type's methods are in dict_methods.c, its views in dict_views.c.
 *
 *      table (small indices, by hash)          entries (in order of insertion)
 *      +----+----+----+----+----+----+----+----+      +-----+-------+
 *      | -1 |  1 | -1 | -1 |  0 | -1 | -2 | -1 |      | key | value |  0
 *      +----+----+----+----+----+----+----+----+      | key | value |  1
 *                                                     +-----+-------+
 *
 * Compact:     the table has a power of two places, each -1 (free), -2 (deleted) or the index of an entry, in
 *              1, 2 or 4 bytes. So the empty places, a third at least, cost a byte or two, not an entry.
 * Ordered:     a new entry goes to the end; iterating walks over the entries and never looks at the table. A
 *              deleted entry leaves a hole until the dict is rebuilt. (R. Hettinger, 2012.)
 * Two thirds:  of the table may be used; then the dict is rebuilt for three times its live entries, as in
 *              CPython. With a share a of the places taken a search for what is not there needs about
 *              1 / (1 - a) looks: 3 at two thirds, 10 at nine tenths (Knuth, vol. 3, 6.4).
 * Perturb:     the next place is i = 5 i + perturb + 1, CPython's. The home place is the low bits of the
 *              hash; keys that agree in those (multiples of 1024) would meet at every step, but perturb
 *              brings in the high bits. When it is 0, i = 5 i + 1 comes by every place, so each search ends.
 * One block:   entries, hashes, table. A dict whose keys are all exact strs needs no hashes: the strs keep
 *              theirs.
 *
 * Invariants:  used counts live entries, filled the places of `entries` that were ever used; key NULL means
 *              deleted.
 * Callbacks:   comparing keys may run Python code that changes this dict. Lookup holds the key it compares
 *              with and starts again if the entries moved meanwhile.
 * Tracking:    a dict becomes known to the collector when the first thing that could be part of a cycle is
 *              stored. */
#include "runtime/containers/dict.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/classes/shared_keys.h"
#include "runtime/containers/dict_private.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

enum { FREE = -1, DELETED = -2, PERTURB_SHIFT = 5 };

static uint32_t last_version;

/* --- the block ------------------------------------------------------------------------------------------ */

static size_t block_size(uint8_t log2_size, bool with_hashes)
{
    size_t per_entry = sizeof(DictEntry) + (with_hashes ? sizeof(uint32_t) : 0);
    return dict_usable(log2_size) * per_entry + ((size_t)1 << log2_size) * dict_index_width(log2_size);
}

static int32_t table_get(const DictObject *dict, size_t i)
{
    if (dict->log2_size < 8)
        return ((const int8_t *)dict->table)[i];
    if (dict->log2_size < 16)
        return ((const int16_t *)dict->table)[i];
    return ((const int32_t *)dict->table)[i];
}

static void table_set(DictObject *dict, size_t i, int32_t value)
{
    if (dict->log2_size < 8)
        ((int8_t *)dict->table)[i] = (int8_t)value;
    else if (dict->log2_size < 16)
        ((int16_t *)dict->table)[i] = (int16_t)value;
    else
        ((int32_t *)dict->table)[i] = value;
}

static uint32_t fold(Hash hash)
{
    return (uint32_t)((uint64_t)hash ^ (uint64_t)hash >> 32);
}

static inline uint32_t int_hash32(View key)
{
    return fold(int_word_hash(((IntObject *)key)->value));
}

/* The 32 bits of a key's hash that this dict works with. For exact strs they are the str's own. */
static inline bool key_hash(View key, uint32_t *hash)
{
    if (key->type == TYPE_STR) {
        *hash = str_hash32((StrView)key);
        return true;
    }
    if (key->type == TYPE_INT) {
        *hash = int_hash32(key);
        return true;
    }
    Hash full = object_hash(key);
    *hash = fold(full);
    return full != -1;
}

bool dict_key_hash(View key, uint32_t *hash)
{
    return key_hash(key, hash);
}

/* --- lookup --------------------------------------------------------------------------------------------- */

/* Is the str `other`, of the same hash, equal to the exact str `key`? */
static inline bool same_text(View other, View key)
{
    size_t length = str_length(key), kind = ((StrView)key)->kind;
    return str_length(other) == length && ((StrView)other)->kind == kind &&
           memcmp(((StrView)other)->data, ((StrView)key)->data, length * kind) == 0;
}

/* The probe for a key of type `type`, an exact str or int: such keys compare without running Python code.
 * DICT_NOT_QUICK if it meets a key of another type with the same hash. `width` is that of the table's
 * indices, a constant in each copy. */
static inline ALWAYS_INLINE Index probe(const DictObject *dict, View key, uint32_t hash, uint32_t type, size_t width)
{
    size_t mask = ((size_t)1 << dict->log2_size) - 1, perturb = hash;
    for (size_t i = hash & mask;; perturb >>= PERTURB_SHIFT, i = (i * 5 + perturb + 1) & mask) {
        int32_t index = width == 1   ? ((const int8_t *)dict->table)[i]
                        : width == 2 ? ((const int16_t *)dict->table)[i]
                                     : ((const int32_t *)dict->table)[i];
        if (index < 0) {
            if (index == FREE)
                return DICT_ABSENT;
            continue;
        }
        View other = dict->entries[index].key;
        if (other == key)
            return index;
        if (dict->hashes ? dict->hashes[index] != hash : ((StrView)other)->hash != hash)
            continue;
        if (UNLIKELY(other->type != type))
            return DICT_NOT_QUICK;
        if (type == TYPE_INT ? ((IntObject *)other)->value == ((IntObject *)key)->value : same_text(other, key))
            return index;
    }
}

static inline ALWAYS_INLINE Index find_by_width(const DictObject *dict, View key, uint32_t hash, uint32_t type)
{
    if (UNLIKELY(!dict->entries))
        return DICT_ABSENT;
    return dict->log2_size < 8    ? probe(dict, key, hash, type, 1)
           : dict->log2_size < 16 ? probe(dict, key, hash, type, 2)
                                  : probe(dict, key, hash, type, 4);
}

static Index find_str(const DictObject *dict, View key, uint32_t hash)
{
    return find_by_width(dict, key, hash, TYPE_STR);
}

static Index find_int(const DictObject *dict, View key, uint32_t hash)
{
    /* among strs alone there is no int */
    return dict->hashes ? find_by_width(dict, key, hash, TYPE_INT) : DICT_ABSENT;
}

Index dict_find_quick(const DictObject *dict, View key)
{
    if (key->type == TYPE_STR)
        return find_str(dict, key, str_hash32((StrView)key));
    return key->type == TYPE_INT ? find_int(dict, key, int_hash32(key)) : DICT_NOT_QUICK;
}

/* 1: equal; 0: not; -1: failed; 2: the dict changed meanwhile, look again. */
static int compare_key(DictObject *dict, int32_t index, View key)
{
    DictEntry *entries = dict->entries;
    View other = entries[index].key;
    retain(other);
    int equal = object_equal(other, key);
    bool changed = dict->entries != entries || (uint32_t)index >= dict->filled || entries[index].key != other;
    release(other);
    return equal >= 0 && changed ? 2 : equal;
}

static Index find(DictObject *dict, View key, uint32_t hash)
{
    Index quick = key->type == TYPE_STR ? find_str(dict, key, hash) : key->type == TYPE_INT ? find_int(dict, key, hash) : DICT_NOT_QUICK;
    if (LIKELY(quick != DICT_NOT_QUICK))
        return quick;
again:
    if (!dict->entries)
        return DICT_ABSENT;
    size_t mask = ((size_t)1 << dict->log2_size) - 1, perturb = hash;
    for (size_t i = hash & mask;; perturb >>= PERTURB_SHIFT, i = (i * 5 + perturb + 1) & mask) {
        int32_t index = table_get(dict, i);
        if (index == FREE)
            return DICT_ABSENT;
        if (index == DELETED)
            continue;
        if (dict->entries[index].key == key)
            return index;
        if (dict_entry_hash(dict, (size_t)index) != hash)
            continue;
        int equal = compare_key(dict, index, key);
        if (equal == 2)
            goto again;
        if (equal)
            return equal < 0 ? DICT_FAILED : index;
    }
}

/* The place in the table that holds `index`. */
static size_t table_place(const DictObject *dict, Index index)
{
    uint32_t hash = dict_entry_hash(dict, (size_t)index);
    size_t mask = ((size_t)1 << dict->log2_size) - 1, perturb = hash, i = hash & mask;
    while (table_get(dict, i) != index) {
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + perturb + 1) & mask;
    }
    return i;
}

static void table_add(DictObject *dict, uint32_t hash, int32_t index)
{
    size_t mask = ((size_t)1 << dict->log2_size) - 1, perturb = hash, i = hash & mask;
    while (table_get(dict, i) >= 0) {
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + perturb + 1) & mask;
    }
    table_set(dict, i, index);
}

/* --- growing -------------------------------------------------------------------------------------------- */

static void free_block(DictEntry *entries, uint8_t log2_size, bool with_hashes)
{
    if (entries)
        heap_free(entries, block_size(log2_size, with_hashes));
}

/* To those who tell of memory as CPython's, the block is a keys object. */
static inline void account_keys(void *block, uint8_t log2_size, bool with_hashes)
{
    if (UNLIKELY(heap.listening))
        heap_account(block, layout_dict_keys_size(log2_size, with_hashes));
}

bool dict_rebuild(DictObject *dict, uint8_t log2_size, bool with_hashes)
{
    if (log2_size > 31) {
        raise_memory_error();
        return false;
    }
    DictObject old = *dict;
    char *block = heap_allocate(block_size(log2_size, with_hashes));
    if (!block) {
        raise_memory_error();
        return false;
    }
    account_keys(block, log2_size, with_hashes);
    dict->log2_size = log2_size;
    dict->entries = (DictEntry *)(void *)block;
    block += dict_usable(log2_size) * sizeof(DictEntry);
    dict->hashes = with_hashes ? (uint32_t *)(void *)block : NULL;
    dict->table = block + (with_hashes ? dict_usable(log2_size) * sizeof(uint32_t) : 0);
    memset(dict->table, 0xFF, ((size_t)1 << log2_size) * dict_index_width(log2_size));
    dict->filled = dict->lost = 0;
    dict->version = 0;
    for (uint32_t i = 0; i < old.filled; i++) {
        if (!old.entries[i].key)
            continue;
        uint32_t hash = dict_entry_hash(&old, i);
        dict->entries[dict->filled] = old.entries[i];
        if (with_hashes)
            dict->hashes[dict->filled] = hash;
        table_add(dict, hash, (int32_t)dict->filled++);
    }
    free_block(old.entries, old.log2_size, old.hashes != NULL);
    return true;
}

/* rebuild for an empty dict: most dicts are small and stay so. */
static bool build_smallest(DictObject *dict, bool with_hashes)
{
    char *block = with_hashes ? heap_allocate(block_size(DICT_LOG2_SMALLEST, true)) : heap_allocate(block_size(DICT_LOG2_SMALLEST, false));
    if (!block) {
        raise_memory_error();
        return false;
    }
    account_keys(block, DICT_LOG2_SMALLEST, with_hashes);
    dict->log2_size = DICT_LOG2_SMALLEST;
    dict->entries = (DictEntry *)(void *)block;
    block += dict_usable(DICT_LOG2_SMALLEST) * sizeof(DictEntry);
    dict->hashes = with_hashes ? (uint32_t *)(void *)block : NULL;
    dict->table = block + (with_hashes ? dict_usable(DICT_LOG2_SMALLEST) * sizeof(uint32_t) : 0);
    memset(dict->table, 0xFF, (size_t)1 << DICT_LOG2_SMALLEST);
    dict->filled = dict->lost = 0;
    dict->version = 0;
    return true;
}

/* Room for three times the live entries. */
static uint8_t log2_grown(const DictObject *dict)
{
    return dict_log2_for_places((size_t)dict->used * 3);
}

/* A key for the __dict__ of an instance: it finds a place among the keys that the class's instances share, or
 * the dict gets keys of its own, with room to grow. */
static bool leave_shared(DictObject *dict, bool with_hashes, View key)
{
    if (!with_hashes && shared_keys_fit(dict->shared_class, key))
        return true;
    dict->shared_class = 0;
    return !dict->entries || dict_rebuild(dict, log2_grown(dict), with_hashes);
}

static bool make_room(DictObject *dict, View key)
{
    bool with_hashes = dict->hashes || key->type != TYPE_STR;
    if (UNLIKELY(dict->shared_class) && !leave_shared(dict, with_hashes, key))
        return false;
    if (!dict->entries)
        return build_smallest(dict, with_hashes);
    if (dict->filled + (size_t)dict->lost >= dict_usable(dict->log2_size) || (with_hashes && !dict->hashes))
        return dict_rebuild(dict, log2_grown(dict), with_hashes);
    return true;
}

void dict_track_for(DictView dict, View value)
{
    if (gc_is_tracked(AS_OBJECT(dict)) || !object_is_gc(value) || dict->is_hidden)
        return;
    if (value->type != TYPE_TUPLE || gc_is_tracked(value))
        gc_track(AS_OBJECT(dict));
}

bool dict_append_entry(DictObject *dict, View key, uint32_t hash, View value)
{
    if (!make_room(dict, key))
        return false;
    uint32_t index = dict->filled++;
    dict->entries[index] = (DictEntry){retain(key), retain(value)};
    if (dict->hashes)
        dict->hashes[index] = hash;
    table_add(dict, hash, (int32_t)index);
    dict->used++;
    dict->version = 0;
    dict_track_for(dict, key);
    dict_track_for(dict, value);
    return true;
}

/* --- making --------------------------------------------------------------------------------------------- */

Ref dict_new(void)
{
    DictObject *dict = gc_new_builtin(TYPE_DICT, sizeof *dict);
    if (!dict)
        return NULL;
    dict->used = dict->filled = 0;
    dict->entries = NULL;
    dict->table = NULL;
    dict->hashes = NULL;
    dict->log2_size = 0;
    dict->lost = 0;
    dict->is_hidden = false;
    dict->shared_class = 0;
    return AS_OBJECT(dict);
}

Ref dict_new_with_table(uint8_t log2_size, bool with_hashes)
{
    DictView dict = (DictView)dict_new();
    if (dict && !dict_rebuild(dict, log2_size, with_hashes))
        release(AS_OBJECT(dict)), dict = NULL;
    return AS_OBJECT(dict);
}

Ref dict_new_sized(size_t expected, DictKeys keys)
{
    if (expected <= dict_usable(DICT_LOG2_SMALLEST))
        return dict_new();
    if (expected > UINT32_MAX / 4)
        return raise_memory_error();
    return dict_new_with_table(dict_log2_for(expected), keys == DICT_KEYS_ANY);
}

Ref dict_new_with_room(size_t expected, DictKeys keys)
{
    return expected > UINT32_MAX / 4 ? raise_memory_error() : dict_new_with_table(dict_log2_for(expected), keys == DICT_KEYS_ANY);
}

/* --- reading -------------------------------------------------------------------------------------------- */

View dict_get_peek(DictView dict, View key)
{
    uint32_t hash;
    if (!key_hash(key, &hash))
        return NULL;
    Index index = find(dict, key, hash);
    return index < 0 ? NULL : dict->entries[index].value;
}

Index dict_find_str(DictView dict, View key)
{
    uint32_t hash = str_hash32((StrView)key);
    Index quick = find_str(dict, key, hash);
    if (LIKELY(quick != DICT_NOT_QUICK))
        return quick;
    Ref raised = error_take(); /* a key that is no str may compare in Python; lookups by str never fail */
    Index index = find(dict, key, hash);
    error_clear();
    error_restore_take(raised);
    return index < 0 ? DICT_ABSENT : index;
}

View dict_get_str_peek(DictView dict, View key)
{
    Index index = dict_find_str(dict, key);
    return index < 0 ? NULL : dict->entries[index].value;
}

/* By C text: a walk over all entries, for the few places that have no str object at hand. */
View dict_get_text_peek(DictView dict, const char *text)
{
    for (uint32_t i = 0; i < dict->filled; i++) {
        View key = dict->entries[i].key;
        if (key && key->type == TYPE_STR && str_equal_text(key, text))
            return dict->entries[i].value;
    }
    return NULL;
}

Ref dict_get(DictView dict, View key)
{
    Index quick = dict_find_quick(dict, key);
    if (LIKELY(quick >= 0))
        return retain(dict->entries[quick].value);
    if (quick == DICT_ABSENT)
        return NULL;
    retain(AS_OBJECT(dict));
    View found = dict_get_peek(dict, key);
    Ref value = retain_maybe(found);
    release(AS_OBJECT(dict));
    return value;
}

Ref dict_get_hashed(DictView dict, View key, uint32_t hash)
{
    Index index = find(dict, key, hash);
    return index < 0 ? NULL : retain(dict->entries[index].value);
}

View dict_key_peek_hashed(DictView dict, View key, uint32_t hash)
{
    Index index = find(dict, key, hash);
    return index < 0 ? NULL : dict->entries[index].key;
}

int dict_contains(DictView dict, View key)
{
    Index quick = dict_find_quick(dict, key);
    if (LIKELY(quick != DICT_NOT_QUICK))
        return quick >= 0;
    View found = dict_get_peek(dict, key);
    return found ? 1 : error_is_set() ? -1 : 0;
}

Ref dict_get_known_hash(DictView dict, View key, Hash hash)
{
    return key->type == TYPE_STR ? dict_get(dict, key) : dict_get_hashed(dict, key, fold(hash));
}

int dict_contains_hashed(DictView dict, View key, Hash hash)
{
    if (key->type == TYPE_STR)
        return dict_contains(dict, key);
    Ref found = dict_get_known_hash(dict, key, hash);
    release_maybe(found);
    return found ? 1 : error_is_set() ? -1 : 0;
}

bool dict_next_peek(DictView dict, size_t *position, View *key, View *value)
{
    size_t i = *position;
    while (i < dict->filled && !dict->entries[i].key)
        i++;
    if (i >= dict->filled)
        return false;
    *key = dict->entries[i].key;
    if (value)
        *value = dict->entries[i].value;
    *position = i + 1;
    return true;
}

uint32_t dict_version(DictView dict)
{
    if (!dict->version && last_version != UINT32_MAX)
        dict->version = ++last_version;
    return dict->version;
}

/* --- writing -------------------------------------------------------------------------------------------- */

static bool set_with_hash_take(DictView dict, View key, uint32_t hash, Ref value)
{
    Index index = find(dict, key, hash);
    if (LIKELY(index >= 0)) {
        dict_replace_at_take(dict, index, value);
        return true;
    }
    bool done = index == DICT_ABSENT && dict_append_entry(dict, key, hash, value);
    release(value);
    return done;
}

bool dict_set_with_hash(DictView dict, View key, uint32_t hash, View value)
{
    return set_with_hash_take(dict, key, hash, retain(value));
}

bool dict_set_take(DictView dict, View key, Ref value)
{
    uint32_t hash;
    if (LIKELY(key_hash(key, &hash)))
        return set_with_hash_take(dict, key, hash, value);
    release(value);
    return false;
}

bool dict_set(DictView dict, View key, View value)
{
    uint32_t hash;
    if (!key_hash(key, &hash))
        return false;
    retain(key);
    retain(value);
    bool done = dict_set_with_hash(dict, key, hash, value);
    release(key);
    release(value);
    return done;
}

bool dict_set_hashed(DictView dict, View key, uint32_t hash, View value)
{
    return dict_set_with_hash(dict, key, hash, value);
}

bool dict_add_str(DictView dict, View key, View value)
{
    ASSERT(!dict_get_str_peek(dict, key));
    return dict_append_entry(dict, key, str_hash32((StrView)key), value);
}

bool dict_set_text(DictView dict, const char *text, View value)
{
    Ref key = str_intern_text(text);
    bool done = key && dict_set(dict, key, value);
    release_maybe(key);
    return done;
}

bool dict_set_text_take(DictView dict, const char *text, Ref value)
{
    if (!value)
        return false;
    bool done = dict_set_text(dict, text, value);
    release(value);
    return done;
}

/* Take the entry out: the caller owns key and value. */
static DictEntry remove_entry(DictView dict, Index index)
{
    DictEntry entry = dict->entries[index];
    table_set(dict, table_place(dict, index), DELETED);
    dict->entries[index] = (DictEntry){NULL, NULL};
    dict->used--;
    dict->version = 0;
    return entry;
}

int dict_delete(DictView dict, View key)
{
    Ref value = dict_pop(dict, key);
    release_maybe(value);
    return value ? 1 : error_is_set() ? -1 : 0;
}

Ref dict_pop(DictView dict, View key)
{
    uint32_t hash;
    return key_hash(key, &hash) ? dict_pop_hashed(dict, key, hash) : NULL;
}

Ref dict_pop_hashed(DictView dict, View key, uint32_t hash)
{
    Index index = find(dict, key, hash);
    if (index < 0)
        return NULL;
    DictEntry entry = remove_entry(dict, index);
    release(entry.key);
    return entry.value;
}

bool dict_pop_last(DictView dict, Ref *key, Ref *value)
{
    if (dict->used == 0)
        return false;
    dict->shared_class = 0;
    uint32_t last = dict->filled - 1;
    while (!dict->entries[last].key)
        last--;
    DictEntry entry = remove_entry(dict, last);
    dict->lost += dict->filled - last;
    dict->filled = last;
    *key = entry.key;
    *value = entry.value;
    return true;
}

Ref dict_set_default(DictView dict, View key, View fallback)
{
    uint32_t hash;
    if (!key_hash(key, &hash))
        return NULL;
    Index index = find(dict, key, hash);
    if (index == DICT_FAILED)
        return NULL;
    if (index >= 0)
        return retain(dict->entries[index].value);
    return dict_append_entry(dict, key, hash, fallback) ? retain(fallback) : NULL;
}

void dict_clear(DictView dict)
{
    DictEntry *entries = dict->entries;
    uint32_t filled = dict->filled;
    uint8_t log2_size = dict->log2_size;
    bool with_hashes = dict->hashes != NULL;
    dict->entries = NULL;
    dict->table = NULL;
    dict->hashes = NULL;
    dict->used = dict->filled = 0;
    dict->shared_class = 0;
    dict->version = 0;
    for (uint32_t i = 0; i < filled; i++) {
        if (!entries[i].key)
            continue;
        release(entries[i].key);
        release(entries[i].value);
    }
    free_block(entries, log2_size, with_hashes);
}

/* --- for the collector ---------------------------------------------------------------------------------- */

void dict_finish(View self)
{
    DictView dict = (DictView)self;
    if (UNLIKELY(dict->is_hidden)) /* it was not counted as made, and is not to be counted as gone */
        gc_state.generations[0].count++;
    dict_clear(dict);
}

size_t dict_block_size(const DictObject *dict)
{
    return dict->entries ? block_size(dict->log2_size, dict->hashes != NULL) : 0;
}
