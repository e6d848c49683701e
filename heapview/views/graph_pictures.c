/* graph_pictures: a graph as DOT, for Graphviz, and as SVG, drawn here: a column for each step from the first
 * object, a box for each object, a row in it for each reference. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/views/graph_routes.h"

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

static void graph_dot(Text *dot, const Graph *graph)
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
        int width = scratch->length ? (int)text_width(scratch->bytes, scratch->length) : 0;
        if (width > widest)
            widest = width;
    }
    return widest;
}

/* How large the boxes are, and in which column: one for each step from the first object. */
static void measure(const Graph *graph, Box *boxes)
{
    Text scratch = {0};
    for (size_t n = 0; n < graph->count; n++) {
        const GraphNode *node = &graph->nodes[n];
        boxes[n] = (Box){.width = widest_line(node, &scratch) * CHARACTER + 2 * PADDING,
                         .height = (int)(node->edge_count + HEAD_ROWS + (node->edges_left_out > 0)) * ROW + PADDING,
                         .column = node->depth};
    }
    text_free(&scratch);
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

static int between(int from, int to, int most)
{
    int way = to - from;
    return way > most ? most : way < -most ? -most : way;
}

/* Lines from corner to corner, rounded off where they turn. */
static void svg_arrow(Text *svg, const Point *points, size_t count, ArrowStyle style)
{
    enum { ROUNDED = 4 };
    static const char *const classes[] = {"arrow", "arrow weak", "arrow cycle"};
    text_format(svg, "<path d=\"M%d %d", points[0].x, points[0].y);
    for (size_t i = 1; i + 1 < count; i++) {
        Point before = points[i - 1], here = points[i], after = points[i + 1];
        text_format(svg, " L%d %d Q%d %d %d %d", here.x + between(here.x, before.x, ROUNDED), here.y + between(here.y, before.y, ROUNDED),
                    here.x, here.y, here.x + between(here.x, after.x, ROUNDED), here.y + between(here.y, after.y, ROUNDED));
    }
    text_format(svg, " L%d %d\" class=\"%s\" marker-end=\"url(#head%s)\"/>\n", points[count - 1].x, points[count - 1].y, classes[style],
                style == ARROW_CYCLE ? "-cycle" : "");
}

static void svg_head(Text *svg, const Routes *routes)
{
    text_format(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" xml:space=\"preserve\">\n",
                routes->width, routes->height, routes->width, routes->height);
    text_format(svg, "<style>text{font-family:monospace;font-size:12px;fill:#222}.title{font-weight:bold}.facts{fill:#777}"
                     ".box{fill:#fdfdf8;stroke:#555}.box.cycle{stroke:#c0392b;stroke-width:2}.arrow{fill:none;stroke:#555}"
                     ".arrow.weak{stroke-dasharray:5 4}.arrow.cycle{stroke:#c0392b}</style>\n<defs>");
    for (int is_cycle = 0; is_cycle < 2; is_cycle++)
        text_format(svg,
                    "<marker id=\"head%s\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" "
                    "orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\" fill=\"%s\"/></marker>",
                    is_cycle ? "-cycle" : "", is_cycle ? "#c0392b" : "#555");
    text_format(svg, "</defs>\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n");
}

static void svg_arrows(Text *svg, const Routes *routes, const Box *boxes)
{
    Point points[ROUTE_POINTS_MOST];
    for (size_t i = 0; i < routes->count; i++)
        svg_arrow(svg, points, route_points(routes, &routes->list[i], boxes, points), routes->list[i].style);
}

static void graph_svg(Text *svg, const Graph *graph)
{
    Routes routes = {0};
    Box *boxes = calloc(graph->count, sizeof *boxes);
    if (boxes)
        measure(graph, boxes);
    if (boxes && routes_make(&routes, graph, boxes)) {
        svg_head(svg, &routes);
        svg_arrows(svg, &routes, boxes);
        for (size_t n = 0; n < graph->count; n++)
            svg_box(svg, &graph->nodes[n], boxes[n]);
        text_format(svg, "</svg>");
    } else {
        svg->failed = true;
    }
    routes_free(&routes);
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
