/* set: set and frozenset. The table is here; methods and operators are in set_methods.c.
 *
 *      table (a power of two places)
 *      | key hash | free | key hash | dummy | key hash | free | free | key hash |
 *
 * Open addressing with CPython's probing, so that a set of numbers prints in the same order: from the home
 * place (the low bits of the hash) look at up to nine neighbours, then jump: i = 5 i + perturb + 1.
 * Neighbours lie in the same cache line or the next ones, so looking at them costs little. The jump leads
 * keys apart whose low bits agree, since perturb brings in the high bits of the hash.
 *
 * The table grows when three fifths are filled, to four times the live items (twice for large sets). The
 * first eight places are in the object itself. A deleted place holds the dummy: a free one would end the
 * search for keys that were put beyond it.
 *
 * Invariants: filled counts live keys and dummies; some place is always free, which ends each search.
 * Callbacks:  comparing keys may run Python code that changes this set: lookup holds the key it compares with
 *             and starts again when the table changed. */
#include "runtime/containers/set.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/set_private.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

enum { LINEAR_PROBES = 9, PERTURB_SHIFT = 5, LARGE_SET = 50000 };

static Object dummy = {1 << 30, TYPE_NONE}; /* stands where a key was deleted */
#define DUMMY (&dummy)

static bool is_live(const SetEntry *entry)
{
    return entry->key && entry->key != DUMMY;
}

/* --- lookup --------------------------------------------------------------------------------------------- */

enum { NOT_THIS, FOUND, CHANGED, FAILED };

static int try_entry(SetObject *set, SetEntry *entry, View key, Hash hash)
{
    View other = entry->key;
    if (entry->hash != hash || other == DUMMY)
        return NOT_THIS;
    if (other == key)
        return FOUND;
    if (other->type == TYPE_STR && key->type == TYPE_STR)
        return str_equal(other, key) ? FOUND : NOT_THIS;
    SetEntry *table = set->table;
    size_t mask = set->mask;
    retain(other);
    int equal = object_equal(other, key);
    bool changed = set->table != table || set->mask != mask || entry->key != other;
    release(other);
    if (equal < 0)
        return FAILED;
    return changed ? CHANGED : equal ? FOUND : NOT_THIS;
}

/* The entry with the key, or the free one that ends the search; *last_dummy: the last dummy on the way, or
 * NULL. NULL: a comparison failed. */
static inline SetEntry *search(SetObject *set, View key, Hash hash, SetEntry **last_dummy)
{
again:;
    *last_dummy = NULL;
    size_t mask = set->mask, i = (size_t)hash & mask;
    for (size_t perturb = (size_t)hash;;) {
        size_t probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
        for (size_t n = 0; n <= probes; n++) {
            SetEntry *entry = &set->table[i + n];
            if (!entry->key)
                return entry;
            if (entry->key == DUMMY)
                *last_dummy = entry;
            switch (try_entry(set, entry, key, hash)) {
            case FOUND: return entry;
            case CHANGED: goto again;
            case FAILED: return NULL;
            default: break;
            }
        }
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

static SetEntry *find(SetObject *set, View key, Hash hash)
{
    SetEntry *dummy_entry;
    return search(set, key, hash, &dummy_entry);
}

/* --- growing -------------------------------------------------------------------------------------------- */

static void insert_clean(SetEntry *table, size_t mask, Ref key, Hash hash)
{
    size_t perturb = (size_t)hash, i = (size_t)hash & mask;
    for (;;) {
        size_t probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
        for (size_t n = 0; n <= probes; n++) {
            if (!table[i + n].key) {
                table[i + n] = (SetEntry){key, hash};
                return;
            }
        }
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

static void free_table(SetObject *set, SetEntry *table, size_t mask)
{
    if (table != set->small)
        heap_free(table, (mask + 1) * sizeof *table);
}

/* Piece by piece: its memory may be new and slow. False with KeyboardInterrupt. */
static bool empty_table(SetEntry *table, size_t size)
{
    enum { PIECE = 1 << 20 };
    for (; size > PIECE; size -= PIECE, table += PIECE) {
        memset(table, 0, PIECE * sizeof *table);
        if (!check_interrupt())
            return false;
    }
    memset(table, 0, size * sizeof *table);
    return true;
}

static bool resize(SetObject *set, size_t least)
{
    size_t size = COUNT_OF(set->small);
    while (size <= least && size < SIZE_MAX / 4)
        size *= 2;
    SetEntry small[COUNT_OF(set->small)], *old = set->table;
    size_t old_mask = set->mask;
    if (old == set->small) {
        memcpy(small, set->small, sizeof small);
        old = small;
    }
    SetEntry *table = set->small;
    if (size > COUNT_OF(set->small)) {
        table = heap_allocate(heap_array_size(size, sizeof *table));
        if (!table) {
            raise_memory_error();
            return false;
        }
    }
    bool done = empty_table(table, size);
    for (size_t i = 0; done && i <= old_mask; done = old == small || check_interrupt())
        for (size_t end = stretch_end(i, old_mask + 1); i < end; i++)
            if (is_live(&old[i]))
                insert_clean(table, size - 1, old[i].key, old[i].hash);
    if (!done) { /* the old table is still whole */
        free_table(set, table, size - 1);
        return false;
    }
    if (old != small)
        free_table(set, old, old_mask);
    set->table = table;
    set->mask = size - 1;
    set->filled = set->used;
    return true;
}

/* --- the interface -------------------------------------------------------------------------------------- */

static void set_init_empty(SetObject *set)
{
    set->used = set->filled = 0;
    set->mask = COUNT_OF(set->small) - 1;
    set->table = set->small;
    set->hash = -1;
    set->finger = 0;
    memset(set->small, 0, sizeof set->small);
}

Ref set_make(TypeObject *type, View iterable)
{
    SetObject *set = (SetObject *)type_allocate(type, 0);
    if (!set)
        return NULL;
    set_init_empty(set);
    gc_track(AS_OBJECT(set));
    if (iterable && !set_update(set, iterable)) {
        release(AS_OBJECT(set));
        return NULL;
    }
    return AS_OBJECT(set);
}

Ref set_new(View iterable)
{
    return set_make(&set_type, iterable);
}
Ref frozenset_new(View iterable)
{
    return set_make(&frozenset_type, iterable);
}

bool set_add_hashed(SetView set, View key, Hash hash)
{
    Ref held = retain(key);
    SetEntry *dummy_entry, *entry = search(set, key, hash, &dummy_entry);
    if (!entry || entry->key) {
        release(held);
        return entry != NULL;
    }
    set->used++;
    if (dummy_entry && dummy_entry->key == DUMMY) { /* no comparison has filled it meanwhile */
        *dummy_entry = (SetEntry){held, hash};
        return true;
    }
    *entry = (SetEntry){held, hash};
    set->filled++;
    if (set->filled * 5 < set->mask * 3)
        return true;
    return resize(set, set->used > LARGE_SET ? set->used * 2 : set->used * 4);
}

bool set_add(SetView set, View key)
{
    Hash hash = object_hash(key);
    return hash != -1 && set_add_hashed(set, key, hash);
}

int set_contains(SetView set, View key)
{
    Hash hash = object_hash(key);
    return hash == -1 ? -1 : set_contains_hashed(set, key, hash);
}

int set_contains_hashed(SetView set, View key, Hash hash)
{
    retain(key);
    SetEntry *entry = find(set, key, hash);
    int found = entry ? entry->key != NULL : -1;
    release(key);
    return found;
}

View set_get_peek(SetView set, View key)
{
    Hash hash = object_hash(key);
    SetEntry *entry = hash == -1 ? NULL : find(set, key, hash);
    return entry ? entry->key : NULL;
}

int set_discard(SetView set, View key)
{
    Hash hash = object_hash(key);
    return hash == -1 ? -1 : set_discard_hashed(set, key, hash);
}

int set_discard_hashed(SetView set, View key, Hash hash)
{
    SetEntry *entry = find(set, key, hash);
    if (!entry || !entry->key)
        return entry ? 0 : -1;
    Ref old = entry->key;
    *entry = (SetEntry){DUMMY, -1};
    set->used--;
    release(old);
    return 1;
}

bool set_sweep(SetView set)
{
    if (set->filled - set->used <= set->mask / 4)
        return true;
    return resize(set, set->used > LARGE_SET ? set->used * 2 : set->used * 4);
}

/* From where the last one was on, so that popping all takes linear time. */
Ref set_pop(SetView set)
{
    if (set->used == 0)
        return NULL;
    size_t place = set->finger & set->mask;
    while (!is_live(&set->table[place]))
        place = place == set->mask ? 0 : place + 1;
    Ref key = set->table[place].key;
    set->table[place] = (SetEntry){DUMMY, -1};
    set->used--;
    set->finger = place + 1;
    return key;
}

bool set_next_entry(SetView set, size_t *position, View *key, Hash *hash)
{
    size_t i = *position;
    while (i <= set->mask && !is_live(&set->table[i]))
        i++;
    if (i > set->mask)
        return false;
    *key = set->table[i].key;
    *hash = set->table[i].hash;
    *position = i + 1;
    return true;
}

bool set_next_peek(SetView set, size_t *position, View *key)
{
    Hash hash;
    return set_next_entry(set, position, key, &hash);
}

/* Into an empty set, no item need be compared: entry by entry at the same places, or, where tables differ in
 * size or dummies are to be left out, each at the first free one. */
static bool fill_from_set(SetView set, SetView other)
{
    bool same = set->mask == other->mask && other->filled == other->used;
    for (size_t i = 0; i <= other->mask;) {
        for (size_t end = stretch_end(i, other->mask + 1); i < end; i++) {
            const SetEntry *entry = &other->table[i];
            if (!is_live(entry))
                continue;
            Ref key = retain(entry->key);
            if (same)
                set->table[i] = (SetEntry){key, entry->hash};
            else
                insert_clean(set->table, set->mask, key, entry->hash);
        }
        if (i <= other->mask && !check_interrupt()) { /* so many have been taken */
            while (i-- > 0)
                set->filled += is_live(&other->table[i]);
            set->used = set->filled;
            return false;
        }
    }
    set->used = set->filled = other->used;
    return true;
}

/* Room for so many more. */
static bool make_room(SetView set, size_t more)
{
    return (set->filled + more) * 5 < set->mask * 3 || resize(set, (set->used + more) * 2);
}

static bool update_from_set(SetView set, SetView other)
{
    View key;
    Hash hash;
    size_t position = 0;
    if (other->used == 0)
        return true;
    if (!make_room(set, other->used))
        return false;
    if (set->filled == 0)
        return fill_from_set(set, other);
    retain(AS_OBJECT(other));
    bool done = true;
    while (done && set_next_entry(other, &position, &key, &hash))
        done = check_interrupt() && set_add_hashed(set, key, hash);
    release(AS_OBJECT(other));
    return done;
}

bool set_update(SetView set, View iterable)
{
    if (is_any_set(iterable))
        return iterable == AS_OBJECT(set) || update_from_set(set, (SetView)iterable);
    if (iterable->type == TYPE_DICT && !make_room(set, ((DictView)iterable)->used))
        return false;
    Ref iterator = object_iterate(iterable), item;
    if (!iterator)
        return false;
    bool done = true;
    while (done && (item = object_next(iterator))) {
        done = set_add(set, item);
        release(item);
    }
    release(iterator);
    return done && !error_is_set();
}

void set_swap(SetView a, SetView b)
{
    SetObject old = *a;
    a->used = b->used;
    a->filled = b->filled;
    a->mask = b->mask;
    a->table = b->table == b->small ? a->small : b->table;
    memcpy(a->small, b->small, sizeof a->small);
    b->used = old.used;
    b->filled = old.filled;
    b->mask = old.mask;
    b->table = old.table == a->small ? b->small : old.table;
    memcpy(b->small, old.small, sizeof b->small);
    a->hash = b->hash = -1;
}

void set_clear(SetView set)
{
    SetEntry small[COUNT_OF(set->small)], *table = set->table;
    size_t mask = set->mask;
    bool is_small = table == set->small;
    if (is_small) {
        memcpy(small, set->small, sizeof small);
        table = small;
    }
    Hash hash = set->hash;
    size_t finger = set->finger;
    set_init_empty(set);
    set->hash = hash;
    set->finger = finger;
    for (size_t i = 0; i <= mask; i++)
        if (is_live(&table[i]))
            release(table[i].key);
    if (!is_small)
        heap_free(table, (mask + 1) * sizeof *table);
}

void set_finish(View self)
{
    if (((SetView)self)->table)
        set_clear((SetView)self);
}

void set_traverse(View self, Visitor visit, void *context)
{
    SetView set = (SetView)self;
    for (size_t i = 0; set->table && i <= set->mask; i++)
        if (is_live(&set->table[i]))
            visit(set->table[i].key, context);
}
