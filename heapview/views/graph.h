/* graph: the references among some objects, from one of them on, as a tree of text, as DOT and as SVG.
 *
 * Numbers, texts and None stand as values in the object that holds them; everything else is a node. What
 * every program has and few ask about (classes of instances, globals of functions, code) is left out
 * unless asked for. */
#ifndef OURO_HEAPVIEW_VIEWS_GRAPH_H
#define OURO_HEAPVIEW_VIEWS_GRAPH_H

#include "heapview/tell/view.h"
#include "heapview/walk/edges.h"

typedef struct GraphLimits {
    size_t depth, objects, edges; /* the most: steps from the first object, objects, edges of one object */
    bool everything;              /* classes, globals, code as well */
} GraphLimits;

enum { GRAPH_NO_NODE = -1 };

typedef struct GraphEdge {
    Text label; /* "[0]", ".name" */
    Text value; /* of a number, text or None */
    int to;     /* a node; GRAPH_NO_NODE: `value` says it, or it is beyond the limits */
    bool is_weak, is_beyond, closes_cycle;
} GraphEdge;

typedef struct GraphNode {
    View object;
    Text name;      /* how the program reaches it: "b.children[0]"; empty if it cannot */
    Text title;     /* "list [1, 2]" */
    int depth;      /* steps from the first object */
    int generation; /* of the collector; -1: not tracked */
    int cycle;      /* the number of its group of objects that reach each other; 0: in none */
    int32_t count;
    GraphEdge *edges;
    size_t edge_count, edges_left_out;
} GraphNode;

typedef struct Graph {
    GraphNode *nodes; /* nodes[0] is where it starts; breadth first */
    size_t count, capacity;
    bool is_cut; /* objects were left out */
    bool failed; /* for want of memory */
} Graph;

/* graph_model.c: collect. False if there is no memory; graph_free it in any case. */
MUST_USE bool graph_collect(Graph *graph, View start, GraphLimits limits);
void graph_free(Graph *graph);

/* "count 3, generation 2, in cycle 1" */
void graph_facts_write(Text *text, const GraphNode *node);

/* graph_text.c, graph_pictures.c */
void graph_text(Text *text, const Graph *graph);
void graph_json(Text *json, const Graph *graph);

/* All forms. False if there is no memory. */
MUST_USE bool graph_make(View start, GraphLimits limits, Forms *forms);

/* backrefs.c: the shortest way from a name to the object. */
MUST_USE bool backrefs_make(View object, Forms *forms);

#endif
