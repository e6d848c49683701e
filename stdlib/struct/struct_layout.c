/* struct_layout: reads a format: its order of bytes, and where each field lies.
 *
 * With '@' or nothing in front, sizes are the machine's, and each field is aligned to its size; else sizes
 * are fixed, and nothing is aligned. */
#include <ctype.h>

#include "runtime/bytes/bytes.h"
#include "runtime/errors/errors.h"
#include "stdlib/module_types.h"
#include "stdlib/struct/struct_private.h"

/* Sizes: the machine's, and the fixed ones; 0: there is no such code. */
static const struct CodeSize {
    char code;
    uint8_t native, fixed;
} sizes[] = {
    {'x', 1, 1}, {'c', 1, 1}, {'b', 1, 1}, {'B', 1, 1}, {'?', 1, 1}, {'s', 1, 1}, {'p', 1, 1},
    {'h', 2, 2}, {'H', 2, 2}, {'e', 2, 2}, {'i', 4, 4}, {'I', 4, 4}, {'f', 4, 4}, {'l', 8, 4},
    {'L', 8, 4}, {'q', 8, 8}, {'Q', 8, 8}, {'d', 8, 8}, {'n', 8, 0}, {'N', 8, 0}, {'P', 8, 0},
};

static size_t size_of_code(char code, bool is_native)
{
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        if (sizes[i].code == code)
            return is_native ? sizes[i].native : sizes[i].fixed;
    return 0;
}

/* What is read. */
typedef struct Reader {
    const char *at, *end;
    bool is_native, is_big;
} Reader;

static void read_order(Reader *reader)
{
    reader->is_native = true;
    if (reader->at == reader->end || !memchr("@=<>!", *reader->at, 5))
        return;
    reader->is_native = *reader->at == '@';
    reader->is_big = *reader->at == '>' || *reader->at == '!';
    reader->at++;
}

static bool too_long(void)
{
    return module_raise(struct_error_peek(), "total struct size too long") != NULL;
}

/* The next code with its count: 1; 0 at the end; -1 with struct.error. */
static int read_code(Reader *reader, char *code, size_t *count)
{
    while (reader->at < reader->end && isspace((unsigned char)*reader->at))
        reader->at++;
    if (reader->at == reader->end)
        return 0;
    *count = 1;
    if (isdigit((unsigned char)*reader->at)) {
        *count = 0;
        for (; reader->at < reader->end && isdigit((unsigned char)*reader->at); reader->at++)
            if (__builtin_mul_overflow(*count, 10, count) || __builtin_add_overflow(*count, (size_t)(*reader->at - '0'), count) ||
                *count > PTRDIFF_MAX)
                return too_long() - 1;
        if (reader->at == reader->end) {
            module_raise(struct_error_peek(), "repeat count given without format specifier");
            return -1;
        }
    }
    *code = *reader->at++;
    return 1;
}

/* Place a row of `count` items behind what there is. False with struct.error. */
static bool place(StructLayout *layout, Field *field)
{
    size_t size = (size_t)layout->size, bytes, item = field->size;
    if (layout->is_native)
        size = (size + item - 1) / item * item;
    if (__builtin_mul_overflow(item, field->count, &bytes) || bytes > (size_t)PTRDIFF_MAX - size)
        return too_long();
    field->offset = size;
    layout->size = (Index)(size + bytes);
    if (field->code == 's' || field->code == 'p') {
        field->size = field->count;
        field->count = 1;
    }
    if (field->code != 'x')
        layout->item_count += (Index)field->count;
    return true;
}

/* Go through the format; fields are kept if there is room for them. */
static bool read_fields(StructLayout *layout, Reader reader)
{
    char code = 0;
    size_t count = 0;
    int more;
    layout->size = layout->item_count = 0;
    layout->is_native = reader.is_native;
    size_t used = 0;
    while ((more = read_code(&reader, &code, &count)) > 0) {
        Field field = {code, reader.is_big, size_of_code(code, reader.is_native), 0, count};
        if (!field.size)
            return module_raise(struct_error_peek(), "bad char in struct format") != NULL;
        if (!place(layout, &field))
            return false;
        if (code == 'x' || !field.count)
            continue;
        if (layout->fields)
            layout->fields[used] = field;
        used++;
    }
    layout->field_count = used;
    return more == 0;
}

bool struct_layout_parse(StructLayout *layout, const char *text, size_t length)
{
    Reader reader = {text, text + length, false, false};
    StructLayout parsed = {0};
    if (memchr(text, '\0', length))
        return module_raise(struct_error_peek(), "embedded null character") != NULL;
    read_order(&reader);
    if (!read_fields(&parsed, reader))
        return false;
    if (parsed.field_count) {
        parsed.storage = bytes_new(NULL, parsed.field_count * sizeof(Field));
        if (!parsed.storage)
            return false;
        parsed.fields = (Field *)(void *)((BytesObject *)parsed.storage)->data;
        if (!read_fields(&parsed, reader)) {
            struct_layout_free(&parsed);
            return false;
        }
    }
    *layout = parsed;
    return true;
}

void struct_layout_free(StructLayout *layout)
{
    clear_place(&layout->storage);
    layout->fields = NULL;
    layout->field_count = 0;
}
