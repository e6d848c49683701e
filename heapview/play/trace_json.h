/* trace_json: one line of JSON as a tree, in memory that is used again for the next line. */
#ifndef OURO_HEAPVIEW_PLAY_TRACE_JSON_H
#define OURO_HEAPVIEW_PLAY_TRACE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum JsonKind { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT } JsonKind;

typedef struct Json {
    JsonKind kind;
    int64_t number;   /* ids fit: no address has the highest bit */
    const char *text; /* of JSON_TEXT: UTF-8, unescaped, ended by a NUL */
    size_t length;    /* of the text, or the number of children */
    const char *key;  /* of a member of an object */
    struct Json *first, *next;
} Json;

typedef struct JsonReader {
    struct JsonBlock *blocks;
    const char *start, *at, *end;
    const char *problem; /* what was wrong, at `at` */
    int depth;
} JsonReader;

/* The value that [line, end) holds; it lives until the next call. NULL with reader->problem; the column is
 * reader->at - line. */
const Json *json_read(JsonReader *reader, const char *line, const char *end);
void json_free(JsonReader *reader);

/* The member of an object, or NULL. */
const Json *json_member(const Json *object, const char *key);
/* The item of a list, or NULL. */
const Json *json_item(const Json *list, size_t index);

#endif
