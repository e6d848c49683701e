/* _string: what string.Formatter needs: a format string cut into pieces, a field's name into its steps.
 *
 *     "x{a.b[0]!r:>5}y" ─ formatter_parser ─► ('x', 'a.b[0]', '>5', 'r'), ('y', None, None, None)
 *     "a.b[0]" ─ formatter_field_name_split ─► 'a', then (True, 'b'), (False, 0)
 *
 * Invariant:  an iterator stands between two pieces; `at` is where the next one begins. An error is raised
 *             when its piece is reached. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/character.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

typedef struct PieceIterator {
    GC_HEAD(unused);
    StrView text; /* owned, exact */
    size_t at;
} PieceIterator;

static TypeObject parser_type, name_type;

static PieceIterator *iterator_of(View self)
{
    return (PieceIterator *)self;
}

static Ref iterator_new(TypeObject *type, StrView text, size_t at)
{
    PieceIterator *iterator = (PieceIterator *)type_allocate(type, 0);
    if (!iterator)
        return NULL;
    iterator->text = (StrView)retain(AS_OBJECT(text));
    iterator->at = at;
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

static Ref iterator_self(View self)
{
    return retain(self);
}

static void iterator_finish(View self)
{
    CLEAR(iterator_of(self)->text);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(iterator_of(self)->text);
}

static void iterator_clear(View self UNUSED)
{
}

static Ref slice(StrView text, size_t start, size_t stop)
{
    return str_slice(AS_OBJECT(text), start, stop);
}

/* --- formatter_parser ----------------------------------------------------------------------------------- */

/* What stands between braces; stops are exclusive. */
typedef struct Field {
    size_t name_start, name_stop, specification_start, specification_stop;
    Character conversion; /* 0: none */
} Field;

static bool fail(const char *message)
{
    raise_error(ValueError, "%s", message);
    return false;
}

/* The field's name, up to the brace, colon or exclamation mark that ends it, which is *end. */
static bool read_name(PieceIterator *iterator, Field *field, Character *end)
{
    StrView text = iterator->text;
    field->name_start = iterator->at;
    *end = 0;
    while (iterator->at < text->length) {
        Character c = str_at(text, iterator->at++);
        if (c == '{')
            return fail("unexpected '{' in field name");
        if (c == '}' || c == ':' || c == '!') {
            *end = c;
            break;
        }
        if (c == '[') /* in brackets anything may stand */
            while (iterator->at < text->length && str_at(text, iterator->at) != ']')
                iterator->at++;
    }
    field->name_stop = iterator->at - (*end != 0);
    return *end || fail("expected '}' before end of string");
}

/* The specification, up to the brace that closes the field. */
static bool read_specification(PieceIterator *iterator, Field *field)
{
    size_t depth = 1;
    for (field->specification_start = iterator->at; iterator->at < iterator->text->length; iterator->at++) {
        Character c = str_at(iterator->text, iterator->at);
        depth += c == '{';
        depth -= c == '}';
        if (depth == 0) {
            field->specification_stop = iterator->at++;
            return true;
        }
    }
    return fail("unmatched '{' in format spec");
}

static bool read_field(PieceIterator *iterator, Field *field)
{
    Character end;
    *field = (Field){0};
    if (!read_name(iterator, field, &end))
        return false;
    if (end == '}')
        return true;
    if (end == '!') {
        if (iterator->at >= iterator->text->length)
            return fail("end of string while looking for conversion specifier");
        field->conversion = str_at(iterator->text, iterator->at++);
        if (iterator->at < iterator->text->length) {
            end = str_at(iterator->text, iterator->at++);
            if (end == '}')
                return true;
            if (end != ':')
                return fail("expected ':' after conversion specifier");
        }
    }
    return read_specification(iterator, field);
}

/* Read literal text; *stop is where it ends. 1: a field follows, 0: none, -1: ValueError. */
static int read_literal(PieceIterator *iterator, size_t *stop)
{
    StrView text = iterator->text;
    Character c = 0;
    while (iterator->at < text->length && (c = str_at(text, iterator->at)) != '{' && c != '}')
        iterator->at++;
    *stop = iterator->at;
    if (iterator->at == text->length)
        return 0;
    iterator->at++;
    bool is_double = iterator->at < text->length && str_at(text, iterator->at) == c;
    if (is_double) { /* it stands for one */
        ++*stop;
        iterator->at++;
        return 0;
    }
    if (c == '}' || iterator->at == text->length)
        return fail(c == '}' ? "Single '}' encountered in format string" : "Single '{' encountered in format string") - 1;
    return 1;
}

static Ref parser_next(View self)
{
    PieceIterator *iterator = iterator_of(self);
    if (!iterator->text || iterator->at >= iterator->text->length)
        return NULL;
    size_t start = iterator->at, stop;
    Field field;
    int has_field = read_literal(iterator, &stop);
    if (has_field < 0 || (has_field && !read_field(iterator, &field)))
        return NULL;
    Ref parts[4] = {slice(iterator->text, start, stop), NULL, NULL, NULL};
    if (has_field) {
        parts[1] = slice(iterator->text, field.name_start, field.name_stop);
        parts[2] = slice(iterator->text, field.specification_start, field.specification_stop);
    }
    parts[3] = has_field && field.conversion ? str_from_character(field.conversion) : none_new();
    for (size_t i = 1; i < 3 && !has_field; i++)
        parts[i] = none_new();
    Ref piece = parts[0] && parts[1] && parts[2] && parts[3] ? tuple_from_array(parts, 4) : NULL;
    for (size_t i = 0; i < 4; i++)
        release_maybe(parts[i]);
    return piece;
}

/* --- formatter_field_name_split ------------------------------------------------------------------------- */

/* A step's text: an int if all of it is decimal digits. NULL with ValueError if that is too large. */
static Ref number_or_text(StrView text, size_t start, size_t stop)
{
    Ref part = slice(text, start, stop);
    bool is_number = part && start < stop;
    for (size_t i = start; is_number && i < stop; i++)
        is_number = character_is(str_at(text, i), CHARACTER_DECIMAL);
    if (!is_number)
        return part;
    size_t length;
    char *owned = NULL;
    const char *digits = character_number_text((StrView)part, &length, &owned);
    int64_t number = 0;
    bool is_small = digits != NULL;
    for (size_t i = 0; is_small && i < length; i++)
        is_small = !__builtin_mul_overflow(number, 10, &number) && !__builtin_add_overflow(number, digits[i] - '0', &number);
    if (digits)
        str_utf8_free(owned, length);
    release(part);
    if (!is_small)
        return digits ? raise_error(ValueError, "Too many decimal digits in format string") : NULL;
    return int_new(number);
}

/* Where a name that begins at `at` ends: at one of two characters. */
static size_t name_end(StrView text, size_t at, Character one, Character other)
{
    while (at < text->length && str_at(text, at) != one && str_at(text, at) != other)
        at++;
    return at;
}

static Ref name_next(View self)
{
    PieceIterator *iterator = iterator_of(self);
    if (!iterator->text || iterator->at >= iterator->text->length)
        return NULL;
    StrView text = iterator->text;
    Character kind = str_at(text, iterator->at++);
    if (kind != '.' && kind != '[')
        return raise_error(ValueError, "Only '.' or '[' may follow ']' in format field specifier");
    size_t start = iterator->at, stop = kind == '.' ? name_end(text, start, '.', '[') : name_end(text, start, ']', ']');
    if (kind == '[' && stop == text->length)
        return raise_error(ValueError, "Missing ']' in format string");
    iterator->at = stop + (kind == '[');
    if (start == stop)
        return raise_error(ValueError, "Empty attribute in format string");
    Ref step = kind == '.' ? slice(text, start, stop) : number_or_text(text, start, stop);
    Ref pair = step ? tuple_pack(2, kind == '.' ? TRUE : FALSE, step) : NULL;
    release_maybe(step);
    return pair;
}

/* --- the module ----------------------------------------------------------------------------------------- */

static StrView text_argument(View argument)
{
    StrView text = str_view(argument);
    if (!text)
        raise_error(TypeError, "expected str, got %T", argument);
    return text;
}

static Ref formatter_parser(View self UNUSED, View *args)
{
    StrView text = text_argument(args[0]);
    return text ? iterator_new(&parser_type, text, 0) : NULL;
}

static Ref formatter_field_name_split(View self UNUSED, View *args)
{
    StrView text = text_argument(args[0]);
    if (!text)
        return NULL;
    size_t stop = name_end(text, 0, '.', '[');
    Ref first = number_or_text(text, 0, stop), rest = first ? iterator_new(&name_type, text, stop) : NULL;
    Ref pair = rest ? tuple_pack(2, first, rest) : NULL;
    release_maybe(first);
    release_maybe(rest);
    return pair;
}

#define ITERATOR_SLOTS                                                                                                                   \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(PieceIterator), .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW, .iterate = iterator_self, \
    .finish = iterator_finish, .traverse = iterator_traverse, .clear = iterator_clear

static TypeObject parser_type = {.name = "formatteriterator", .next = parser_next, ITERATOR_SLOTS};
static TypeObject name_type = {.name = "fieldnameiterator", .next = name_next, ITERATOR_SLOTS};

static bool init(ModuleObject *module UNUSED)
{
    return module_type_ready(&parser_type) && module_type_ready(&name_type);
}

static const NativeFunction functions[] = {
    {"formatter_field_name_split(text, /)", formatter_field_name_split, "split the argument as a field name"},
    {"formatter_parser(text, /)", formatter_parser, "parse the argument as a format string"},
    {NULL, NULL, NULL},
};

const NativeModule _string_module = {.name = "_string", .doc = "string helper module", .functions = functions, .init = init};
