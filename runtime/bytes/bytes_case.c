/* bytes_case: the methods of bytes and bytearray that know ASCII letters, digits and spaces.
 *
 * Only the 128 characters of ASCII have a case or a kind here, whatever the locale says: C's isalpha() asks
 * the locale, so these functions do not use it. A letter of ASCII has 0x20 set when it is small; setting or
 * clearing that bit changes the case.
 * No argument is converted and nothing is called: no Python code runs in the midst. */
#include "runtime/bytes/bytes_private.h"
#include "runtime/numbers/int.h"

static bool is_lower(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}
static bool is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}
static bool is_letter(unsigned char c)
{
    return is_lower(c | 0x20);
}
static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}
static bool is_alphanumeric(unsigned char c)
{
    return is_letter(c) || is_digit(c);
}
static bool is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static Span own_span(View self)
{
    Span span;
    (void)span_of(self, &span);
    return span;
}

/* --- questions ------------------------------------------------------------------------------------------ */

static Ref all_are(View self, bool (*is)(unsigned char))
{
    Span span = own_span(self);
    for (size_t i = 0; i < span.length; i++)
        if (!is(span.data[i]))
            return bool_new(false);
    return bool_new(span.length > 0);
}

Ref bytes_isalnum(View self, View *args UNUSED)
{
    return all_are(self, is_alphanumeric);
}
Ref bytes_isalpha(View self, View *args UNUSED)
{
    return all_are(self, is_letter);
}
Ref bytes_isdigit(View self, View *args UNUSED)
{
    return all_are(self, is_digit);
}
Ref bytes_isspace(View self, View *args UNUSED)
{
    return all_are(self, is_space);
}

Ref bytes_isascii(View self, View *args UNUSED)
{
    Span span = own_span(self);
    for (size_t i = 0; i < span.length; i++)
        if (span.data[i] >= 128)
            return bool_new(false);
    return bool_new(true);
}

/* All letters are of one case, and there is one. */
static Ref letters_are(View self, bool (*is)(unsigned char))
{
    Span span = own_span(self);
    bool any = false;
    for (size_t i = 0; i < span.length; i++) {
        if (!is_letter(span.data[i]))
            continue;
        if (!is(span.data[i]))
            return bool_new(false);
        any = true;
    }
    return bool_new(any);
}

Ref bytes_islower(View self, View *args UNUSED)
{
    return letters_are(self, is_lower);
}
Ref bytes_isupper(View self, View *args UNUSED)
{
    return letters_are(self, is_upper);
}

Ref bytes_istitle(View self, View *args UNUSED)
{
    Span span = own_span(self);
    bool any = false, in_word = false;
    for (size_t i = 0; i < span.length; i++) {
        unsigned char c = span.data[i];
        if (is_letter(c) && is_lower(c) != in_word)
            return bool_new(false);
        in_word = is_letter(c);
        any = any || in_word;
    }
    return bool_new(any);
}

/* --- conversions ---------------------------------------------------------------------------------------- */

typedef enum CaseChange { TO_LOWER, TO_UPPER, SWAP, TITLE, CAPITALIZE } CaseChange;

static Ref change(View self, CaseChange how)
{
    Span span = own_span(self);
    Ref result = bytes_like_new(self, NULL, span.length);
    bool in_word = false;
    for (size_t i = 0; result && i < span.length; i++) {
        unsigned char c = span.data[i];
        bool upper = how == TO_UPPER || (how == SWAP && is_lower(c)) || (how == TITLE && !in_word) || (how == CAPITALIZE && i == 0);
        in_word = is_letter(c);
        bytes_writable(result)[i] = !in_word ? c : upper ? c & 0xDF : c | 0x20;
    }
    return result;
}

Ref bytes_lower(View self, View *args UNUSED)
{
    return change(self, TO_LOWER);
}
Ref bytes_upper(View self, View *args UNUSED)
{
    return change(self, TO_UPPER);
}
Ref bytes_swapcase(View self, View *args UNUSED)
{
    return change(self, SWAP);
}
Ref bytes_title(View self, View *args UNUSED)
{
    return change(self, TITLE);
}
Ref bytes_capitalize(View self, View *args UNUSED)
{
    return change(self, CAPITALIZE);
}
