/* graph_routes: the layout of a graph's picture; see graph_routes.h. First heights, then the trunks and
 * corridors of all arrows, then lanes in each channel, and last, when it is known how wide the channels are,
 * where columns stand. */
#include "heapview/views/graph_routes.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Heights at which arrows run, all different modulo ROW. Text stands on multiples of it. */
enum {
    OFFSET_CORRIDOR = 1, /* and the second one of a row: */
    OFFSET_CORRIDOR_2 = 5,
    OFFSET_HEAD_RIGHT = 8, /* into the right side of a box */
    OFFSET_ROW_RIGHT = 10, /* out of the right side */
    OFFSET_HEAD_LEFT = 12,
    OFFSET_ROW_LEFT = 14
};

enum { LANE = 8, CHANNEL_START = 16, CHANNEL_END = 24, CHANNEL_LEAST = 56, CLEARANCE = 5, LOOK_MOST = 64, NO_TRUNK = -1 };

/* What is taken of a column at the height of a corridor. */
enum { TAKEN_BY_BOX = 1, TAKEN_BY_ARROW = 2 };

/* A corridor that arrows to the same object share. */
typedef struct Corridor {
    int y, first_column, last_column; /* it passes over these; 0, …: there is none */
} Corridor;

typedef struct Making {
    Routes *routes;
    const Graph *graph;
    Box *boxes;
    int columns, slots;   /* corridors at the heights of boxes: their places in each column */
    unsigned char *taken; /* slot by slot of each column */
    int *trunks_of;       /* of each node: the first trunk that leads there */
    Corridor *corridors;  /* of each node and style: the one that was made last */
    int below;            /* corridors below all boxes */
    int bottom;           /* where the boxes end */
} Making;

/* --- heights -------------------------------------------------------------------------------------------- */

static void stand_one_below_the_other(Making *making)
{
    int y = MARGIN;
    for (size_t n = 0; n < making->graph->count; n++) {
        Box *box = &making->boxes[n];
        if (n && box->column != box[-1].column)
            y = MARGIN;
        box->y = y;
        y += box->height + GAP_Y;
        if (box->y + box->height > making->bottom)
            making->bottom = box->y + box->height;
    }
}

/* --- corridors ------------------------------------------------------------------------------------------ */

static int height_of_slot(int slot)
{
    return MARGIN + slot / 2 * ROW + (slot % 2 ? OFFSET_CORRIDOR_2 : OFFSET_CORRIDOR);
}

static unsigned char *taken_at(const Making *making, int column, int slot)
{
    return &making->taken[(size_t)column * (size_t)making->slots + (size_t)slot];
}

static void take_slots_of_boxes(Making *making)
{
    for (size_t n = 0; n < making->graph->count; n++) {
        const Box *box = &making->boxes[n];
        for (int slot = (box->y - MARGIN) / ROW * 2; slot < making->slots; slot++) {
            if (height_of_slot(slot) > box->y + box->height + CLEARANCE)
                break;
            if (height_of_slot(slot) >= box->y - CLEARANCE)
                *taken_at(making, box->column, slot) |= TAKEN_BY_BOX;
        }
    }
}

/* May an arrow run there? Over columns first to last no box and no arrow, and no arrow in the channels at the
 * ends. */
static bool is_free(const Making *making, int slot, int first, int last)
{
    if (slot < 0 || slot >= making->slots)
        return false;
    for (int column = first; column <= last; column++)
        if (*taken_at(making, column, slot))
            return false;
    return !(*taken_at(making, last + 1, slot) & TAKEN_BY_ARROW);
}

/* The height of a corridor over columns first to last, as near as possible; below all boxes if none is
 * near. */
static int find_corridor(Making *making, int near, int first, int last)
{
    int start = (near - MARGIN) / ROW * 2;
    for (int i = 0; i < 2 * LOOK_MOST; i++) {
        int slot = start + (i % 2 ? -(i / 2) - 1 : i / 2);
        if (!is_free(making, slot, first, last))
            continue;
        for (int column = first; column <= last + 1; column++)
            *taken_at(making, column, slot) |= TAKEN_BY_ARROW;
        return height_of_slot(slot);
    }
    return height_of_slot(making->slots + making->below++);
}

/* The same, shared with the arrows to the same object that came before: they came from further away. */
static int corridor_to(Making *making, const Route *route, int first, int last)
{
    Corridor *corridor = &making->corridors[(size_t)route->to * (ARROW_CYCLE + 1) + route->style];
    if (!corridor->y || first < corridor->first_column || last > corridor->last_column)
        *corridor = (Corridor){find_corridor(making, route->row, first, last), first, last};
    return corridor->y;
}

/* --- trunks --------------------------------------------------------------------------------------------- */

static bool is_same_trunk(const Trunk *a, const Trunk *b)
{
    return a->channel == b->channel && a->end == b->end && a->style == b->style && a->from_right == b->from_right;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* The trunk like `wish`, which now comes from wish.start, too. */
static int join_trunk(Making *making, Trunk wish)
{
    Routes *routes = making->routes;
    int *first = &making->trunks_of[wish.target];
    for (int i = *first; i != NO_TRUNK; i = routes->trunks[i].next_of_target) {
        Trunk *trunk = &routes->trunks[i];
        if (!is_same_trunk(trunk, &wish))
            continue;
        trunk->low = smaller(trunk->low, wish.start);
        trunk->high = larger(trunk->high, wish.start);
        return i;
    }
    wish.low = smaller(wish.start, wish.end);
    wish.high = larger(wish.start, wish.end);
    wish.next_of_target = *first;
    routes->trunks[routes->trunk_count] = wish;
    return *first = (int)routes->trunk_count++;
}

static ArrowStyle style_of(const GraphEdge *edge)
{
    return edge->is_weak ? ARROW_WEAK : edge->closes_cycle ? ARROW_CYCLE : ARROW_PLAIN;
}

/* An object is never further from the first one than a step more than what refers to it: forward, no column
 * is passed over. */
static void add_route(Making *making, int from, size_t place, const GraphEdge *edge)
{
    const Box *box = &making->boxes[from], *target = &making->boxes[edge->to];
    int row_top = box->y + (int)(place + HEAD_ROWS) * ROW, over = box->column - target->column - 1;
    bool is_forward = over < -1, is_back = over >= 0;
    assert(over >= -2);
    Route route = {.from = from, .to = edge->to, .style = style_of(edge), .second = NO_TRUNK};
    route.row = row_top + (is_forward ? OFFSET_ROW_RIGHT : OFFSET_ROW_LEFT);
    Trunk trunk = {.channel = is_forward ? target->column : box->column,
                   .target = edge->to,
                   .end = target->y + (is_back ? OFFSET_HEAD_RIGHT : OFFSET_HEAD_LEFT),
                   .style = route.style,
                   .start = route.row,
                   .from_right = !is_forward,
                   .to_left = is_back};
    if (over > 0) {
        Trunk second = trunk;
        second.channel = target->column + 1;
        second.start = trunk.end = corridor_to(making, &route, target->column + 1, box->column - 1);
        route.second = join_trunk(making, second);
    }
    route.trunk = join_trunk(making, trunk);
    making->routes->list[making->routes->count++] = route;
}

/* --- lanes ---------------------------------------------------------------------------------------------- */

/* From left to right, so that arrows cross as little as may be: of those that go down from the left, the
 * lowest one turns first, of those that go up, the highest. From the right it is the other way round, and
 * what returns to its own column lies on the right, the shorter ones further so. */
static int place_in_channel(const Trunk *trunk)
{
    bool is_down = trunk->end > trunk->start;
    if (!trunk->from_right)
        return is_down ? -trunk->start : trunk->start;
    if (trunk->to_left)
        return is_down ? trunk->start : -trunk->start;
    return trunk->low - trunk->high;
}

static int compare_trunks(const void *first, const void *second)
{
    const Trunk *a = *(Trunk *const *)first, *b = *(Trunk *const *)second;
    int kind_a = a->from_right + (a->from_right && !a->to_left), kind_b = b->from_right + (b->from_right && !b->to_left);
    if (a->channel != b->channel)
        return a->channel < b->channel ? -1 : 1;
    if (kind_a != kind_b)
        return kind_a < kind_b ? -1 : 1;
    int place_a = place_in_channel(a), place_b = place_in_channel(b);
    if (place_a != place_b)
        return place_a < place_b ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* Each trunk right of those before it which it would meet. */
static void choose_lanes(Trunk **trunks, size_t count)
{
    size_t first_of_channel = 0;
    for (size_t i = 0; i < count; i++) {
        if (trunks[i]->channel != trunks[first_of_channel]->channel)
            first_of_channel = i;
        for (size_t k = first_of_channel; k < i; k++)
            if (trunks[k]->low - CLEARANCE < trunks[i]->high && trunks[i]->low < trunks[k]->high + CLEARANCE)
                trunks[i]->lane = larger(trunks[i]->lane, trunks[k]->lane + 1);
    }
}

static bool sort_into_lanes(Routes *routes)
{
    Trunk **sorted = malloc((routes->trunk_count + 1) * sizeof *sorted);
    if (!sorted)
        return false;
    for (size_t i = 0; i < routes->trunk_count; i++)
        sorted[i] = &routes->trunks[i];
    qsort(sorted, routes->trunk_count, sizeof *sorted, compare_trunks);
    choose_lanes(sorted, routes->trunk_count);
    free(sorted);
    return true;
}

/* --- widths --------------------------------------------------------------------------------------------- */

/* The picture's margin, or as wide as its lanes need. */
static int width_of_channel(int channel, int lanes)
{
    int width = CHANNEL_START + LANE * (lanes - 1) + CHANNEL_END;
    if (channel == 0)
        return lanes ? width : MARGIN;
    return larger(width, CHANNEL_LEAST);
}

static void place_columns(Making *making, const int *lanes, int *channel_x)
{
    int x = 0;
    Box *box = making->boxes, *end = box + making->graph->count;
    for (int column = 0; column < making->columns; column++) {
        int channel = width_of_channel(column, lanes[column]), widest = 0;
        channel_x[column] = x + larger(CHANNEL_START, (channel - LANE * (lanes[column] - 1)) / 2 - LANE / 2);
        x += channel;
        for (; box < end && box->column == column; box++) {
            box->x = x;
            widest = larger(widest, box->width);
        }
        x += widest;
    }
    making->routes->width = x + MARGIN;
    making->routes->height = larger(making->bottom, making->below ? height_of_slot(making->slots + making->below - 1) : 0) + MARGIN;
}

static bool stand_side_by_side(Making *making)
{
    Routes *routes = making->routes;
    int *lanes = calloc((size_t)making->columns * 2, sizeof *lanes);
    if (!lanes)
        return false;
    int *channel_x = lanes + making->columns;
    for (size_t i = 0; i < routes->trunk_count; i++)
        lanes[routes->trunks[i].channel] = larger(lanes[routes->trunks[i].channel], routes->trunks[i].lane + 1);
    place_columns(making, lanes, channel_x);
    for (size_t i = 0; i < routes->trunk_count; i++)
        routes->trunks[i].x = channel_x[routes->trunks[i].channel] + routes->trunks[i].lane * LANE;
    free(lanes);
    return true;
}

/* --- all ------------------------------------------------------------------------------------------------ */

static size_t count_arrows(const Graph *graph)
{
    size_t count = 0;
    for (size_t n = 0; n < graph->count; n++)
        for (size_t i = 0; i < graph->nodes[n].edge_count; i++)
            count += graph->nodes[n].edges[i].to != GRAPH_NO_NODE;
    return count;
}

/* The furthest first: what shares a corridor with them needs only a part of it. */
static void add_routes(Making *making)
{
    for (size_t n = making->graph->count; n-- > 0;) {
        const GraphNode *node = &making->graph->nodes[n];
        for (size_t i = 0; i < node->edge_count; i++)
            if (node->edges[i].to != GRAPH_NO_NODE)
                add_route(making, (int)n, i, &node->edges[i]);
    }
}

static bool make_room(Making *making)
{
    size_t nodes = making->graph->count, arrows = count_arrows(making->graph);
    making->columns = making->boxes[nodes - 1].column + 1;
    making->slots = ((making->bottom - MARGIN) / ROW + 1) * 2;
    making->taken = calloc((size_t)making->columns * ((size_t)making->slots + 1), 1);
    making->trunks_of = malloc(nodes * sizeof *making->trunks_of);
    making->corridors = calloc(nodes * (ARROW_CYCLE + 1), sizeof *making->corridors);
    making->routes->list = calloc(arrows + 1, sizeof *making->routes->list);
    making->routes->trunks = calloc(arrows * 2 + 1, sizeof *making->routes->trunks);
    for (size_t n = 0; making->trunks_of && n < nodes; n++)
        making->trunks_of[n] = NO_TRUNK;
    return making->taken && making->trunks_of && making->corridors && making->routes->list && making->routes->trunks;
}

bool routes_make(Routes *routes, const Graph *graph, Box *boxes)
{
    Making making = {.routes = routes, .graph = graph, .boxes = boxes};
    *routes = (Routes){0};
    stand_one_below_the_other(&making);
    bool done = make_room(&making);
    if (done) {
        take_slots_of_boxes(&making);
        add_routes(&making);
        done = sort_into_lanes(routes) && stand_side_by_side(&making);
    }
    free(making.taken);
    free(making.trunks_of);
    free(making.corridors);
    return done;
}

void routes_free(Routes *routes)
{
    free(routes->list);
    free(routes->trunks);
    *routes = (Routes){0};
}

size_t route_points(const Routes *routes, const Route *route, const Box *boxes, Point points[ROUTE_POINTS_MOST])
{
    const Box *from = &boxes[route->from], *to = &boxes[route->to];
    const Trunk *trunk = &routes->trunks[route->trunk], *last = trunk;
    size_t count = 0;
    points[count++] = (Point){trunk->from_right ? from->x : from->x + from->width, route->row};
    points[count++] = (Point){trunk->x, route->row};
    points[count++] = (Point){trunk->x, trunk->end};
    if (route->second != NO_TRUNK) {
        last = &routes->trunks[route->second];
        points[count++] = (Point){last->x, trunk->end};
        points[count++] = (Point){last->x, last->end};
    }
    points[count++] = (Point){last->to_left ? to->x + to->width : to->x, last->end};
    return count;
}
