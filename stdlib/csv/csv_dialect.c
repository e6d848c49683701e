/* csv_dialect: Dialect: the delimiter, the quotes and the like, checked once and then fixed.
 *
 * Invariants:  lineterminator is a str; where quoting is not QUOTE_NONE, there is a quotechar.
 * Sources:     each attribute comes from its own argument, else from the attribute of that name of `dialect`,
 *              else it is that of an Excel file. */
#include <limits.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/csv/csv_private.h"

enum {
    AT_DIALECT,
    AT_DELIMITER,
    AT_DOUBLEQUOTE,
    AT_ESCAPECHAR,
    AT_LINETERMINATOR,
    AT_QUOTECHAR,
    AT_QUOTING,
    AT_SKIPINITIALSPACE,
    AT_STRICT,
    PARAMETER_COUNT
};
static const char *const parameters[PARAMETER_COUNT] = {"dialect",   "delimiter", "doublequote",      "escapechar", "lineterminator",
                                                        "quotechar", "quoting",   "skipinitialspace", "strict"};

static DialectObject *dialect_of(View self)
{
    return (DialectObject *)self;
}

/* --- arguments ------------------------------------------------------------------------------------------ */

static int parameter_index(View name)
{
    for (int i = 0; i < PARAMETER_COUNT; i++)
        if (str_equal_text(name, parameters[i]))
            return i;
    return -1;
}

/* Every argument in its place, owned; NULL where there is none. False with TypeError. */
static bool bind_arguments(View args, View keywords, Ref bound[PARAMETER_COUNT])
{
    size_t count = tuple_length(args), position = 0;
    View key, value;
    if (count > PARAMETER_COUNT)
        return raise_error(TypeError, "function takes at most %d arguments (%zu given)", PARAMETER_COUNT, count) != NULL;
    for (size_t i = 0; i < count; i++)
        bound[i] = retain(tuple_item_peek(args, i));
    while (keywords && dict_next_peek((DictView)keywords, &position, &key, &value)) {
        int index = parameter_index(key);
        if (index < 0)
            return raise_error(TypeError, "'%S' is an invalid keyword argument for this function", key) != NULL;
        if (bound[index])
            return raise_error(TypeError, "argument for function given by name ('%S') and position (%d)", key, index + 1) != NULL;
        bound[index] = retain(value);
    }
    return true;
}

/* What was not given comes from the attributes of the dialect, as far as it has them. */
static void borrow_attributes(Ref bound[PARAMETER_COUNT])
{
    for (int i = 1; i < PARAMETER_COUNT; i++) {
        if (bound[i])
            continue;
        bound[i] = object_get_attribute_text(bound[AT_DIALECT], parameters[i]);
        if (!bound[i])
            error_clear();
    }
}

/* --- reading one ---------------------------------------------------------------------------------------- */

static bool read_truth(View value, bool otherwise, bool *result)
{
    int truth = value ? object_truth(value) : otherwise;
    *result = truth > 0;
    return truth >= 0;
}

/* One character, or `otherwise` without a value; None only where none is allowed. */
static bool read_character(const char *name, View value, Character otherwise, bool may_be_none, Character *result)
{
    *result = value ? CHARACTER_NONE : otherwise;
    if (!value || (may_be_none && value == NONE))
        return true;
    StrView text = str_view(value);
    if (!text)
        return raise_error(TypeError, "\"%s\" must be string%s, not %.200T", name, may_be_none ? " or None" : "", value) != NULL;
    if (text->length != 1)
        return raise_error(TypeError, "\"%s\" must be a 1-character string", name) != NULL;
    *result = str_at(text, 0);
    return true;
}

static bool read_quoting(View value, Quoting *result)
{
    int32_t number = QUOTE_MINIMAL;
    if (value && value->type != TYPE_INT && value->type != TYPE_BIGINT)
        return raise_error(TypeError, "\"quoting\" must be an integer") != NULL;
    if (value && !object_as_int32(value, &number))
        return false;
    if (number < QUOTE_MINIMAL || number > QUOTE_NONE)
        return raise_error(TypeError, "bad \"quoting\" value") != NULL;
    *result = (Quoting)number;
    return true;
}

static bool read_terminator(View value, Ref *result)
{
    if (value && value != NONE && !str_view(value))
        return raise_error(TypeError, "\"lineterminator\" must be a string") != NULL;
    if (value != NONE)
        *result = value ? retain(AS_OBJECT(str_view(value))) : str_from_text("\r\n");
    return value == NONE || *result;
}

/* All of them, in CPython's order, which decides what is complained of first. */
static bool read_all(DialectObject *dialect, Ref *bound)
{
    if (!read_character("delimiter", bound[AT_DELIMITER], ',', false, &dialect->delimiter) ||
        !read_truth(bound[AT_DOUBLEQUOTE], true, &dialect->doublequote) ||
        !read_character("escapechar", bound[AT_ESCAPECHAR], CHARACTER_NONE, true, &dialect->escapechar) ||
        !read_terminator(bound[AT_LINETERMINATOR], &dialect->lineterminator) ||
        !read_character("quotechar", bound[AT_QUOTECHAR], '"', true, &dialect->quotechar) ||
        !read_quoting(bound[AT_QUOTING], &dialect->quoting) || !read_truth(bound[AT_SKIPINITIALSPACE], false, &dialect->skipinitialspace) ||
        !read_truth(bound[AT_STRICT], false, &dialect->strict))
        return false;
    if (bound[AT_QUOTECHAR] == NONE && !bound[AT_QUOTING])
        dialect->quoting = QUOTE_NONE;
    if (dialect->quoting != QUOTE_NONE && dialect->quotechar == CHARACTER_NONE)
        return raise_error(TypeError, "quotechar must be set if quoting enabled") != NULL;
    return dialect->lineterminator || raise_error(TypeError, "lineterminator must be set") != NULL;
}

/* --- the type ------------------------------------------------------------------------------------------- */

/* The dialect to begin with: a name stands for the one registered under it. */
static bool resolve_dialect(Ref bound[PARAMETER_COUNT])
{
    View dialect = bound[AT_DIALECT];
    if (!dialect)
        return true;
    if (is_str(dialect)) {
        Ref registered = csv_registered(dialect);
        if (!registered)
            return false;
        replace_take(&bound[AT_DIALECT], registered);
    }
    return true;
}

static bool is_alone(Ref bound[PARAMETER_COUNT])
{
    for (int i = 1; i < PARAMETER_COUNT; i++)
        if (bound[i])
            return false;
    return true;
}

static Ref dialect_make(TypeObject *type, Ref bound[PARAMETER_COUNT])
{
    View dialect = bound[AT_DIALECT];
    if (dialect && type_is_subtype(type_of_peek(dialect), &csv_dialect_type) && is_alone(bound))
        return retain(dialect);
    if (dialect)
        borrow_attributes(bound);
    Ref made = AS_OBJECT(type_allocate(type, 0));
    if (made && !read_all(dialect_of(made), bound))
        clear_place(&made);
    if (made)
        gc_track(made);
    return made;
}

static Ref dialect_new(TypeObject *type, View args, View keywords)
{
    Ref bound[PARAMETER_COUNT] = {NULL};
    Ref made = bind_arguments(args, keywords, bound) && resolve_dialect(bound) ? dialect_make(type, bound) : NULL;
    for (int i = 0; i < PARAMETER_COUNT; i++)
        release_maybe(bound[i]);
    return made;
}

Ref csv_dialect_from(View dialect, View keywords)
{
    Ref args = dialect ? tuple_pack(1, dialect) : tuple_new(0);
    Ref result = args ? call_tuple(AS_OBJECT(&csv_dialect_type), args, keywords) : NULL;
    release_maybe(args);
    return result;
}

static Ref refuse_pickle(View self, View *args UNUSED)
{
    return raise_error(TypeError, "cannot pickle '%.100s' instances",
                       strrchr(type_of_peek(self)->name, '.') ? strrchr(type_of_peek(self)->name, '.') + 1 : type_of_peek(self)->name);
}

static Ref character_or_none(Character character)
{
    return character == CHARACTER_NONE ? none_new() : str_from_character(character);
}

static Ref get_delimiter(View self)
{
    return character_or_none(dialect_of(self)->delimiter);
}
static Ref get_quotechar(View self)
{
    return character_or_none(dialect_of(self)->quotechar);
}
static Ref get_escapechar(View self)
{
    return character_or_none(dialect_of(self)->escapechar);
}
static Ref get_lineterminator(View self)
{
    View text = dialect_of(self)->lineterminator;
    return text ? retain(text) : none_new();
}
static Ref get_quoting(View self)
{
    return int_new(dialect_of(self)->quoting);
}
static Ref get_doublequote(View self)
{
    return bool_new(dialect_of(self)->doublequote);
}
static Ref get_skipinitialspace(View self)
{
    return bool_new(dialect_of(self)->skipinitialspace);
}
static Ref get_strict(View self)
{
    return bool_new(dialect_of(self)->strict);
}

static void dialect_traverse(View self, Visitor visit, void *context)
{
    VISIT(dialect_of(self)->lineterminator);
}

static void dialect_finish(View self)
{
    clear_place(&dialect_of(self)->lineterminator);
}

/* A str is part of no cycle, and who reads or writes needs it. */
static void dialect_clear(View self UNUSED)
{
}

static const NativeFunction methods[] = {
    {"__reduce__(*args)", refuse_pickle, "raises an exception to avoid pickling"},
    {"__reduce_ex__(*args)", refuse_pickle, "raises an exception to avoid pickling"},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"skipinitialspace", get_skipinitialspace, descriptor_refuse_write, NULL},
    {"doublequote", get_doublequote, descriptor_refuse_write, NULL},
    {"strict", get_strict, descriptor_refuse_write, NULL},
    {"delimiter", get_delimiter, NULL, NULL},
    {"escapechar", get_escapechar, NULL, NULL},
    {"lineterminator", get_lineterminator, NULL, NULL},
    {"quotechar", get_quotechar, NULL, NULL},
    {"quoting", get_quoting, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject csv_dialect_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_csv.Dialect",
    .doc = "CSV dialect\n\nThe options of parsing and generating that make up a dialect.\n",
    .size = sizeof(DialectObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new = dialect_new,
    .finish = dialect_finish,
    .traverse = dialect_traverse,
    .clear = dialect_clear,
    .methods = methods,
    .properties = properties,
};
