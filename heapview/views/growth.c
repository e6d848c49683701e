/* growth: snapshots are the tables of a map without its picture; a difference goes through both. See
 * growth.h.
 *
 * A snapshot counts, and holds nothing: objects may die and classes go afterwards. Types are compared by
 * index; a class that is gone meanwhile is left out. Lines are compared only if both snapshots belong to the
 * same time of noting (births_epoch), since files are numbered anew.
 * heapview's own objects are left out: the program is what is asked about. */
#include "heapview/views/growth.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/views/map.h"
#include "heapview/walk/births.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

enum { SHOWN_MOST = 15 };

typedef struct SnapshotObject {
    Object object;
    Map map;
    uint64_t noted_since; /* which births_start its lines belong to; 0: none */
} SnapshotObject;

typedef struct Change {
    const char *type; /* or NULL: a line */
    uint32_t file, line;
    int64_t count, bytes, now; /* the differences, and the count at the end */
} Change;

/* --- snapshots ------------------------------------------------------------------------------------------ */

static bool look(Map *map, uint64_t *noted_since)
{
    bool done = map_look(map);
    heap_picture_free(&map->picture); /* the tables are all that is needed */
    if (!done)
        map_free(map);
    *noted_since = births_epoch();
    return done;
}

static void snapshot_finish(View self)
{
    map_free(&((SnapshotObject *)self)->map);
}

static Ref snapshot_repr(View self)
{
    const Map *map = &((SnapshotObject *)self)->map;
    size_t objects = 0;
    for (size_t i = 0; i < map->type_count; i++)
        objects += map->types[i].objects;
    return str_format("<heapview.Snapshot of %zu objects>", objects);
}

TypeObject snapshot_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "heapview.Snapshot",
    .doc = "How many objects of each type, and blocks of each line, lived at one moment: for diff(). It holds no reference to them.",
    .size = sizeof(SnapshotObject),
    .flags = TYPE_FLAG_NO_NEW,
    .finish = snapshot_finish,
    .repr = snapshot_repr};

Ref growth_snapshot_new(void)
{
    Map map;
    uint64_t noted_since;
    if (!look(&map, &noted_since))
        return raise_memory_error();
    SnapshotObject *snapshot = object_new_raw(snapshot_type.index, sizeof *snapshot);
    if (!snapshot) {
        map_free(&map);
        return NULL;
    }
    snapshot->map = map;
    snapshot->noted_since = noted_since;
    return AS_OBJECT(snapshot);
}

/* --- differences ---------------------------------------------------------------------------------------- */

/* heapview's own objects are no part of the program. */
static bool is_own(const char *type)
{
    return strncmp(type, "heapview.", 9) == 0;
}

static size_t type_changes(const Map *before, const Map *after, Change *changes)
{
    size_t count = after->type_count;
    for (size_t i = 0; i < count; i++) {
        const TypeUse *use = &after->types[i];
        changes[i] = (Change){.type = type_name_peek(types[use->type]),
                              .count = (int64_t)use->objects,
                              .bytes = (int64_t)use->bytes,
                              .now = (int64_t)use->objects,
                              .file = use->type};
    }
    for (size_t i = 0; i < before->type_count; i++) {
        const TypeUse *use = &before->types[i];
        size_t at = 0;
        while (at < count && changes[at].file != use->type)
            at++;
        if (at == count && !types[use->type])
            continue; /* the class is gone, and all its objects with it */
        if (at == count)
            changes[count++] = (Change){.type = type_name_peek(types[use->type]), .file = use->type};
        changes[at].count -= (int64_t)use->objects;
        changes[at].bytes -= (int64_t)use->bytes;
    }
    return count;
}

static size_t line_changes(const Map *before, const Map *after, Change *changes)
{
    size_t count = after->line_count;
    for (size_t i = 0; i < count; i++) {
        const LineUse *use = &after->lines[i];
        changes[i] = (Change){
            .file = use->file, .line = use->line, .count = (int64_t)use->blocks, .bytes = (int64_t)use->bytes, .now = (int64_t)use->blocks};
    }
    for (size_t i = 0; i < before->line_count; i++) {
        const LineUse *use = &before->lines[i];
        size_t at = 0;
        while (at < count && (changes[at].file != use->file || changes[at].line != use->line))
            at++;
        if (at == count)
            changes[count++] = (Change){.file = use->file, .line = use->line};
        changes[at].count -= (int64_t)use->blocks;
        changes[at].bytes -= (int64_t)use->bytes;
    }
    return count;
}

static int by_growth(const void *a, const void *b)
{
    const Change *left = a, *right = b;
    if (left->bytes != right->bytes)
        return left->bytes > right->bytes ? -1 : 1;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    if (left->type)
        return strcmp(left->type, right->type);
    return left->line < right->line ? -1 : left->line > right->line;
}

/* Only what changed, the most growth first. */
static size_t sort_out(Change *changes, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if ((changes[i].count || changes[i].bytes) && !(changes[i].type && is_own(changes[i].type)))
            changes[kept++] = changes[i];
    if (kept)
        qsort(changes, kept, sizeof *changes, by_growth);
    return kept;
}

static void place_write(Text *text, const Change *change)
{
    if (change->type)
        text_format(text, "%s", change->type);
    else if (change->line)
        text_format(text, "%s:%" PRIu32, births_file_peek(change->file), change->line);
    else
        text_format(text, "no line of Python");
}

static void table_text(Text *text, const Change *changes, size_t count, const char *what, const char *by)
{
    text_format(text, "%10s %12s %10s  %s", what, "bytes", "now", by);
    for (size_t i = 0; i < count && i < SHOWN_MOST; i++) {
        text_format(text, "\n");
        text_coloured(text, changes[i].count > 0 ? COLOUR_BAD : COLOUR_GOOD, "%+10" PRId64, changes[i].count);
        text_format(text, " %+12" PRId64 " %10" PRId64 "  ", changes[i].bytes, changes[i].now);
        place_write(text, &changes[i]);
    }
    if (count > SHOWN_MOST)
        text_format(text, "\n%10s %12s %10s  … and %zu more", "", "", "", count - SHOWN_MOST);
}

static void table_json(Text *json, const Change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        text_format(json, "%s\n  {\"count\": %" PRId64 ", \"bytes\": %" PRId64 ", \"now\": %" PRId64, i ? "," : "", changes[i].count,
                    changes[i].bytes, changes[i].now);
        if (changes[i].type) {
            text_format(json, ", \"type\": ");
            text_add_json_words(json, changes[i].type);
            text_add(json, "}", 1);
        } else {
            const char *file = births_file_peek(changes[i].file);
            text_format(json, ", \"line\": %" PRIu32 ", \"file\": ", changes[i].line);
            text_add_json(json, file, strlen(file));
            text_format(json, "}");
        }
    }
}

static bool tell(const Map *before, const Map *after, bool with_lines, Forms *forms)
{
    size_t most = before->type_count + after->type_count + before->line_count + after->line_count + 1;
    Change *changes = malloc(most * sizeof *changes);
    *forms = (Forms){0};
    if (!changes)
        return false;
    size_t count = sort_out(changes, type_changes(before, after, changes));
    if (count)
        table_text(&forms->text, changes, count, "objects", "type");
    else
        text_format(&forms->text, "no type has more or fewer objects");
    text_format(&forms->json, "{\"view\": \"growth\", \"types\": [");
    table_json(&forms->json, changes, count);
    text_format(&forms->json, "],\n \"lines\": ");
    if (with_lines) {
        count = sort_out(changes, line_changes(before, after, changes));
        text_format(&forms->text, "\n\n");
        table_text(&forms->text, changes, count, "blocks", "made by");
        text_format(&forms->json, "[");
        table_json(&forms->json, changes, count);
        text_format(&forms->json, "]}");
    } else {
        text_format(&forms->text, "\n(which lines made them is known after heapview.start())");
        text_format(&forms->json, "null}");
    }
    free(changes);
    return true;
}

bool growth_diff_make(View before, View after, Forms *forms)
{
    const SnapshotObject *from = (SnapshotObject *)before, *to = (SnapshotObject *)after;
    return tell(&from->map, &to->map, to->noted_since && from->noted_since == to->noted_since, forms);
}

bool growth_make(Forms *forms)
{
    static struct {
        Map map;
        uint64_t noted_since;
        bool is_there;
    } lasts[WATCHER_COUNT], *last;
    Map now;
    uint64_t noted;
    if (!look(&now, &noted))
        return false;
    bool done = true;
    last = &lasts[watcher_now];
    *forms = (Forms){0};
    if (last->is_there) {
        done = tell(&last->map, &now, noted && noted == last->noted_since, forms);
        map_free(&last->map);
    } else {
        text_format(&forms->text, "growth is counted from here");
        text_format(&forms->json, "{\"view\": \"growth\", \"types\": [], \"lines\": null}");
    }
    last->map = now;
    last->noted_since = noted;
    last->is_there = true;
    return done;
}
