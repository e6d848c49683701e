/* trace_json: a reader by recursive descent; see trace_json.h. Whole numbers only: the recorder writes no
 * others.
 *
 * A line is read at a time. Its tree lies in blocks that are emptied together when the next line is read:
 * nothing is freed singly, and one block is kept. Depth is bounded (DEPTH_MOST), so a hostile file cannot use
 * up the stack. The first problem is kept with its place. */
#include "heapview/play/trace_json.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/text/codecs.h"

enum { BLOCK_SIZE = 1 << 16, DEPTH_MOST = 50 };

typedef struct JsonBlock {
    struct JsonBlock *next;
    size_t used, size;
    _Alignas(16) char bytes[];
} JsonBlock;

static void *allocate(JsonReader *reader, size_t size)
{
    size = (size + 15) / 16 * 16;
    JsonBlock *block = reader->blocks;
    if (!block || block->size - block->used < size) {
        size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
        block = malloc(sizeof *block + room);
        if (!block) {
            reader->problem = "not enough memory";
            return NULL;
        }
        *block = (JsonBlock){.next = reader->blocks, .size = room};
        reader->blocks = block;
    }
    block->used += size;
    return block->bytes + block->used - size;
}

/* Keep one block for the next line. */
static void reset(JsonReader *reader)
{
    while (reader->blocks && (reader->blocks->next || reader->blocks->size > BLOCK_SIZE)) {
        JsonBlock *block = reader->blocks;
        reader->blocks = block->next;
        free(block);
    }
    if (reader->blocks)
        reader->blocks->used = 0;
}

void json_free(JsonReader *reader)
{
    while (reader->blocks) {
        JsonBlock *block = reader->blocks;
        reader->blocks = block->next;
        free(block);
    }
}

static void skip_space(JsonReader *reader)
{
    while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\r'))
        reader->at++;
}

static bool take(JsonReader *reader, char c)
{
    skip_space(reader);
    if (reader->at == reader->end || *reader->at != c)
        return false;
    reader->at++;
    return true;
}

static Json *fail(JsonReader *reader, const char *problem)
{
    if (!reader->problem)
        reader->problem = problem;
    return NULL;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The four digits of \uXXXX. */
static bool read_unit(JsonReader *reader, uint32_t *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++, reader->at++) {
        int digit = reader->at < reader->end ? hex_digit(*reader->at) : -1;
        if (digit < 0)
            return false;
        *unit = *unit << 4 | (uint32_t)digit;
    }
    return true;
}

static char *read_escape(JsonReader *reader, char *out)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    char c = reader->at < reader->end ? *reader->at++ : 0;
    const char *found = c ? strchr(letters, c) : NULL;
    uint32_t unit;
    if (found) {
        *out++ = meanings[found - letters];
        return out;
    }
    return c == 'u' && read_unit(reader, &unit) ? out + utf8_put(unit, (unsigned char *)out) : NULL;
}

/* The text behind an opening quote. */
static const char *read_text(JsonReader *reader, size_t *length)
{
    const char *stop = reader->at;
    while (stop < reader->end && *stop != '"')
        stop += *stop == '\\' && stop + 1 < reader->end ? 2 : 1;
    if (stop >= reader->end) {
        fail(reader, "a text without its closing quote");
        return NULL;
    }
    char *text = allocate(reader, (size_t)(stop - reader->at) + 1), *out = text;
    if (!text)
        return NULL;
    while (reader->at < stop) {
        char c = *reader->at++;
        if (c != '\\') {
            *out++ = c;
            continue;
        }
        out = read_escape(reader, out);
        if (!out) {
            fail(reader, "an escape that is none");
            return NULL;
        }
    }
    reader->at = stop + 1;
    *out = 0;
    *length = (size_t)(out - text);
    return text;
}

static Json *read_value(JsonReader *reader);

static Json *read_members(JsonReader *reader, Json *parent, char closing)
{
    Json **place = &parent->first;
    if (take(reader, closing))
        return parent;
    do {
        const char *key = NULL;
        size_t length;
        if (parent->kind == JSON_OBJECT) {
            if (!take(reader, '"'))
                return fail(reader, "a member without a name");
            key = read_text(reader, &length);
            if (!key)
                return NULL;
            if (!take(reader, ':'))
                return fail(reader, "a member without a value");
        }
        Json *child = read_value(reader);
        if (!child)
            return NULL;
        child->key = key;
        *place = child;
        place = &child->next;
        parent->length++;
    } while (take(reader, ','));
    return take(reader, closing) ? parent : fail(reader, closing == ']' ? "a list without its end" : "an object without its end");
}

static Json *read_number(JsonReader *reader, Json *value)
{
    bool is_negative = take(reader, '-');
    uint64_t number = 0;
    const char *start = reader->at;
    while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9') {
        if (number > (uint64_t)INT64_MAX / 10 - 1)
            return fail(reader, "a number that is too large");
        number = number * 10 + (uint64_t)(*reader->at++ - '0');
    }
    if (reader->at == start)
        return fail(reader, "no value");
    value->kind = JSON_NUMBER;
    value->number = is_negative ? -(int64_t)number : (int64_t)number;
    return value;
}

static Json *read_word(JsonReader *reader, Json *value)
{
    static const struct {
        const char *word;
        JsonKind kind;
    } words[] = {{"null", JSON_NULL}, {"true", JSON_TRUE}, {"false", JSON_FALSE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i].word);
        if ((size_t)(reader->end - reader->at) >= length && memcmp(reader->at, words[i].word, length) == 0) {
            reader->at += length;
            value->kind = words[i].kind;
            return value;
        }
    }
    return read_number(reader, value);
}

static Json *read_value(JsonReader *reader)
{
    Json *value = allocate(reader, sizeof *value);
    if (!value)
        return NULL;
    *value = (Json){0};
    if (reader->depth >= DEPTH_MOST)
        return fail(reader, "too many lists in one another");
    reader->depth++;
    if (take(reader, '"')) {
        value->kind = JSON_TEXT;
        value->text = read_text(reader, &value->length);
        value = value->text ? value : NULL;
    } else if (take(reader, '[')) {
        value->kind = JSON_LIST;
        value = read_members(reader, value, ']');
    } else if (take(reader, '{')) {
        value->kind = JSON_OBJECT;
        value = read_members(reader, value, '}');
    } else {
        skip_space(reader);
        value = read_word(reader, value);
    }
    reader->depth--;
    return value;
}

const Json *json_read(JsonReader *reader, const char *line, const char *end)
{
    reset(reader);
    reader->start = reader->at = line;
    reader->end = end;
    reader->problem = NULL;
    reader->depth = 0;
    Json *value = read_value(reader);
    skip_space(reader);
    if (value && reader->at != end)
        return fail(reader, "more behind the value");
    return value;
}

const Json *json_member(const Json *object, const char *key)
{
    if (object && object->kind == JSON_OBJECT)
        for (const Json *member = object->first; member; member = member->next)
            if (strcmp(member->key, key) == 0)
                return member;
    return NULL;
}

const Json *json_item(const Json *list, size_t index)
{
    if (!list || list->kind != JSON_LIST || index >= list->length)
        return NULL;
    const Json *item = list->first;
    while (index--)
        item = item->next;
    return item;
}
