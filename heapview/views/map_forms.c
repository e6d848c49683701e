/* map_forms: the map as text, JSON and SVG.
 *
 *     arena 0x7f…, 812 blocks in use
 *       ██▓░·····○····            a character for each pool of 16 KiB, by how much of it is in use
 *
 * All three tell the same counts (map_model.c). The text shows the largest types and lines; the JSON has all
 * of them; the SVG is the picture of the pools alone, coloured by the size of their blocks. */
#include <inttypes.h>
#include <string.h>

#include "heapview/views/map.h"
#include "heapview/walk/births.h"
#include "runtime/classes/type.h"

enum { TYPES_SHOWN = 12, LINES_SHOWN = 10, KEEPERS_SHOWN = 8, ROW_POOLS = 64 };

static void size_write(Text *text, size_t bytes)
{
    if (bytes < 10240)
        text_format(text, "%zu B", bytes);
    else if (bytes < 10 * 1024 * 1024)
        text_format(text, "%.1f KiB", (double)bytes / 1024);
    else
        text_format(text, "%.1f MiB", (double)bytes / (1024 * 1024));
}

/* In percent; what has nothing to fill is empty. */
static unsigned fill_of(size_t used, size_t capacity)
{
    return capacity ? (unsigned)(used * 100 / capacity) : 0;
}

static const char *shade(const PoolPicture *pool)
{
    unsigned fill = fill_of(pool->used, pool->capacity);
    if (!pool->block_size)
        return "·";
    return fill == 0 ? "○" : fill <= 25 ? "░" : fill <= 50 ? "▒" : fill <= 75 ? "▓" : "█";
}

static size_t bytes_in_pools(const Map *map)
{
    size_t bytes = 0;
    for (size_t size_class = 1; size_class <= HEAP_CLASS_COUNT; size_class++)
        bytes += map->classes[size_class].used * size_class * HEAP_ALIGNMENT;
    return bytes;
}

static void head_text(Text *text, const Map *map)
{
    size_t in_pools = bytes_in_pools(map), held = map->picture.arena_count * HEAP_ARENA_SIZE;
    text_coloured(text, COLOUR_HEADING, "%zu blocks in use: %zu in pools (", map->used, map->used - map->picture.large_blocks);
    size_write(text, in_pools);
    text_format(text, "), %zu large (", map->picture.large_blocks);
    size_write(text, map->picture.large_bytes);
    text_format(text, ")\n%zu arenas of 1 MiB, %zu of %zu pools in use, %u %% of the arenas' bytes filled\n", map->picture.arena_count,
                map->pools_used, map->picture.arena_count * HEAP_POOLS_PER_ARENA, fill_of(in_pools, held));
}

static void arenas_text(Text *text, const Map *map)
{
    for (size_t a = 0; a < map->picture.arena_count; a++) {
        const ArenaPicture *arena = &map->picture.arenas[a];
        text_format(text, "\narena %#" PRIxPTR ", %zu blocks in use\n  ", arena->address, map_arena_used(arena));
        text_colour(text, COLOUR_GOOD);
        for (size_t i = 0; i < HEAP_POOLS_PER_ARENA; i++)
            text_format(text, "%s", shade(&arena->pools[i]));
        text_plain(text);
    }
    text_format(text, "\n  a pool of 16 KiB each: · free  ○ empty  ░ ▒ ▓ █ up to 25, 50, 75, 100 %% in use\n");
}

static void classes_text(Text *text, const Map *map)
{
    text_format(text, "\n%10s %6s %8s %8s %6s\n", "block size", "pools", "in use", "free", "fill");
    for (size_t size_class = 1; size_class <= HEAP_CLASS_COUNT; size_class++) {
        const SizeClass *c = &map->classes[size_class];
        if (c->pools)
            text_format(text, "%10zu %6zu %8zu %8zu %4u %%\n", size_class * HEAP_ALIGNMENT, c->pools, c->used, c->free,
                        fill_of(c->used, c->used + c->free));
    }
}

static void types_text(Text *text, const Map *map)
{
    text_format(text, "\n%8s  %10s  %s\n", "objects", "bytes", "type (with the tables that are its own)");
    for (size_t i = 0; i < map->type_count && i < TYPES_SHOWN; i++)
        text_format(text, "%8zu  %10zu  %s\n", map->types[i].objects, map->types[i].bytes, type_name_peek(types[map->types[i].type]));
    if (map->type_count > TYPES_SHOWN)
        text_format(text, "%8s  %10s  … and %zu other types\n", "", "", map->type_count - TYPES_SHOWN);
}

static void lines_text(Text *text, const Map *map)
{
    if (!map->line_count)
        return;
    text_format(text, "\n%8s  %10s  %s\n", "blocks", "bytes", "made by");
    for (size_t i = 0; i < map->line_count && i < LINES_SHOWN; i++) {
        const LineUse *use = &map->lines[i];
        text_format(text, "%8zu  %10zu  %s:%" PRIu32 "\n", use->blocks, use->bytes, births_file_peek(use->file), use->line);
    }
}

static void keepers_text(Text *text, const Map *map)
{
    size_t empty = 0;
    for (size_t a = 0; a < map->picture.arena_count; a++)
        empty += map_arena_used(&map->picture.arenas[a]) == 0;
    if (empty)
        text_format(text, "\n%zu arenas hold no block: gc.collect() gives them back to the system.", empty);
    for (size_t i = 0; i < map->keeper_count && i < KEEPERS_SHOWN; i++) {
        const Keeper *keeper = &map->keepers[i];
        text_format(text, "\narena %#" PRIxPTR " cannot be given back: %zu blocks are in use there", keeper->arena, keeper->blocks);
        if (keeper->name.length)
            text_format(text, ", among them %s", keeper->name.bytes);
    }
    if (map->keeper_count > KEEPERS_SHOWN)
        text_format(text, "\n… and %zu other arenas that are less than a quarter full", map->keeper_count - KEEPERS_SHOWN);
}

/* --- JSON ----------------------------------------------------------------------------------------------- */

static void pools_json(Text *json, const ArenaPicture *arena)
{
    bool first = true;
    for (size_t i = 0; i < HEAP_POOLS_PER_ARENA; i++) {
        const PoolPicture *pool = &arena->pools[i];
        if (!pool->block_size)
            continue;
        text_format(json, "%s{\"pool\": %zu, \"block_size\": %" PRIu32 ", \"capacity\": %" PRIu32 ", \"used\": %" PRIu32 "}",
                    first ? "" : ", ", i, pool->block_size, pool->capacity, pool->used);
        first = false;
    }
}

static void map_json(Text *json, const Map *map)
{
    text_format(json, "{\"view\": \"map\", \"blocks\": %zu, \"large\": {\"blocks\": %zu, \"bytes\": %zu}, \"arenas\": [", map->used,
                map->picture.large_blocks, map->picture.large_bytes);
    for (size_t a = 0; a < map->picture.arena_count; a++) {
        text_format(json, "%s\n  {\"address\": %" PRIuPTR ", \"used\": %zu, \"pools\": [", a ? "," : "", map->picture.arenas[a].address,
                    map_arena_used(&map->picture.arenas[a]));
        pools_json(json, &map->picture.arenas[a]);
        text_format(json, "]}");
    }
    text_format(json, "],\n \"types\": [");
    for (size_t i = 0; i < map->type_count; i++) {
        text_format(json, "%s\n  {\"type\": ", i ? "," : "");
        text_add_json_words(json, type_name_peek(types[map->types[i].type]));
        text_format(json, ", \"objects\": %zu, \"bytes\": %zu}", map->types[i].objects, map->types[i].bytes);
    }
    text_format(json, "],\n \"lines\": [");
    for (size_t i = 0; i < map->line_count; i++) {
        const char *file = births_file_peek(map->lines[i].file);
        text_format(json, "%s\n  {\"file\": ", i ? "," : "");
        text_add_json(json, file, strlen(file));
        text_format(json, ", \"line\": %" PRIu32 ", \"blocks\": %zu, \"bytes\": %zu}", map->lines[i].line, map->lines[i].blocks,
                    map->lines[i].bytes);
    }
    text_format(json, "],\n \"keepers\": [");
    for (size_t i = 0; i < map->keeper_count; i++) {
        const Keeper *keeper = &map->keepers[i];
        text_format(json, "%s\n  {\"arena\": %" PRIuPTR ", \"blocks\": %zu, \"object\": %" PRIuPTR ", \"name\": ", i ? "," : "",
                    keeper->arena, keeper->blocks, keeper->object);
        text_add_json(json, keeper->name.bytes ? keeper->name.bytes : "", keeper->name.length);
        text_format(json, "}");
    }
    text_format(json, "]}");
}

/* --- SVG ------------------------------------------------------------------------------------------------ */

enum { CELL = 16, MARGIN = 16, LABEL = 150, HEAD = 40, STRIP = 8 /* pools in a row of an arena */ };

/* Each pool is a cell; in it every block is a dot, as long as they are not too many for it. */
static void pool_svg(Text *svg, const PoolPicture *pool, int x, int y)
{
    unsigned fill = fill_of(pool->used, pool->capacity);
    if (!pool->block_size) {
        text_format(svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"free\"/>\n", x, y, CELL - 2, CELL - 2);
        return;
    }
    text_format(svg,
                "<g><title>pool %#" PRIxPTR ": blocks of %" PRIu32 " bytes, %" PRIu32 " of %" PRIu32 " in use</title>"
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"pool\"/>"
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%u\" fill=\"hsl(%u,55%%,45%%)\"/></g>\n",
                pool->address, pool->block_size, pool->used, pool->capacity, x, y, CELL - 2, CELL - 2, x,
                y + (int)((CELL - 2) * (100 - fill) / 100), CELL - 2, (CELL - 2) - (CELL - 2) * (100 - fill) / 100,
                pool->block_size * 300 / HEAP_SMALL_LIMIT);
}

static void map_svg(Text *svg, const Map *map)
{
    int arena_height = CELL * 2 + 10, width = LABEL + CELL * ROW_POOLS / 2 + 2 * MARGIN;
    int height = HEAD + (int)map->picture.arena_count * arena_height + 3 * MARGIN;
    text_format(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n", width, height, width,
                height);
    text_format(
        svg, "<style>text{font-family:monospace;font-size:12px;fill:#222}.free{fill:none;stroke:#ddd}.pool{fill:#eee;stroke:#888}</style>\n"
             "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n");
    text_format(svg, "<text x=\"%d\" y=\"%d\">%zu blocks in use, %zu of them large; %zu arenas, %zu pools in use</text>\n", MARGIN,
                MARGIN + 8, map->used, map->picture.large_blocks, map->picture.arena_count, map->pools_used);
    for (size_t a = 0; a < map->picture.arena_count; a++) {
        const ArenaPicture *arena = &map->picture.arenas[a];
        int y = HEAD + (int)a * arena_height;
        text_format(svg, "<text x=\"%d\" y=\"%d\">%#" PRIxPTR "</text>\n", MARGIN, y + 12, arena->address);
        for (int i = 0; i < HEAP_POOLS_PER_ARENA; i++)
            pool_svg(svg, &arena->pools[i], MARGIN + LABEL + i % (ROW_POOLS / 2) * CELL, y + i / (ROW_POOLS / 2) * CELL);
    }
    text_format(svg,
                "<text x=\"%d\" y=\"%d\">a square: a pool of 16 KiB, filled as its blocks are in use; colour: their size</text>\n</svg>",
                MARGIN, height - MARGIN);
}

bool map_make(Forms *forms)
{
    Map map;
    *forms = (Forms){0};
    bool done = map_look(&map);
    if (done) {
        Text *text = &forms->text;
        head_text(text, &map);
        arenas_text(text, &map);
        classes_text(text, &map);
        types_text(text, &map);
        lines_text(text, &map);
        keepers_text(text, &map);
        if (text->length && text->bytes[text->length - 1] == '\n')
            text->bytes[--text->length] = 0;
        map_json(&forms->json, &map);
        map_svg(&forms->svg, &map);
    }
    map_free(&map);
    return done;
}
