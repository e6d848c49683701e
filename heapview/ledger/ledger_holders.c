/* ledger_holders: the references to an object at one moment, in a form that can be compared with those of
 * another. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/ledger/ledger_private.h"
#include "heapview/walk/describe.h"
#include "runtime/memory/growing.h"

typedef struct Finding {
    Holders *holders;
    View object;
    int64_t room; /* references that are not named yet */
} Finding;

static void copy_words(char *place, size_t size, const Text *text)
{
    snprintf(place, size, "%s", text->bytes ? text->bytes : "");
}

static Holder *add(Holders *holders)
{
    if (!GROWING_ROOM(holders->list, holders->count, holders->capacity, 8)) {
        holders->failed = true;
        return NULL;
    }
    Holder *holder = &holders->list[holders->count++];
    *holder = (Holder){0};
    return holder;
}

static void name_function(Holder *holder, const Frame *frame)
{
    Text text = {0};
    describe_str(&text, frame->code->name, sizeof holder->function - 4);
    copy_words(holder->function, sizeof holder->function, &text);
    text_free(&text);
}

/* Parts of the path to the object are not named yet when the scan tells of a reference, so the words are
 * written afterwards: here is only noted who it is. */
static void on_reference(Scan *scan, uint32_t node, const Root *root, const Edge *edge, void *context)
{
    Finding *finding = context;
    if (edge->child != finding->object)
        return;
    Holder *holder = add(finding->holders);
    if (!holder)
        return;
    finding->room--;
    holder->kind = edge->kind;
    holder->name = edge->name;
    holder->index = edge->index;
    holder->field = edge->field;
    const Frame *frame = root ? root->frame : NULL;
    holder->is_frame = frame != NULL;
    holder->is_passing = edge->kind == EDGE_TEMPORARY && frame;
    if (holder->is_passing && frame)
        holder->place = frame->code->first_temporary + edge->index;
    holder->by = root ? (const void *)frame : (const void *)scan->nodes[node].object;
    holder->is_nameless = !root && !scan_is_named(scan, node);
    Text text = {0};
    scan_reference_write(&text, scan, node, root, edge);
    copy_words(holder->words, sizeof holder->words, &text);
    text.length = 0;
    if (edge->name)
        describe_str(&text, edge->name, sizeof holder->label - 4);
    copy_words(holder->label, sizeof holder->label, &text);
    text_free(&text);
    if (frame)
        name_function(holder, frame);
    if (edge->kind == EDGE_VALUE && scan_module_name_peek(scan, node))
        holder->kind = EDGE_GLOBAL;
}

static bool on_pending(const Root *root, void *context)
{
    Finding *finding = context;
    if (root->edge.child != finding->object || finding->room <= 0)
        return true;
    Holder *holder = add(finding->holders);
    if (!holder)
        return true;
    finding->room--;
    holder->kind = EDGE_TEMPORARY;
    holder->is_frame = holder->is_passing = holder->is_pending = true;
    holder->place = (size_t)(root->place - root->frame->registers);
    holder->by = root->frame;
    holder->index = root->edge.index;
    Text text = {0};
    if (strcmp(root->edge.field, "operand") == 0) {
        text_format(&text, "a value at work in ");
        describe_str(&text, root->frame->code->name, sizeof holder->function - 4);
    } else {
        text_format(&text, "an argument of ");
        roots_write_pending_callee(&text, root->frame);
    }
    copy_words(holder->words, sizeof holder->words, &text);
    text_free(&text);
    name_function(holder, root->frame);
    return true;
}

void holders_find(Holders *holders, View object, Text *title)
{
    Scan scan;
    Finding finding = {.holders = holders, .object = object, .room = object->refcount};
    holders->count = 0;
    if (!scan_all(&scan, on_reference, &finding)) {
        holders->failed = true;
        return;
    }
    roots_pending_each(on_pending, &finding);
    uint32_t node = scan_find(&scan, object);
    if (title) {
        describe_object(title, object, 50);
        if (node && scan_is_named(&scan, node)) {
            text_format(title, " '");
            scan_path_write(title, &scan, node);
            text_format(title, "'");
        }
    }
    scan_free(&scan);
}

void holders_free(Holders *holders)
{
    free(holders->list);
    *holders = (Holders){0};
}
