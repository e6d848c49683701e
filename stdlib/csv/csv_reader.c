/* csv_reader: reader: lines of text to lists of fields.
 *
 * A machine of states takes one character after the other, and the end of each line. What it has gathered of a
 * row lies on the C stack: the iterator that lines are drawn from runs Python code, which may ask this very
 * reader for a row of its own.
 *
 *     START_RECORD ─► START_FIELD ─► IN_FIELD ◄─► ESCAPED_CHAR, AFTER_ESCAPED_NEWLINE
 *          ▲               │  ▲          │
 *          │               │  └─ delimiter
 *          │               └─ quote ─► IN_QUOTED_FIELD ◄─► ESCAPE_IN_QUOTED_FIELD, QUOTE_IN_QUOTED_FIELD
 *          └── end of a line ── EAT_NEWLINE ◄── newline */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/csv/csv_private.h"
#include "stdlib/module_types.h"

typedef struct ReaderObject {
    GC_HEAD(unused);
    Ref lines;   /* an iterator */
    Ref dialect; /* a DialectObject */
    int64_t line_number;
} ReaderObject;

typedef enum State {
    START_RECORD,
    START_FIELD,
    ESCAPED_CHAR,
    IN_FIELD,
    IN_QUOTED_FIELD,
    ESCAPE_IN_QUOTED_FIELD,
    QUOTE_IN_QUOTED_FIELD,
    EAT_NEWLINE,
    AFTER_ESCAPED_NEWLINE
} State;

/* What stands for the end of a line among the characters. */
#define LINE_END ((Character)-2)

/* A row on its way. */
typedef struct Row {
    const DialectObject *dialect;
    Ref fields; /* a list */
    StrBuilder field;
    State state;
    bool is_numeric; /* the field is to be a float */
} Row;

static ReaderObject *reader_of(View self)
{
    return (ReaderObject *)self;
}

/* --- a field -------------------------------------------------------------------------------------------- */

static bool add_slice(Row *row, StrView text, size_t start, size_t stop)
{
    if ((int64_t)(strbuilder_length(&row->field) + (stop - start)) > csv_field_limit)
        return module_raise(csv_error_peek(), "field larger than field limit (%ld)", (long)csv_field_limit) != NULL;
    strbuilder_add_slice(&row->field, AS_OBJECT(text), start, stop);
    return true;
}

static bool add_character(Row *row, Character character)
{
    if ((int64_t)strbuilder_length(&row->field) >= csv_field_limit)
        return module_raise(csv_error_peek(), "field larger than field limit (%ld)", (long)csv_field_limit) != NULL;
    strbuilder_add_character(&row->field, character);
    return true;
}

/* The field is complete. */
static bool save_field(Row *row)
{
    Ref field = strbuilder_finish(&row->field);
    strbuilder_start(&row->field);
    if (field && row->is_numeric) {
        row->is_numeric = false;
        replace_take(&field, call_1(AS_OBJECT(&float_type), field));
    }
    bool done = field && list_append((ListView)row->fields, field);
    release_maybe(field);
    return done;
}

/* --- the machine ---------------------------------------------------------------------------------------- */

static bool is_newline(Character c)
{
    return c == '\n' || c == '\r' || c == LINE_END;
}

/* A delimiter or the end of a line after a field. False with an exception. */
static bool end_field(Row *row, Character c)
{
    row->state = c == LINE_END ? START_RECORD : is_newline(c) ? EAT_NEWLINE : START_FIELD;
    return save_field(row);
}

static bool is_quote(const Row *row, Character c)
{
    return c == row->dialect->quotechar && row->dialect->quoting != QUOTE_NONE;
}

static bool is_escape(const Row *row, Character c)
{
    return c == row->dialect->escapechar;
}

static bool step_start_field(Row *row, Character c)
{
    if (is_newline(c))
        return end_field(row, c);
    if (is_quote(row, c))
        row->state = IN_QUOTED_FIELD;
    else if (is_escape(row, c))
        row->state = ESCAPED_CHAR;
    else if (c == ' ' && row->dialect->skipinitialspace)
        return true;
    else if (c == row->dialect->delimiter)
        return save_field(row);
    else {
        row->is_numeric = row->dialect->quoting == QUOTE_NONNUMERIC;
        row->state = IN_FIELD;
        return add_character(row, c);
    }
    return true;
}

static bool step_in_field(Row *row, Character c)
{
    if (is_newline(c))
        return end_field(row, c);
    if (is_escape(row, c)) {
        row->state = ESCAPED_CHAR;
        return true;
    }
    return c == row->dialect->delimiter ? end_field(row, c) : add_character(row, c);
}

static bool step_in_quoted(Row *row, Character c)
{
    if (c == LINE_END)
        return true;
    if (is_escape(row, c))
        row->state = ESCAPE_IN_QUOTED_FIELD;
    else if (is_quote(row, c))
        row->state = row->dialect->doublequote ? QUOTE_IN_QUOTED_FIELD : IN_FIELD;
    else
        return add_character(row, c);
    return true;
}

/* A quote within quotes: the first of two, or the last. */
static bool step_after_quote(Row *row, Character c)
{
    if (is_quote(row, c)) {
        row->state = IN_QUOTED_FIELD;
        return add_character(row, c);
    }
    if (c == row->dialect->delimiter || is_newline(c))
        return end_field(row, c);
    if (row->dialect->strict) {
        Ref delimiter = str_from_character(row->dialect->delimiter), quote = str_from_character(row->dialect->quotechar);
        if (delimiter && quote)
            module_raise(csv_error_peek(), "'%U' expected after '%U'", delimiter, quote);
        release_maybe(delimiter);
        release_maybe(quote);
        return false;
    }
    row->state = IN_FIELD;
    return add_character(row, c);
}

static bool step_escaped(Row *row, Character c)
{
    bool is_break = c == '\n' || c == '\r';
    row->state = row->state == ESCAPE_IN_QUOTED_FIELD ? IN_QUOTED_FIELD : is_break ? AFTER_ESCAPED_NEWLINE : IN_FIELD;
    return add_character(row, c == LINE_END ? '\n' : c);
}

static bool step_eat_newline(Row *row, Character c)
{
    if (c == '\n' || c == '\r')
        return true;
    row->state = START_RECORD;
    return c == LINE_END || module_raise(csv_error_peek(), "new-line character seen in unquoted field - "
                                                           "do you need to open the file in universal-newline mode?") != NULL;
}

static bool step(Row *row, Character c)
{
    switch (row->state) {
    case START_RECORD:
        if (c == LINE_END)
            return true; /* an empty line: a row without fields */
        if (is_newline(c)) {
            row->state = EAT_NEWLINE;
            return true;
        }
        row->state = START_FIELD;
        return step_start_field(row, c);
    case START_FIELD: return step_start_field(row, c);
    case AFTER_ESCAPED_NEWLINE:
        if (c == LINE_END)
            return true;
        row->state = IN_FIELD;
        return step_in_field(row, c);
    case IN_FIELD: return step_in_field(row, c);
    case IN_QUOTED_FIELD: return step_in_quoted(row, c);
    case QUOTE_IN_QUOTED_FIELD: return step_after_quote(row, c);
    case EAT_NEWLINE: return step_eat_newline(row, c);
    default: return step_escaped(row, c);
    }
}

/* How far characters from `at` on mean nothing but themselves in this state. */
static size_t plain_run(const Row *row, StrView line, size_t at)
{
    const DialectObject *dialect = row->dialect;
    size_t stop = at;
    for (; stop < line->length; stop++) {
        Character c = str_at(line, stop);
        if (c == dialect->escapechar || c == dialect->quotechar || c == dialect->delimiter || c == '\n' || c == '\r')
            break;
    }
    return stop;
}

static bool read_line(Row *row, StrView line)
{
    for (size_t at = 0; at < line->length;) {
        size_t stop = row->state == IN_FIELD || row->state == IN_QUOTED_FIELD ? plain_run(row, line, at) : at;
        if (stop > at && !add_slice(row, line, at, stop))
            return false;
        at = stop;
        if (at < line->length && !step(row, str_at(line, at++)))
            return false;
    }
    return step(row, LINE_END);
}

/* --- rows ----------------------------------------------------------------------------------------------- */

/* The lines are at their end in the middle of a row. True if what there is of it counts as one. */
static bool end_of_lines(Row *row)
{
    if (error_is_set() || (strbuilder_length(&row->field) == 0 && row->state != IN_QUOTED_FIELD))
        return false;
    if (row->dialect->strict)
        return module_raise(csv_error_peek(), "unexpected end of data") != NULL;
    return save_field(row);
}

/* Draw lines until the row is complete. False at the end, or with an exception. */
static bool read_row(ReaderObject *reader, Row *row)
{
    do {
        Ref lines = retain_maybe(reader->lines), line = lines ? object_next(lines) : NULL;
        release_maybe(lines);
        if (!line)
            return end_of_lines(row);
        StrView text = str_view(line);
        if (!text)
            module_raise(csv_error_peek(), "iterator should return strings, not %.200T (the file should be opened in text mode)", line);
        else
            reader->line_number++;
        bool done = text && read_line(row, text);
        release(line);
        if (!done)
            return false;
    } while (row->state != START_RECORD);
    return true;
}

static Ref reader_next(View self)
{
    ReaderObject *reader = reader_of(self);
    if (!check_stack() || !reader->dialect)
        return NULL;
    Ref dialect = retain(reader->dialect);
    Row row = {.dialect = (DialectObject *)dialect, .fields = list_new(0), .state = START_RECORD};
    strbuilder_start(&row.field);
    if (!row.fields || !read_row(reader, &row))
        clear_place(&row.fields);
    strbuilder_abandon(&row.field);
    release(dialect);
    return row.fields;
}

Ref csv_reader(View self UNUSED, View *args)
{
    View lines, dialect;
    if (!csv_take_arguments(args[0], &lines, &dialect))
        return NULL;
    ReaderObject *reader = (ReaderObject *)type_allocate(&csv_reader_type, 0);
    if (!reader)
        return NULL;
    gc_track(AS_OBJECT(reader));
    if ((reader->lines = object_iterate(lines)) && (reader->dialect = csv_dialect_from(dialect, args[1])))
        return AS_OBJECT(reader);
    release(AS_OBJECT(reader));
    return NULL;
}

static Ref reader_self(View self)
{
    return retain(self);
}

static Ref get_dialect(View self)
{
    View dialect = reader_of(self)->dialect;
    return dialect ? retain(dialect) : none_new();
}
static Ref get_line_num(View self)
{
    return int_new(reader_of(self)->line_number);
}

static void reader_traverse(View self, Visitor visit, void *context)
{
    VISIT(reader_of(self)->dialect);
    VISIT(reader_of(self)->lines);
}

static void reader_finish(View self)
{
    clear_place(&reader_of(self)->dialect);
    clear_place(&reader_of(self)->lines);
}

static const NativeProperty properties[] = {
    {"dialect", get_dialect, descriptor_refuse_write, NULL},
    {"line_num", get_line_num, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject csv_reader_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_csv.reader",
    .doc = "CSV reader\n\nAn iterator over the rows of tabular data in CSV format, each a list of fields.\n",
    .size = sizeof(ReaderObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .iterate = reader_self,
    .next = reader_next,
    .finish = reader_finish,
    .traverse = reader_traverse,
    .clear = reader_finish,
    .properties = properties,
};
