/* changes: two scans and the heap's own reports between them. See changes.h.
 *
 *     changes_begin: scan ─► known: each object, its count, its name     (before)
 *          │ the heap tells of each block: allocated ─► born; freed ─► no longer born, or dead, with the name that it had
 *     changes_end:   scan ─► known objects whose count is another; the born ones that can still be found
 *
 * Told are the program's objects: what is reached from __main__, from builtins._ (the last value shown) and from the
 * last exception; and of what nobody reaches, what the collector knows. Shared ones (None, small numbers) and the
 * namespaces themselves are left out: their counts change with everything.
 * An address is not an object: what dies leaves `known` at once, so that what is born in its place is new. */
#include "heapview/views/changes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/walk/describe.h"
#include "heapview/walk/scan.h"
#include "runtime/life/gc.h"
#include "runtime/memory/address_table.h"
#include "runtime/memory/growing.h"
#include "vm/module.h"
#include "vm/run/frame.h"

enum { SHOWN_MOST = 5 };

typedef struct Known {
    const void *object;
    int64_t count;
    char *name; /* "a", "a.other"; NULL: it has none */
    char *type;
} Known;

typedef struct Born {
    const void *block;
    uint64_t number;
} Born;

/* A thing that is told: an object, or several of one type without a name. */
typedef struct Told {
    char *name, *type;
    bool is_past;  /* the name is one that it had */
    bool is_shown; /* it is builtins._, too */
    size_t times;
    uint64_t order;
    int64_t before, after; /* of a changed count */
} Told;

typedef struct Telling {
    Told *items;
    size_t count, capacity, others; /* others: parts of what is told, or without room */
} Telling;

static struct {
    bool is_on, failed;
    AddressTable known, born;
    uint64_t number;
    Telling died;
    GcGeneration generations[GC_GENERATIONS];
} noted;

/* --- what is told --------------------------------------------------------------------------------------- */

static bool begins(const Text *text, const char *words)
{
    return text->bytes && strncmp(text->bytes, words, strlen(words)) == 0;
}

/* The program's, or what the interactive interpreter keeps for it. */
static bool is_told(const Scan *scan, uint32_t node, const Text *path)
{
    uint32_t owner;
    View object = scan->nodes[node].object;
    if (object_is_static(object) || scan_is_namespace(scan, node, &owner) || scan_module_name_peek(scan, node))
        return false;
    const Node *root = &scan->nodes[scan->nodes[node].root];
    if (!root->edge.child && !root->is_seed)
        return true; /* only the collector knows it, or what leads to it */
    return scan_is_programs(scan, node) || begins(path, "builtins._") || begins(path, "sys.last_");
}

/* A name that a person would use: not that of a key, or of a part of a function or of the last exception. */
static bool is_plain_name(const Scan *scan, uint32_t node, const Text *path)
{
    if (begins(path, "sys.last_") && (strchr(path->bytes + 4, '.') || strchr(path->bytes, '[')))
        return false;
    return path->bytes && scan_is_named(scan, node) && !strchr(path->bytes, '<') && !strstr(path->bytes, ".__");
}

static char *type_of(View object)
{
    Text type = {0};
    if (object->type == TYPE_TYPE || is_type(object))
        text_add_words(&type, "class");
    else
        describe_type(&type, object);
    return type.failed ? text_free(&type), NULL : type.bytes;
}

static bool is_same(const char *one, const char *other)
{
    return one && other && strcmp(one, other) == 0;
}

/* Consumes the texts. Those without a name are counted by type. */
static void tell_take(Telling *telling, Told told)
{
    for (size_t i = 0; !told.name && told.type && i < telling->count; i++)
        if (!telling->items[i].name && is_same(telling->items[i].type, told.type)) {
            telling->items[i].times++;
            free(told.type);
            return;
        }
    if (!told.type || !GROWING_ROOM(telling->items, telling->count, telling->capacity, 16)) {
        telling->others++;
        free(told.name);
        free(told.type);
        return;
    }
    telling->items[telling->count++] = told;
}

static void telling_free(Telling *telling)
{
    for (size_t i = 0; i < telling->count; i++) {
        free(telling->items[i].name);
        free(telling->items[i].type);
    }
    free(telling->items);
    *telling = (Telling){0};
}

/* --- between the scans ---------------------------------------------------------------------------------- */

static void on_allocate(void *block, size_t size UNUSED, BlockUse use)
{
    Born *born = use == BLOCK_OBJECT ? address_table_put(&noted.born, block) : NULL;
    if (born)
        born->number = ++noted.number;
}

static void on_free(void *block, size_t size UNUSED)
{
    if (address_table_find(&noted.born, block)) {
        address_table_remove(&noted.born, block);
        return;
    }
    Known *known = address_table_find(&noted.known, block);
    if (!known)
        return;
    tell_take(&noted.died, (Told){.name = known->name, .type = known->type, .times = 1, .order = ++noted.number});
    address_table_remove(&noted.known, block);
}

static const HeapObserver observer = {.allocated = on_allocate, .freeing = on_free};

static void know(const Scan *scan, uint32_t node)
{
    Text path = {0};
    View object = scan->nodes[node].object;
    scan_path_write(&path, scan, node);
    Known *known = is_told(scan, node, &path) ? address_table_put(&noted.known, object) : NULL;
    if (known) {
        known->count = vm_reference_count(object);
        known->type = type_of(object);
        known->name = is_plain_name(scan, node, &path) ? path.bytes : NULL;
    }
    if (!known || !known->name)
        text_free(&path);
}

static void forget(void)
{
    size_t place = 0;
    for (Known *known; (known = address_table_next(&noted.known, &place)) != NULL;) {
        free(known->name);
        free(known->type);
    }
    address_table_free(&noted.known);
    address_table_free(&noted.born);
    telling_free(&noted.died);
    noted.is_on = false;
}

bool changes_begin(void)
{
    Scan scan;
    if (noted.is_on || !address_table_make(&noted.known, sizeof(Known)))
        return false;
    if (!address_table_make(&noted.born, sizeof(Born)) || !scan_all(&scan, NULL, NULL)) {
        address_table_free(&noted.known);
        address_table_free(&noted.born);
        return false;
    }
    for (uint32_t node = 1; node < scan.count; node++)
        know(&scan, node);
    scan_free(&scan);
    memcpy(noted.generations, gc_state.generations, sizeof noted.generations);
    noted.number = 0;
    noted.is_on = true;
    if (heap_observe(&observer))
        return true;
    forget();
    return false;
}

/* --- telling -------------------------------------------------------------------------------------------- */

/* Plain names first, then what has the shorter one, then what came first. */
static int compare(const void *a, const void *b)
{
    const Told *one = a, *other = b;
    if (!one->name != !other->name)
        return !one->name - !other->name;
    size_t length = one->name ? strlen(one->name) : 0, length_of_other = other->name ? strlen(other->name) : 0;
    bool is_part = one->name && strpbrk(one->name, ".["), is_other_part = other->name && strpbrk(other->name, ".[");
    if (is_part != is_other_part)
        return is_part - is_other_part;
    if (is_part && length != length_of_other)
        return length < length_of_other ? -1 : 1;
    return (one->order > other->order) - (one->order < other->order);
}

static const char *shown_name(const char *name)
{
    return strncmp(name, "builtins._", 10) == 0 ? name + 9 : name; /* as it is typed */
}

static void write_separator(Text *line)
{
    if (line->length)
        text_add_words(line, " · ");
}

static void write_others(Text *line, size_t others)
{
    if (others)
        text_format(line, " +%zu more", others);
}

static void write_changed(Text *line, const Told *told)
{
    if (told->is_past)
        text_format(line, "%s (was %s)", told->type, shown_name(told->name));
    else
        text_coloured(line, COLOUR_NAME, "%s", shown_name(told->name));
    text_coloured(line, COLOUR_COUNT, " %" PRId64 "→%" PRId64, told->before, told->after);
    if (told->is_shown)
        text_add_words(line, " (_)");
}

/* At most `most`, for the line is to be short. */
static void write_counts(Text *line, const Telling *changed, size_t most)
{
    if (!changed->count)
        return;
    write_separator(line);
    for (size_t i = 0; i < changed->count && i < most; i++) {
        if (i)
            text_add_words(line, ", ");
        write_changed(line, &changed->items[i]);
    }
    write_others(line, changed->others + (changed->count > most ? changed->count - most : 0));
}

static void write_objects(Text *line, const char *word, Colour colour, const char *name_format, const Telling *telling, size_t most)
{
    if (!telling->count && !telling->others)
        return;
    write_separator(line);
    text_coloured(line, colour, "%s", word);
    size_t others = telling->others;
    for (size_t i = 0; i < telling->count; i++) {
        const Told *told = &telling->items[i];
        if (i >= most) {
            others += told->times;
            continue;
        }
        text_add_words(line, i ? ", " : " ");
        if (told->times > 1)
            text_format(line, "%zu ", told->times);
        text_coloured(line, COLOUR_TYPE, "%s", told->type);
        if (told->name)
            text_format(line, name_format, shown_name(told->name));
    }
    if (telling->count)
        write_others(line, others);
    else
        text_format(line, " %zu without a name", others);
}

static void write_collections(Text *line)
{
    for (int i = GC_GENERATIONS - 1; i >= 0; i--) {
        size_t times = gc_state.generations[i].collections - noted.generations[i].collections;
        size_t collected = gc_state.generations[i].collected - noted.generations[i].collected;
        if (times == 0)
            continue;
        write_separator(line);
        text_format(line, "collector: generation %d", i);
        if (times > 1)
            text_format(line, ", %zu times", times);
        text_format(line, ", %zu collected", collected);
    }
}

/* What the second scan finds: a born object, or a known one, perhaps with another count. A part of what is told (an item, an attribute) is
 * counted with the others, unless it is an object of a class of the program's, or a container. */
static void look_at(const Scan *scan, uint32_t node, Telling *born, Telling *changed)
{
    View object = scan->nodes[node].object;
    const Born *birth = address_table_find(&noted.born, object);
    const Known *known = birth ? NULL : address_table_find(&noted.known, object);
    if (!birth && !known)
        return;
    Text path = {0};
    scan_path_write(&path, scan, node);
    bool is_plain = is_plain_name(scan, node, &path);
    int64_t count = vm_reference_count(object);
    if (birth && is_told(scan, node, &path)) {
        if (!is_plain && scan->nodes[node].edge.child)
            born->others++;
        else
            tell_take(born,
                      (Told){.name = is_plain ? strdup(path.bytes) : NULL, .type = type_of(object), .times = 1, .order = birth->number});
    } else if (known && (is_plain || known->name) && count != known->count) {
        View shown = dict_get_text_peek(builtins_dict_peek(), "_");
        tell_take(changed, (Told){.name = strdup(is_plain ? path.bytes : known->name),
                                  .type = type_of(object),
                                  .is_past = !is_plain,
                                  .is_shown = shown == object && count > known->count && !begins(&path, "builtins._"),
                                  .times = 1,
                                  .order = node,
                                  .before = known->count,
                                  .after = count});
    }
    text_free(&path);
}

static void sort(Telling *telling)
{
    if (telling->count)
        qsort(telling->items, telling->count, sizeof *telling->items, compare);
}

static void write_line(Text *line, const Telling *changed, const Telling *born, size_t most)
{
    write_counts(line, changed, most);
    write_objects(line, "born", COLOUR_GOOD, " %s", born, most);
    write_objects(line, "died", COLOUR_BAD, " (was %s)", &noted.died, most);
    write_collections(line);
    if (!line->length && !line->failed)
        text_add_words(line, "nothing changed");
}

static bool is_wider(const Text *line, size_t columns)
{
    Text plain = text_strip(line);
    bool answer = plain.bytes && text_width(plain.bytes, plain.length) > columns;
    text_free(&plain);
    return answer;
}

bool changes_end(Text *line, size_t columns)
{
    Scan scan;
    Telling born = {0}, changed = {0};
    if (!noted.is_on)
        return false;
    heap_unobserve(&observer);
    bool done = scan_all(&scan, NULL, NULL);
    if (done) {
        for (uint32_t node = 1; node < scan.count; node++)
            look_at(&scan, node, &born, &changed);
        scan_free(&scan);
        sort(&changed);
        sort(&born);
        sort(&noted.died);
        size_t most = SHOWN_MOST;
        for (write_line(line, &changed, &born, most); most > 1 && is_wider(line, columns); write_line(line, &changed, &born, --most))
            text_free(line);
    }
    telling_free(&born);
    telling_free(&changed);
    forget();
    return done && !line->failed;
}
