/* gc_hooks: who is told of collections (gc.callbacks, gc.set_debug). The hooks may run Python code and leave
 * no exception set. */
#ifndef OURO_RUNTIME_LIFE_GC_HOOKS_H
#define OURO_RUNTIME_LIFE_GC_HOOKS_H

#include "runtime/life/gc.h"

typedef struct GcHooks {
    void (*before)(int generation);
    void (*after)(int generation, size_t collected, size_t uncollectable);
    void (*found)(View object); /* one that is unreachable, before anything is done to it */
    bool (*keep)(View object);  /* true: the dead object is kept (gc.garbage) instead of its cycles being broken */
    /* it is in a cycle with, or held by, an object with a legacy finalizer (is it one?), and lives on */
    void (*uncollectable)(View object, bool is_legacy);
    void (*ending)(void);       /* the program has ended: one collection was made, now the modules go */
    void (*modules_gone)(void); /* sys.modules is empty, and what only modules kept alive was collected */
} GcHooks;
extern GcHooks gc_hooks;

/* Who wants to be told of every step of a collection, to explain it. The functions must not allocate on the
 * heap, change a count or run Python code. Ranges are of gc_state.entries; an entry may be NULL. */
typedef struct GcWatcher {
    void (*candidates)(int generation, uint32_t start, uint32_t stop);   /* before anything is done */
    void (*subtracted)(uint32_t start, uint32_t stop);                   /* the index bits hold what is left of each count */
    void (*sorted)(uint32_t survivors, uint32_t garbage, uint32_t stop); /* [survivors, garbage) are reachable, [garbage, stop) are not */
    void (*calling_back)(View weakref);
    void (*finalizing)(View object);
    void (*resurrected)(View object); /* reachable again after the finalizers */
    void (*clearing)(View object);    /* its references are let go: the cycle breaks here */
    void (*ended)(int generation, size_t collected);
} GcWatcher;
extern const GcWatcher *gc_watcher; /* or NULL */

#endif
