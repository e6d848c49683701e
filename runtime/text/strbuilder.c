/* strbuilder: builds a str piece by piece.
 *
 * The text stands in the builder's small buffer until it outgrows it, then in a heap block that doubles. A
 * wider character widens what is there. The final kind is found from `widest`, the or of all characters,
 * which is exact as to the bounds of the kinds. */
#include "runtime/text/strbuilder.h"

#include "runtime/errors/errors.h"

void strbuilder_start(StrBuilder *b)
{
    b->data = b->small;
    b->length = 0;
    b->capacity = sizeof b->small;
    b->kind = STR_1;
    b->widest = 0;
    b->whole = NULL;
    b->failed = false;
}

static void free_block(StrBuilder *b)
{
    if (b->data != b->small)
        heap_free(b->data, b->capacity * b->kind);
}

/* Move to a block of this kind with room for so many characters. */
static bool move(StrBuilder *b, StrKind kind, size_t capacity)
{
    size_t size = heap_array_size(capacity, kind);
    unsigned char *data;
    if (kind == b->kind && b->data != b->small) {
        data = heap_resize(b->data, b->capacity * kind, size);
    } else if ((data = heap_allocate(size))) {
        str_copy_characters(data, kind, b->data, b->kind, b->length);
        free_block(b);
    }
    if (!data) {
        b->failed = true;
        return false;
    }
    b->data = data;
    b->kind = kind;
    b->capacity = capacity;
    return true;
}

static void add_characters(StrBuilder *b, StrView text, size_t start, size_t stop);

/* Make room for `more` characters up to `widest`. */
static bool reserve(StrBuilder *b, size_t more, Character widest)
{
    if (UNLIKELY(b->whole != NULL)) {
        Ref whole = b->whole;
        b->whole = NULL;
        add_characters(b, (StrView)whole, 0, ((StrView)whole)->length);
        release(whole);
    }
    if (b->failed)
        return false;
    b->widest |= widest;
    StrKind kind = str_kind_for(b->widest);
    if (LIKELY(kind == b->kind && more <= b->capacity - b->length))
        return true;
    if (more > (size_t)PTRDIFF_MAX / 8 - b->length) {
        b->failed = true;
        return false;
    }
    size_t needed = b->length + more, capacity = needed > b->capacity ? needed + needed / 2 : b->capacity;
    return move(b, kind, capacity < 2 * sizeof b->small ? 2 * sizeof b->small : capacity);
}

void strbuilder_add_character(StrBuilder *b, Character character)
{
    if (!reserve(b, 1, character))
        return;
    switch (b->kind) {
    case STR_1: b->data[b->length] = (unsigned char)character; break;
    case STR_2: ((uint16_t *)(void *)b->data)[b->length] = (uint16_t)character; break;
    default: ((uint32_t *)(void *)b->data)[b->length] = character; break;
    }
    b->length++;
}

void strbuilder_add_characters(StrBuilder *b, const Character *characters, size_t count)
{
    Character widest = 0;
    for (size_t i = 0; i < count; i++)
        widest |= characters[i];
    if (!reserve(b, count, widest))
        return;
    unsigned char *place = b->data + b->length * b->kind;
    for (size_t i = 0; i < count && b->kind == STR_1; i++)
        place[i] = (unsigned char)characters[i];
    for (size_t i = 0; i < count && b->kind == STR_2; i++)
        ((uint16_t *)(void *)place)[i] = (uint16_t)characters[i];
    if (b->kind == STR_4 && count)
        memcpy(place, characters, count * sizeof *characters);
    b->length += count;
}

void strbuilder_add_bytes(StrBuilder *b, const char *ascii, size_t length)
{
    if (!reserve(b, length, 0))
        return;
    str_copy_characters(b->data + b->length * b->kind, b->kind, ascii, STR_1, length);
    b->length += length;
}

void strbuilder_add_text(StrBuilder *b, const char *ascii)
{
    strbuilder_add_bytes(b, ascii, strlen(ascii));
}

void strbuilder_add_slice(StrBuilder *b, View self, size_t start, size_t stop)
{
    StrView text = str_view(self);
    if (stop > text->length)
        stop = text->length;
    if (start >= stop)
        return;
    if (start == 0 && stop == text->length && b->length == 0 && !b->whole && text->object.type == TYPE_STR)
        b->whole = retain(AS_OBJECT(text));
    else
        add_characters(b, text, start, stop);
}

static void add_characters(StrBuilder *b, StrView text, size_t start, size_t stop)
{
    bool is_whole = start == 0 && stop == text->length;
    Character widest = is_whole || text->is_ascii ? str_widest(text)
                                                  : str_widest_in(str_data_at(text, start), (StrKind)text->kind, stop - start);
    if (!reserve(b, stop - start, widest))
        return;
    str_copy_characters(b->data + b->length * b->kind, b->kind, str_data_at(text, start), (StrKind)text->kind, stop - start);
    b->length += stop - start;
}

void strbuilder_add_str(StrBuilder *b, View text)
{
    strbuilder_add_slice(b, text, 0, str_view(text)->length);
}

void strbuilder_add_repeated(StrBuilder *b, Character character, size_t count)
{
    if (!reserve(b, count, count ? character : 0))
        return;
    if (b->kind == STR_1) {
        memset(b->data + b->length, (int)character, count);
        b->length += count;
        return;
    }
    while (count-- > 0)
        strbuilder_add_character(b, character);
}

Ref strbuilder_finish(StrBuilder *b)
{
    Ref result = NULL;
    if (b->failed)
        raise_memory_error();
    else if (b->whole)
        result = retain(b->whole);
    else if (b->length == 1 && b->widest < 256)
        result = str_from_character(b->kind == STR_1   ? b->data[0]
                                    : b->kind == STR_2 ? *(uint16_t *)(void *)b->data
                                                       : *(uint32_t *)(void *)b->data);
    else if ((result = str_allocate(b->length, b->widest)) && b->length)
        str_copy_characters(((StrView)result)->data, (StrKind)((StrView)result)->kind, b->data, b->kind, b->length);
    strbuilder_abandon(b);
    return result;
}

void strbuilder_abandon(StrBuilder *b)
{
    clear_place(&b->whole);
    free_block(b);
    b->data = b->small;
    b->capacity = sizeof b->small;
    b->kind = STR_1;
    b->length = 0;
}
