/* map_model: counts the heap's blocks by size class, type and line, and finds who keeps arenas; see map.h.
 *
 * Two sources: the heap's own picture (arenas, pools, how many blocks are in use) and a scan of all objects.
 * The first knows no objects, the second no free blocks. What a list, dict or set has in a second block is
 * counted for its type; other blocks that are no objects (frames, buffers) are in the heap's picture only.
 *
 * An arena goes back to the system only when all its blocks are free. One that is less than a quarter full is
 * sparse: the first object there that the program can name is told, since that would have to go. The fullest
 * arena is never told: there the program lies. */
#include <stdlib.h>
#include <string.h>

#include "heapview/views/map.h"
#include "heapview/walk/births.h"
#include "heapview/walk/describe.h"
#include "runtime/classes/type.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"

enum { SPARSE = 4 /* an arena with less than a quarter of its blocks in use */ };

size_t map_arena_used(const ArenaPicture *arena)
{
    size_t used = 0;
    for (size_t i = 0; i < HEAP_POOLS_PER_ARENA; i++)
        used += arena->pools[i].used;
    return used;
}

static void count_classes(Map *map)
{
    for (size_t a = 0; a < map->picture.arena_count; a++)
        for (size_t i = 0; i < HEAP_POOLS_PER_ARENA; i++) {
            const PoolPicture *pool = &map->picture.arenas[a].pools[i];
            if (!pool->block_size)
                continue;
            SizeClass *class = &map->classes[pool->block_size / HEAP_ALIGNMENT];
            class->pools++;
            class->used += pool->used;
            class->free += pool->capacity - pool->used;
            map->used += pool->used;
            map->pools_used++;
        }
    map->used += map->picture.large_blocks;
}

/* --- by type -------------------------------------------------------------------------------------------- */

/* Objects that no block of the heap holds: static ones. */
static bool is_on_heap(View object)
{
    return !object_is_static(object);
}

/* The block beside the object that is its own: the items of a list, the table of a dict or set. */
static const void *own_block(View object, size_t *size)
{
    if (is_list(object)) {
        *size = ((ListView)object)->capacity * sizeof(Ref);
        return *size ? ((ListView)object)->items : NULL;
    }
    if (is_dict(object)) {
        *size = dict_block_size((DictView)object);
        return ((DictView)object)->entries;
    }
    if (is_any_set(object)) {
        SetView set = (SetView)object;
        *size = set->table == set->small ? 0 : (set->mask + 1) * sizeof(SetEntry);
        return set->table == set->small ? NULL : set->table;
    }
    return NULL;
}

static TypeUse *use_of_type(Map *map, uint32_t type)
{
    uint32_t shown = types[type]->index; /* both layouts of int are one type */
    for (size_t i = 0; i < map->type_count; i++)
        if (map->types[i].type == shown)
            return &map->types[i];
    TypeUse *grown = realloc(map->types, (map->type_count + 1) * sizeof *grown);
    if (!grown) {
        map->failed = true;
        return NULL;
    }
    map->types = grown;
    grown[map->type_count] = (TypeUse){.type = shown};
    return &grown[map->type_count++];
}

static int by_bytes(const void *a, const void *b)
{
    size_t left = ((const TypeUse *)a)->bytes, right = ((const TypeUse *)b)->bytes;
    if (left != right)
        return left > right ? -1 : 1;
    return strcmp(type_name_peek(types[((const TypeUse *)a)->type]), type_name_peek(types[((const TypeUse *)b)->type]));
}

static void count_types(Map *map, const Scan *scan)
{
    for (uint32_t n = 1; n < scan->count; n++) {
        View object = scan->nodes[n].object;
        TypeUse *use = is_on_heap(object) ? use_of_type(map, object->type) : NULL;
        if (!use)
            continue;
        size_t more = 0;
        use->objects++;
        use->bytes += object_allocated_size(object);
        if (own_block(object, &more))
            use->bytes += more;
    }
    if (map->type_count)
        qsort(map->types, map->type_count, sizeof *map->types, by_bytes);
}

/* --- by line -------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const LineUse *left = a, *right = b;
    if (left->file != right->file)
        return left->file < right->file ? -1 : 1;
    return left->line < right->line ? -1 : left->line > right->line;
}

static int by_line_bytes(const void *a, const void *b)
{
    const LineUse *left = a, *right = b;
    if (left->bytes != right->bytes)
        return left->bytes > right->bytes ? -1 : 1;
    return by_place(a, b);
}

/* One entry for each block, sorted, then neighbours of one line become one. */
static void count_lines(Map *map)
{
    size_t count = 0, place = 0, kept = 0;
    while (births_next(&place))
        count++;
    if (count == 0)
        return;
    map->lines = malloc(count * sizeof *map->lines);
    if (!map->lines) {
        map->failed = true;
        return;
    }
    place = 0;
    for (const Birth *birth; (birth = births_next(&place)) != NULL;)
        map->lines[map->line_count++] = (LineUse){birth->file, birth->line, 1, birth->size};
    qsort(map->lines, count, sizeof *map->lines, by_place);
    for (size_t i = 1; i < count; i++) {
        if (by_place(&map->lines[kept], &map->lines[i]) == 0) {
            map->lines[kept].blocks++;
            map->lines[kept].bytes += map->lines[i].bytes;
        } else {
            map->lines[++kept] = map->lines[i];
        }
    }
    map->line_count = kept + 1;
    qsort(map->lines, map->line_count, sizeof *map->lines, by_line_bytes);
}

/* --- what keeps arenas ---------------------------------------------------------------------------------- */

static bool add_keeper(Map *map, const ArenaPicture *arena)
{
    Keeper *keepers = realloc(map->keepers, (map->keeper_count + 1) * sizeof *keepers);
    if (!keepers)
        return false;
    map->keepers = keepers;
    keepers[map->keeper_count++] = (Keeper){.arena = arena->address, .blocks = map_arena_used(arena)};
    return true;
}

static void find_sparse_arenas(Map *map)
{
    size_t fullest = 0; /* where most of the program lies: that one is not expected to go */
    for (size_t a = 1; a < map->picture.arena_count; a++)
        if (map_arena_used(&map->picture.arenas[a]) > map_arena_used(&map->picture.arenas[fullest]))
            fullest = a;
    for (size_t a = 0; a < map->picture.arena_count && !map->failed; a++) {
        const ArenaPicture *arena = &map->picture.arenas[a];
        if (a == fullest)
            continue;
        size_t used = 0, capacity = 0;
        for (size_t i = 0; i < HEAP_POOLS_PER_ARENA; i++) {
            used += (size_t)arena->pools[i].used * arena->pools[i].block_size;
            capacity += HEAP_POOL_SIZE;
        }
        if (used && used * SPARSE < capacity)
            map->failed = !add_keeper(map, arena);
    }
}

static Keeper *keeper_at(const Map *map, const void *block)
{
    for (size_t i = 0; i < map->keeper_count; i++)
        if ((uintptr_t)block - map->keepers[i].arena < HEAP_ARENA_SIZE)
            return &map->keepers[i];
    return NULL;
}

/* The object lies in the arena, or a block of its own does. The first one with a name is told; else the
 * first. */
static void offer(const Scan *scan, uint32_t node, Keeper *keeper, const char *part)
{
    if (!keeper || keeper->object)
        return;
    if (!scan_is_named(scan, node))
        return;
    keeper->object = (uintptr_t)scan->nodes[node].object;
    text_format(&keeper->name, "%s", part);
    describe_type(&keeper->name, scan->nodes[node].object);
    text_format(&keeper->name, " '");
    scan_path_write(&keeper->name, scan, node);
    text_format(&keeper->name, "'");
}

static void find_keepers(Map *map, const Scan *scan)
{
    find_sparse_arenas(map);
    for (uint32_t n = 1; map->keeper_count && n < scan->count; n++) {
        View object = scan->nodes[n].object;
        size_t size;
        const void *own = own_block(object, &size);
        offer(scan, n, keeper_at(map, object), "");
        if (own)
            offer(scan, n, keeper_at(map, own), is_list(object) ? "the items of " : "the table of ");
    }
}

bool map_look(Map *map)
{
    Scan scan;
    *map = (Map){0};
    if (!heap_picture_take(&map->picture) || !scan_all(&scan, NULL, NULL))
        return false;
    count_classes(map);
    count_types(map, &scan);
    count_lines(map);
    find_keepers(map, &scan);
    scan_free(&scan);
    return !map->failed;
}

void map_free(Map *map)
{
    heap_picture_free(&map->picture);
    free(map->types);
    free(map->lines);
    for (size_t i = 0; i < map->keeper_count; i++)
        text_free(&map->keepers[i].name);
    free(map->keepers);
}
