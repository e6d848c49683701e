/* graph_model: collects the objects and references that a graph shows, and finds its cycles; see graph.h.
 *
 * Breadth first from the start: nodes[] is the queue as well as the result, and an object's depth is that of
 * the shortest way. The limits of depth, objects and edges cut what is too much, and say so.
 * Cycles are strongly connected components (Tarjan 1972), found along counted references only: a weak
 * reference keeps nothing alive. An edge that leads back within its component closes a cycle.
 * The nodes are borrowed objects. No Python code runs, so none of them can die meanwhile. */
#include <stdlib.h>
#include <string.h>

#include "heapview/views/graph.h"
#include "heapview/walk/describe.h"
#include "heapview/walk/scan.h"
#include "runtime/classes/type.h"
#include "runtime/life/gc.h"
#include "runtime/memory/address_table.h"
#include "runtime/memory/growing.h"
#include "vm/run/generator.h"

enum { TITLE_LENGTH = 40, VALUE_LENGTH = 30 };

typedef struct Collecting {
    Graph *graph;
    GraphLimits limits;
    AddressTable places;
    size_t from; /* the node whose edges are being visited; nodes move when their array grows */
} Collecting;

/* The object's generation, or -1 if the collector does not track it. */
static int graph_object_generation(View object)
{
    if (!type_has(type_of_peek(object), TYPE_FLAG_GC))
        return -1;
    uint32_t index = ((GcObject *)object)->gc & GC_INDEX_MASK;
    if (!index)
        return -1;
    for (int g = 0; g < GC_GENERATIONS; g++)
        if (index >= gc_state.generations[g].start)
            return g;
    return GC_GENERATIONS - 1; /* frozen */
}

/* A value that is shown where it is held. */
static bool is_plain(View object)
{
    return object->type < TYPE_OBJECT;
}

/* What is left out unless everything is asked for. */
static bool is_tedious(View holder, const Edge *edge)
{
    static const char *const fields[] = {
        "__globals__", "__builtins__",          "__code__",     "__module__", "__qualname__", "__name__", "__doc__",         "gi_code",
        "f_code",      "the code of its frame", "its function", "__mro__",    "__bases__",    "__base__", "__annotations__", "its length"};
    if (edge->kind == EDGE_CLASS)
        return true;
    if (edge->kind == EDGE_KEY && holder->type == TYPE_DICT)
        return is_plain(edge->child); /* the key stands at its value */
    for (size_t i = 0; edge->kind == EDGE_FIELD && i < COUNT_OF(fields); i++)
        if (strcmp(edge->field, fields[i]) == 0)
            return true;
    return false;
}

/* An entry of the table from objects to nodes. */
typedef struct Place {
    const void *object;
    int node;
} Place;

static int find_node(const Collecting *c, View object)
{
    const Place *place = address_table_find(&c->places, object);
    return place ? place->node : GRAPH_NO_NODE;
}

static int add_node(Collecting *c, View object, int depth)
{
    Graph *graph = c->graph;
    if (!GROWING_ROOM(graph->nodes, graph->count, graph->capacity, 32)) {
        graph->failed = true;
        return GRAPH_NO_NODE;
    }
    Place *place = address_table_put(&c->places, object);
    if (!place) {
        graph->failed = true;
        return GRAPH_NO_NODE;
    }
    place->node = (int)graph->count;
    GraphNode *node = &graph->nodes[graph->count];
    *node = (GraphNode){.object = object, .depth = depth, .count = object->refcount, .generation = graph_object_generation(object)};
    describe_object(&node->title, object, TITLE_LENGTH);
    return (int)graph->count++;
}

static GraphEdge *add_edge(Graph *graph, GraphNode *node)
{
    GraphEdge *edges = realloc(node->edges, (node->edge_count + 1) * sizeof *edges);
    if (!edges) {
        graph->failed = true;
        return NULL;
    }
    node->edges = edges;
    edges[node->edge_count] = (GraphEdge){.to = GRAPH_NO_NODE};
    return &edges[node->edge_count++];
}

/* The node that the edge leads to, made if the limits allow it. */
static int target(Collecting *c, View child, int depth)
{
    int known = find_node(c, child);
    if (known != GRAPH_NO_NODE)
        return known;
    if ((size_t)depth > c->limits.depth || c->graph->count >= c->limits.objects) {
        c->graph->is_cut = true;
        return GRAPH_NO_NODE;
    }
    return add_node(c, child, depth);
}

static bool on_edge(const Edge *edge, void *context)
{
    Collecting *c = context;
    GraphNode *node = &c->graph->nodes[c->from];
    if (!c->limits.everything && is_tedious(node->object, edge))
        return true;
    if (node->edge_count >= c->limits.edges) {
        node->edges_left_out++;
        return true;
    }
    int to = GRAPH_NO_NODE;
    if (!is_plain(edge->child)) {
        to = target(c, edge->child, node->depth + 1);
        node = &c->graph->nodes[c->from]; /* it may have moved */
    }
    GraphEdge *made = add_edge(c->graph, node);
    if (!made)
        return false;
    made->to = to;
    made->is_weak = edge->kind == EDGE_WEAK;
    made->is_beyond = to == GRAPH_NO_NODE && !is_plain(edge->child);
    edge_write(&made->label, edge);
    if (to == GRAPH_NO_NODE)
        describe_object(&made->value, edge->child, VALUE_LENGTH);
    return true;
}

/* --- cycles ------------------------------------------------------------------------------------------------
 * Objects that reach each other by counted references: the strongly connected components, by Tarjan's
 * algorithm ("Depth-first search and linear graph algorithms", 1972), with a stack of its own instead of
 * recursion. */

typedef struct Tarjan {
    Graph *graph;
    int *number, *lowest; /* in the order of visits; 0: not yet */
    size_t *next_edge;
    int *path, *stack; /* of nodes: the visit's way, and those that are in no component yet */
    bool *on_stack;
    size_t path_length, stack_length;
    int visits, cycles;
} Tarjan;

static void enter(Tarjan *t, int node)
{
    t->number[node] = t->lowest[node] = ++t->visits;
    t->path[t->path_length++] = node;
    t->stack[t->stack_length++] = node;
    t->on_stack[node] = true;
}

static bool refers_to_itself(const Graph *graph, int node)
{
    for (size_t i = 0; i < graph->nodes[node].edge_count; i++)
        if (graph->nodes[node].edges[i].to == node && !graph->nodes[node].edges[i].is_weak)
            return true;
    return false;
}

/* The component that ends with `node` is complete. */
static void pop_component(Tarjan *t, int node)
{
    bool is_cycle = t->stack[t->stack_length - 1] != node || refers_to_itself(t->graph, node);
    int number = is_cycle ? ++t->cycles : 0, popped;
    do {
        popped = t->stack[--t->stack_length];
        t->on_stack[popped] = false;
        t->graph->nodes[popped].cycle = number;
    } while (popped != node);
}

/* One step from the end of the path: along the next edge, or back. */
static void step(Tarjan *t)
{
    int node = t->path[t->path_length - 1];
    const GraphNode *from = &t->graph->nodes[node];
    if (t->next_edge[node] < from->edge_count) {
        const GraphEdge *edge = &from->edges[t->next_edge[node]++];
        if (edge->to == GRAPH_NO_NODE || edge->is_weak)
            return;
        if (!t->number[edge->to])
            enter(t, edge->to);
        else if (t->on_stack[edge->to] && t->number[edge->to] < t->lowest[node])
            t->lowest[node] = t->number[edge->to];
        return;
    }
    t->path_length--;
    if (t->lowest[node] == t->number[node])
        pop_component(t, node);
    if (t->path_length && t->lowest[node] < t->lowest[t->path[t->path_length - 1]])
        t->lowest[t->path[t->path_length - 1]] = t->lowest[node];
}

static void find_cycles(Graph *graph)
{
    size_t count = graph->count + 1; /* never nothing */
    Tarjan t = {.graph = graph,
                .number = calloc(count, sizeof(int)),
                .lowest = calloc(count, sizeof(int)),
                .next_edge = calloc(count, sizeof(size_t)),
                .path = calloc(count, sizeof(int)),
                .stack = calloc(count, sizeof(int)),
                .on_stack = calloc(count, sizeof(bool))};
    graph->failed |= !t.number || !t.lowest || !t.next_edge || !t.path || !t.stack || !t.on_stack;
    for (size_t i = 0; !graph->failed && i < graph->count; i++) {
        if (t.number[i])
            continue;
        enter(&t, (int)i);
        while (t.path_length)
            step(&t);
    }
    free(t.number);
    free(t.lowest);
    free(t.next_edge);
    free(t.path);
    free(t.stack);
    free(t.on_stack);
}

/* An edge that leads back, to an object no further from the start than its own holder and in the same
 * cycle. */
static void mark_closing_edges(Graph *graph)
{
    for (size_t n = 0; n < graph->count; n++)
        for (size_t i = 0; i < graph->nodes[n].edge_count; i++) {
            GraphEdge *edge = &graph->nodes[n].edges[i];
            const GraphNode *to = edge->to == GRAPH_NO_NODE ? NULL : &graph->nodes[edge->to];
            edge->closes_cycle = to && !edge->is_weak && to->cycle && to->cycle == graph->nodes[n].cycle &&
                                 to->depth <= graph->nodes[n].depth;
        }
}

static void name_nodes(Graph *graph)
{
    Scan scan;
    if (!scan_all(&scan, NULL, NULL)) {
        graph->failed = true;
        return;
    }
    for (size_t i = 0; i < graph->count; i++) {
        uint32_t node = scan_find(&scan, graph->nodes[i].object);
        if (node && scan_is_named(&scan, node))
            scan_path_write(&graph->nodes[i].name, &scan, node);
    }
    scan_free(&scan);
}

bool graph_collect(Graph *graph, View start, GraphLimits limits)
{
    *graph = (Graph){0};
    Collecting collecting = {.graph = graph, .limits = limits};
    if (!address_table_make(&collecting.places, sizeof(Place)))
        return false;
    add_node(&collecting, start, 0);
    for (size_t i = 0; i < graph->count && !graph->failed; i++) {
        collecting.from = i;
        edges_each(graph->nodes[i].object, on_edge, &collecting);
    }
    address_table_free(&collecting.places);
    if (!graph->failed)
        find_cycles(graph);
    if (!graph->failed)
        mark_closing_edges(graph);
    if (!graph->failed)
        name_nodes(graph);
    return !graph->failed;
}

void graph_free(Graph *graph)
{
    for (size_t n = 0; n < graph->count; n++) {
        GraphNode *node = &graph->nodes[n];
        for (size_t i = 0; i < node->edge_count; i++) {
            text_free(&node->edges[i].label);
            text_free(&node->edges[i].value);
        }
        free(node->edges);
        text_free(&node->name);
        text_free(&node->title);
    }
    free(graph->nodes);
    *graph = (Graph){0};
}
