/* lexer_characters: what is beyond ASCII or belongs to no token, and the ends of strings.
 *
 * The scanner (lexer.re) works on bytes and takes everything beyond ASCII for part of a name. Here
 * such a name is looked at character by character: Unicode's categories say what may begin and
 * continue an identifier (PEP 3131), with the few characters that Unicode keeps in or out for the
 * sake of older versions. What is no identifier gets CPython's message, which depends on whether the
 * character can be shown.
 *
 * A string is searched for its end by hand, because its message depends on where it began. */
#include <string.h>
#include <utf8proc.h>

#include "lexer/lexer_private.h"
#include "lexer/utf8.h"

/* Characters that Unicode keeps as identifier characters for the sake of old versions, or excludes for
 * NFKC's. */
static bool is_other_id_start(uint32_t c)
{
    return c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212E || c == 0x309B || c == 0x309C;
}

static bool is_other_id_continue(uint32_t c)
{
    return c == 0xB7 || c == 0x387 || (c >= 0x1369 && c <= 0x1371) || c == 0x19DA;
}

static bool is_identifier_start(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL: return c != 0x37A && c != 0x2E2F && c != 0x309B && c != 0x309C;
    default: return c == '_' || is_other_id_start(c);
    }
}

static bool is_identifier_continue(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return is_identifier_start(c) || is_other_id_continue(c);
    }
}

static bool is_printable(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return false;
    case UTF8PROC_CATEGORY_ZS: return c == ' ';
    default: return true;
    }
}

static bool fail_character(Lexer *lexer, const char *place, uint32_t c, uint32_t length)
{
    const char *message = is_printable(c) ? arena_printf(lexer->arena, "invalid character '%.*s' (U+%04X)", (int)length, place, c)
                                          : arena_printf(lexer->arena, "invalid non-printable character U+%04X", c);
    return lexer_fail(lexer, place + length, message);
}

bool lexer_check_identifier(Lexer *lexer, const char *start, const char *end)
{
    for (const char *place = start; place < end;) {
        uint32_t length;
        uint32_t c = utf8_decode(place, &length);
        if (c >= 0x80 && !(place == start ? is_identifier_start(c) : is_identifier_continue(c)))
            return fail_character(lexer, place, c, length);
        place += length;
    }
    return true;
}

bool lexer_stray_character(Lexer *lexer)
{
    uint32_t length;
    uint32_t c = utf8_decode(lexer->cursor, &length);
    if (c < ' ' || c == 0x7F)
        return fail_character(lexer, lexer->cursor, c, length);
    lexer->cursor += length;
    return true;
}

/* A string without its end: the place is where it began. */
static bool fail_unterminated(Lexer *lexer, const char *start, uint32_t first_line, const char *first_line_start, bool is_triple)
{
    uint32_t detected = lexer->line;
    if (lexer->cursor == lexer->end && lexer->cursor[-1] == '\n')
        detected--;
    lexer->line = first_line;
    lexer->line_start = first_line_start;
    lexer->tokens->ended_in_string = is_triple;
    return lexer_fail(
        lexer, start + 1,
        arena_printf(lexer->arena, "unterminated %sstring literal (detected at line %u)", is_triple ? "triple-quoted " : "", detected));
}

bool lexer_scan_string(Lexer *lexer, const char *start, char quote, bool is_triple)
{
    uint32_t first_line = lexer->line;
    const char *first_line_start = lexer->line_start;
    const char *place = lexer->cursor;
    for (;; place++) {
        if (*place == quote && (!is_triple || (place[1] == quote && place[2] == quote))) {
            lexer->cursor = place + (is_triple ? 3 : 1);
            return true;
        }
        bool is_escaped = *place == '\\' && place[1];
        if (is_escaped)
            place++;
        if (!*place || (*place == '\n' && !is_escaped && !is_triple)) {
            lexer->cursor = place;
            return fail_unterminated(lexer, start, first_line, first_line_start, is_triple);
        }
        if (*place == '\n') {
            lexer->line++;
            lexer->line_start = place + 1;
        }
    }
}
