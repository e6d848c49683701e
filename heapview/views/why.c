/* why: a scan of everything, in which each reference to the object is noted; then the arguments of calls that
 * go on. What remains of the count is held by C code. See why.h.
 *
 *     3 = global 'a' + items[0] of list 'b' + argument of why()
 *
 * Invariant:  the parts add up to what sys.getrefcount would say: references with names, those of calls that
 *             go on (no more than the count leaves room for), what shared objects were given at the start,
 *             and the rest.
 * The text writes few parts in one line, more in a line each, many in groups by the holder's type; the JSON
 * has them all. */
#include "heapview/views/why.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/walk/describe.h"
#include "heapview/walk/scan.h"
#include "runtime/memory/growing.h"

enum { SHOWN_MOST = 12, VALUE_LENGTH = 60 };

/* References of one kind: the same holder need not be written twice, and of many holders of one type only the
 * first few are written out. */
typedef struct Part {
    uint32_t holder;
    Root root;
    bool is_root;
    Edge edge;
} Part;

typedef struct Why {
    View object;
    Part *parts;
    size_t count, capacity;
    int64_t named; /* references found */
    int64_t total; /* references there are */
    bool failed;
} Why;

static void note(Why *why, uint32_t holder, const Root *root, const Edge *edge)
{
    why->named++;
    if (!GROWING_ROOM(why->parts, why->count, why->capacity, 16)) {
        why->failed = true;
        return;
    }
    why->parts[why->count++] = (Part){.holder = holder, .root = root ? *root : (Root){0}, .is_root = root != NULL, .edge = *edge};
}

static void on_reference(Scan *scan, uint32_t holder, const Root *root, const Edge *edge, void *context)
{
    Why *why = context;
    (void)scan;
    if (edge->child == why->object)
        note(why, holder, root, edge);
}

static bool on_pending(const Root *root, void *context)
{
    Why *why = context;
    if (root->edge.child == why->object && why->named < why->total)
        note(why, NODE_NONE, root, &root->edge);
    return true;
}

static void argument_write(Text *text, const Part *part)
{
    size_t index = part->edge.index;
    bool is_argument = strcmp(part->edge.field, "argument") == 0;
    if (strcmp(part->edge.field, "operand") == 0) {
        text_format(text, "a value at work in ");
        describe_str(text, part->root.frame->code->name, VALUE_LENGTH);
        return;
    }
    text_format(text, is_argument && index == 0 ? "what is called by " : is_argument ? "the argument of " : "the self of ");
    roots_write_pending_callee(text, part->root.frame);
}

static bool is_pending(const Part *part)
{
    return part->is_root && part->edge.kind == EDGE_FIELD && part->root.frame &&
           (strcmp(part->edge.field, "argument") == 0 || strcmp(part->edge.field, "self") == 0 || strcmp(part->edge.field, "operand") == 0);
}

static void part_write(Text *text, const Scan *scan, const Part *part)
{
    if (is_pending(part))
        argument_write(text, part);
    else
        scan_reference_write(text, scan, part->holder, part->is_root ? &part->root : NULL, &part->edge);
}

static const char *part_kind(const Part *part, const Scan *scan)
{
    static const char *const kinds[] = {"item", "key", "value", "global", "attribute", "local", "temporary", "field", "class", "weak"};
    if (is_pending(part))
        return "argument";
    if (part->edge.kind == EDGE_VALUE && part->holder && scan_module_name_peek(scan, part->holder))
        return "global";
    return kinds[part->edge.kind];
}

static void part_json(Text *json, const Scan *scan, const Part *part)
{
    Text text = {0};
    part_write(&text, scan, part);
    text_format(json, "{\"count\": 1, \"kind\": \"%s\", \"text\": ", part_kind(part, scan));
    text_add_json(json, text.bytes ? text.bytes : "", text.length);
    if (part->holder)
        text_format(json, ", \"holder\": %" PRIuPTR, (uintptr_t)scan->nodes[part->holder].object);
    text_add(json, "}", 1);
    json->failed |= text.failed;
    text_free(&text);
}

/* The lines are parts of a sum: "  + global 'a'". */
static void line(Text *text, bool is_first, int64_t count)
{
    text_format(text, is_first ? "\n  = " : "\n  + ");
    if (count != 1) {
        text_colour(text, COLOUR_COUNT);
        text_format(text, "%" PRId64 " × ", count);
        text_plain(text);
    }
}

static const char start_text[] = "given at the start, so that it lives for ever";
static const char rest_text[] = "held by C code of the interpreter";

static int64_t given_at_start(View object)
{
    return !object_is_static(object) ? 0 : object->refcount >= SHARED_COUNT / 2 ? SHARED_COUNT : 1;
}

static void total_write(Text *text, const Why *why)
{
    text_coloured(text, COLOUR_COUNT, "%" PRId64, why->total);
    text_format(text, why->total == 1 ? " reference to " : " references to ");
    text_colour(text, COLOUR_TYPE);
    describe_object(text, why->object, VALUE_LENGTH);
    text_plain(text);
}

/* One line, as long as it is a short one: "3 = global 'a' + items[0] of list 'b' + argument of why()". */
static bool tell_short(Text *text, const Why *why, const Scan *scan)
{
    enum { LINE_MOST = 110, PARTS_MOST = 4 };
    if (why->count > PARTS_MOST || why->named != why->total)
        return false;
    Text line = {0};
    for (size_t i = 0; i < why->count; i++) {
        text_format(&line, i == 0 ? " = " : " + ");
        part_write(&line, scan, &why->parts[i]);
    }
    bool fits = line.length <= LINE_MOST && !line.failed;
    if (fits) {
        text_coloured(text, COLOUR_COUNT, "%" PRId64, why->total);
        text_add(text, line.bytes ? line.bytes : "", line.length);
    }
    text_free(&line);
    return fits;
}

/* --- many holders: told in classes ---------------------------------------------------------------------- */

/* Holders of one kind: of one type, modules' globals, frames, the interpreter. */
typedef struct Group {
    const TypeObject *type; /* NULL: `words` say all */
    const char *words;
    size_t count;
} Group;

static Group group_of(const Part *part, const Scan *scan)
{
    if (part->is_root)
        return (Group){NULL, part->root.frame ? "in frames" : "in the interpreter", 1};
    if (scan_module_name_peek(scan, part->holder))
        return (Group){NULL, "in globals of modules", 1};
    View holder = scan->nodes[part->holder].object;
    return is_type(holder) ? (Group){NULL, "in classes", 1} : (Group){type_of_peek(holder), NULL, 1};
}

static int by_count(const void *a, const void *b)
{
    size_t left = ((const Group *)a)->count, right = ((const Group *)b)->count;
    return (left < right) - (left > right);
}

static void group_write(Text *text, const Group *group)
{
    if (group->words) {
        text_format(text, "%s", group->words);
        return;
    }
    bool is_container = group->type->index == TYPE_LIST || group->type->index == TYPE_TUPLE || group->type->index == TYPE_DICT ||
                        group->type->index == TYPE_SET || group->type->index == TYPE_FROZENSET;
    text_format(text, "in ");
    text_format(text, "%s", type_name_peek(group->type));
    text_format(text, is_container ? "s" : " objects");
}

/* A line for each kind of holder of the parts from `first` on, the most frequent kind first; then those that
 * calls hold, one by one. */
static void tell_groups(Text *text, const Why *why, const Scan *scan, size_t first)
{
    Group *groups = calloc(why->count - first, sizeof *groups);
    size_t used = 0;
    if (!groups) {
        text->failed = true;
        return;
    }
    for (size_t i = first; i < why->count; i++) {
        if (is_pending(&why->parts[i]))
            continue;
        Group group = group_of(&why->parts[i], scan);
        size_t g = 0;
        while (g < used && (groups[g].type != group.type || groups[g].words != group.words))
            g++;
        groups[g] = g < used ? (Group){group.type, group.words, groups[g].count + 1} : group;
        used += g == used;
    }
    qsort(groups, used, sizeof *groups, by_count);
    for (size_t g = 0; g < used; g++) {
        line(text, first == 0 && g == 0, (int64_t)groups[g].count);
        group_write(text, &groups[g]);
    }
    free(groups);
    for (size_t i = first; i < why->count; i++)
        if (is_pending(&why->parts[i])) {
            line(text, false, 1);
            part_write(text, scan, &why->parts[i]);
        }
}

/* A line for each part; of many, the first ones, and the rest in classes. Who holds None, or a built-in
 * class, is told in classes alone. Lines are separated, not ended, by newlines: print() ends the last one. */
static void tell_long(Text *text, const Why *why, const Scan *scan)
{
    total_write(text, why);
    size_t shown = why->count <= SHOWN_MOST + 1 ? why->count : object_is_static(why->object) ? 0 : SHOWN_MOST;
    for (size_t i = 0; i < shown; i++) {
        line(text, i == 0, 1);
        part_write(text, scan, &why->parts[i]);
    }
    if (shown < why->count)
        tell_groups(text, why, scan, shown);
    int64_t start = given_at_start(why->object), rest = why->total - why->named - start;
    if (start) {
        line(text, why->count == 0, start);
        text_format(text, "%s", start_text);
    }
    if (rest) {
        line(text, why->count == 0 && !start, rest);
        text_format(text, "%s", rest_text);
    }
}

static void json_rest(Text *json, int64_t count, const char *kind, const char *words, bool *first)
{
    if (count)
        text_format(json, "%s\n    {\"count\": %" PRId64 ", \"kind\": \"%s\", \"text\": \"%s\"}", *first ? "" : ",", count, kind, words);
    *first = *first && !count;
}

static void tell_json(Text *json, const Why *why, const Scan *scan)
{
    Text value = {0};
    describe_value(&value, why->object, VALUE_LENGTH);
    text_format(json, "{\"view\": \"why\", \"id\": %" PRIuPTR ", \"type\": ", (uintptr_t)why->object);
    text_add_json_words(json, type_name_peek(type_of_peek(why->object)));
    text_format(json, ", \"value\": ");
    text_add_json(json, value.bytes ? value.bytes : "", value.length);
    text_free(&value);
    text_format(json, ", \"count\": %" PRId64 ", \"parts\": [", why->total);
    bool first = true;
    for (size_t i = 0; i < why->count; i++) {
        text_format(json, first ? "\n    " : ",\n    ");
        part_json(json, scan, &why->parts[i]);
        first = false;
    }
    int64_t start = given_at_start(why->object);
    json_rest(json, start, "start", start_text, &first);
    json_rest(json, why->total - why->named - start, "interpreter", rest_text, &first);
    text_format(json, "]}");
}

bool why_make(View object, Forms *forms)
{
    Why why = {.object = object, .total = vm_reference_count(object)};
    Scan scan;
    *forms = (Forms){0};
    if (!scan_all(&scan, on_reference, &why))
        return false;
    roots_pending_each(on_pending, &why);
    if (!why.failed) {
        if (!tell_short(&forms->text, &why, &scan))
            tell_long(&forms->text, &why, &scan);
        tell_json(&forms->json, &why, &scan);
    }
    scan_free(&scan);
    free(why.parts);
    return !why.failed;
}
