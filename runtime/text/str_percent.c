/* str_percent: format % arguments, for str and bytes.
 *
 * bytes go through the same machinery as the str of the same Latin-1 characters; what differs is which
 * objects %s, %b, %c take and how keys look. */
#include <limits.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/numbers/int_limbs.h"
#include "runtime/text/format_number.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_private.h"

typedef struct Percent {
    StrView format;
    size_t at;
    bool for_bytes;
    View arguments;    /* a tuple, or the single argument */
    Ref named;         /* the value of the last %(key), owned */
    View mapping;      /* for %(key), or NULL */
    Index count, next; /* of a tuple; -1 and -2, -1 for a single argument not yet and already used */
    StrBuilder out;
} Percent;

/* One conversion: %(key)-05.2f */
typedef struct Conversion {
    bool left, plus, space, alternate, zero;
    Index width, precision; /* -1: not given */
    Character letter;
} Conversion;

/* --- arguments ------------------------------------------------------------------------------------------ */

static View next_argument(Percent *p)
{
    if (p->next >= p->count)
        return raise_error(TypeError, "not enough arguments for format string");
    Index index = p->next++;
    return p->count < 0 ? p->arguments : tuple_item_peek(p->arguments, (size_t)index);
}

/* What stands between the parentheses, which may be nested. False with ValueError. */
static bool scan_key(Percent *p, size_t *start, size_t *stop)
{
    int depth = 1;
    *start = ++p->at;
    for (; p->at < p->format->length; p->at++) {
        Character c = str_at(p->format, p->at);
        depth += (c == '(') - (c == ')');
        if (depth == 0) {
            *stop = p->at++;
            return true;
        }
    }
    raise_error(ValueError, "incomplete format key");
    return false;
}

static bool take_key(Percent *p)
{
    size_t start, stop;
    if (!p->mapping) {
        raise_error(TypeError, "format requires a mapping");
        return false;
    }
    if (!scan_key(p, &start, &stop))
        return false;
    Ref key = str_slice(AS_OBJECT(p->format), start, stop);
    if (key && p->for_bytes) {
        Ref bytes = bytes_new(((StrView)key)->data, ((StrView)key)->length);
        release(key);
        key = bytes;
    }
    Ref value = key ? object_get_item(p->mapping, key) : NULL;
    release_maybe(key);
    if (!value)
        return false;
    replace_take(&p->named, value);
    p->arguments = value;
    p->count = -1;
    p->next = -2;
    return true;
}

/* --- parsing -------------------------------------------------------------------------------------------- */

static Character peek(const Percent *p)
{
    return p->at < p->format->length ? str_at(p->format, p->at) : 0;
}

static void parse_flags(Percent *p, Conversion *c)
{
    for (;; p->at++) {
        switch (peek(p)) {
        case '-': c->left = true; break;
        case '+': c->plus = true; break;
        case ' ': c->space = true; break;
        case '#': c->alternate = true; break;
        case '0': c->zero = true; break;
        default: return;
        }
    }
}

/* A number or '*'. *result stays as it is if there is neither. */
static bool parse_number(Percent *p, Index *result, Index most, const char *too_big)
{
    if (peek(p) == '*') {
        p->at++;
        View argument = next_argument(p), value = argument ? int_view(argument) : NULL;
        int64_t number;
        if (argument && !value)
            raise_error(TypeError, "* wants int");
        if (!value)
            return false;
        if (!int_to_int64(value, &number) || number > most || number < -most) {
            raise_error(OverflowError,
                        most == INT_MAX ? "Python int too large to convert to C int" : "Python int too large to convert to C ssize_t");
            return false;
        }
        *result = number;
        return true;
    }
    for (Character c; (c = peek(p)) >= '0' && c <= '9'; p->at++) {
        Index digit = (Index)(c - '0'), value = *result < 0 ? 0 : *result;
        if (value > (most - digit) / 10) {
            raise_error(ValueError, "%s", too_big);
            return false;
        }
        *result = value * 10 + digit;
    }
    return true;
}

static bool parse_conversion(Percent *p, Conversion *c)
{
    *c = (Conversion){.width = -1, .precision = -1};
    if (peek(p) == '(' && !take_key(p))
        return false;
    parse_flags(p, c);
    if (!parse_number(p, &c->width, PTRDIFF_MAX, "width too big"))
        return false;
    if (c->width < -1) {
        c->left = true;
        c->width = -c->width;
    }
    if (peek(p) == '.') {
        p->at++;
        c->precision = 0;
        if (!parse_number(p, &c->precision, INT_MAX, p->for_bytes ? "prec too big" : "precision too big"))
            return false;
        if (c->precision < 0)
            c->precision = 0;
    }
    Character size = peek(p);
    p->at += p->at < p->format->length && (size == 'h' || size == 'l' || size == 'L');
    if (p->at >= p->format->length) {
        raise_error(ValueError, "incomplete format");
        return false;
    }
    c->letter = str_at(p->format, p->at++);
    return true;
}

/* --- text conversions ----------------------------------------------------------------------------------- */

static void add_text(Percent *p, const Conversion *c, View text)
{
    size_t length = str_length(text), kept = c->precision >= 0 && (size_t)c->precision < length ? (size_t)c->precision : length;
    size_t padding = c->width > 0 && (size_t)c->width > kept ? (size_t)c->width - kept : 0;
    if (!c->left)
        strbuilder_add_repeated(&p->out, ' ', padding);
    strbuilder_add_slice(&p->out, text, 0, kept);
    if (c->left)
        strbuilder_add_repeated(&p->out, ' ', padding);
}

static bool add_text_take(Percent *p, const Conversion *c, Ref text)
{
    if (!text)
        return false;
    add_text(p, c, text);
    release(text);
    return true;
}

/* %s and %b of bytes: bytes-like objects and what has __bytes__. */
static Ref text_of_bytes(View value)
{
    const unsigned char *data;
    size_t length;
    if (bytes_data_peek(value, &data, &length))
        return str_from_latin1(data, length);
    Ref method = object_special_method(value, name(__bytes__));
    if (!method && error_is_set())
        return NULL;
    if (!method)
        return raise_error(TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'", value);
    Ref bytes = call_0(method), text = NULL;
    release(method);
    if (bytes && is_bytes(bytes) && bytes_data_peek(bytes, &data, &length))
        text = str_from_latin1(data, length);
    else if (bytes)
        raise_error(TypeError, "__bytes__ returned non-bytes (type %T)", bytes);
    release_maybe(bytes);
    return text;
}

static Ref character_for_str(View value)
{
    StrView text = str_view(value);
    if (text && text->length == 1)
        return str_from_character(str_at(text, 0));
    TypeObject *type = type_of_peek(value);
    if (text || !type->as_index)
        return raise_error(TypeError, "%%c requires int or char");
    Ref number = object_index(value);
    if (!number)
        return NULL;
    int64_t code;
    bool fits = int_to_int64(number, &code) && code >= 0 && code <= 0x10FFFF;
    release(number);
    return fits ? str_from_character((Character)code) : raise_error(OverflowError, "%%c arg not in range(0x110000)");
}

static Ref character_for_bytes(View value)
{
    const unsigned char *data;
    size_t length;
    if (bytes_data_peek(value, &data, &length) && length == 1)
        return str_from_character(data[0]);
    if (!is_int(value) && !type_of_peek(value)->as_index)
        return raise_error(TypeError, "%%c requires an integer in range(256) or a single byte");
    if (bytes_data_peek(value, &data, &length))
        return raise_error(TypeError, "%%c requires an integer in range(256) or a single byte");
    Index code;
    if (!object_as_index_clamped(value, &code))
        return NULL;
    return code >= 0 && code < 256 ? str_from_character((Character)code) : raise_error(OverflowError, "%%c arg not in range(256)");
}

/* --- numbers -------------------------------------------------------------------------------------------- */

static Ref raise_wrong_type(const Percent *p, const Conversion *c, View value)
{
    bool integer = c->letter == 'x' || c->letter == 'X' || c->letter == 'o';
    return raise_error(TypeError, "%%%c format: %s is required, not %T", p->for_bytes && c->letter == 'i' ? 'd' : (int)c->letter,
                       integer ? "an integer" : "a real number", value);
}

/* The exact int to show. */
static Ref integer_for(const Percent *p, const Conversion *c, View value)
{
    View exact = int_view(value);
    if (exact)
        return retain(exact);
    TypeObject *type = type_of_peek(value);
    bool index_only = c->letter == 'x' || c->letter == 'X' || c->letter == 'o';
    if (is_str(value) || (!type->as_int && !type->as_index && !type->as_float))
        return raise_wrong_type(p, c, value);
    Ref number = index_only ? object_index(value) : int_from_object(value);
    if (!number && error_clear_if(TypeError))
        return raise_wrong_type(p, c, value);
    return number;
}

/* Sign, prefix and digits with zeros to the precision, padded to the width. */
static void add_number(Percent *p, const Conversion *c, bool is_negative, const char *prefix, const char *digits, size_t length,
                       size_t least_digits)
{
    char sign = is_negative ? '-' : c->plus ? '+' : c->space ? ' ' : 0;
    size_t zeros = least_digits > length ? least_digits - length : 0, width = (sign != 0) + strlen(prefix) + zeros + length;
    size_t padding = c->width > 0 && (size_t)c->width > width ? (size_t)c->width - width : 0;
    if (!c->left && !c->zero)
        strbuilder_add_repeated(&p->out, ' ', padding);
    if (sign)
        strbuilder_add_character(&p->out, (Character)sign);
    strbuilder_add_text(&p->out, prefix);
    strbuilder_add_repeated(&p->out, '0', zeros + (!c->left && c->zero ? padding : 0));
    strbuilder_add_bytes(&p->out, digits, length);
    if (c->left)
        strbuilder_add_repeated(&p->out, ' ', padding);
}

static bool add_integer(Percent *p, const Conversion *c, View value)
{
    Ref number = integer_for(p, c, value);
    if (!number)
        return false;
    int base = c->letter == 'x' || c->letter == 'X' ? 16 : c->letter == 'o' ? 8 : 10;
    Ref shown = int_to_str(number, base, false);
    release(number);
    Ref text = shown && c->letter == 'X' ? str_method_upper(shown, NULL) : retain_maybe(shown);
    release_maybe(shown);
    if (!text)
        return false;
    const char *prefix = !c->alternate || base == 10 ? "" : base == 8 ? "0o" : c->letter == 'X' ? "0X" : "0x";
    const char *digits = (const char *)((StrView)text)->data;
    bool is_negative = *digits == '-';
    add_number(p, c, is_negative, prefix, digits + is_negative, str_length(text) - is_negative,
               c->precision > 0 ? (size_t)c->precision : 0);
    release(text);
    return true;
}

static bool add_float(Percent *p, const Conversion *c, View value)
{
    double number;
    if (!object_as_double(value, &number)) {
        if (p->for_bytes && (error_clear_if(TypeError) || error_clear_if(OverflowError)))
            raise_error(TypeError, "float argument required, not %T", value);
        return false;
    }
    DoubleStyle style = {.type = (char)c->letter, .precision = c->precision < 0 ? 6 : (int)c->precision, .alternate = c->alternate};
    NumberText text;
    bool done = number_text_from_double(number, style, &text);
    if (done) {
        bool is_negative = text.data[0] == '-';
        add_number(p, c, is_negative, "", text.data + is_negative, text.length - is_negative, 0);
    }
    number_text_free(&text);
    return done;
}

/* --- the whole ------------------------------------------------------------------------------------------ */

static bool add_character(Percent *p, const Conversion *c, View value)
{
    Conversion whole = *c;
    whole.precision = -1;
    return add_text_take(p, &whole, p->for_bytes ? character_for_bytes(value) : character_for_str(value));
}

/* str(value), but of a digit the shared string. */
static Ref text_of(View value)
{
    Ref text = object_str(value);
    if (text && value->type == TYPE_INT && str_length(text) == 1)
        replace_take(&text, str_from_character(str_at((StrView)text, 0)));
    return text;
}

static bool add_converted(Percent *p, const Conversion *c, View value)
{
    switch (c->letter) {
    case 's': return add_text_take(p, c, p->for_bytes ? text_of_bytes(value) : text_of(value));
    case 'r': return add_text_take(p, c, p->for_bytes ? object_ascii(value) : object_repr(value));
    case 'a': return add_text_take(p, c, object_ascii(value));
    case 'b':
        if (p->for_bytes)
            return add_text_take(p, c, text_of_bytes(value));
        break;
    case 'c': return add_character(p, c, value);
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o': return add_integer(p, c, value);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return add_float(p, c, value);
    default: break;
    }
    raise_error(ValueError, "unsupported format character '%c' (0x%x) at index %zu",
                c->letter >= 32 && c->letter < 127 ? (int)c->letter : '?', (unsigned)c->letter, p->at - 1);
    return false;
}

/* A conversion: `at` is behind its '%'. */
static bool add_conversion(Percent *p)
{
    if (peek(p) == '%') {
        p->at++;
        strbuilder_add_character(&p->out, '%');
        return true;
    }
    Conversion c;
    if (!parse_conversion(p, &c))
        return false;
    View value = next_argument(p);
    if (!value)
        return false;
    Ref held = retain(value);
    bool done = add_converted(p, &c, value);
    release(held);
    return done;
}

static bool run(Percent *p)
{
    while (p->at < p->format->length) {
        size_t start = p->at;
        while (p->at < p->format->length && str_at(p->format, p->at) != '%')
            p->at++;
        strbuilder_add_slice(&p->out, AS_OBJECT(p->format), start, p->at);
        if (p->at == p->format->length)
            break;
        p->at++;
        if (!add_conversion(p))
            return false;
    }
    if (p->next >= p->count || p->mapping)
        return true;
    raise_error(TypeError, "not all arguments converted during %s formatting", p->for_bytes ? "bytes" : "string");
    return false;
}

static bool is_mapping(View object, bool for_bytes)
{
    return object_is_mapping(object) && !is_tuple(object) && !is_str(object) &&
           !(for_bytes && (is_bytes(object) || is_instance(object, &bytearray_type)));
}

static Ref percent(StrView format, View arguments, bool for_bytes)
{
    Percent p = {.format = format, .for_bytes = for_bytes, .arguments = arguments, .count = -1, .next = -2};
    if (is_tuple(arguments)) {
        p.count = (Index)tuple_length(arguments);
        p.next = 0;
    } else if (is_mapping(arguments, for_bytes)) {
        p.mapping = arguments;
    }
    strbuilder_start(&p.out);
    bool done = run(&p);
    release_maybe(p.named);
    if (done)
        return strbuilder_finish(&p.out);
    strbuilder_abandon(&p.out);
    return NULL;
}

Ref str_percent(View format, View arguments)
{
    return percent(str_view(format), arguments, false);
}

Ref percent_bytes(View format, View arguments)
{
    const unsigned char *data;
    size_t length;
    (void)bytes_data_peek(format, &data, &length);
    Ref text = str_from_latin1(data, length), shown = text ? percent((StrView)text, arguments, true) : NULL, result = NULL;
    release_maybe(text);
    if (shown)
        result = is_bytes(format) ? bytes_new(((StrView)shown)->data, str_length(shown))
                                  : bytearray_new(((StrView)shown)->data, str_length(shown));
    release_maybe(shown);
    return result;
}
