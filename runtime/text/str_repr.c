/* str_repr: repr(str): quotes, and escapes for what is not printable.
 *
 * The quote is ' unless the text has that and no ". Printable is what Unicode says (character.h), so 'é'
 * stays. An ASCII text without escapes, the usual case, is copied at once; else stretches are copied between
 * escapes. */
#include <stdio.h>

#include "runtime/text/character.h"
#include "runtime/text/str_private.h"
#include "runtime/text/strbuilder.h"

static bool needs_escape(Character c, Character quote)
{
    return c == quote || c == '\\' || !character_is(c, CHARACTER_PRINTABLE);
}

static void add_hex(StrBuilder *builder, Character c, int digits)
{
    static const char hex[] = "0123456789abcdef";
    while (digits-- > 0)
        strbuilder_add_character(builder, (Character)(unsigned char)hex[c >> 4 * digits & 15]);
}

static void add_escape(StrBuilder *builder, Character c)
{
    strbuilder_add_character(builder, '\\');
    switch (c) {
    case '\'':
    case '"':
    case '\\': strbuilder_add_character(builder, c); return;
    case '\t': strbuilder_add_character(builder, 't'); return;
    case '\n': strbuilder_add_character(builder, 'n'); return;
    case '\r': strbuilder_add_character(builder, 'r'); return;
    default: break;
    }
    strbuilder_add_character(builder, c < 0x100 ? 'x' : c < 0x10000 ? 'u' : 'U');
    add_hex(builder, c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
}

static Character quote_for(StrView text)
{
    bool has_single = false;
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        if (c == '"')
            return '\'';
        has_single = has_single || c == '\'';
    }
    return has_single ? '"' : '\'';
}

/* Most texts need no escape: one pass to see it, one copy. */
static Ref repr_plain(StrView text)
{
    for (size_t i = 0; i < text->length; i++)
        if (!check_interrupt_at(i) || needs_escape(text->data[i], '\''))
            return NULL;
    Ref result = str_allocate(text->length + 2, 127);
    if (!result)
        return NULL;
    unsigned char *data = ((StrView)result)->data;
    data[0] = data[text->length + 1] = '\'';
    memcpy(data + 1, text->data, text->length);
    return result;
}

Ref str_repr(View self)
{
    StrView text = str_view(self);
    if (text->is_ascii) {
        Ref plain = repr_plain(text);
        if (plain || error_is_set())
            return plain;
    }
    Character quote = quote_for(text);
    StrBuilder builder;
    strbuilder_start(&builder);
    strbuilder_add_character(&builder, quote);
    size_t copied = 0;
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        if (!check_interrupt_at(i)) {
            strbuilder_abandon(&builder);
            return NULL;
        }
        if (!needs_escape(c, quote))
            continue;
        strbuilder_add_slice(&builder, self, copied, i);
        add_escape(&builder, c);
        copied = i + 1;
    }
    strbuilder_add_slice(&builder, self, copied, text->length);
    strbuilder_add_character(&builder, quote);
    return strbuilder_finish(&builder);
}

void str_write_escaped(View text)
{
    enum { MOST = 500 };
    size_t length = str_length(text);
    for (size_t i = 0; i < length && i < MOST; i++) {
        uint32_t character = str_at((StrView)text, i);
        if (character >= ' ' && character < 0x7F)
            fputc((int)character, stderr);
        else
            fprintf(stderr, character < 0x100 ? "\\x%02x" : character < 0x10000 ? "\\u%04x" : "\\U%08x", character);
    }
    if (length > MOST)
        fputs("...", stderr);
}
