/* record_names: a small cache from a str (or the field's name in C) to its number. A str may die and another
 * one take its place: so its hash must be the same, too. */
#include "heapview/record/record_names.h"

#include <inttypes.h>
#include <stdlib.h>

#include "heapview/record/record_private.h"
#include "heapview/walk/describe.h"

enum { NAMES_MOST = 4096, CACHE_SIZE = 512 };

typedef struct Entry {
    const void *name;
    uint32_t hash, number;
    uint8_t kind;
} Entry;

static Entry cache[CACHE_SIZE];
static struct {
    char *bytes;
    size_t length;
} texts[NAMES_MOST];
static uint32_t count;

void names_write(uint32_t number, Text *out)
{
    if (number < count)
        text_add_json(out, texts[number].bytes, texts[number].length);
    else
        text_add_json(out, "?", 1);
}

void names_free(void)
{
    for (uint32_t i = 0; i < count; i++)
        free(texts[i].bytes);
    count = 0;
    memset(cache, 0, sizeof cache);
}

/* Into `words`. */
static void write_name(const ShownEdge *edge)
{
    value_words.length = 0;
    if (edge->kind == EDGE_VALUE) {
        text_add(&value_words, "[", 1);
        if (!value_add_plain_str(edge->name))
            describe_value(&value_words, edge->name, NAME_MOST);
        text_add(&value_words, "]", 1);
    } else if (edge->kind == EDGE_ATTRIBUTE && edge->name) {
        text_add(&value_words, ".", 1);
        value_add_name(edge->name);
    } else if (edge->kind == EDGE_LOCAL) {
        value_add_name(edge->name);
    } else if (edge->kind == EDGE_KEY) {
        text_format(&value_words, "key %" PRIu32, edge->index);
    } else {
        Edge full = {.kind = (EdgeKind)edge->kind, .child = edge->child, .name = edge->name, .index = edge->index, .field = edge->field};
        edge_write(&value_words, &full);
    }
}

static void log_words(Log *log)
{
    log_text(log, value_words.bytes ? value_words.bytes : "", value_words.length);
}

/* A text whose number is remembered; or, when there are too many, the text itself. */
static void log_remembered(Log *log, const ShownEdge *edge, const void *name)
{
    Entry *entry = &cache[((uintptr_t)name >> 4 ^ edge->kind) % CACHE_SIZE];
    if (entry->name != name || entry->hash != edge->name_hash || entry->kind != edge->kind) {
        write_name(edge);
        char *copy = count < NAMES_MOST && value_words.length ? malloc(value_words.length) : NULL;
        if (!copy) {
            log_words(log);
            return;
        }
        memcpy(copy, value_words.bytes, value_words.length);
        texts[count].bytes = copy;
        texts[count].length = value_words.length;
        *entry = (Entry){name, edge->name_hash, count++, edge->kind};
    }
    if (log_room(log, 4))
        log_32(log, NAME_IS_NUMBER | entry->number);
}

void names_log(Log *log, const ShownEdge *edge)
{
    if (edge->kind == EDGE_ITEM && edge->index < NAME_IS_NUMBER) {
        if (log_room(log, 4))
            log_32(log, NAME_IS_INDEX | edge->index);
    } else if (edge->kind == EDGE_FIELD && !edge->index) {
        log_remembered(log, edge, edge->field);
    } else if ((edge->kind == EDGE_VALUE || edge->kind == EDGE_ATTRIBUTE || edge->kind == EDGE_LOCAL) && edge->name &&
               edge->name->type == TYPE_STR) {
        log_remembered(log, edge, edge->name);
    } else {
        write_name(edge);
        log_words(log);
    }
}
