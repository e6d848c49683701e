/* map: where the blocks of the heap lie: arenas, pools, size classes; by type and by line; and what keeps an
 * arena from being given back. */
#ifndef OURO_HEAPVIEW_VIEWS_MAP_H
#define OURO_HEAPVIEW_VIEWS_MAP_H

#include "heapview/tell/view.h"
#include "heapview/walk/scan.h"
#include "runtime/memory/heap_walk.h"

typedef struct SizeClass {
    size_t pools, used, free;
} SizeClass;

typedef struct TypeUse {
    uint32_t type; /* index in `types` */
    size_t objects, bytes;
} TypeUse;

typedef struct LineUse {
    uint32_t file, line;
    size_t blocks, bytes;
} LineUse;

/* An arena with few blocks left, and who has them. */
typedef struct Keeper {
    uintptr_t arena;
    size_t blocks; /* in use there */
    Text name;     /* of one of the objects */
    uintptr_t object;
} Keeper;

typedef struct Map {
    HeapPicture picture;
    SizeClass classes[HEAP_CLASS_COUNT + 1];
    size_t used, pools_used;
    TypeUse *types;
    size_t type_count;
    LineUse *lines; /* only while births are noted */
    size_t line_count;
    Keeper *keepers; /* one for each arena that is less than a quarter full, and not the only one */
    size_t keeper_count;
    bool failed;
} Map;

/* map_model.c: look. False if there is no memory; map_free it in any case. */
MUST_USE bool map_look(Map *map);
void map_free(Map *map);

/* How many blocks of the arena's pools are in use. */
size_t map_arena_used(const ArenaPicture *arena);

/* map_forms.c: look, and tell it in *forms. False if there is no memory. */
MUST_USE bool map_make(Forms *forms);

#endif
