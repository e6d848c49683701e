/* backrefs: the shortest way from a name of the program to an object: what keeps it alive.
 *
 * A scan walks breadth first from the roots and notes for each object from where it was found first, so
 * following the parents back gives a way than which none is shorter. It is one way, not all: `why` tells
 * every reference. For garbage in a cycle the way begins at an object to which no name leads. */
#include <inttypes.h>

#include "heapview/views/graph.h"
#include "heapview/walk/describe.h"
#include "heapview/walk/scan.h"

enum { WAY_MOST = 200, VALUE_LENGTH = 50 };

/* The nodes from the root to the object; how many. Only the last WAY_MOST if there are more. */
static size_t way_to(const Scan *scan, uint32_t node, uint32_t *way)
{
    size_t length = 0;
    for (; node && length < WAY_MOST; node = scan->nodes[node].parent)
        way[length++] = node;
    for (size_t i = 0; i < length / 2; i++) {
        uint32_t other = way[i];
        way[i] = way[length - 1 - i];
        way[length - 1 - i] = other;
    }
    return length;
}

static void step_write(Text *text, const Scan *scan, uint32_t node)
{
    const Node *step = &scan->nodes[node];
    if (step->parent)
        scan_reference_write(text, scan, step->parent, NULL, &step->edge);
    else if (step->is_seed)
        text_format(text, "module of sys.modules");
    else if (step->edge.child)
        scan_reference_write(text, scan, NODE_NONE, &(Root){.frame = step->frame, .holder = step->holder, .edge = step->edge}, &step->edge);
    else
        text_format(text, type_has(type_of_peek(step->object), TYPE_FLAG_TYPE) ? "built into the interpreter" : "no name leads to it");
}

static void step_json(Text *json, const Scan *scan, uint32_t node)
{
    Text words = {0}, value = {0};
    step_write(&words, scan, node);
    describe_value(&value, scan->nodes[node].object, VALUE_LENGTH);
    text_format(json, "{\"id\": %" PRIuPTR ", \"type\": ", (uintptr_t)scan->nodes[node].object);
    text_add_json_words(json, type_name_peek(type_of_peek(scan->nodes[node].object)));
    text_format(json, ", \"value\": ");
    text_add_json(json, value.bytes ? value.bytes : "", value.length);
    text_format(json, ", \"through\": ");
    text_add_json(json, words.bytes ? words.bytes : "", words.length);
    text_format(json, "}");
    json->failed |= words.failed || value.failed;
    text_free(&words);
    text_free(&value);
}

bool backrefs_make(View object, Forms *forms)
{
    Scan scan;
    uint32_t way[WAY_MOST];
    *forms = (Forms){0};
    if (!scan_all(&scan, NULL, NULL))
        return false;
    uint32_t node = scan_find(&scan, object);
    size_t length = way_to(&scan, node, way);
    Text *text = &forms->text;
    describe_object(text, object, VALUE_LENGTH);
    text_format(text, length ? " is kept alive by" : " is held by nothing but C code");
    text_format(&forms->json, "{\"view\": \"backrefs\", \"named\": %s, \"path\": [", node && scan_is_named(&scan, node) ? "true" : "false");
    for (size_t i = 0; i < length; i++) {
        text_format(text, "\n%*s", (int)(i + 1) * 2, "");
        step_write(text, &scan, way[i]);
        text_format(text, " → ");
        text_colour(text, COLOUR_TYPE);
        describe_object(text, scan.nodes[way[i]].object, VALUE_LENGTH);
        text_plain(text);
        text_format(&forms->json, i ? ",\n  " : "\n  ");
        step_json(&forms->json, &scan, way[i]);
    }
    text_format(&forms->json, "]}");
    scan_free(&scan);
    return true;
}
