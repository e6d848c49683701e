/* json_string: a JSON string to a str.
 *
 * Most have no escape in them: these are one slice of the text. Others are built of slices and characters. */
#include "runtime/errors/errors.h"
#include "stdlib/json/json_private.h"

int32_t json_hex(StrView text, size_t at)
{
    int32_t number = 0;
    if (text->length < 5 || at >= text->length - 4)
        return -1;
    for (size_t i = at; i < at + 4; i++) {
        Character c = str_at(text, i);
        int32_t digit = c >= '0' && c <= '9'   ? (int32_t)c - '0'
                        : c >= 'a' && c <= 'f' ? (int32_t)c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? (int32_t)c - 'A' + 10
                                               : -1;
        if (digit < 0)
            return -1;
        number = number * 16 + digit;
    }
    return number;
}

/* The place of the next quote, backslash or (if strict) control character; the text's length if there is none. */
static inline size_t find_special(StrView text, size_t at, bool strict)
{
    size_t length = text->length;
    if (LIKELY(text->kind == STR_1)) {
        const unsigned char *data = text->data;
        while (at < length && data[at] != '"' && data[at] != '\\' && (data[at] > 0x1f || !strict))
            at++;
        return at;
    }
    for (; at < length; at++) {
        Character c = str_at(text, at);
        if (c == '"' || c == '\\' || (c <= 0x1f && strict))
            break;
    }
    return at;
}

/* The character of a two-character escape, or 0. */
static Character simple_escape(Character c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
    }
}

/* The character that \uXXXX stands for, or two of them for both halves of a pair; *at, the place of the first digit, moves behind it.
 * False with JSONDecodeError. */
static bool unicode_escape(StrView text, size_t *at, Character *result)
{
    int32_t number = json_hex(text, *at);
    if (number < 0)
        return json_raise("Invalid \\uXXXX escape", text, (Index)*at - 1) != NULL;
    *at += 4;
    *result = (Character)number;
    bool pair = number >= 0xD800 && number <= 0xDBFF && *at + 6 < text->length && str_at(text, *at) == '\\' && str_at(text, *at + 1) == 'u';
    if (!pair)
        return true;
    int32_t low = json_hex(text, *at + 2);
    if (low < 0)
        return json_raise("Invalid \\uXXXX escape", text, (Index)*at + 1) != NULL;
    if (low >= 0xDC00 && low <= 0xDFFF) {
        *result = 0x10000 + ((Character)number - 0xD800) * 0x400 + ((Character)low - 0xDC00);
        *at += 6;
    }
    return true;
}

/* The escape whose backslash is before *at. */
static bool add_escape(StrBuilder *out, StrView text, size_t *at, size_t begin)
{
    if (*at == text->length)
        return json_raise("Unterminated string starting at", text, (Index)begin - 1) != NULL;
    Character c = str_at(text, (*at)++), meant = 0;
    if (c == 'u') {
        if (!unicode_escape(text, at, &meant))
            return false;
    } else if (!(meant = simple_escape(c))) {
        return json_raise("Invalid \\escape", text, (Index)*at - 2) != NULL;
    }
    strbuilder_add_character(out, meant);
    return true;
}

/* Go on at `at`, the place of the first backslash. */
static Ref with_escapes(StrView text, size_t begin, size_t at, bool strict, size_t *end)
{
    StrBuilder out;
    strbuilder_start(&out);
    strbuilder_add_slice(&out, AS_OBJECT(text), begin, at);
    while (str_at(text, at) != '"') {
        at++;
        if (!add_escape(&out, text, &at, begin))
            goto fail;
        size_t stop = find_special(text, at, strict);
        if (stop == text->length) {
            json_raise("Unterminated string starting at", text, (Index)begin - 1);
            goto fail;
        }
        if (str_at(text, stop) <= 0x1f) {
            json_raise("Invalid control character at", text, (Index)stop);
            goto fail;
        }
        strbuilder_add_slice(&out, AS_OBJECT(text), at, stop);
        at = stop;
    }
    *end = at + 1;
    return strbuilder_finish(&out);
fail:
    strbuilder_abandon(&out);
    return NULL;
}

Ref json_string(StrView text, size_t begin, bool strict, size_t *end)
{
    size_t at = find_special(text, begin, strict);
    if (UNLIKELY(at == text->length))
        return json_raise("Unterminated string starting at", text, (Index)begin - 1);
    Character c = str_at(text, at);
    if (UNLIKELY(c == '\\'))
        return with_escapes(text, begin, at, strict, end);
    if (UNLIKELY(c != '"'))
        return json_raise("Invalid control character at", text, (Index)at);
    *end = at + 1;
    if (LIKELY(text->is_ascii && at - begin > 1)) {
        Ref result = str_allocate_ascii(at - begin);
        if (result)
            memcpy(((StrView)result)->data, text->data + begin, at - begin);
        return result;
    }
    return str_slice(AS_OBJECT(text), begin, at);
}
