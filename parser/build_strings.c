/* build_strings: adjacent string literals become one Constant, their escapes decoded; f-strings among them
 * make it a JoinedStr.
 *
 * A str is collected as UTF-8 in which surrogates may stand alone; bytes are collected as they are. */
#include "parser/build_strings.h"

#include <string.h>

#include "lexer/utf8.h"
#include "runtime/text/character_names.h"

bool build_string_fail(StringBuilder *builder, const char *message)
{
    uint32_t next = builder->location.last + 1;
    Parser *parser = builder->parser;
    bool is_nested = parser->source->is_fstring_expression;
    if (message && is_nested && strncmp(message, "f-string: ", 10) == 0)
        message += 10; /* parser_fail adds it */
    return parser_fail(parser, SOURCE_SYNTAX_ERROR, (Location){next, next}, message);
}

bool build_string_add(StringBuilder *builder, const char *text, size_t length)
{
    if (!builder->text || builder->capacity - builder->length < length + 1) {
        size_t capacity = (builder->capacity + length) * 2 + 32;
        char *larger = arena_alloc(builder->parser->arena, capacity);
        if (!larger)
            return parser_fail_memory(builder->parser);
        if (builder->text)
            memcpy(larger, builder->text, builder->length);
        builder->text = larger;
        builder->capacity = capacity;
    }
    memcpy(builder->text + builder->length, text, length);
    builder->length += length;
    builder->text[builder->length] = 0;
    return true;
}

static bool build_string_add_character(StringBuilder *builder, uint32_t character)
{
    char text[4];
    return build_string_add(builder, text, utf8_encode(character, text));
}

static Node *make_constant(StringBuilder *builder, ConstantKind kind)
{
    if (!builder->text && !build_string_add(builder, "", 0))
        return NULL;
    ConstantFields fields = {kind, builder->text, builder->length, builder->has_u_prefix, NULL};
    builder->text = NULL;
    builder->length = builder->capacity = 0;
    return build_node(builder->parser, NODE_Constant, builder->location, &fields);
}

bool build_string_flush(StringBuilder *builder)
{
    if (!builder->length)
        return true;
    Node *constant = make_constant(builder, CONSTANT_STRING);
    return constant && build_list_append(builder->parser, &builder->values, constant);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Read up to `digits` hexadecimal digits; the number found. */
static int read_hex(const char *text, const char *end, int digits, uint32_t *value)
{
    int found = 0;
    for (*value = 0; found < digits && text + found < end && hex_value(text[found]) >= 0; found++)
        *value = *value << 4 | (uint32_t)hex_value(text[found]);
    return found;
}

/* CPython decodes a copy in which each character beyond ASCII is a ten character escape; its positions count
 * in that. */
static size_t escaped_position(const char *start, const char *place)
{
    size_t position = 0;
    while (start < place) {
        uint32_t length;
        position += utf8_decode(start, &length) < 0x80 ? 1 : 10;
        start += length;
    }
    return position;
}

static bool fail_unicode(StringBuilder *builder, const char *start, const char *escape, const char *escape_end, const char *reason)
{
    Arena *arena = builder->parser->arena;
    size_t from = escaped_position(start, escape);
    size_t to = escaped_position(start, escape_end) - 1;
    if (from == to)
        return build_string_fail(
            builder, arena_printf(arena, "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position %zu: %s", from, reason));
    return build_string_fail(
        builder, arena_printf(arena, "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s", from, to, reason));
}

/* \xXX, \uXXXX or \UXXXXXXXX in a str. *place is after the letter. */
static bool decode_unicode_escape(StringBuilder *builder, const char *start, const char **place, const char *end)
{
    char letter = (*place)[-1];
    int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
    uint32_t value;
    int found = read_hex(*place, end, digits, &value);
    if (found < digits)
        return fail_unicode(builder, start, *place - 2, *place + found,
                            letter == 'x'   ? "truncated \\xXX escape"
                            : letter == 'u' ? "truncated \\uXXXX escape"
                                            : "truncated \\UXXXXXXXX escape");
    if (value > 0x10FFFF)
        return fail_unicode(builder, start, *place - 2, *place + found, "illegal Unicode character");
    *place += digits;
    return build_string_add_character(builder, value);
}

static bool decode_hex_byte(StringBuilder *builder, const char *start, const char **place, const char *end)
{
    uint32_t value;
    if (read_hex(*place, end, 2, &value) < 2)
        return build_string_fail(builder, arena_printf(builder->parser->arena, "(value error) invalid \\x escape at position %zu",
                                                       (size_t)(*place - 2 - start)));
    *place += 2;
    return build_string_add(builder, &(char){(char)value}, 1);
}

/* Only the first one in a literal is warned of. */
void build_string_warn_of_escape(StringBuilder *builder, Literal *literal, const char *escape, int length, const char *what)
{
    if (literal->has_warned)
        return;
    literal->has_warned = true;
    const Parser *parser = builder->parser;
    const Token *token = &parser->tokens.items[literal->token];
    SourcePlace place = {token->line, (int32_t)token->column, token->end_line, (int32_t)token->end_column};
    SourceWarning *warning = source_warn(parser->arena, parser->source, true, place,
                                         arena_printf(parser->arena, "invalid %s '\\%.*s'", what, length, escape));
    if (warning)
        warning->error.has_newline = true;
}

/* \ooo: up to three octal digits. *place is at the first. */
static bool decode_octal(StringBuilder *builder, Literal *literal, const char **place, const char *end)
{
    bool is_bytes = literal->is_bytes;
    const char *start = *place;
    uint32_t value = 0;
    for (int i = 0; i < 3 && *place < end && **place >= '0' && **place <= '7'; i++)
        value = value << 3 | (uint32_t)(*(*place)++ - '0');
    if (value > 0377)
        build_string_warn_of_escape(builder, literal, start, 3, "octal escape sequence");
    if (is_bytes)
        return build_string_add(builder, &(char){(char)value}, 1);
    return build_string_add_character(builder, value);
}

/* \N{NAME}. *place is after the letter. */
static bool decode_named_escape(StringBuilder *builder, const char *start, const char **place, const char *end)
{
    static const char malformed[] = "malformed \\N character escape";
    const char *escape = *place - 2, *name = *place + 1;
    if (*place == end || **place != '{')
        return fail_unicode(builder, start, escape, *place, malformed);
    const char *brace = memchr(name, '}', (size_t)(end - name));
    if (!brace || brace == name)
        return fail_unicode(builder, start, escape, brace ? name : end, malformed);
    uint32_t character;
    if (!character_by_name(name, (size_t)(brace - name), &character))
        return fail_unicode(builder, start, escape, brace + 1, "unknown Unicode character name");
    *place = brace + 1;
    return build_string_add_character(builder, character);
}

/* One escape; *place is after the backslash. What is no escape stays as it is, backslash included. */
static bool decode_escape(StringBuilder *builder, Literal *literal, const char *start, const char **place, const char *end)
{
    static const char letters[] = "\\'\"abfnrtv";
    static const char meanings[] = "\\'\"\a\b\f\n\r\t\v";
    if (*place == end) /* before a brace of an f-string */
        return build_string_add(builder, "\\", 1);
    char letter = *(*place)++;
    const char *found = letter ? strchr(letters, letter) : NULL;
    if (found)
        return build_string_add(builder, &meanings[found - letters], 1);
    switch (letter) {
    case '\n': return true;
    case 'x':
        if (literal->is_bytes)
            return decode_hex_byte(builder, start, place, end);
        return decode_unicode_escape(builder, start, place, end);
    case 'u':
    case 'U':
        if (!literal->is_bytes)
            return decode_unicode_escape(builder, start, place, end);
        break;
    case 'N':
        if (!literal->is_bytes)
            return decode_named_escape(builder, start, place, end);
        break;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7': --*place; return decode_octal(builder, literal, place, end);
    default: break;
    }
    --*place;
    if ((unsigned char)**place < 0x80) /* CPython does not see the others here */
        build_string_warn_of_escape(builder, literal, *place, 1, "escape sequence");
    return build_string_add(builder, "\\", 1);
}

bool build_string_decode(StringBuilder *builder, Literal *literal, const char *text, const char *end)
{
    if (literal->is_raw)
        return build_string_add(builder, text, (size_t)(end - text));
    literal->has_warned = false; /* each piece of an f-string by itself */
    const char *place = text;
    while (place < end) {
        const char *backslash = memchr(place, '\\', (size_t)(end - place));
        const char *stop = backslash ? backslash : end;
        if (!build_string_add(builder, place, (size_t)(stop - place)))
            return false;
        if (!backslash)
            return true;
        place = backslash + 1;
        if (!decode_escape(builder, literal, text, &place, end))
            return false;
    }
    return true;
}

static Literal read_literal(const Parser *parser, uint32_t token)
{
    const char *text = token_text(parser, token);
    Literal literal = {.token = token, .end = text + parser->tokens.items[token].length};
    for (; *text != '\'' && *text != '"'; text++) {
        literal.is_raw = literal.is_raw || *text == 'r' || *text == 'R';
        literal.is_bytes = literal.is_bytes || *text == 'b' || *text == 'B';
        literal.is_fstring = literal.is_fstring || *text == 'f' || *text == 'F';
    }
    bool is_triple = literal.end - text >= 6 && text[1] == *text && text[2] == *text;
    literal.body = text + (is_triple ? 3 : 1);
    literal.end -= is_triple ? 3 : 1;
    return literal;
}

static bool add_bytes(StringBuilder *builder, Literal *literal)
{
    for (const char *place = literal->body; place < literal->end; place++)
        if ((unsigned char)*place >= 0x80)
            return build_string_fail(builder, "bytes can only contain ASCII literal characters");
    return build_string_decode(builder, literal, literal->body, literal->end);
}

static bool add_literal(StringBuilder *builder, Literal *literal)
{
    if (literal->is_bytes)
        return add_bytes(builder, literal);
    if (literal->is_fstring)
        return fstring_parse(builder, literal);
    return build_string_decode(builder, literal, literal->body, literal->end);
}

Node *build_strings(Parser *parser, Location location)
{
    StringBuilder builder = {.parser = parser, .location = location};
    Literal first = read_literal(parser, location.first);
    bool has_fstring = false;
    builder.has_u_prefix = *token_text(parser, location.first) == 'u';
    for (uint32_t token = location.first; token <= location.last; token++) {
        Literal literal = read_literal(parser, token);
        if (literal.is_bytes != first.is_bytes) {
            build_string_fail(&builder, "cannot mix bytes and nonbytes literals");
            return NULL;
        }
        has_fstring = has_fstring || literal.is_fstring;
        if (!add_literal(&builder, &literal))
            return NULL;
    }
    if (!has_fstring)
        return make_constant(&builder, first.is_bytes ? CONSTANT_BYTES : CONSTANT_STRING);
    if (!build_string_flush(&builder))
        return NULL;
    return build_node(parser, NODE_JoinedStr, location, &(JoinedStrFields){builder.values});
}
