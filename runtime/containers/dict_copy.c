/* dict_copy: whole dicts: copies, and one dict merged into another.
 *
 * As in CPython, a dict that is mostly full is copied as it lies, deleted entries included; one with many
 * gaps is copied entry by entry into a table that fits. A merge may run Python code (comparing keys), which
 * may change either dict: the entry at hand is held, and a change of the other's size is an error. Long
 * copies look for Ctrl-C between stretches. */
#include "runtime/containers/dict_private.h"

#include "runtime/errors/errors.h"
#include "runtime/life/gc.h"

/* A copy of a dict entry by entry, the deleted ones included. */
static Ref clone(DictView source)
{
    DictView dict = (DictView)dict_new_with_table(source->log2_size, source->hashes != NULL);
    if (!dict)
        return NULL;
    memcpy(dict->table, source->table, ((size_t)1 << source->log2_size) * dict_index_width(source->log2_size));
    if (source->hashes)
        memcpy(dict->hashes, source->hashes, source->filled * sizeof *source->hashes);
    memcpy(dict->entries, source->entries, source->filled * sizeof *source->entries);
    for (uint32_t i = 0; i < source->filled;) {
        for (size_t end = stretch_end(i, source->filled); i < end; i++) {
            retain_maybe(dict->entries[i].key);
            if (dict->entries[i].key)
                retain(dict->entries[i].value);
        }
        if (!check_interrupt()) {
            dict->used = dict->filled = i; /* only these are its own */
            release(AS_OBJECT(dict));
            return NULL;
        }
    }
    dict->used = source->used;
    dict->filled = source->filled;
    dict->lost = source->lost;
    dict->shared_class = source->shared_class;
    if (gc_is_tracked(AS_OBJECT(source)))
        gc_track(AS_OBJECT(dict));
    else if (source->is_hidden)
        dict_track_for_values(dict);
    return AS_OBJECT(dict);
}

Ref dict_copy(DictView source)
{
    if (!source->used)
        return dict_new();
    if (source->used >= source->filled * UINT64_C(2) / 3)
        return clone(source);
    DictView dict = (DictView)dict_new_with_table(dict_log2_for(source->used), source->hashes != NULL);
    if (!dict)
        return NULL;
    dict->shared_class = source->shared_class;
    for (uint32_t i = 0; i < source->filled; i++) {
        View key = source->entries[i].key;
        if (key && !dict_append_entry(dict, key, dict_entry_hash(source, i), source->entries[i].value)) {
            release(AS_OBJECT(dict));
            return NULL;
        }
    }
    return AS_OBJECT(dict);
}

/* With as large a table as the other's, which is full to the same extent. */
static bool rebuild_as(DictView dict, DictView other)
{
    if (!dict_rebuild(dict, other->log2_size, other->hashes != NULL))
        return false;
    dict->lost = other->lost;
    return true;
}

/* Before the merge, as CPython: an empty dict gets as large a table as the other's if that is well filled;
 * otherwise there must be places for the other's keys. */
static bool make_room_for_merge(DictView dict, DictView other)
{
    size_t room = dict->entries ? dict_usable(dict->log2_size) : 0;
    bool with_hashes = other->hashes != NULL;
    if (dict->used == 0 && other->used && other->used == other->filled && !other->shared_class &&
        (other->log2_size == DICT_LOG2_SMALLEST || dict_usable(other->log2_size - 1) < other->used)) {
        dict->shared_class = 0;
        return rebuild_as(dict, other);
    }
    if (room >= other->used)
        return true;
    return dict_rebuild(dict, dict_log2_for((size_t)dict->used + other->used), with_hashes || dict->hashes);
}

bool dict_merge_dict(DictView dict, DictView other, bool override)
{
    retain(AS_OBJECT(other));
    bool done = make_room_for_merge(dict, other);
    for (uint32_t i = 0; done && i < other->filled; i++) {
        View key = other->entries[i].key;
        if (!key)
            continue;
        uint32_t used = other->used;
        Ref held_key = retain(key), value = retain(other->entries[i].value);
        if (!check_interrupt()) {
            done = false;
        } else if (!override) {
            int present = dict_contains(dict, held_key);
            done = present > 0 || (present == 0 && dict_set(dict, held_key, value));
        } else {
            done = dict_set_with_hash(dict, held_key, dict_entry_hash(other, i), value);
        }
        release(held_key);
        release(value);
        if (done && other->used != used) {
            raise_error(RuntimeError, "dict mutated during update");
            done = false;
        }
    }
    release(AS_OBJECT(other));
    return done;
}
