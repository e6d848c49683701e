/* gc: the cycle collector's public face, and the tracking of containers.
 *
 * The collector keeps one table of all tracked objects, oldest first:
 *
 *     entries:  [ generation 2 … | generation 1 … | generation 0 … )
 *
 * An object's `gc` word holds its index in the table (0: not tracked) and flags. Promotion is moving a
 * boundary. When an object dies its entry becomes NULL; gaps are closed by the next collection, or when the
 * table is full. A collection runs between two bytecodes, never inside an allocation: gc_requested asks for
 * it. */
#ifndef OURO_RUNTIME_LIFE_GC_H
#define OURO_RUNTIME_LIFE_GC_H

#include "runtime/life/object.h"
#include "runtime/memory/heap.h"

enum {
    GC_FINALIZED = 1u << 31,    /* __del__ has run: it runs once (PEP 442) */
    GC_HAS_WEAKREFS = 1u << 30, /* the table of weak references knows this object */
    GC_COLLECTING = 1u << 29,   /* candidate of the running collection; the index bits hold its remaining count */
    GC_INDEX_MASK = (1u << 29) - 1
};

typedef void (*Visitor)(View child, void *context);

/* For traverse functions: visit a field that may be NULL. */
#define VISIT(field)                          \
    do {                                      \
        if (field)                            \
            visit(AS_OBJECT(field), context); \
    } while (0)

enum { GC_GENERATIONS = 3 };

typedef struct GcGeneration {
    uint32_t start; /* where it begins in `entries`; it ends where the next younger one begins */
    int32_t threshold;
    int32_t count; /* generation 0: containers made minus containers freed; others: collections of the next younger one */
    size_t collections, collected, uncollectable;
} GcGeneration;

typedef struct GcState {
    GcObject **entries; /* entries[0] is unused; NULL where an object died */
    uint32_t used, capacity;
    GcGeneration generations[GC_GENERATIONS];
    bool enabled, requested, stress, collecting;
    uint32_t long_lived_total, long_lived_pending; /* as CPython: a full collection waits until a quarter of the old is new */
    /* how often an object became one of the youngest, though it was not new: its __del__ was to run, or it is
     * the object of a frame that ended */
    uint32_t made_young;
} GcState;
extern GcState gc_state;

/* False if the table has no memory (no exception set). */
MUST_USE bool gc_start(void);
void gc_stop(void);

/* Make room in a full table; false if it cannot grow (no exception set). */
bool gc_make_room(void);

static inline bool gc_is_tracked(View object)
{
    return (((GcObject *)object)->gc & GC_INDEX_MASK) != 0;
}

/* Put a container among the youngest. It must be whole: traverse may be called from now on. If the table
 * cannot grow the container stays untracked, which only means that no collection will find it. */
static inline void gc_track(View object)
{
    GcObject *container = (GcObject *)object;
    if (UNLIKELY(gc_state.used >= gc_state.capacity / 2) && !gc_make_room())
        return;
    uint32_t index = gc_state.used++;
    gc_state.entries[index] = container;
    container->gc |= index;
}

/* Track nothing of what there is: the classes of the language and their dicts, made at the start, can never
 * be garbage, and no collection need look at them. */
void gc_untrack_all(void);

static inline void gc_untrack(View object)
{
    uint32_t index = ((GcObject *)object)->gc & GC_INDEX_MASK;
    if (!index)
        return;
    ((GcObject *)object)->gc &= ~(uint32_t)GC_INDEX_MASK;
    if (index + 1 == gc_state.used && index >= gc_state.generations[0].start && !gc_state.collecting)
        gc_state.used = index; /* the very last: most die young */
    else
        gc_state.entries[index] = NULL; /* it leaves a gap */
}

/* What there is now is no longer young: it moves to the middle generation, as it would have by a collection
 * that found nothing. */
void gc_age_all(void);

/* Memory for a container of `size` bytes of the given type with one reference, not yet tracked; the rest is
 * not initialised except gc = 0. NULL with MemoryError set. The type's count is raised if the class was made
 * at run time. */
MUST_USE void *gc_new(uint32_t type, size_t size);
/* The rest of gc_new once it has the memory, or NULL. */
MUST_USE void *gc_new_from_block(GcObject *block, uint32_t type, size_t size);

/* gc_new, inlined; `class` is the class if it was made at run time. */
static inline ALWAYS_INLINE void *gc_new_inline(uint32_t type, size_t size, TypeObject *class)
{
    GcObject *object = heap_allocate_object(size);
    if (UNLIKELY(!object || gc_state.stress))
        return gc_new_from_block(object, type, size);
    if (class)
        retain(AS_OBJECT(class));
    object->object.refcount = 1;
    object->object.type = type;
    object->gc = 0;
    object->aux = 0;
    GcGeneration *youngest = &gc_state.generations[0];
    if (UNLIKELY(++youngest->count > youngest->threshold) && gc_state.enabled && youngest->threshold)
        gc_state.requested = true;
    return object;
}

/* gc_new for the containers of the language itself. */
static inline MUST_USE void *gc_new_builtin(uint32_t type, size_t size)
{
    return gc_new_inline(type, size, NULL);
}

/* Memory for an object that the collector need not know (int, str …). NULL with MemoryError set. */
MUST_USE void *object_new_raw(uint32_t type, size_t size);

/* Collect a generation (0, 1 or 2) and those younger. Returns the number of unreachable objects found.
 * Exceptions in finalizers and callbacks are printed, never raised. */
size_t gc_collect_generation(int generation);
/* All objects leave the generations, and return to the oldest. */
void gc_freeze(void);
void gc_unfreeze(void);

/* Run the automatic collection that was asked for. Called by the evaluation loop at safe points when
 * gc_state.requested. */
void gc_run_requested(void);

#endif
