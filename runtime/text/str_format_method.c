/* str_format_method: "…{0.name[key]!r:>{width}}…".format(…).
 *
 * A replacement field is cut into field name, conversion and specification; the specification may hold fields
 * itself, once. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_private.h"
#include "runtime/text/strbuilder.h"

typedef enum Numbering { NUMBERING_UNDECIDED, NUMBERING_AUTOMATIC, NUMBERING_MANUAL } Numbering;

typedef struct Fields {
    View args;    /* a tuple; NULL for format_map */
    View mapping; /* kwargs, or NULL */
    Numbering numbering;
    Index next;
} Fields;

/* A piece of a format string. */
typedef struct Piece {
    StrView text;
    size_t start, stop;
} Piece;

typedef struct Field {
    Piece name, specification;
    Character conversion; /* 0: none */
    bool is_nested;       /* the specification has fields */
} Field;

static Ref piece_str(const Piece *piece)
{
    return str_slice(AS_OBJECT(piece->text), piece->start, piece->stop);
}

/* --- the object that a field names ---------------------------------------------------------------------- */

/* The number that the piece is, or -1; -2 with ValueError if it is too large. */
static Index number_of(const Piece *piece)
{
    Index number = 0;
    if (piece->start == piece->stop)
        return -1;
    for (size_t i = piece->start; i < piece->stop; i++) {
        Character c = str_at(piece->text, i);
        if (c < '0' || c > '9')
            return -1;
        if (number > (PTRDIFF_MAX - (Index)(c - '0')) / 10) {
            raise_error(ValueError, "Too many decimal digits in format string");
            return -2;
        }
        number = number * 10 + (Index)(c - '0');
    }
    return number;
}

/* Fields are numbered by hand or automatically, not both. */
static bool check_numbering(Fields *fields, bool is_automatic)
{
    if (fields->numbering == NUMBERING_UNDECIDED)
        fields->numbering = is_automatic ? NUMBERING_AUTOMATIC : NUMBERING_MANUAL;
    if (is_automatic == (fields->numbering == NUMBERING_AUTOMATIC))
        return true;
    raise_error(ValueError, is_automatic ? "cannot switch from manual field specification to automatic field numbering"
                                         : "cannot switch from automatic field numbering to manual field specification");
    return false;
}

static Ref positional(const Fields *fields, Index index)
{
    if (!fields->args)
        return raise_error(ValueError, "Format string contains positional fields");
    if ((size_t)index >= tuple_length(fields->args))
        return raise_error(IndexError, "Replacement index %zd out of range for positional args tuple", index);
    return retain(tuple_item_peek(fields->args, (size_t)index));
}

static Ref keyword(const Fields *fields, const Piece *name)
{
    Ref key = piece_str(name), value = NULL;
    if (key && !fields->mapping)
        raise_value(KeyError, key);
    else if (key)
        value = object_get_item(fields->mapping, key);
    release_maybe(key);
    return value;
}

static Ref first_object(Fields *fields, const Piece *first)
{
    bool is_empty = first->start == first->stop;
    Index index = number_of(first);
    if (index == -2)
        return NULL;
    if (is_empty || index >= 0) {
        if (fields->args && !check_numbering(fields, is_empty))
            return NULL;
        return positional(fields, is_empty ? fields->next++ : index);
    }
    return keyword(fields, first);
}

/* object[key], where a number is a number. */
static Ref item_of(View object, const Piece *key)
{
    Index number = number_of(key);
    if (number == -2)
        return NULL;
    Ref key_object = number >= 0 ? int_new(number) : piece_str(key);
    Ref value = key_object ? object_get_item(object, key_object) : NULL;
    release_maybe(key_object);
    return value;
}

static Ref attribute_of(View object, const Piece *name)
{
    Ref name_object = piece_str(name);
    Ref value = name_object && str_intern(&name_object) ? object_get_attribute(object, name_object) : NULL;
    release_maybe(name_object);
    return value;
}

/* One ".name" or "[key]" from rest->start on, which is moved behind it. */
static Ref step(View object, Piece *rest)
{
    Character kind = str_at(rest->text, rest->start++);
    if (kind != '.' && kind != '[')
        return raise_error(ValueError, "Only '.' or '[' may follow ']' in format field specifier");
    Piece part = {rest->text, rest->start, rest->start};
    while (part.stop < rest->stop) {
        Character c = str_at(rest->text, part.stop);
        if (kind == '[' ? c == ']' : c == '.' || c == '[')
            break;
        part.stop++;
    }
    if (kind == '[' && part.stop == rest->stop)
        return raise_error(ValueError, "Missing ']' in format string");
    rest->start = part.stop + (kind == '[');
    if (part.start == part.stop)
        return raise_error(ValueError, "Empty attribute in format string");
    return kind == '[' ? item_of(object, &part) : attribute_of(object, &part);
}

static Ref field_object(Fields *fields, const Piece *name)
{
    Piece first = {name->text, name->start, name->start};
    while (first.stop < name->stop && str_at(name->text, first.stop) != '.' && str_at(name->text, first.stop) != '[')
        first.stop++;
    Ref object = first_object(fields, &first);
    Piece rest = {name->text, first.stop, name->stop};
    while (object && rest.start < rest.stop) {
        Ref next = step(object, &rest);
        release(object);
        object = next;
    }
    return object;
}

/* --- parsing a field ------------------------------------------------------------------------------------ */

static bool fail(const char *message)
{
    raise_error(ValueError, "%s", message);
    return false;
}

/* The specification begins at *at; it ends at the brace that closes the field. */
static bool parse_specification(StrView text, size_t *at, size_t stop, Field *field)
{
    field->specification = (Piece){text, *at, stop};
    int depth = 1;
    while (*at < stop) {
        Character c = str_at(text, (*at)++);
        if (c == '{') {
            field->is_nested = true;
            depth++;
        } else if (c == '}' && --depth == 0) {
            field->specification.stop = *at - 1;
            return true;
        }
    }
    return fail("unmatched '{' in format spec");
}

static bool parse_conversion(StrView text, size_t *at, size_t stop, Field *field, bool *is_over)
{
    if (*at >= stop)
        return fail("end of string while looking for conversion specifier");
    field->conversion = str_at(text, (*at)++);
    if (*at >= stop)
        return true;
    Character c = str_at(text, (*at)++);
    *is_over = c == '}';
    return *is_over || c == ':' || fail("expected ':' after conversion specifier");
}

/* The end of the field name: the place of '}', ':' or '!', or `stop`. */
static bool parse_name(StrView text, size_t *at, size_t stop, Field *field, Character *end)
{
    field->name = (Piece){text, *at, stop};
    *end = 0;
    while (*at < stop) {
        Character c = str_at(text, (*at)++);
        if (c == '{')
            return fail("unexpected '{' in field name");
        if (c == '[') {
            while (*at < stop && str_at(text, *at) != ']')
                ++*at;
        } else if (c == '}' || c == ':' || c == '!') {
            field->name.stop = *at - 1;
            *end = c;
            return true;
        }
    }
    return fail("expected '}' before end of string");
}

/* *at is behind the opening brace; moved behind the closing one. */
static bool parse_field(StrView text, size_t *at, size_t stop, Field *field)
{
    *field = (Field){.specification = {text, 0, 0}};
    Character end;
    if (!parse_name(text, at, stop, field, &end))
        return false;
    bool is_over = end == '}';
    if (end == '!' && !parse_conversion(text, at, stop, field, &is_over))
        return false;
    return is_over || parse_specification(text, at, stop, field);
}

/* --- showing -------------------------------------------------------------------------------------------- */

static bool add_format(StrBuilder *builder, Fields *fields, const Piece *format, int depth);

static Ref converted_take(Ref object, Character conversion)
{
    Ref result;
    if (conversion == 'r')
        result = object_repr(object);
    else if (conversion == 's')
        result = object_str(object);
    else if (conversion == 'a')
        result = object_ascii(object);
    else if (conversion > 32 && conversion < 127)
        result = raise_error(ValueError, "Unknown conversion specifier %c", (int)conversion);
    else
        result = raise_error(ValueError, "Unknown conversion specifier \\x%x", (unsigned)conversion);
    release(object);
    return result;
}

/* The specification, its own fields filled in. */
static Ref specification_of(Fields *fields, const Field *field, int depth)
{
    if (!field->is_nested)
        return piece_str(&field->specification);
    StrBuilder builder;
    strbuilder_start(&builder);
    if (add_format(&builder, fields, &field->specification, depth - 1))
        return strbuilder_finish(&builder);
    strbuilder_abandon(&builder);
    return NULL;
}

static bool add_field(StrBuilder *builder, Fields *fields, const Field *field, int depth)
{
    Ref object = field_object(fields, &field->name), specification = NULL, shown = NULL;
    if (object && field->conversion)
        object = converted_take(object, field->conversion);
    if (object && (specification = specification_of(fields, field, depth)))
        shown = object_format(object, specification);
    if (shown && object->type == TYPE_INT && str_length(shown) == 1)
        strbuilder_add_character(builder, str_at((StrView)shown, 0)); /* so that '{}'.format(5) is the shared string */
    else if (shown)
        strbuilder_add_str(builder, shown);
    bool done = shown != NULL;
    release_maybe(object);
    release_maybe(specification);
    release_maybe(shown);
    return done;
}

/* Plain text up to the next field, in which doubled braces stand for one. *is_field: a field follows, and *at
 * is behind its brace. */
static bool add_literal(StrBuilder *builder, const Piece *format, size_t *at, bool *is_field)
{
    size_t start = *at;
    StrView text = format->text;
    Character c = 0;
    while (*at < format->stop && (c = str_at(text, *at)) != '{' && c != '}')
        ++*at;
    strbuilder_add_slice(builder, AS_OBJECT(text), start, *at);
    *is_field = false;
    if (*at == format->stop)
        return true;
    ++*at;
    bool is_doubled = *at < format->stop && str_at(text, *at) == c;
    if (c == '}' && !is_doubled)
        return fail("Single '}' encountered in format string");
    if (*at == format->stop)
        return fail("Single '{' encountered in format string");
    if (is_doubled) {
        strbuilder_add_character(builder, c);
        ++*at;
    } else {
        *is_field = true;
    }
    return true;
}

static bool add_format(StrBuilder *builder, Fields *fields, const Piece *format, int depth)
{
    if (depth <= 0)
        return fail("Max string recursion exceeded");
    for (size_t at = format->start; at < format->stop;) {
        bool is_field;
        Field field;
        if (!add_literal(builder, format, &at, &is_field))
            return false;
        if (is_field && (!parse_field(format->text, &at, format->stop, &field) || !add_field(builder, fields, &field, depth)))
            return false;
    }
    return true;
}

static Ref format_all(View self, Fields *fields)
{
    enum { FIELDS_IN_FIELDS = 2 };
    StrView text = str_view(self);
    Piece whole = {text, 0, text->length};
    StrBuilder builder;
    strbuilder_start(&builder);
    if (add_format(&builder, fields, &whole, FIELDS_IN_FIELDS))
        return strbuilder_finish(&builder);
    strbuilder_abandon(&builder);
    return NULL;
}

Ref str_format_method(View format, View args, View kwargs)
{
    Fields fields = {.args = args, .mapping = kwargs};
    return format_all(format, &fields);
}

Ref str_method_format_map(View self, View *args)
{
    Fields fields = {.mapping = args[0]};
    return format_all(self, &fields);
}
