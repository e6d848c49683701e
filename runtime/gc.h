/* gc: the cycle collector's public face, and the tracking of containers.
 *
 * The collector keeps one table of all tracked objects, oldest first:
 *
 *     entries:  [ generation 2 … | generation 1 … | generation 0 … )
 *
 * An object's `gc` word holds its index in the table (0: not tracked) and flags. Promotion is moving a boundary. When an object dies its
 * entry becomes NULL; gaps are closed by the next collection, or when the table is full. A collection runs between two
 * bytecodes, never inside an allocation: gc_requested asks for it. */
#ifndef OURO_RUNTIME_GC_H
#define OURO_RUNTIME_GC_H

#include "runtime/heap.h"

enum {
    GC_FINALIZED = 1u << 31,    /* __del__ has run: it runs once (PEP 442) */
    GC_HAS_WEAKREFS = 1u << 30, /* the table of weak references knows this object */
    GC_COLLECTING = 1u << 29,   /* candidate of the running collection; the index bits hold its remaining count */
    GC_INDEX_MASK = (1u << 29) - 1
};

typedef void (*Visitor)(View child, void *context);

/* For traverse functions: visit a field that may be NULL. */
#define VISIT(field)                                                                                                   \
    do {                                                                                                               \
        if (field)                                                                                                     \
            visit(AS_OBJECT(field), context);                                                                          \
    } while (0)

typedef struct GcState {
    GcObject **entries;        /* entries[0] is unused */
    uint32_t used, capacity;
    int32_t young_count;       /* allocations minus deallocations of containers since generation 0 was collected */
    int32_t young_threshold;
    bool enabled, requested, stress;
} GcState;
extern GcState gc_state;

/* Room for one more entry. False if the table cannot grow (no exception set). */
MUST_USE bool gc_reserve_entry(void);

static inline bool gc_is_tracked(View object)
{
    return (((GcObject *)object)->gc & GC_INDEX_MASK) != 0;
}

/* Put a container among the youngest. It must be whole: traverse may be called from now on. There is room: every GC allocation reserves it. */
static inline void gc_track(View object)
{
    GcObject *container = (GcObject *)object;
    uint32_t index = gc_state.used++;
    gc_state.entries[index] = container;
    container->gc |= index;
}

void gc_untrack_slow(GcObject *container);

static inline void gc_untrack(View object)
{
    if (gc_is_tracked(object))
        gc_untrack_slow((GcObject *)object);
}

/* Memory for a container of `size` bytes of the given type with one reference, not yet tracked; the rest is not initialised except
 * gc = 0. NULL with MemoryError set. The type's count is raised if the class was made at run time. */
MUST_USE void *gc_new(uint32_t type, size_t size);

/* The same for objects that can hold no references to containers (int, str …). Needs no gc_track. */
MUST_USE void *object_new_raw(uint32_t type, size_t size);

/* Collect a generation (0, 1 or 2) and those younger. Returns the number of unreachable objects found. Exceptions in finalizers and callbacks
 * are printed, never raised. */
size_t gc_collect_generation(int generation);

/* Run the automatic collection that was asked for. Called by the evaluation loop at safe points when gc_state.requested. */
void gc_run_requested(void);

#endif
