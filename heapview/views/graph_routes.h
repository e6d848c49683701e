/* graph_routes: where the boxes of a graph's picture stand, and the ways of the arrows between them, none of
 * which runs over a box.
 *
 *      channel 0   column 0   channel 1     column 1    channel 2
 *                 ┌────────┐              ┌────────┐
 *                 │ list   │◄─┐    ┌─────►│ Node   │
 *                 │ [0]    │──│────┘   ┌──│ .up    │
 *                 └────────┘  └────────┘  └────────┘
 *
 * A column for each step from the first object, boxes in it from top to bottom. Between columns lie channels:
 * an arrow leaves the row of its reference sideways into the channel beside its box, runs there up or down (a
 * trunk, which arrows to the same object share), and enters its target from the side. One that passes over
 * columns goes through a corridor between two boxes of each, or below all of them. Rows, heads and corridors
 * have heights of their own (OFFSET_…, modulo ROW), so that no two arrows lie on one another that do not lead
 * to the same object. */
#ifndef OURO_HEAPVIEW_VIEWS_GRAPH_ROUTES_H
#define OURO_HEAPVIEW_VIEWS_GRAPH_ROUTES_H

#include "heapview/views/graph.h"

/* In pixels; box heights plus GAP_Y are a multiple of ROW, so that all rows of the picture are in line. */
enum { CHARACTER = 8, ROW = 16, PADDING = 8, GAP_Y = 24, MARGIN = 20, HEAD_ROWS = 2 };

typedef struct Box {
    int x, y, width, height, column;
} Box;

typedef struct Point {
    int x, y;
} Point;

typedef enum ArrowStyle { ARROW_PLAIN, ARROW_WEAK, ARROW_CYCLE } ArrowStyle;

/* Up or down a channel, from the rows of its arrows, or a corridor, to the height `end`. */
typedef struct Trunk {
    int channel, target, end;
    ArrowStyle style;
    int start;          /* where the first of its arrows comes from */
    int low, high;      /* the heights that it takes up, from all of its arrows */
    bool from_right;    /* its arrows come from the column right of the channel */
    bool to_left;       /* and end on its left */
    int lane, x;        /* in the channel */
    int next_of_target; /* the next trunk of the same target; -1: none */
} Trunk;

typedef struct Route {
    int from, to;
    int row; /* the height at which it leaves its box */
    ArrowStyle style;
    int trunk, second; /* trunks; second: after a corridor, or -1 */
} Route;

typedef struct Routes {
    Route *list;
    Trunk *trunks;
    size_t count, trunk_count;
    int width, height; /* of the picture */
} Routes;

enum { ROUTE_POINTS_MOST = 6 };

/* Lay out the picture. `boxes` has the width, height and column of each node's box, in the order of the
 * columns; their places are set. False if there is no memory; routes_free them in any case. */
MUST_USE bool routes_make(Routes *routes, const Graph *graph, Box *boxes);
void routes_free(Routes *routes);

/* The corners of a route, its ends included; their number. */
size_t route_points(const Routes *routes, const Route *route, const Box *boxes, Point points[ROUTE_POINTS_MOST]);

#endif
