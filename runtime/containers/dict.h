/* dict: compact and ordered: a table of small indices over an array of entries in order of insertion. Growth
 * is CPython's. See dict.c for the drawing. */
#ifndef OURO_RUNTIME_CONTAINERS_DICT_H
#define OURO_RUNTIME_CONTAINERS_DICT_H

#include "runtime/classes/type.h"

typedef struct DictEntry {
    Ref key; /* NULL: deleted */
    Ref value;
} DictEntry;

/* The evaluation loop reads `entries`, `filled` and `version` inline; only dict.c writes them. */
typedef struct DictObject {
    GC_HEAD(
        version); /* aux: names the present set of keys and their places for a cache; 0: no cache has asked. Set to 0 whenever a key is added or removed, or the entries move */
    uint32_t used;      /* live entries */
    uint32_t filled;    /* entries in use, deleted ones included */
    DictEntry *entries; /* NULL while the dict is empty; one block with the index table and (if not all keys are exact strs) the hashes */
    void *table;        /* the index table: int8/16/32 by size */
    uint32_t *hashes;   /* hash of each entry's key (folded to 32 bits), or NULL when all keys are exact strs, which keep their own */
    uint8_t log2_size;  /* of the index table */
    bool is_hidden;     /* this and the next two are CPython's accounting: see classes/shared_keys.h */
    uint32_t lost;
    uint32_t shared_class;
} DictObject;

typedef DictObject *DictView;

/* For dict_replace_at_take: does the value make the dict known to the collector? */
void dict_track_for(DictView dict, View value);

/* The same for all values. */
void dict_track_for_values(DictView dict);

extern TypeObject dict_type, dict_keys_type, dict_values_type, dict_items_type, dict_key_iterator_type, dict_value_iterator_type,
    dict_item_iterator_type, dict_reverse_iterator_type, dict_reverse_value_iterator_type, dict_reverse_item_iterator_type;

static inline bool is_dict(View object)
{
    return object->type == TYPE_DICT || is_kind(object, TYPE_FLAG_DICT);
}

MUST_USE Ref dict_new(void);
/* An empty dict with room for so many keys. */
typedef enum DictKeys { DICT_KEYS_STR, DICT_KEYS_ANY } DictKeys;
MUST_USE Ref dict_new_sized(size_t expected, DictKeys keys);
/* The same, but its table is made at once. */
MUST_USE Ref dict_new_with_room(size_t expected, DictKeys keys);
MUST_USE Ref dict_copy(DictView dict);
/* The value, borrowed: valid until the dict next changes. NULL without an exception if absent, NULL with one
 * if hashing or comparing failed. */
View dict_get_peek(DictView dict, View key);
/* The same for an exact str key (no Python code can run, cannot fail). */
View dict_get_str_peek(DictView dict, View key);
View dict_get_text_peek(DictView dict, const char *key);
/* The value, owned. NULL with no exception: absent. */
MUST_USE Ref dict_get(DictView dict, View key);
MUST_USE bool dict_set(DictView dict, View key, View value);
/* The same for an exact str that is no key of the dict yet: nothing is looked for. */
MUST_USE bool dict_add_str(DictView dict, View key, View value);
/* dict_set, consuming value, even on failure. The caller keeps dict and key alive. */
MUST_USE bool dict_set_take(DictView dict, View key, Ref value);
MUST_USE bool dict_set_text(DictView dict, const char *key, View value); /* interns the key */
MUST_USE bool dict_set_text_take(DictView dict, const char *key,
                                 Ref value); /* consumes value; NULL value: returns false at once (its maker raised) */
/* 1: deleted; 0: it was not there; -1: failed. */
MUST_USE int dict_delete(DictView dict, View key);
/* Remove and return; NULL without an exception if absent. */
MUST_USE Ref dict_pop(DictView dict, View key);
MUST_USE int dict_contains(DictView dict, View key);

/* For callers that look a key up and store it later, and must ask for its hash only once: the hash that the
 * dict works with (false with an exception), and dict_get, dict_set and dict_pop with a hash at hand. The
 * caller keeps dict, key and value alive. */
MUST_USE bool dict_key_hash(View key, uint32_t *hash);
MUST_USE Ref dict_get_hashed(DictView dict, View key, uint32_t hash);
MUST_USE bool dict_set_hashed(DictView dict, View key, uint32_t hash, View value);
MUST_USE Ref dict_pop_hashed(DictView dict, View key, uint32_t hash);
/* The key object of the entry for an equal key, borrowed. NULL without an exception: there is none. */
View dict_key_peek_hashed(DictView dict, View key, uint32_t hash);
/* dict_contains for a key whose object_hash is known. */
MUST_USE int dict_contains_hashed(DictView dict, View key, Hash hash);
/* The value, when hash(key) is known. NULL, without an exception if there is none. */
MUST_USE Ref dict_get_known_hash(DictView dict, View key, Hash hash);

/* Remove the youngest entry into *key and *value, owned by the caller. False if the dict is empty. */
bool dict_pop_last(DictView dict, Ref *key, Ref *value);
/* The type's slots that are in dict.c. */
void dict_finish(View self);
void dict_traverse(View self, Visitor visit, void *context);
/* The value of key, set to `fallback` first if absent; owned. */
MUST_USE Ref dict_set_default(DictView dict, View key, View fallback);
void dict_clear(DictView dict);
MUST_USE bool dict_update(DictView dict, View mapping_or_pairs); /* d.update(x) */
/* What keys() of any mapping gives, as a new list. NULL with what that raised, or TypeError if it gave nothing to iterate over. */
MUST_USE Ref dict_keys_of_mapping(View mapping);
MUST_USE bool dict_merge(DictView dict, View mapping, bool override);
MUST_USE bool dict_merge_dict(DictView dict, DictView other, bool override); /* the same for a dict, which is not asked for its keys() */
/* Step through the entries: *position starts at 0. False at the end. Key and value are borrowed. Do not
 * change the dict's keys meanwhile. */
bool dict_next_peek(DictView dict, size_t *position, View *key, View *value);
/* The place of a key in `entries` if it is an exact str or int, among keys that compare with it without
 * running Python code: cannot fail. DICT_ABSENT: it is not there; DICT_NOT_QUICK: ask the functions above. */
enum { DICT_ABSENT = -1, DICT_FAILED = -2, DICT_NOT_QUICK = -3 };
Index dict_find_quick(const DictObject *dict, View key);
/* Put an owned value at such a place; what was there dies last, so that its finalizer finds the dict as it
 * will be. */
static inline void dict_replace_at_take(DictView dict, Index place, Ref value)
{
    Ref *at = &dict->entries[place].value, old = *at;
    *at = value;
    if (UNLIKELY(type_has(type_of_peek(value), TYPE_FLAG_GC)) && !gc_is_tracked(AS_OBJECT(dict)))
        dict_track_for(dict, value);
    release(old);
}
/* The bytes of the block that `entries` begins; 0 while there is none. */
size_t dict_block_size(const DictObject *dict);
/* The place of an exact str key in `entries`, or -1: for the evaluation loop's caches. */
Index dict_find_str(DictView dict, View key);
/* The number for a cache to remember (never 0), handed out anew if there is none. 0 when numbers ran out. */
uint32_t dict_version(DictView dict);
MUST_USE Ref dict_keys_list(DictView dict);
MUST_USE Ref dict_values_list(DictView dict);
MUST_USE Ref dict_items_list(DictView dict);
/* Called by the collector, as CPython's MAINTAIN_TRACKING: a dict holding only untracked things is itself
 * untracked. */
void dict_untrack_if_possible(View dict);

#endif
