/* graph_text: a graph as a tree of text, and as JSON.
 *
 * A graph is no tree: an object that was written already is only named the next time, with "(above)". So the
 * text ends, and each object's references are told once. The tree is written depth first, by recursion that
 * ends at INDENT_MOST. The JSON is a flat list of objects, whose edges name their targets by id. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/views/graph.h"
#include "runtime/classes/type.h"

enum { INDENT_MOST = 40 };

void graph_facts_write(Text *text, const GraphNode *node)
{
    text_format(text, "count ");
    text_coloured(text, COLOUR_COUNT, "%" PRId32, node->count);
    if (node->generation >= 0)
        text_format(text, ", generation %d", node->generation);
    if (node->cycle) {
        text_format(text, ", ");
        text_coloured(text, COLOUR_BAD, "in cycle %d", node->cycle);
    }
}

static void title_write(Text *text, const GraphNode *node)
{
    text_colour(text, COLOUR_TYPE);
    text_add(text, node->title.bytes ? node->title.bytes : "", node->title.length);
    text_plain(text);
    if (node->name.length) {
        text_format(text, " '");
        text_coloured(text, COLOUR_NAME, "%s", node->name.bytes);
        text_format(text, "'");
    }
}

typedef struct TreeWriter {
    Text *text;
    const Graph *graph;
    bool *written; /* nodes whose edges stand somewhere above */
    char indent[INDENT_MOST * 6 + 1];
    size_t indent_length;
} TreeWriter;

static void write_node(TreeWriter *w, int index, int depth);

static void write_edge(TreeWriter *w, const GraphEdge *edge, bool is_last, int depth)
{
    text_format(w->text, "\n%s%s", w->indent, is_last ? "└─ " : "├─ ");
    text_add(w->text, edge->label.bytes ? edge->label.bytes : "", edge->label.length);
    text_format(w->text, edge->is_weak ? " ⇢ " : edge->to == GRAPH_NO_NODE && !edge->is_beyond ? " = " : " → ");
    if (edge->to == GRAPH_NO_NODE) {
        text_add(w->text, edge->value.bytes ? edge->value.bytes : "", edge->value.length);
        if (edge->is_beyond)
            text_coloured(w->text, COLOUR_DIM, " (not followed)");
        return;
    }
    if (edge->closes_cycle)
        text_coloured(w->text, COLOUR_BAD, "↻ ");
    size_t before = w->indent_length;
    const char *more = is_last ? "   " : "│  ";
    if (w->indent_length + strlen(more) < sizeof w->indent) {
        memcpy(w->indent + w->indent_length, more, strlen(more) + 1);
        w->indent_length += strlen(more);
    }
    write_node(w, edge->to, depth + 1);
    w->indent_length = before;
    w->indent[before] = 0;
}

static void write_node(TreeWriter *w, int index, int depth)
{
    const GraphNode *node = &w->graph->nodes[index];
    title_write(w->text, node);
    if (w->written[index]) {
        text_coloured(w->text, COLOUR_DIM, " (above)");
        return;
    }
    w->written[index] = true;
    text_format(w->text, "  ");
    graph_facts_write(w->text, node);
    for (size_t i = 0; i < node->edge_count && depth < INDENT_MOST; i++)
        write_edge(w, &node->edges[i], i + 1 == node->edge_count && !node->edges_left_out, depth);
    if (node->edges_left_out)
        text_format(w->text, "\n%s└─ … %zu more", w->indent, node->edges_left_out);
}

void graph_text(Text *text, const Graph *graph)
{
    TreeWriter writer = {.text = text, .graph = graph, .written = calloc(graph->count + 1, sizeof(bool))};
    if (!writer.written) {
        text->failed = true;
        return;
    }
    write_node(&writer, 0, 0);
    free(writer.written);
    if (graph->is_cut)
        text_format(text, "\nNot all is shown: %zu objects; more with depth=… and max_objects=….", graph->count);
}

/* --- JSON ----------------------------------------------------------------------------------------------- */

static void member(Text *json, const char *key, const Text *value)
{
    text_format(json, ", \"%s\": ", key);
    text_add_json(json, value->bytes ? value->bytes : "", value->length);
}

static void edge_json(Text *json, const Graph *graph, const GraphEdge *edge)
{
    text_format(json, "{\"weak\": %s, \"closes_cycle\": %s", edge->is_weak ? "true" : "false", edge->closes_cycle ? "true" : "false");
    member(json, "label", &edge->label);
    if (edge->to == GRAPH_NO_NODE)
        member(json, edge->is_beyond ? "beyond" : "value", &edge->value);
    else
        text_format(json, ", \"to\": %" PRIuPTR, (uintptr_t)graph->nodes[edge->to].object);
    text_format(json, "}");
}

void graph_json(Text *json, const Graph *graph)
{
    text_format(json, "{\"view\": \"graph\", \"start\": %" PRIuPTR ", \"complete\": %s, \"objects\": [", (uintptr_t)graph->nodes[0].object,
                graph->is_cut ? "false" : "true");
    for (size_t n = 0; n < graph->count; n++) {
        const GraphNode *node = &graph->nodes[n];
        text_format(json, "%s\n  {\"id\": %" PRIuPTR ", \"type\": ", n ? "," : "", (uintptr_t)node->object);
        text_add_json_words(json, type_name_peek(type_of_peek(node->object)));
        text_format(json, ", \"count\": %" PRId32 ", \"depth\": %d, \"cycle\": %d", node->count, node->depth, node->cycle);
        if (node->generation >= 0)
            text_format(json, ", \"generation\": %d", node->generation);
        else
            text_format(json, ", \"generation\": null");
        member(json, "value", &node->title);
        member(json, "name", &node->name);
        text_format(json, ", \"edges\": [");
        for (size_t i = 0; i < node->edge_count; i++) {
            text_format(json, i ? ", " : "");
            edge_json(json, graph, &node->edges[i]);
        }
        text_format(json, "], \"edges_left_out\": %zu}", node->edges_left_out);
    }
    text_format(json, "]}");
}
