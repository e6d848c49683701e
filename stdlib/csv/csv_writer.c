/* csv_writer: writer: rows of values to lines of text.
 *
 * The line of a row is built on the C stack: str() of a field runs Python code, which may write a row with this
 * very writer. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/csv/csv_private.h"
#include "stdlib/module_types.h"

typedef struct WriterObject {
    GC_HEAD(unused);
    Ref write;   /* the file's method */
    Ref dialect; /* a DialectObject */
} WriterObject;

/* A line on its way. */
typedef struct Line {
    const DialectObject *dialect;
    StrBuilder text;
    size_t field_count;
} Line;

static WriterObject *writer_of(View self)
{
    return (WriterObject *)self;
}

/* --- a field -------------------------------------------------------------------------------------------- */

static bool is_special(const DialectObject *dialect, Character c)
{
    if (c == dialect->delimiter || c == dialect->escapechar || c == dialect->quotechar)
        return true;
    StrView terminator = (StrView)dialect->lineterminator;
    for (size_t i = 0; i < terminator->length; i++)
        if (str_at(terminator, i) == c)
            return true;
    return false;
}

/* What has to stand before a character. */
typedef enum Guard { GUARD_NONE, GUARD_QUOTES, GUARD_ESCAPE, GUARD_DOUBLE } Guard;

static Guard guard_for(const DialectObject *dialect, Character c)
{
    if (!is_special(dialect, c))
        return GUARD_NONE;
    if (dialect->quoting == QUOTE_NONE)
        return GUARD_ESCAPE;
    if (c == dialect->quotechar)
        return dialect->doublequote ? GUARD_DOUBLE : GUARD_ESCAPE;
    return c == dialect->escapechar ? GUARD_ESCAPE : GUARD_QUOTES;
}

/* Does any character want quotes around the field? False with _csv.Error in *failed, if one must be escaped and cannot be. */
static bool wants_quotes(const DialectObject *dialect, StrView field, bool *failed)
{
    bool quotes = false;
    for (size_t i = 0; i < field->length; i++) {
        Guard guard = guard_for(dialect, str_at(field, i));
        quotes = quotes || guard == GUARD_QUOTES || guard == GUARD_DOUBLE;
        if (guard == GUARD_ESCAPE && dialect->escapechar == CHARACTER_NONE) {
            module_raise(csv_error_peek(), "need to escape, but no escapechar set");
            *failed = true;
            return false;
        }
    }
    return quotes;
}

static void add_guarded(Line *line, StrView field)
{
    size_t plain = 0;
    for (size_t i = 0; i < field->length; i++) {
        Guard guard = guard_for(line->dialect, str_at(field, i));
        if (guard != GUARD_ESCAPE && guard != GUARD_DOUBLE)
            continue;
        strbuilder_add_slice(&line->text, AS_OBJECT(field), plain, i);
        strbuilder_add_character(&line->text, guard == GUARD_ESCAPE ? line->dialect->escapechar : line->dialect->quotechar);
        plain = i;
    }
    strbuilder_add_slice(&line->text, AS_OBJECT(field), plain, field->length);
}

/* Append a field, and before it the delimiter. `quoted`: in quotes in any case. False with an exception. */
static bool add_field(Line *line, StrView field, bool quoted)
{
    bool failed = false;
    quoted = wants_quotes(line->dialect, field, &failed) || quoted;
    if (failed)
        return false;
    if (line->field_count++ > 0)
        strbuilder_add_character(&line->text, line->dialect->delimiter);
    if (quoted)
        strbuilder_add_character(&line->text, line->dialect->quotechar);
    add_guarded(line, field);
    if (quoted)
        strbuilder_add_character(&line->text, line->dialect->quotechar);
    return true;
}

static bool is_number(View value)
{
    const TypeObject *type = type_of_peek(value);
    return type->as_index || type->as_int || type->as_float || type_has(type, TYPE_FLAG_COMPLEX);
}

/* A value of any type; None is an empty field. */
static bool add_value(Line *line, View value)
{
    Quoting quoting = line->dialect->quoting;
    bool quoted = quoting == QUOTE_ALL || (quoting == QUOTE_NONNUMERIC && !is_number(value));
    Ref text = value == NONE ? retain(str_empty) : str_view(value) ? retain(AS_OBJECT(str_view(value))) : object_str(value);
    bool done = text && add_field(line, (StrView)text, quoted);
    release_maybe(text);
    return done;
}

/* --- a row ---------------------------------------------------------------------------------------------- */

static bool add_values(Line *line, View iterator)
{
    Ref value;
    while ((value = object_next(iterator))) {
        bool done = add_value(line, value);
        release(value);
        if (!done)
            return false;
    }
    return !error_is_set();
}

/* A row of one empty field would read like a row without fields. */
static bool mark_empty_field(Line *line)
{
    if (line->field_count == 0 || strbuilder_length(&line->text) > 0)
        return true;
    if (line->dialect->quoting == QUOTE_NONE)
        return module_raise(csv_error_peek(), "single empty field record must be quoted") != NULL;
    line->field_count = 0;
    return add_field(line, (StrView)str_empty, true);
}

static Ref line_of(const DialectObject *dialect, View iterator)
{
    Line line = {.dialect = dialect};
    strbuilder_start(&line.text);
    if (add_values(&line, iterator) && mark_empty_field(&line)) {
        strbuilder_add_str(&line.text, dialect->lineterminator);
        return strbuilder_finish(&line.text);
    }
    strbuilder_abandon(&line.text);
    return NULL;
}

static Ref write_row(View self, View row)
{
    WriterObject *writer = writer_of(self);
    Ref iterator = object_iterate(row);
    if (!iterator)
        return error_clear_if(TypeError) ? module_raise(csv_error_peek(), "iterable expected, not %.200T", row) : NULL;
    Ref dialect = retain(writer->dialect), line = line_of((DialectObject *)dialect, iterator), write = retain(writer->write);
    Ref result = line ? call_1(write, line) : NULL;
    release(write);
    release_maybe(line);
    release(dialect);
    release(iterator);
    return result;
}

static Ref writerow(View self, View *args)
{
    return write_row(self, args[0]);
}

static Ref writerows(View self, View *args)
{
    Ref iterator = object_iterate(args[0]), row = NULL;
    while (iterator && (row = object_next(iterator))) {
        Ref result = write_row(self, row);
        release(row);
        if (!result)
            break;
        release(result);
    }
    release_maybe(iterator);
    return error_is_set() ? NULL : none_new();
}

/* --- the type ------------------------------------------------------------------------------------------- */

Ref csv_writer(View self UNUSED, View *args)
{
    View file, dialect;
    if (!csv_take_arguments(args[0], &file, &dialect))
        return NULL;
    WriterObject *writer = (WriterObject *)type_allocate(&csv_writer_type, 0);
    if (!writer)
        return NULL;
    gc_track(AS_OBJECT(writer));
    Ref name = NULL;
    if (!(writer->dialect = csv_dialect_from(dialect, args[1])) || !(name = str_intern_text("write")))
        goto fail;
    writer->write = object_get_attribute_maybe(file, name);
    release(name);
    if (writer->write && object_is_callable(writer->write))
        return AS_OBJECT(writer);
    if (!error_is_set())
        raise_error(TypeError, "argument 1 must have a \"write\" method");
fail:
    release(AS_OBJECT(writer));
    return NULL;
}

static Ref get_dialect(View self)
{
    View dialect = writer_of(self)->dialect;
    return dialect ? retain(dialect) : none_new();
}

static void writer_traverse(View self, Visitor visit, void *context)
{
    VISIT(writer_of(self)->dialect);
    VISIT(writer_of(self)->write);
}

static void writer_finish(View self)
{
    clear_place(&writer_of(self)->dialect);
    clear_place(&writer_of(self)->write);
}

/* None in place of the method breaks a cycle through the file; the dialect is part of none. */
static void writer_clear(View self)
{
    replace_take(&writer_of(self)->write, none_new());
}

static const NativeFunction methods[] = {
    {"writerow(row, /)", writerow,
     "writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields.  Non-string\nelements will be converted to "
     "string."},
    {"writerows(rows, /)", writerows,
     "writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file.  Non-string\nelements will be converted "
     "to string."},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"dialect", get_dialect, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject csv_writer_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_csv.writer",
    .doc = "CSV writer\n\nWrites rows of values as tabular data in CSV format.\n",
    .size = sizeof(WriterObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .finish = writer_finish,
    .traverse = writer_traverse,
    .clear = writer_clear,
    .methods = methods,
    .properties = properties,
};
