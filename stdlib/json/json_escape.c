/* json_escape: a str to a JSON string: quotes around it, escapes for what JSON does not allow, and, if asked for, for all that is not
 * ASCII. Characters above U+FFFF are two escapes, the halves of a pair. */
#include "runtime/errors/errors.h"
#include "stdlib/json/json_private.h"

static void add_unicode_escape(StrBuilder *out, Character c)
{
    static const char digits[] = "0123456789abcdef";
    char text[6] = {'\\', 'u', digits[c >> 12 & 15], digits[c >> 8 & 15], digits[c >> 4 & 15], digits[c & 15]};
    strbuilder_add_bytes(out, text, sizeof text);
}

static void add_escape(StrBuilder *out, Character c)
{
    switch (c) {
    case '"': strbuilder_add_bytes(out, "\\\"", 2); return;
    case '\\': strbuilder_add_bytes(out, "\\\\", 2); return;
    case '\b': strbuilder_add_bytes(out, "\\b", 2); return;
    case '\f': strbuilder_add_bytes(out, "\\f", 2); return;
    case '\n': strbuilder_add_bytes(out, "\\n", 2); return;
    case '\r': strbuilder_add_bytes(out, "\\r", 2); return;
    case '\t': strbuilder_add_bytes(out, "\\t", 2); return;
    default: break;
    }
    if (c > 0xFFFF) {
        add_unicode_escape(out, 0xD800 + ((c - 0x10000) >> 10));
        c = 0xDC00 + ((c - 0x10000) & 0x3FF);
    }
    add_unicode_escape(out, c);
}

static inline bool is_plain(Character c, Character last)
{
    return c >= ' ' && c != '"' && c != '\\' && c <= last;
}

/* Where the next character stands that needs an escape. */
static inline size_t plain_end(StrView text, size_t at, Character last)
{
    size_t length = text->length;
    if (LIKELY(text->kind == STR_1)) {
        const unsigned char *data = text->data;
        while (at < length && is_plain(data[at], last))
            at++;
        return at;
    }
    while (at < length && is_plain(str_at(text, at), last))
        at++;
    return at;
}

void json_add_escaped(StrBuilder *out, StrView text, JsonEscape escape)
{
    Character last = escape == JSON_ESCAPE_NON_ASCII ? '~' : 0x10FFFF;
    strbuilder_add_bytes(out, "\"", 1);
    for (size_t at = 0; at < text->length;) {
        size_t stop = plain_end(text, at, last);
        if (text->is_ascii)
            strbuilder_add_bytes(out, (const char *)text->data + at, stop - at);
        else
            strbuilder_add_slice(out, AS_OBJECT(text), at, stop);
        if (stop < text->length)
            add_escape(out, str_at(text, stop++));
        at = stop;
    }
    strbuilder_add_bytes(out, "\"", 1);
}

static Ref escaped(View argument, JsonEscape escape)
{
    StrView text = str_view(argument);
    if (!text)
        return raise_error(TypeError, "first argument must be a string, not %.80T", argument);
    StrBuilder out;
    strbuilder_start(&out);
    json_add_escaped(&out, text, escape);
    return strbuilder_finish(&out);
}

Ref json_encode_basestring(View self UNUSED, View *args)
{
    return escaped(args[0], JSON_ESCAPE_SOME);
}

Ref json_encode_basestring_ascii(View self UNUSED, View *args)
{
    return escaped(args[0], JSON_ESCAPE_NON_ASCII);
}
