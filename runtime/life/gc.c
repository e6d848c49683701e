/* gc: the cycle collector.
 *
 * Reference counting frees an object when its last reference goes, but objects that refer to each other in a
 * circle keep each other's count above zero for ever. The collector finds them in three steps that need no
 * knowledge of where references come from:
 *
 *   1. subtract_internal_references. Give each candidate a copy of its count; then, for each reference that
 *      one candidate holds on another, take one off the copy of the target. What is left counts the
 *      references from outside the candidates.
 *   2. find_reachable. A candidate with something left is reachable from outside, and so is everything that
 *      can be reached from it.
 *   3. dispose. The rest is garbage: call the callbacks of weak references to it, run its finalizers (once in
 *      an object's life, PEP 442), look whether a finalizer brought anything back, and break the circles of
 *      what stayed dead: counting does the rest.
 *
 * Order matters where Python code can see it (finalizers, callbacks), and is CPython's: candidates in the
 * order of their age, but in a full collection the youngest generation before the middle one; an object first
 * taken for unreachable and reached later goes to the end of the survivors.
 *
 * The table keeps half of its capacity free: a collection needs no memory that it does not have. While it
 * runs the table is not compacted, so the garbage stays at its places even when finalizers allocate. */
#include "runtime/life/gc.h"

#include <stdlib.h>

#include "runtime/classes/type.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/life/gc_check.h"
#include "runtime/life/gc_hooks.h"
#include "runtime/life/weakref.h"
#include "runtime/memory/fatal.h"
#include "runtime/memory/heap_check.h"

enum {
    GC_SMALLEST_TABLE = 1024,
    COUNT_UNREACHABLE = GC_INDEX_MASK - 1, /* in place of a candidate's count: taken for unreachable so far */
    COUNT_MANY = GC_INDEX_MASK - 2         /* more references than the bits can count: certainly reachable */
};

GcState gc_state;
GcHooks gc_hooks;
const GcWatcher *gc_watcher;

/* --- the table ------------------------------------------------------------------------------------------ */

bool gc_start(void)
{
    gc_state.entries = malloc(GC_SMALLEST_TABLE * sizeof *gc_state.entries);
    gc_state.capacity = GC_SMALLEST_TABLE;
    gc_state.used = 1;
    static const int32_t thresholds[GC_GENERATIONS] = {700, 10, 10};
    for (int g = 0; g < GC_GENERATIONS; g++)
        gc_state.generations[g] = (GcGeneration){.start = 1, .threshold = thresholds[g]};
    gc_state.enabled = true;
    return gc_state.entries != NULL;
}

void gc_stop(void)
{
    free(gc_state.entries);
    gc_state = (GcState){0};
}

/* An object's `gc` word has two uses, one after the other. Between collections its low bits are the object's
 * place in the table. While a collection looks at it they are the copy of its count, from which references
 * are taken off: so a collection needs no memory for these copies. find_reachable writes the places back. */
static uint32_t count_of(const GcObject *object)
{
    return object->gc & GC_INDEX_MASK;
}

static void set_count(GcObject *object, uint32_t count)
{
    object->gc = (object->gc & ~(uint32_t)GC_INDEX_MASK) | count;
}

/* Move what lives in [from, stop) down to `to`, keeping the order. The new end. */
static uint32_t close_gaps_between(uint32_t from, uint32_t stop, uint32_t to)
{
    for (; from < stop; from++) {
        GcObject *object = gc_state.entries[from];
        if (!object)
            continue;
        gc_state.entries[to] = object;
        set_count(object, to);
        to++;
    }
    return to;
}

/* Close the gaps from `start` on. The boundaries of the generations move with their objects. */
static void close_gaps(uint32_t start)
{
    uint32_t to = start, first_thawed = gc_state.generations[GC_GENERATIONS - 1].start;
    if (start < first_thawed)
        to = close_gaps_between(start, first_thawed, to);
    for (int g = GC_GENERATIONS - 1; g >= 0; g--) { /* the oldest stand first */
        uint32_t from = gc_state.generations[g].start, stop = g ? gc_state.generations[g - 1].start : gc_state.used;
        if (from >= start)
            gc_state.generations[g].start = to;
        to = close_gaps_between(from > start ? from : start, stop, to);
    }
    gc_state.used = to;
}

/* The table is not on the counted heap, but it can fail like it: a test that makes every allocation fail
 * wants to see this one, too. */
static bool grow_table(uint32_t at_least)
{
    uint64_t capacity = gc_state.capacity;
    while (capacity < at_least)
        capacity *= 2;
    if (capacity > COUNT_MANY || (heap.listening && !heap_instruments_allow()))
        return false;
    GcObject **entries = realloc(gc_state.entries, capacity * sizeof *entries);
    if (!entries)
        return false;
    gc_state.entries = entries;
    gc_state.capacity = (uint32_t)capacity;
    return true;
}

/* Half of the table is full. Gaps are closed first, those of the youngest alone if that is enough: the middle
 * and the old generation have few. Only then it grows. */
bool gc_make_room(void)
{
    if (!gc_state.collecting) {
        uint32_t before = gc_state.used;
        close_gaps(gc_state.generations[0].start);
        if (gc_state.used <= before / 4 * 3)
            return true;
        close_gaps(1);
        if (gc_state.used <= before / 4 * 3)
            return true;
    }
    return grow_table(gc_state.capacity * 2) || gc_state.used < gc_state.capacity / 2;
}

void gc_age_all(void)
{
    gc_state.generations[0].start = gc_state.used;
    gc_state.generations[0].count = 0;
}

/* At the start, when all that exists is the language itself. */
void gc_untrack_all(void)
{
    for (uint32_t i = 1; i < gc_state.used; i++)
        if (gc_state.entries[i])
            set_count(gc_state.entries[i], 0);
    gc_state.used = 1;
    for (int g = 0; g < GC_GENERATIONS; g++) {
        gc_state.generations[g].start = 1;
        gc_state.generations[g].count = 0;
    }
}

/* --- new containers ------------------------------------------------------------------------------------- */

void *gc_new(uint32_t type, size_t size)
{
    return gc_new_from_block(heap_allocate_object(size), type, size);
}

void *gc_new_from_block(GcObject *object, uint32_t type, size_t size UNUSED)
{
    if (UNLIKELY(!object))
        return raise_memory_error();
    object->object.refcount = 1;
    object->object.type = type;
    object->gc = 0;
    object->aux = 0;
    if (type_has(types[type], TYPE_FLAG_HEAP))
        retain(AS_OBJECT(types[type]));
    if (UNLIKELY(gc_state.stress))
        gc_state.requested = true;
    if (UNLIKELY(type_has(types[type], TYPE_FLAG_ATOMIC))) /* for CPython, no container */
        return object;
    GcGeneration *youngest = &gc_state.generations[0];
    if (UNLIKELY(++youngest->count > youngest->threshold) && gc_state.enabled && youngest->threshold)
        gc_state.requested = true;
    return object;
}

/* --- step 1: subtract internal references --------------------------------------------------------------- */

typedef struct Range {
    uint32_t start, stop;
} Range;

/* The types before TYPE_OBJECT are numbers, texts and singletons: no need to look the type up for most that
 * containers hold. */
static inline bool is_candidate(View object)
{
    return object->type >= TYPE_OBJECT && type_has(type_of_peek(object), TYPE_FLAG_GC) && (((GcObject *)object)->gc & GC_COLLECTING);
}

static void subtract_one(View child, void *context UNUSED)
{
    if (!is_candidate(child))
        return;
    uint32_t count = count_of((GcObject *)child);
    if (count != COUNT_MANY && count > 0)
        set_count((GcObject *)child, count - 1);
}

/* The candidates lie anywhere: what comes soon is fetched while this one is looked at. */
static inline void prefetch_ahead(Range candidates, uint32_t i)
{
    if (i + PREFETCH_AHEAD < candidates.stop)
        object_prefetch((View)gc_state.entries[i + PREFETCH_AHEAD]);
}

static inline ALWAYS_INLINE void traverse_items(Ref *items, size_t count, Visitor visit, void *context)
{
    while (count-- > 0) { /* from the end, as their own traverse does */
        if (count >= PREFETCH_AHEAD)
            object_prefetch(items[count - PREFETCH_AHEAD]);
        if (items[count])
            visit(items[count], context);
    }
}

/* Functions, dicts, cells: most have nothing but what their built-in type knows of. */
static inline ALWAYS_INLINE void traverse_other(View object, TypeObject *type, Visitor visit, void *context)
{
    if (type->traverse && !type->slots_offset && !type->hides_dicts && !type_has(type, TYPE_FLAG_HEAP))
        type->traverse(object, visit, context);
    else
        instance_traverse_object(object, type, visit, context);
}

/* Inlined, so that visiting an item of a list or a tuple, the most that there are, costs no call. */
static inline ALWAYS_INLINE void traverse(GcObject *object, Visitor visit, void *context)
{
    if (object->object.type == TYPE_LIST)
        traverse_items(((ListView)object)->items, ((ListView)object)->used, visit, context);
    else if (object->object.type == TYPE_TUPLE)
        traverse_items(((TupleView)object)->items, tuple_length(&object->object), visit, context);
    else
        traverse_other(&object->object, type_of_peek(&object->object), visit, context);
}

/* Step 1. After it the copy of each candidate's count says how many references come from elsewhere: from
 * frames, from C code, from older generations, from objects that are not tracked.
 *
 *      a ⇄ b        count 1, 1          copies 0, 0: nothing else refers to them
 *      c ⇄ d ◄─ x   count 1, 2          copies 0, 1: x is no candidate
 */
static void subtract_internal_references(Range candidates)
{
    for (uint32_t i = candidates.start; i < candidates.stop; i++) {
        prefetch_ahead(candidates, i);
        GcObject *object = gc_state.entries[i];
        if (!object)
            continue;
        int32_t references = object->object.refcount;
        set_count(object, references < 0 || references >= COUNT_MANY ? COUNT_MANY : (uint32_t)references);
        object->gc |= GC_COLLECTING;
    }
    for (uint32_t i = candidates.start; i < candidates.stop; i++) {
        prefetch_ahead(candidates, i);
        if (gc_state.entries[i])
            traverse(gc_state.entries[i], subtract_one, NULL);
    }
}

/* --- step 2: find what is reachable from outside -------------------------------------------------------- */

/* An entry whose object was taken for unreachable when its turn came carries a mark in the pointer's lowest
 * bit. */
static GcObject *mark(GcObject *object)
{
    return (GcObject *)((uintptr_t)object | 1);
}

static bool is_marked(GcObject *entry)
{
    return ((uintptr_t)entry & 1) != 0;
}

static GcObject *unmark(GcObject *entry)
{
    return (GcObject *)((uintptr_t)entry & ~(uintptr_t)1);
}

/* context: where the next revived object goes, behind the candidates. */
static void reach_one(View child, void *context)
{
    if (!is_candidate(child))
        return;
    GcObject *object = (GcObject *)child;
    uint32_t *revived = context;
    if (count_of(object) == COUNT_UNREACHABLE) {
        set_count(object, 1);
        gc_state.entries[(*revived)++] = object;
    } else if (count_of(object) == 0) {
        set_count(object, 1); /* its turn is still to come */
    }
}

/* A survivor is no candidate any more: a reference to it found later changes nothing. */
static void reach_from(GcObject *object, uint32_t *revived)
{
    object->gc &= ~(uint32_t)GC_COLLECTING;
    traverse(object, reach_one, revived);
}

/* Step 2. The table has three regions while it runs:
 *
 *     entries:  │ older generations │ candidates …            │ revived …        │ garbage (at the end) │
 *                                   start                  stop = used
 *
 * Each candidate has its turn, in the order of age. One whose copy is above zero is reachable: what it refers
 * to gets a copy of 1, if its turn is still to come. One whose copy is zero is taken for unreachable, and its
 * entry marked. If a later one turns out to refer to it after all, it is revived: it goes behind the
 * candidates, and has its turn there. At the end the survivors are moved together, then the revived, then
 * what is left.
 *
 * Afterwards the survivors come first and are candidates no more; the unreachable lie from the returned place
 * to candidates.stop. Needs as much room behind gc_state.used as there are candidates. */
static uint32_t find_reachable(Range candidates)
{
    uint32_t first_revived = gc_state.used, revived = first_revived;
    for (uint32_t i = candidates.start; i < candidates.stop; i++) {
        prefetch_ahead(candidates, i);
        GcObject *object = gc_state.entries[i];
        if (!object)
            continue;
        if (count_of(object) != 0) {
            reach_from(object, &revived);
        } else {
            set_count(object, COUNT_UNREACHABLE);
            gc_state.entries[i] = mark(object);
        }
    }
    for (uint32_t i = first_revived; i < revived; i++)
        reach_from(gc_state.entries[i], &revived);

    uint32_t to = candidates.start, garbage = revived;
    for (uint32_t i = candidates.start; i < candidates.stop; i++) {
        GcObject *entry = gc_state.entries[i];
        if (!entry)
            continue;
        if (!is_marked(entry))
            gc_state.entries[to++] = entry;
        else if (unmark(entry)->gc & GC_COLLECTING)
            gc_state.entries[garbage++] = unmark(entry);
    }
    for (uint32_t i = first_revived; i < revived; i++)
        gc_state.entries[to++] = gc_state.entries[i];
    uint32_t first_unreachable = to;
    for (uint32_t i = revived; i < garbage; i++)
        gc_state.entries[to++] = gc_state.entries[i];
    for (uint32_t i = candidates.start; i < to; i++)
        set_count(gc_state.entries[i], i);
    for (uint32_t i = to; i < candidates.stop; i++)
        gc_state.entries[i] = NULL;
    return first_unreachable;
}

/* CPython untracks tuples whose items can never be part of a cycle, and at full collections such dicts. */
static void untrack_the_harmless(Range survivors, int generation)
{
    for (uint32_t i = survivors.start; i < survivors.stop; i++) {
        GcObject *object = gc_state.entries[i];
        if (object->object.type == TYPE_TUPLE)
            tuple_untrack_if_possible(&object->object);
        else if (object->object.type == TYPE_DICT && generation == GC_GENERATIONS - 1)
            dict_untrack_if_possible(&object->object);
    }
}

/* --- step 3: dispose ------------------------------------------------------------------------------------ */

/* Each once in an object's life. The object is held meanwhile: its finalizer may break the cycle that keeps
 * it alive, and it must not die within its own __del__. */
static void run_finalizers(Range garbage)
{
    for (uint32_t i = garbage.start; i < garbage.stop; i++) {
        GcObject *object = gc_state.entries[i];
        if (!object || (object->gc & GC_FINALIZED))
            continue;
        TypeObject *type = type_of_peek(&object->object);
        if (!type->finalize)
            continue;
        if (UNLIKELY(gc_watcher != NULL))
            gc_watcher->finalizing(&object->object);
        object->gc |= GC_FINALIZED;
        retain(&object->object);
        type->finalize(&object->object);
        release(&object->object);
    }
}

/* Ask again who of the garbage is reachable, now that finalizers have run. Returns the range of those that
 * stayed dead. */
static Range without_the_resurrected(Range garbage)
{
    uint64_t room = (uint64_t)gc_state.used + (garbage.stop - garbage.start);
    if (room > gc_state.capacity && !grow_table((uint32_t)room))
        return (Range){garbage.stop, garbage.stop}; /* all of it waits for another collection */
    subtract_internal_references(garbage);
    uint32_t used = gc_state.used;
    garbage.start = find_reachable(garbage);
    gc_state.used = used;
    while (garbage.stop > garbage.start && !gc_state.entries[garbage.stop - 1])
        garbage.stop--;
    return garbage;
}

static size_t count_entries(Range range)
{
    size_t count = 0;
    for (uint32_t i = range.start; i < range.stop; i++)
        count += gc_state.entries[i] != NULL;
    return count;
}

/* Each object lets go of what it refers to; the counts do the rest. Held meanwhile, as it may be its own last
 * holder. Entries of objects that died with an earlier one are NULL by now. */
static void break_cycles(Range garbage)
{
    for (uint32_t i = garbage.start; i < garbage.stop; i++) {
        GcObject *object = gc_state.entries[i];
        if (!object)
            continue;
        if (UNLIKELY(gc_watcher != NULL))
            gc_watcher->clearing(&object->object);
        retain(&object->object);
        if (!gc_hooks.keep || !gc_hooks.keep(&object->object))
            instance_clear_object(&object->object, type_of_peek(&object->object));
        release(&object->object);
    }
}

static void forget_candidates(Range range)
{
    for (uint32_t i = range.start; i < range.stop; i++)
        if (gc_state.entries[i])
            gc_state.entries[i]->gc &= ~(uint32_t)GC_COLLECTING;
}

static void tell_what_was_found(Range garbage)
{
    for (uint32_t i = garbage.start; i < garbage.stop; i++)
        if (gc_state.entries[i])
            gc_hooks.found(&gc_state.entries[i]->object);
}

static void tell_of_the_resurrected(Range range)
{
    for (uint32_t i = range.start; i < range.stop; i++)
        if (gc_state.entries[i])
            gc_watcher->resurrected(&gc_state.entries[i]->object);
}

/* Garbage that lives on, because a finalizer brought it back or it was kept, joins the survivors. (If a
 * finalizer froze everything, it is frozen.) */
static void promote_what_lives_on(int generation, Range garbage)
{
    for (int g = 0; g <= generation && g < GC_GENERATIONS - 1; g++)
        if (gc_state.generations[g].start == garbage.start)
            gc_state.generations[g].start = garbage.stop;
}

static bool is_legacy(const GcObject *object)
{
    return type_of_peek((View)(uintptr_t)object)->legacy_finalize != NULL;
}

/* Garbage with a legacy finalizer, and all that such refers to, is not touched: nobody knows in which order it could be finalized.
 * Found as step 2 finds what is reachable, with these for roots. Returns the range of the others; the uncollectable stand before. */
static Range without_the_uncollectable(Range garbage)
{
    bool found = false;
    for (uint32_t i = garbage.start; i < garbage.stop && !found; i++)
        found = gc_state.entries[i] && is_legacy(gc_state.entries[i]);
    if (LIKELY(!found))
        return garbage;
    uint64_t room = (uint64_t)gc_state.used + (garbage.stop - garbage.start);
    if (room > gc_state.capacity && !grow_table((uint32_t)room))
        return (Range){garbage.stop, garbage.stop}; /* all of it waits for another collection */
    for (uint32_t i = garbage.start; i < garbage.stop; i++)
        if (gc_state.entries[i])
            set_count(gc_state.entries[i], is_legacy(gc_state.entries[i]));
    uint32_t used = gc_state.used;
    garbage.start = find_reachable(garbage);
    gc_state.used = used;
    while (garbage.stop > garbage.start && !gc_state.entries[garbage.stop - 1])
        garbage.stop--;
    return garbage;
}

/* Tell of them, and count them. */
static size_t tell_of_the_uncollectable(Range range)
{
    size_t count = count_entries(range);
    for (uint32_t i = range.start; i < range.stop && gc_hooks.uncollectable; i++)
        if (gc_state.entries[i])
            gc_hooks.uncollectable(&gc_state.entries[i]->object, is_legacy(gc_state.entries[i]));
    return count;
}

/* Returns how many objects of the generation and the younger ones were garbage. */
static size_t dispose(int generation, Range all, size_t *uncollectable)
{
    Range garbage = without_the_uncollectable(all), kept = {all.start, garbage.start};
    forget_candidates(kept);
    promote_what_lives_on(generation, kept);
    if (gc_hooks.found)
        tell_what_was_found(garbage);
    size_t died = weakrefs_of_garbage(gc_state.entries + garbage.start, garbage.stop - garbage.start);
    run_finalizers(garbage);
    Range dead = without_the_resurrected(garbage);
    if (UNLIKELY(gc_watcher != NULL))
        tell_of_the_resurrected((Range){garbage.start, dead.start});
    promote_what_lives_on(generation, (Range){garbage.start, dead.start});
    forget_candidates(garbage);
    size_t count = died + count_entries(dead);
    break_cycles(dead);
    promote_what_lives_on(generation, dead);
    *uncollectable = tell_of_the_uncollectable(kept);
    return count;
}

/* --- a collection --------------------------------------------------------------------------------------- */

/* The thresholds count from here: containers made since the last collection of the youngest generation, and
 * collections of a generation since the last one of the next older. */
static void reset_counts(int generation)
{
    if (generation + 1 < GC_GENERATIONS)
        gc_state.generations[generation + 1].count++;
    for (int g = 0; g <= generation; g++)
        gc_state.generations[g].count = 0;
}

/* The survivors join the next older generation: its boundary moves over them. */
static void promote(int generation, uint32_t end_of_survivors)
{
    for (int g = 0; g < GC_GENERATIONS - 1; g++)
        if (g <= generation)
            gc_state.generations[g].start = end_of_survivors;
    uint32_t survivors = end_of_survivors - gc_state.generations[GC_GENERATIONS - 1].start;
    if (generation == GC_GENERATIONS - 1) {
        gc_state.long_lived_pending = 0;
        gc_state.long_lived_total = survivors;
    }
}

/* Exchange the neighbours [start, middle) and [middle, stop). There is room for the first behind all
 * entries. */
static void exchange(uint32_t start, uint32_t middle, uint32_t stop)
{
    GcObject **entries = gc_state.entries, **spare = entries + gc_state.used;
    size_t first = middle - start, second = stop - middle;
    memcpy(spare, entries + start, first * sizeof *entries);
    memmove(entries + start, entries + middle, second * sizeof *entries);
    memcpy(entries + start + second, spare, first * sizeof *entries);
    for (uint32_t i = start; i < stop; i++)
        set_count(entries[i], i);
}

/* Room to exchange, and no gaps. False if there is no memory for it. */
static bool prepare_to_exchange(void)
{
    close_gaps(1);
    return gc_state.used <= gc_state.capacity / 2 || grow_table(gc_state.used * 2);
}

void gc_freeze(void)
{
    GcGeneration *generations = gc_state.generations;
    if (!gc_state.collecting && prepare_to_exchange()) { /* in CPython's order: the youngest first */
        uint32_t oldest = generations[2].start, middle = generations[1].start, youngest = generations[0].start;
        exchange(oldest, middle, gc_state.used);
        exchange(oldest, oldest + (youngest - middle), oldest + (gc_state.used - middle));
    }
    for (int g = 0; g < GC_GENERATIONS; g++) {
        generations[g].start = gc_state.used;
        generations[g].count = 0;
    }
}

void gc_unfreeze(void)
{
    GcGeneration *generations = gc_state.generations;
    if (!gc_state.collecting && prepare_to_exchange()) /* the frozen ones go behind those that became old meanwhile */
        exchange(1, generations[2].start, generations[1].start);
    generations[GC_GENERATIONS - 1].start = 1;
}

/* Returns how many were collected, and sets how many could not be. */
static size_t collect(int generation, size_t *uncollectable)
{
    reset_counts(generation);
    close_gaps(gc_state.generations[generation].start);
    Range candidates = {gc_state.generations[generation].start, gc_state.used};
    uint64_t room = (uint64_t)gc_state.used + (candidates.stop - candidates.start);
    if (room > gc_state.capacity && !grow_table((uint32_t)room))
        return 0;
    if (generation == GC_GENERATIONS - 1) /* CPython appends the youngest to the oldest first, and then those between */
        exchange(gc_state.generations[1].start, gc_state.generations[0].start, gc_state.used);
    if (UNLIKELY(gc_watcher != NULL))
        gc_watcher->candidates(generation, candidates.start, candidates.stop);
    subtract_internal_references(candidates);
    if (UNLIKELY(gc_watcher != NULL))
        gc_watcher->subtracted(candidates.start, candidates.stop);
    uint32_t first_unreachable = find_reachable(candidates);
    ASSERT(first_unreachable >= candidates.start && first_unreachable <= candidates.stop);
    Range garbage = {first_unreachable, candidates.stop};
    while (garbage.stop > garbage.start && !gc_state.entries[garbage.stop - 1])
        garbage.stop--;
    if (UNLIKELY(gc_watcher != NULL))
        gc_watcher->sorted(candidates.start, garbage.start, garbage.stop);
    gc_state.used = garbage.stop;
    untrack_the_harmless((Range){candidates.start, first_unreachable}, generation);
    if (generation == GC_GENERATIONS - 2)
        gc_state.long_lived_pending += first_unreachable - candidates.start;
    promote(generation, first_unreachable);
    return dispose(generation, garbage, uncollectable);
}

#if defined(OURO_DEBUG)
/* What the heads of heap.h and gc.h state is looked at after each collection. */
static void check_everything(int generation)
{
    const char *damage = gc_check_places(gc_state.generations[generation].start);
    if (!damage && generation == GC_GENERATIONS - 1)
        damage = gc_check_counts();
    if (!damage && generation > 0)
        damage = heap_check();
    if (damage)
        fatal_error("gc_collect_generation", damage);
}
#else
#define check_everything(generation)
#endif

/* A collection within a collection (a finalizer calls gc.collect()) does nothing, as in CPython. An exception
 * that is on its way when the collection begins is put aside: finalizers and callbacks start with none. */
size_t gc_collect_generation(int generation)
{
    if (gc_state.collecting)
        return 0;
    gc_state.collecting = true;
    Ref raised = error_take();
    if (gc_hooks.before)
        gc_hooks.before(generation);
    size_t uncollectable = 0, collected = collect(generation, &uncollectable);
    GcGeneration *statistics = &gc_state.generations[generation];
    statistics->collections++;
    statistics->collected += collected;
    statistics->uncollectable += uncollectable;
    if (UNLIKELY(gc_watcher != NULL))
        gc_watcher->ended(generation, collected);
    if (gc_hooks.after)
        gc_hooks.after(generation, collected, uncollectable);
    error_restore_take(raised);
    gc_state.collecting = false;
    check_everything(generation);
    return collected + uncollectable;
}

/* As CPython: the oldest generation whose count is over its threshold; the oldest of all only if a quarter of
 * it is new. */
static int generation_due(void)
{
    for (int g = GC_GENERATIONS - 1; g >= 0; g--) {
        GcGeneration *generation = &gc_state.generations[g];
        if (generation->count <= generation->threshold)
            continue;
        if (g == GC_GENERATIONS - 1 && gc_state.long_lived_pending < gc_state.long_lived_total / 4)
            continue;
        return g;
    }
    return -1;
}

void gc_run_requested(void)
{
    __atomic_store_n(&gc_state.requested, false, __ATOMIC_SEQ_CST); /* another thread may set it at any moment */
    if (gc_state.stress && gc_state.enabled) {
        gc_collect_generation(GC_GENERATIONS - 1);
        return;
    }
    int generation = generation_due();
    if (generation >= 0 && gc_state.enabled)
        gc_collect_generation(generation);
}
