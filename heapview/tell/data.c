/* data: JSON that heapview wrote, read back as Python objects. The writer is our own, but the reader trusts
 * it no further than the text's length. */
#include <stdlib.h>
#include <string.h>

#include "heapview/tell/view.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

typedef struct Reader {
    const char *at, *end;
} Reader;

static Ref read_value(Reader *reader);

static void *damaged(void)
{
    return raise_error(ValueError, "damaged data");
}

static void skip_spaces(Reader *reader)
{
    while (reader->at < reader->end && strchr(" \n\t", *reader->at))
        reader->at++;
}

/* Take the character if it comes next. */
static bool take(Reader *reader, char c)
{
    skip_spaces(reader);
    if (reader->at == reader->end || *reader->at != c)
        return false;
    reader->at++;
    return true;
}

static bool take_word(Reader *reader, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0)
        return false;
    reader->at += length;
    return true;
}

/* One escape behind a backslash: all that text_add_json writes. */
static bool read_escape(Reader *reader, Text *text)
{
    if (reader->at == reader->end)
        return false;
    char c = *reader->at++;
    if (c == 'u') {
        if (reader->end - reader->at < 4)
            return false;
        char digits[5] = {reader->at[0], reader->at[1], reader->at[2], reader->at[3], 0};
        reader->at += 4;
        c = (char)strtol(digits, NULL, 16); /* control characters only */
    } else if (c == 'n') {
        c = '\n';
    } else if (c == 't') {
        c = '\t';
    }
    text_add(text, &c, 1);
    return true;
}

static Ref read_str(Reader *reader)
{
    Text text = {0};
    bool closed = false, fine = true;
    while (fine && !closed && reader->at < reader->end) {
        char c = *reader->at++;
        closed = c == '"';
        if (c == '\\')
            fine = read_escape(reader, &text);
        else if (!closed)
            text_add(&text, &c, 1);
    }
    Ref result = text.failed ? raise_memory_error() : fine && closed ? str_from_utf8(text.bytes ? text.bytes : "", text.length) : damaged();
    text_free(&text);
    return result;
}

static Ref read_number(Reader *reader)
{
    const char *from = reader->at;
    while (reader->at < reader->end && strchr("+-0123456789.eE", *reader->at))
        reader->at++;
    size_t length = (size_t)(reader->at - from);
    double value;
    if (length == 0)
        return damaged();
    if (memchr(from, '.', length) || memchr(from, 'e', length))
        return float_parse(from, length, &value) ? float_new(value) : damaged();
    return int_parse(from, length, 10, NULL);
}

static Ref read_list(Reader *reader)
{
    Ref list = list_new(0);
    if (!list || take(reader, ']'))
        return list;
    do {
        Ref item = read_value(reader);
        if (!item || !list_append_take((ListView)list, item)) {
            release(list);
            return NULL;
        }
    } while (take(reader, ','));
    if (take(reader, ']'))
        return list;
    release(list);
    return damaged();
}

static bool read_entry(Reader *reader, DictView dict)
{
    Ref key = take(reader, '"') ? read_str(reader) : damaged();
    if (key && !take(reader, ':')) {
        damaged();
        clear_place(&key);
    }
    Ref value = key ? read_value(reader) : NULL;
    bool done = value && dict_set(dict, key, value);
    release_maybe(key);
    release_maybe(value);
    return done;
}

static Ref read_dict(Reader *reader)
{
    Ref dict = dict_new();
    if (!dict || take(reader, '}'))
        return dict;
    do {
        if (!read_entry(reader, (DictView)dict)) {
            release(dict);
            return NULL;
        }
    } while (take(reader, ','));
    if (take(reader, '}'))
        return dict;
    release(dict);
    return damaged();
}

static Ref read_value(Reader *reader)
{
    if (!error_enter_recursion(" while reading a view"))
        return NULL;
    Ref result;
    if (take(reader, '{'))
        result = read_dict(reader);
    else if (take(reader, '['))
        result = read_list(reader);
    else if (take(reader, '"'))
        result = read_str(reader);
    else if (take_word(reader, "null"))
        result = none_new();
    else if (take_word(reader, "true"))
        result = bool_new(true);
    else if (take_word(reader, "false"))
        result = bool_new(false);
    else
        result = read_number(reader);
    leave_recursion();
    return result;
}

Ref data_from_json(const Text *text)
{
    Reader reader = {text->bytes, text->bytes + text->length};
    return text->length ? read_value(&reader) : damaged();
}
