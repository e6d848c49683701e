/* scan: a walk over every object that can be found, from the roots and from the collector's table: each
 * object once, each counted reference once.
 *
 * The walk is breadth first, and begins with the modules' globals; so the way by which an object was found
 * first is the shortest, and gives it its name: `b`, `b.children[0]`, `f.__closure__[1].cell_contents`. The
 * table of objects lies outside of the counted heap. */
#ifndef OURO_HEAPVIEW_WALK_SCAN_H
#define OURO_HEAPVIEW_WALK_SCAN_H

#include "heapview/walk/roots.h"

enum { NODE_NONE = 0 }; /* nodes[0] is no object */

typedef struct Node {
    View object;
    uint32_t parent;    /* the node that it was found from; NODE_NONE: a root */
    uint32_t root;      /* where the way from parent to parent ends */
    uint32_t rest;      /* references not yet found: the count, minus what the walk has visited */
    const Frame *frame; /* of a root: whose; NULL: the interpreter's, or it was only in the collector's table */
    const char *holder; /* of an interpreter's root */
    Edge edge;          /* how it was reached; edge.child is NULL for what only the collector knows */
    bool is_seed;       /* a module, put first for its name; the edge that counts comes later */
} Node;

typedef struct Scan {
    Node *nodes;
    size_t count, capacity;
    uint32_t *table; /* hash table from address to node */
    size_t mask;
    bool failed; /* memory was lacking: the scan is not whole */
} Scan;

/* One counted reference: its holder is node `holder`, or, if that is NODE_NONE, the root's. */
typedef void (*ReferenceVisitor)(Scan *scan, uint32_t holder, const Root *root, const Edge *edge, void *context);

/* Walk. `visit` may be NULL. False, with nothing kept, if there is no memory. */
MUST_USE bool scan_all(Scan *scan, ReferenceVisitor visit, void *context);
void scan_free(Scan *scan);

/* The object's node, or NODE_NONE. */
uint32_t scan_find(const Scan *scan, View object);

/* Is the node the dict of a module? Then the module's name, else NULL; the dict of an instance or class:
 * *owner is its node. */
View scan_module_name_peek(const Scan *scan, uint32_t node);
bool scan_is_namespace(const Scan *scan, uint32_t node, uint32_t *owner);

/* The name by which the program can reach it: "b.children[0]"; "a list without a name" if there is none. */
void scan_path_write(Text *text, const Scan *scan, uint32_t node);

/* Can the program reach it from a name? */
bool scan_is_named(const Scan *scan, uint32_t node);

/* Is it the program's own: reached from __main__ or from a frame, not from the library's modules first? */
bool scan_is_programs(const Scan *scan, uint32_t node);

/* A reference told in words: "global 'a'", "items[0] of list 'b'", "local 'x' of f()". */
void scan_reference_write(Text *text, const Scan *scan, uint32_t holder, const Root *root, const Edge *edge);

#endif
