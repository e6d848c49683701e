/* source: decoding of source files, and errors with a place in them. See source.h.
 *
 *     bytes ─ BOM, cookie in line 1 or 2 ─► encoding ─ check, copy ─► UTF-8, lines end in '\n', then a NUL
 *
 * After this the lexer need not check anything: no byte sequence is broken, and no place lies behind
 * the end before a NUL has been seen. Places are counted in bytes inside, because that is quick; an
 * error converts its columns to characters when it is made, by walking its own line once. */
#include "lexer/source.h"

#include <ctype.h>
#include <string.h>

#include "lexer/utf8.h"
#include "runtime/memory/hooks.h"

typedef enum Encoding { ENCODING_UTF8, ENCODING_LATIN1, ENCODING_OTHER } Encoding;

typedef struct Decoder {
    Arena *arena;
    const unsigned char *bytes;
    size_t length;
    const char *filename;
    SourceError *error;
} Decoder;

static bool fail(Decoder *decoder, const char *message)
{
    if (!message)
        return source_fail_memory(decoder->error);
    *decoder->error = (SourceError){.kind = SOURCE_SYNTAX_ERROR, .message = message};
    return false;
}

static size_t line_end(const Decoder *decoder, size_t start)
{
    size_t end = start;
    while (end < decoder->length && decoder->bytes[end] != '\n' && decoder->bytes[end] != '\r')
        end++;
    return end;
}

static bool is_cookie_char(unsigned char c)
{
    return isalnum(c) || c == '-' || c == '_' || c == '.';
}

/* The encoding's name in a comment "# -*- coding: name -*-", or NULL. *blank: the line may be followed by a
 * second cookie line. */
static const char *find_cookie(const Decoder *decoder, size_t start, size_t end, size_t *length, bool *blank)
{
    const char *line = (const char *)decoder->bytes + start;
    const char *stop = (const char *)decoder->bytes + end;
    while (line < stop && (*line == ' ' || *line == '\t' || *line == '\f'))
        line++;
    *blank = line == stop || *line == '#';
    if (line == stop || *line != '#')
        return NULL;
    for (; stop - line > 7; line++) {
        if (memcmp(line, "coding", 6) != 0 || (line[6] != ':' && line[6] != '='))
            continue;
        const char *name = line + 7;
        while (name < stop && (*name == ' ' || *name == '\t'))
            name++;
        const char *name_end = name;
        while (name_end < stop && is_cookie_char((unsigned char)*name_end))
            name_end++;
        *length = (size_t)(name_end - name);
        if (*length)
            return name;
    }
    return NULL;
}

/* True for `name` itself and for "name-anything". */
static bool is_variant_of(const char *text, const char *name)
{
    size_t length = strlen(name);
    return strncmp(text, name, length) == 0 && (text[length] == 0 || text[length] == '-');
}

static Encoding encoding_named(const char *name, size_t length)
{
    char normal[16] = "";
    for (size_t i = 0; i < length && i < sizeof normal - 1; i++)
        normal[i] = name[i] == '_' ? '-' : (char)tolower((unsigned char)name[i]);
    if (is_variant_of(normal, "utf-8") || is_variant_of(normal, "utf8"))
        return ENCODING_UTF8;
    if (is_variant_of(normal, "latin-1") || is_variant_of(normal, "iso-8859-1") || is_variant_of(normal, "iso-latin-1") ||
        is_variant_of(normal, "latin1"))
        return ENCODING_LATIN1;
    return ENCODING_OTHER;
}

/* A byte order mark goes with "utf-8" and its variants, but not, in CPython, with "utf8". */
static bool is_plain_utf8(const char *name, size_t length)
{
    return encoding_named(name, length) == ENCODING_UTF8 && length > 3 && (name[3] == '-' || name[3] == '_');
}

static void *allocate_in(void *arena, size_t size)
{
    return arena_alloc(arena, size);
}

/* The text as UTF-8 by a codec of Python's registry. */
static bool decode_otherwise(Decoder *decoder, const char *name, size_t length, Encoding *encoding)
{
    const char *text = arena_printf(decoder->arena, "%.*s", (int)length, name);
    char *out = NULL;
    if (!text)
        return fail(decoder, NULL);
    if (!hooks.decode_source)
        return fail(decoder, arena_printf(decoder->arena, "unknown encoding: %s", text));
    if (!hooks.decode_source(text, decoder->bytes, decoder->length, allocate_in, decoder->arena, &out, &decoder->length))
        return fail(decoder, out);
    decoder->bytes = (const unsigned char *)out;
    *encoding = ENCODING_UTF8;
    return true;
}

/* What BOM and cookie say; *declared: there is a cookie. */
static bool detect_encoding(Decoder *decoder, Encoding *encoding, bool *declared)
{
    bool has_bom = decoder->length >= 3 && memcmp(decoder->bytes, "\xEF\xBB\xBF", 3) == 0;
    if (has_bom) {
        decoder->bytes += 3;
        decoder->length -= 3;
    }
    *encoding = ENCODING_UTF8;
    *declared = false;
    size_t start = 0;
    for (int line = 0; line < 2 && start < decoder->length; line++) {
        size_t end = line_end(decoder, start);
        size_t length;
        bool blank;
        const char *name = find_cookie(decoder, start, end, &length, &blank);
        if (name) {
            *declared = true;
            *encoding = encoding_named(name, length);
            if (has_bom && !is_plain_utf8(name, length))
                return fail(decoder, *encoding == ENCODING_LATIN1
                                         ? "encoding problem: iso-8859-1 with BOM"
                                         : arena_printf(decoder->arena, "encoding problem: %.*s with BOM", (int)length, name));
            return *encoding != ENCODING_OTHER || decode_otherwise(decoder, name, length, encoding);
        }
        if (!blank)
            return true;
        start = end + 1;
        if (end + 1 < decoder->length && decoder->bytes[end] == '\r' && decoder->bytes[end + 1] == '\n')
            start++;
    }
    return true;
}

static bool check_utf8(Decoder *decoder, bool declared)
{
    const unsigned char *bytes = decoder->bytes;
    for (size_t i = 0; i < decoder->length;) {
        size_t step = utf8_valid_length(bytes + i, decoder->length - i);
        if (step) {
            i += step;
            continue;
        }
        int line = 1;
        for (size_t j = 0; j < i; j++)
            line += bytes[j] == '\n';
        if (declared)
            return fail(decoder, arena_printf(decoder->arena,
                                              "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: invalid start byte",
                                              bytes[i], i));
        return fail(decoder, arena_printf(decoder->arena,
                                          "Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no encoding declared; see "
                                          "https://peps.python.org/pep-0263/ for details",
                                          bytes[i], decoder->filename, line));
    }
    return true;
}

/* Copy with newlines made '\n', and one at the end. */
static uint32_t copy_lines(const Decoder *decoder, Encoding encoding, char *text)
{
    char *out = text;
    for (size_t i = 0; i < decoder->length; i++) {
        unsigned char c = decoder->bytes[i];
        if (c == '\r') {
            if (i + 1 < decoder->length && decoder->bytes[i + 1] == '\n')
                i++;
            *out++ = '\n';
        } else if (c >= 0x80 && encoding == ENCODING_LATIN1) {
            out += utf8_encode(c, out);
        } else {
            *out++ = (char)c;
        }
    }
    if (out > text && out[-1] != '\n')
        *out++ = '\n';
    *out = 0;
    return (uint32_t)(out - text);
}

bool source_decode(Arena *arena, const char *bytes, size_t length, const char *filename, SourceCookie cookie, Source *source,
                   SourceError *error)
{
    Decoder decoder = {arena, (const unsigned char *)bytes, length, filename, error};
    Encoding encoding = ENCODING_UTF8;
    bool declared = false;
    if (length > INT32_MAX / 2)
        return source_fail_memory(error);
    if (cookie == COOKIE_OBEYED && !detect_encoding(&decoder, &encoding, &declared))
        return false;
    if (decoder.length && memchr(decoder.bytes, 0, decoder.length))
        return fail(&decoder, "source code cannot contain null bytes");
    if (encoding == ENCODING_UTF8 && !check_utf8(&decoder, declared))
        return false;
    size_t room = (encoding == ENCODING_LATIN1 ? 2 : 1) * decoder.length + 2;
    char *text = arena_alloc(arena, room);
    if (!text)
        return source_fail_memory(error);
    *source = (Source){.text = text, .length = copy_lines(&decoder, encoding, text), .first_line = 1};
    return true;
}

const char *source_find_line(const Source *source, uint32_t line, size_t *length)
{
    const char *text = source->text;
    const char *end = text + source->length;
    if (line < source->first_line)
        return NULL;
    for (uint32_t current = source->first_line; text < end; current++) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline ? newline : end;
        if (current == line) {
            *length = (size_t)(stop - text);
            return text;
        }
        if (!newline)
            return NULL;
        text = newline + 1;
    }
    return NULL;
}

/* CPython's column for a column in bytes: characters, from 1, and at most one past the end of the error's
 * first line, even if the column is one of a later line. In an f-string's expression it counts bytes. */
static int32_t character_column(const Source *source, const char *text, size_t length, uint32_t line, int32_t column)
{
    if (column < 0)
        return column + 1;
    size_t bytes = (size_t)column;
    if (line == source->first_line)
        bytes = bytes > source->first_column ? bytes - source->first_column : 0;
    if (!text || source->is_fstring_expression)
        return (int32_t)bytes + 1;
    return (int32_t)utf8_count(text, bytes < length ? bytes : length) + 1;
}

bool source_fail(const Source *source, SourceError *error, SourceErrorKind kind, SourcePlace place, const char *message)
{
    if (!message)
        return source_fail_memory(error);
    size_t length = 0;
    const char *text = source_find_line(source, place.line, &length);
    *error = (SourceError){
        .kind = kind,
        .message = message,
        .line = (int32_t)place.line,
        .column = character_column(source, text, length, place.line, place.column),
        .end_line = (int32_t)place.end_line,
        .end_column = character_column(source, text, length, place.end_line, place.end_column),
        .text = text,
        .text_length = length,
    };
    return false;
}

static bool is_before(const SourceError *left, const SourceError *right)
{
    return left->line != right->line ? left->line < right->line : left->column < right->column;
}

SourceWarning *source_warn(Arena *arena, const Source *source, bool is_deprecation, SourcePlace place, const char *message)
{
    SourceWarning *warning = source->warnings && message ? arena_alloc(arena, sizeof *warning) : NULL;
    if (!warning)
        return NULL;
    warning->is_deprecation = is_deprecation;
    (void)source_fail(source, &warning->error, SOURCE_SYNTAX_ERROR, place, message);
    SourceWarning **at = source->warnings;
    while (*at && !is_before(&warning->error, &(*at)->error))
        at = &(*at)->next;
    warning->next = *at;
    *at = warning;
    return warning;
}

bool source_fail_memory(SourceError *error)
{
    *error = (SourceError){.kind = SOURCE_MEMORY_ERROR};
    return false;
}
