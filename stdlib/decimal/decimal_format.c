/* decimal_format: numbers as text: str(), repr(), format(). */
#include <locale.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/text/str.h"
#include "stdlib/decimal/decimal_private.h"

Ref decimal_text_take(char *text, mpd_ssize_t length)
{
    if (!text || length < 0)
        return raise_memory_error();
    Ref result = str_from_latin1((const unsigned char *)text, (size_t)length);
    mpd_free(text);
    return result;
}

Ref decimal_str(View self)
{
    ContextObject *context = decimal_current_peek();
    char *text;
    if (!context)
        return NULL;
    mpd_ssize_t length = mpd_to_sci_size(&text, number_of(self), context->capitals);
    return length < 0 ? raise_memory_error() : decimal_text_take(text, length);
}

Ref decimal_repr(View self)
{
    Ref text = decimal_str(self), result = text ? str_format("Decimal('%U')", text) : NULL;
    release_maybe(text);
    return result;
}

/* --- format() ------------------------------------------------------------------------------------------- */

/* What libmpdec does not know of a specification: the letter z, and a fill character of 0. It is copied without them. */
typedef struct Specification {
    mpd_spec_t parsed;
    bool drops_negative_zero, fills_with_zero_character;
    char *owned[3]; /* the UTF-8 of separators that are given */
    size_t owned_length[3];
} Specification;

/* How many bytes the character takes that begins so. */
static size_t utf8_length(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* Take the z out of a copy of the specification: it stands behind fill, alignment and sign. */
static void take_z(char *text, Specification *specification)
{
    char *place = text;
    size_t first = *place ? utf8_length((unsigned char)*place) : 0;
    if (*place && strlen(text) > first && strchr("<>=^", text[first]))
        place += first + 1;
    else if (*place && strchr("<>=^", *place))
        place++;
    if (*place && strchr("+- ", *place))
        place++;
    if (*place != 'z')
        return;
    specification->drops_negative_zero = true;
    memmove(place, place + 1, strlen(place));
}

/* A separator of a dict, which lives as long as the specification. False with an exception. */
static bool override_text(View override, const char *name, const char **place, Specification *specification, size_t number)
{
    View value = dict_get_text_peek((DictView) override, name);
    if (!value)
        return !error_is_set();
    if (!is_str(value))
        return raise_error(ValueError, "invalid override dict") != NULL;
    *place = str_utf8(str_view(value), &specification->owned_length[number], &specification->owned[number]);
    return *place != NULL;
}

/* Separators that are given as a dict of decimal_point, thousands_sep and grouping, instead of those of the locale. */
static bool apply_override(View override, Specification *specification)
{
    mpd_spec_t *parsed = &specification->parsed;
    if (!is_dict(override))
        return raise_error(TypeError, "optional argument must be a dict") != NULL;
    return override_text(override, "decimal_point", &parsed->dot, specification, 0) &&
           override_text(override, "thousands_sep", &parsed->sep, specification, 1) &&
           override_text(override, "grouping", &parsed->grouping, specification, 2) &&
           (mpd_validate_lconv(parsed) >= 0 || raise_error(ValueError, "invalid override dict") != NULL);
}

/* False with ValueError. */
static bool parse(char *text, size_t length, int capitals, Specification *specification)
{
    bool is_text = strlen(text) == length;
    if (!is_text && text[0] == 0) {
        specification->fills_with_zero_character = true;
        text[0] = '_';
        is_text = strlen(text) == length;
    }
    take_z(text, specification);
    return (is_text && mpd_parse_fmt_str(&specification->parsed, text, capitals)) ||
           raise_error(ValueError, "invalid format string") != NULL;
}

/* With z, a number that will be shown as a negative zero: a positive zero in its place, with the exponent of what is shown. Rounding is as
 * libmpdec's. Returns the number to show, for which `zero` has room; NULL: no memory. */
static const mpd_t *without_negative_zero(const mpd_t *number, mpd_t *zero, const Specification *specification,
                                          const mpd_context_t *settings)
{
    static mpd_uint_t nothing[1];
    const mpd_spec_t *spec = &specification->parsed;
    if (!specification->drops_negative_zero || !mpd_isnegative(number) || mpd_isspecial(number))
        return number;
    bool is_percent = spec->type == '%', is_fixed = is_percent || spec->type == 'f' || spec->type == 'F', is_zero = mpd_iszero(number);
    mpd_ssize_t exponent = number->exp;
    if (!is_zero && spec->prec >= 0 && is_fixed) { /* other forms keep a digit that is not zero */
        uint32_t ignored = 0;
        mpd_t *rounded = mpd_qncopy(number);
        if (!rounded)
            return NULL;
        rounded->exp += is_percent ? 2 : 0;
        mpd_qrescale_fmt(rounded, rounded, -spec->prec, settings, &ignored);
        is_zero = mpd_iszero(rounded);
        exponent = rounded->exp - (is_percent ? 2 : 0);
        mpd_del(rounded);
    }
    *zero = (mpd_t){.flags = MPD_STATIC | MPD_CONST_DATA, .exp = exponent, .digits = 1, .len = 1, .alloc = 1, .data = nothing};
    return is_zero ? zero : number;
}

static Ref show(View self, const Specification *specification, ContextObject *context)
{
    uint32_t status = 0;
    mpd_t zero;
    const mpd_t *number = without_negative_zero(number_of(self), &zero, specification, &context->settings);
    char *text = number ? mpd_qformat_spec(number, &specification->parsed, &context->settings, &status) : NULL;
    if (!text) {
        if (!number || status & MPD_Malloc_error)
            return raise_memory_error();
        return raise_error(ValueError, "format specification exceeds internal limits of _decimal");
    }
    size_t length = strlen(text);
    if (specification->fills_with_zero_character)
        for (size_t i = 0; i < length; i++)
            if (text[i] == '_')
                text[i] = 0;
    Ref result = str_from_utf8(text, length);
    mpd_free(text);
    return result;
}

Ref decimal_format(View self, View *args)
{
    ContextObject *context = decimal_current_peek();
    if (!context)
        return NULL;
    if (!is_str(args[0]))
        return raise_error(TypeError, "format arg must be str");
    size_t length;
    char *owned;
    const char *text = str_utf8(str_view(args[0]), &length, &owned);
    if (!text)
        return NULL;
    char *copy = heap_allocate(length + 1);
    Ref result = NULL;
    Specification specification = {.drops_negative_zero = false};
    if (!copy)
        raise_memory_error();
    else {
        memcpy(copy, text, length);
        copy[length] = 0;
        if (parse(copy, length, context->capitals, &specification) && (!args[1] || apply_override(args[1], &specification)))
            result = show(self, &specification, context);
        for (int i = 0; i < 3; i++)
            str_utf8_free(specification.owned[i], specification.owned_length[i]);
        heap_free(copy, length + 1);
    }
    str_utf8_free(owned, length);
    return result;
}
