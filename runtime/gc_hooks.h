/* gc_hooks: who is told of collections (gc.callbacks, gc.set_debug). The hooks may run Python code and leave no exception set. */
#ifndef OURO_RUNTIME_GC_HOOKS_H
#define OURO_RUNTIME_GC_HOOKS_H

#include "runtime/gc.h"

typedef struct GcHooks {
    void (*before)(int generation);
    void (*after)(int generation, size_t collected);
    void (*found)(View object); /* one that is unreachable, before anything is done to it */
    bool (*keep)(View object);  /* true: the dead object is kept (gc.garbage) instead of its cycles being broken */
    void (*ending)(void);       /* the program has ended: one collection was made, now the modules go */
    void (*modules_gone)(void); /* sys.modules is empty, and what only modules kept alive was collected */
} GcHooks;
extern GcHooks gc_hooks;

#endif
