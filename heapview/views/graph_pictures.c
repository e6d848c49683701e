/* graph_pictures: a graph as DOT, for Graphviz, and as SVG, drawn here: a column for each step from the first
 * object, a box for each object, a row in it for each reference. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/views/graph.h"

static const char *bytes_of(const Text *text)
{
    return text->bytes ? text->bytes : "";
}

static void facts(Text *text, const GraphNode *node)
{
    Text coloured = {0};
    graph_facts_write(&coloured, node);
    Text plain = text_strip(&coloured);
    text_add(text, bytes_of(&plain), plain.length);
    text->failed |= plain.failed;
    text_free(&coloured);
    text_free(&plain);
}

static void row(Text *text, const GraphEdge *edge)
{
    text_add(text, bytes_of(&edge->label), edge->label.length);
    if (edge->to == GRAPH_NO_NODE) {
        text_format(text, edge->is_beyond ? " → " : " = ");
        text_add(text, bytes_of(&edge->value), edge->value.length);
    }
}

/* --- DOT ------------------------------------------------------------------------------------------------ */

static void dot_node(Text *dot, const GraphNode *node, size_t index)
{
    Text label = {0};
    text_format(&label, "%s", bytes_of(&node->title));
    if (node->name.length)
        text_format(&label, " '%s'", bytes_of(&node->name));
    text_format(&label, "\n");
    facts(&label, node);
    for (size_t i = 0; i < node->edge_count; i++)
        if (node->edges[i].to == GRAPH_NO_NODE) {
            text_format(&label, "\n");
            row(&label, &node->edges[i]);
        }
    text_format(dot, "  n%zu [label=", index);
    text_add_dot(dot, bytes_of(&label), label.length);
    text_format(dot, "%s];\n", node->cycle ? ", color=\"#c0392b\"" : "");
    dot->failed |= label.failed;
    text_free(&label);
}

void graph_dot(Text *dot, const Graph *graph)
{
    text_format(dot, "digraph heap {\n  rankdir=LR;\n  node [shape=box, fontname=\"monospace\", fontsize=10];\n  edge "
                     "[fontname=\"monospace\", fontsize=9];\n");
    for (size_t n = 0; n < graph->count; n++)
        dot_node(dot, &graph->nodes[n], n);
    for (size_t n = 0; n < graph->count; n++)
        for (size_t i = 0; i < graph->nodes[n].edge_count; i++) {
            const GraphEdge *edge = &graph->nodes[n].edges[i];
            if (edge->to == GRAPH_NO_NODE)
                continue;
            text_format(dot, "  n%zu -> n%d [label=", n, edge->to);
            text_add_dot(dot, bytes_of(&edge->label), edge->label.length);
            text_format(dot, "%s%s];\n", edge->is_weak ? ", style=dashed" : "", edge->closes_cycle ? ", color=\"#c0392b\"" : "");
        }
    text_format(dot, "}");
}

/* --- SVG ------------------------------------------------------------------------------------------------ */

enum { CHARACTER = 8, ROW = 16, PADDING = 8, GAP_X = 70, GAP_Y = 22, MARGIN = 20, HEAD_ROWS = 2 };

typedef struct Box {
    int x, y, width, height;
} Box;

/* How wide a text is, in characters: bytes that begin one. */
static int width_of(const char *bytes)
{
    int width = 0;
    for (; *bytes; bytes++)
        width += ((unsigned char)*bytes & 0xC0) != 0x80;
    return width;
}

static void title(Text *text, const GraphNode *node)
{
    text_add(text, bytes_of(&node->title), node->title.length);
    if (node->name.length)
        text_format(text, " '%s'", bytes_of(&node->name));
}

static int widest_line(const GraphNode *node, Text *scratch)
{
    int widest = 0;
    for (size_t i = 0; i < node->edge_count + HEAD_ROWS; i++) {
        scratch->length = 0;
        if (i == 0)
            title(scratch, node);
        else if (i == 1)
            facts(scratch, node);
        else
            row(scratch, &node->edges[i - HEAD_ROWS]);
        int width = scratch->length ? width_of(scratch->bytes) : 0;
        if (width > widest)
            widest = width;
    }
    return widest;
}

/* Columns from left to right, boxes in each from top to bottom. */
static Box lay_out(const Graph *graph, Box *boxes)
{
    Box whole = {.width = MARGIN, .height = 0};
    Text scratch = {0};
    for (size_t n = 0; n < graph->count;) {
        int y = MARGIN, widest = 0, depth = graph->nodes[n].depth;
        for (; n < graph->count && graph->nodes[n].depth == depth; n++) { /* they stand in the order of their depths */
            const GraphNode *node = &graph->nodes[n];
            boxes[n] = (Box){whole.width, y, widest_line(node, &scratch) * CHARACTER + 2 * PADDING,
                             (int)(node->edge_count + HEAD_ROWS + (node->edges_left_out > 0)) * ROW + PADDING};
            y += boxes[n].height + GAP_Y;
            if (boxes[n].width > widest)
                widest = boxes[n].width;
        }
        if (y > whole.height)
            whole.height = y;
        whole.width += widest + GAP_X;
    }
    text_free(&scratch);
    return whole;
}

static void svg_line_of_text(Text *svg, int x, int y, const char *class, const Text *content)
{
    text_format(svg, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, class);
    text_add_svg(svg, bytes_of(content), content->length);
    text_format(svg, "</text>\n");
}

static void svg_box(Text *svg, const GraphNode *node, Box box)
{
    Text line = {0};
    int x = box.x + PADDING, y = box.y + ROW;
    text_format(svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" class=\"box%s\"/>\n", box.x, box.y, box.width, box.height,
                node->cycle ? " cycle" : "");
    title(&line, node);
    svg_line_of_text(svg, x, y, "title", &line);
    line.length = 0;
    facts(&line, node);
    svg_line_of_text(svg, x, y + ROW, "facts", &line);
    for (size_t i = 0; i < node->edge_count; i++) {
        line.length = 0;
        row(&line, &node->edges[i]);
        svg_line_of_text(svg, x, y + (int)(i + HEAD_ROWS) * ROW, "row", &line);
    }
    if (node->edges_left_out) {
        line.length = 0;
        text_format(&line, "… %zu more", node->edges_left_out);
        svg_line_of_text(svg, x, y + (int)(node->edge_count + HEAD_ROWS) * ROW, "row", &line);
    }
    svg->failed |= line.failed;
    text_free(&line);
}

/* From the edge's row to the target's head: forward from side to side; back, to a box further left, from the
 * left side of the row to the right side of the target; and within a column around the left. */
static void svg_arrow(Text *svg, const GraphEdge *edge, Box from, Box to, size_t place)
{
    enum { BEND = 45 };
    const char *class = edge->is_weak ? "arrow weak" : edge->closes_cycle ? "arrow cycle" : "arrow";
    bool is_forward = to.x > from.x, is_beside = to.x == from.x;
    int x = is_forward ? from.x + from.width : from.x, y = from.y + (int)(place + HEAD_ROWS) * ROW + ROW - 4;
    int to_x = is_forward || is_beside ? to.x : to.x + to.width, to_y = to.y + ROW - 4;
    int bend = is_forward ? BEND : -BEND, to_bend = is_forward || is_beside ? -BEND : BEND;
    text_format(svg, "<path d=\"M%d %d C%d %d %d %d %d %d\" class=\"%s\" marker-end=\"url(#head)\"/>\n", x, y, x + bend, y, to_x + to_bend,
                to_y, to_x, to_y, class);
}

void graph_svg(Text *svg, const Graph *graph)
{
    Box *boxes = calloc(graph->count, sizeof *boxes);
    if (!boxes) {
        svg->failed = true;
        return;
    }
    Box whole = lay_out(graph, boxes);
    text_format(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n", whole.width,
                whole.height, whole.width, whole.height);
    text_format(svg,
                "<style>text{font:12px monospace;fill:#222}.title{font-weight:bold}.facts{fill:#777}.box{fill:#fdfdf8;stroke:#555}"
                ".box.cycle{stroke:#c0392b;stroke-width:2}.arrow{fill:none;stroke:#555}.arrow.weak{stroke-dasharray:5 4}"
                ".arrow.cycle{stroke:#c0392b}</style>\n"
                "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">"
                "<path d=\"M0 0 L8 4 L0 8 z\"/></marker></defs>\n"
                "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n");
    for (size_t n = 0; n < graph->count; n++)
        svg_box(svg, &graph->nodes[n], boxes[n]);
    for (size_t n = 0; n < graph->count; n++)
        for (size_t i = 0; i < graph->nodes[n].edge_count; i++)
            if (graph->nodes[n].edges[i].to != GRAPH_NO_NODE)
                svg_arrow(svg, &graph->nodes[n].edges[i], boxes[n], boxes[graph->nodes[n].edges[i].to], i);
    text_format(svg, "</svg>");
    free(boxes);
}

bool graph_make(View start, GraphLimits limits, Forms *forms)
{
    Graph graph;
    *forms = (Forms){0};
    bool done = graph_collect(&graph, start, limits);
    if (done) {
        graph_text(&forms->text, &graph);
        graph_json(&forms->json, &graph);
        graph_dot(&forms->dot, &graph);
        graph_svg(&forms->svg, &graph);
    }
    graph_free(&graph);
    return done;
}
