/* lexer_numbers: numeric literals, scanned by hand because every way of getting them wrong has its
 * own message.
 *
 *     0x_ff  0o17  0b1      scan_prefixed ─► scan_based
 *     1_000                 scan_whole_part       zeros in front: only 0, 00 …, or of a float
 *     1.5e-3  .5  1e5       fraction, scan_exponent
 *     2j                    any of them but the based ones
 *
 * What follows directly decides, too: `1if x else 2` is legal (keyword_follows), `1x` is not
 * (check_end). The text stays a text: what a number is worth is computed where objects are known. */
#include <ctype.h>
#include <string.h>

#include "lexer/lexer_private.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_identifier_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* A keyword may follow a number without a space: `1if x else 2`. Those on i are not looked at to their
 * end. */
static bool keyword_follows(const char *text)
{
    static const char *const keywords[] = {"and", "else", "for", "if", "in", "is", "or", "not"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strncmp(text, keywords[i], strlen(keywords[i])) == 0)
            return *text == 'i' || !is_identifier_char(text[strlen(keywords[i])]);
    return false;
}

/* Nothing may follow directly that could be part of a name. */
static bool check_end(Lexer *lexer, const char *what)
{
    if (!is_identifier_char(*lexer->cursor))
        return true;
    if (keyword_follows(lexer->cursor)) {
        lexer_warn(lexer, lexer->cursor, arena_printf(lexer->arena, "invalid %s literal", what));
        return true;
    }
    return lexer_fail(lexer, lexer->cursor, arena_printf(lexer->arena, "invalid %s literal", what));
}

/* Digits with single underscores between them. The cursor is at the first digit. */
static bool scan_decimal_digits(Lexer *lexer)
{
    for (;;) {
        while (is_digit(*lexer->cursor))
            lexer->cursor++;
        if (*lexer->cursor != '_')
            return true;
        lexer->cursor++;
        if (!is_digit(*lexer->cursor))
            return lexer_fail(lexer, lexer->cursor, "invalid decimal literal");
    }
}

static bool is_digit_of(char c, int base)
{
    return base == 16 ? isxdigit((unsigned char)c) != 0 : c >= '0' && c < '0' + base;
}

/* After 0x, 0o or 0b. */
static bool scan_based(Lexer *lexer, int base, const char *what)
{
    do {
        if (*lexer->cursor == '_')
            lexer->cursor++;
        if (!is_digit_of(*lexer->cursor, base)) {
            if (is_digit(*lexer->cursor))
                goto wrong_digit;
            return lexer_fail(lexer, lexer->cursor, arena_printf(lexer->arena, "invalid %s literal", what));
        }
        while (is_digit_of(*lexer->cursor, base))
            lexer->cursor++;
    } while (*lexer->cursor == '_');
    if (is_digit(*lexer->cursor))
        goto wrong_digit;
    return check_end(lexer, what);
wrong_digit:
    return lexer_fail(lexer, lexer->cursor + 1, arena_printf(lexer->arena, "invalid digit '%c' in %s literal", *lexer->cursor, what));
}

/* An exponent, if there is one: in `1else` there is none. */
static bool scan_exponent(Lexer *lexer, bool *found)
{
    const char *digits = lexer->cursor + 1;
    *found = false;
    if (*lexer->cursor != 'e' && *lexer->cursor != 'E')
        return true;
    if (*digits == '+' || *digits == '-') {
        digits++;
        if (!is_digit(*digits))
            return lexer_fail(lexer, digits, "invalid decimal literal");
    }
    if (!is_digit(*digits))
        return true;
    *found = true;
    lexer->cursor = digits;
    return scan_decimal_digits(lexer);
}

/* The zeros that a literal may begin with; digits after them make sense only in a float. */
static bool scan_zeros(Lexer *lexer)
{
    for (;;) {
        while (*lexer->cursor == '0')
            lexer->cursor++;
        if (*lexer->cursor != '_')
            return true;
        lexer->cursor++;
        if (!is_digit(*lexer->cursor))
            return lexer_fail(lexer, lexer->cursor, "invalid decimal literal");
    }
}

static bool fail_leading_zeros(Lexer *lexer, const char *start, const char *zeros_end)
{
    SourcePlace place = {lexer->line, (int32_t)lexer_column(lexer, start), lexer->line, (int32_t)lexer_column(lexer, zeros_end)};
    return source_fail(lexer->source, lexer->error, SOURCE_SYNTAX_ERROR, place,
                       "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
}

/* The part before the dot. *zeros_end: where forbidden leading zeros end, or NULL. */
static bool scan_whole_part(Lexer *lexer, const char **zeros_end)
{
    *zeros_end = NULL;
    if (*lexer->cursor == '.')
        return true;
    if (*lexer->cursor != '0')
        return scan_decimal_digits(lexer);
    if (!scan_zeros(lexer))
        return false;
    if (!is_digit(*lexer->cursor))
        return true;
    *zeros_end = lexer->cursor;
    return scan_decimal_digits(lexer);
}

static bool scan_prefixed(Lexer *lexer, bool *found)
{
    *found = true;
    char letter = *lexer->cursor == '0' ? (char)tolower((unsigned char)lexer->cursor[1]) : 0;
    if (letter != 'x' && letter != 'o' && letter != 'b') {
        *found = false;
        return true;
    }
    lexer->cursor += 2;
    switch (letter) {
    case 'x': return scan_based(lexer, 16, "hexadecimal");
    case 'o': return scan_based(lexer, 8, "octal");
    default: return scan_based(lexer, 2, "binary");
    }
}

bool lexer_scan_number(Lexer *lexer, TokenKind *kind)
{
    const char *start = lexer->cursor;
    const char *zeros_end;
    bool found;
    *kind = TOKEN_INT;
    if (!scan_prefixed(lexer, &found))
        return false;
    if (found)
        return true;
    if (!scan_whole_part(lexer, &zeros_end))
        return false;
    if (*lexer->cursor == '.') {
        *kind = TOKEN_FLOAT;
        lexer->cursor++;
        if (is_digit(*lexer->cursor) && !scan_decimal_digits(lexer))
            return false;
    }
    if (!scan_exponent(lexer, &found))
        return false;
    if (found)
        *kind = TOKEN_FLOAT;
    if (*lexer->cursor == 'j' || *lexer->cursor == 'J') {
        *kind = TOKEN_IMAGINARY;
        lexer->cursor++;
        return check_end(lexer, "imaginary");
    }
    if (*kind == TOKEN_INT && zeros_end)
        return fail_leading_zeros(lexer, start, zeros_end);
    return check_end(lexer, "decimal");
}
