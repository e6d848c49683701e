/* edges: the references that an object holds, each with its name: `items[0]`, `['key']`, `.attribute`, `local
 * 'x'`.
 *
 * This is what traverse functions tell the collector, told for people. Every counted reference that the
 * object owns is visited once, also those to numbers and texts, which the collector need not know; so the
 * edges to an object, and those of frames and of the interpreter (roots.h), add up to its count. Nothing is
 * allocated, counted or changed. */
#ifndef OURO_HEAPVIEW_WALK_EDGES_H
#define OURO_HEAPVIEW_WALK_EDGES_H

#include "heapview/tell/text.h"
#include "runtime/life/object.h"

typedef enum EdgeKind {
    EDGE_ITEM,      /* [index] of a list or tuple, or what an index counts */
    EDGE_KEY,       /* the key of a dict, or an element of a set */
    EDGE_VALUE,     /* [key] of a dict */
    EDGE_GLOBAL,    /* a value in the dict of a module: `name` */
    EDGE_ATTRIBUTE, /* .name */
    EDGE_LOCAL,     /* a variable of a frame or generator: `name` */
    EDGE_TEMPORARY, /* a value that a running or suspended frame is working with */
    EDGE_FIELD,     /* a field of the object: `field` */
    EDGE_CLASS,     /* the object's class */
    EDGE_WEAK       /* not counted: what a weak reference refers to */
} EdgeKind;

typedef struct Edge {
    EdgeKind kind;
    View child;
    View name;         /* borrowed: a key, or a str; or NULL */
    size_t index;      /* of EDGE_ITEM, EDGE_KEY, EDGE_TEMPORARY */
    const char *field; /* of EDGE_FIELD; static */
} Edge;

/* Return false to stop. */
typedef bool (*EdgeVisitor)(const Edge *edge, void *context);

/* Visit the object's edges. False if the visitor stopped it. */
bool edges_each(View object, EdgeVisitor visit, void *context);

/* How one writes the edge behind its holder: "[0]", "['key']", ".name", ".__closure__"; for a local: "local
 * 'x'". */
void edge_write(Text *text, const Edge *edge);

struct Frame;
/* The variables of a frame that runs: parameters, locals, cells (what is in them is not visited), free
 * variables; then its temporaries. A module's or class's namespace is the field "namespace". */
bool edges_each_of_frame(const struct Frame *frame, EdgeVisitor visit, void *context);

#endif
