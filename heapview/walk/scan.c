/* scan: breadth first over all objects; see scan.h.
 *
 *     __main__, other modules ──► frames, the interpreter ──► built-in types ──► the collector's table
 *
 * nodes[] is both the queue and the result: a node is expanded after all that were found before it. The first
 * way found is a shortest one, and names the object; that is why the modules come first: `x` is better than
 * `f.__globals__['x']`. What nothing leads to is only in the collector's table, and is taken from there at
 * last.
 *
 * Counting:   `rest` begins as the object's count, and each counted reference that is met takes one off. What
 *             is left at the end is held by C code. Weak references are not counted and not followed.
 * Seeds:      a module is put first without counting anything; the reference that counts (from sys.modules)
 *             is met later, as any other.
 * Memory:     nodes and table come from malloc, so the heap that is looked at does not change. If they cannot
 *             grow, the scan fails as a whole.
 * Ownership:  nodes borrow. No Python code runs during a scan, so nothing can die. */
#include "heapview/walk/scan.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/containers/dict.h"
#include "runtime/life/gc.h"
#include "runtime/memory/address_table.h"
#include "runtime/text/str.h"
#include "vm/module.h"

uint32_t scan_find(const Scan *scan, View object)
{
    for (size_t i = address_home(object, scan->mask);; i = (i + 1) & scan->mask) {
        uint32_t node = scan->table[i];
        if (node == NODE_NONE || scan->nodes[node].object == object)
            return node;
    }
}

static bool grow_table(Scan *scan)
{
    size_t size = (scan->mask + 1) * 2;
    uint32_t *table = calloc(size, sizeof *table);
    if (!table)
        return false;
    free(scan->table);
    scan->table = table;
    scan->mask = size - 1;
    for (uint32_t n = 1; n < scan->count; n++) {
        size_t i = address_home(scan->nodes[n].object, scan->mask);
        while (table[i])
            i = (i + 1) & scan->mask;
        table[i] = n;
    }
    return true;
}

static bool make_room(Scan *scan)
{
    if (scan->count == scan->capacity) {
        size_t capacity = scan->capacity * 2;
        Node *nodes = capacity < UINT32_MAX ? realloc(scan->nodes, capacity * sizeof *nodes) : NULL;
        if (!nodes)
            return false;
        scan->nodes = nodes;
        scan->capacity = capacity;
    }
    return scan->count * 3 < scan->mask * 2 || grow_table(scan);
}

/* The object's node, made if it is new. NODE_NONE if there is no memory. */
static uint32_t add(Scan *scan, View object, uint32_t parent, const Root *root, const Edge *edge)
{
    uint32_t known = scan_find(scan, object);
    if (known)
        return known;
    if (scan->failed || !make_room(scan)) {
        scan->failed = true;
        return NODE_NONE;
    }
    uint32_t made = (uint32_t)scan->count++;
    int32_t references = object->refcount;
    scan->nodes[made] = (Node){.object = object,
                               .parent = parent,
                               .root = parent ? scan->nodes[parent].root : made,
                               .rest = references < 0 ? UINT32_MAX : (uint32_t)references};
    if (root) {
        scan->nodes[made].frame = root->frame;
        scan->nodes[made].holder = root->holder;
    }
    if (edge)
        scan->nodes[made].edge = *edge;
    size_t i = address_home(object, scan->mask);
    while (scan->table[i])
        i = (i + 1) & scan->mask;
    scan->table[i] = made;
    return made;
}

typedef struct ScanWalk {
    Scan *scan;
    ReferenceVisitor visit;
    void *context;
    uint32_t holder;
} ScanWalk;

static void count_reference(ScanWalk *walk, uint32_t holder, const Root *root, const Edge *edge)
{
    if (edge->kind == EDGE_WEAK)
        return;
    uint32_t node = add(walk->scan, edge->child, holder, root, edge);
    if (node && walk->scan->nodes[node].rest)
        walk->scan->nodes[node].rest--;
    if (walk->visit)
        walk->visit(walk->scan, holder, root, edge, walk->context);
}

static bool on_root(const Root *root, void *context)
{
    count_reference(context, NODE_NONE, root, &root->edge);
    return true;
}

static bool on_edge(const Edge *edge, void *context)
{
    ScanWalk *walk = context;
    count_reference(walk, walk->holder, NULL, edge);
    return true;
}

/* Modules and their dicts come first, so that what they hold is known as their globals, not as a part of some
 * function's __globals__. __main__ is the very first. */
static void seed_module(Scan *scan, View module)
{
    if (module->type != TYPE_MODULE)
        return;
    Edge edge = {.kind = EDGE_FIELD, .child = module, .field = "modules"};
    uint32_t node = add(scan, module, NODE_NONE, NULL, &edge);
    View dict = AS_OBJECT(((ModuleObject *)module)->dict);
    Edge inner = {.kind = EDGE_FIELD, .child = dict, .field = "__dict__"};
    if (node && dict) {
        scan->nodes[node].is_seed = true;
        add(scan, dict, node, NULL, &inner);
    }
}

static void seed_modules(Scan *scan)
{
    DictView modules = modules_peek();
    View key, value, main = modules ? dict_get_text_peek(modules, "__main__") : NULL;
    size_t position = 0;
    if (main)
        seed_module(scan, main);
    while (modules && dict_next_peek(modules, &position, &key, &value))
        seed_module(scan, value);
}

/* Built-in classes are no objects of the heap, and nothing refers to most of them; but they hold objects. */
static void seed_types(Scan *scan)
{
    for (size_t i = 0; i < TYPES_MOST; i++)
        if (types[i] && !type_has(types[i], TYPE_FLAG_HEAP))
            add(scan, AS_OBJECT(types[i]), NODE_NONE, NULL, NULL);
}

static void expand_from(ScanWalk *walk, uint32_t first)
{
    for (uint32_t n = first; n < walk->scan->count; n++) {
        walk->holder = n;
        edges_each(walk->scan->nodes[n].object, on_edge, walk);
    }
}

bool scan_all(Scan *scan, ReferenceVisitor visit, void *context)
{
    enum { FIRST_CAPACITY = 4096 };
    *scan = (Scan){.count = 1, .capacity = FIRST_CAPACITY, .mask = FIRST_CAPACITY * 2 - 1};
    scan->nodes = calloc(FIRST_CAPACITY, sizeof *scan->nodes);
    scan->table = calloc(FIRST_CAPACITY * 2, sizeof *scan->table);
    if (!scan->nodes || !scan->table) {
        scan_free(scan);
        return false;
    }
    ScanWalk walk = {.scan = scan, .visit = visit, .context = context};
    seed_modules(scan);
    roots_each(on_root, &walk);
    seed_types(scan);
    expand_from(&walk, 1);
    for (uint32_t i = 1; i < gc_state.used; i++) { /* what nothing reaches: garbage in cycles */
        uint32_t before = (uint32_t)scan->count;
        if (gc_state.entries[i])
            add(scan, AS_OBJECT(gc_state.entries[i]), NODE_NONE, NULL, NULL);
        expand_from(&walk, before);
    }
    if (scan->failed)
        scan_free(scan);
    return scan->nodes != NULL;
}

void scan_free(Scan *scan)
{
    free(scan->nodes);
    free(scan->table);
    scan->nodes = NULL;
    scan->table = NULL;
}
