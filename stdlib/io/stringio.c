/* stringio: io.StringIO, a stream of text in memory.
 *
 *     only written so far   ─► a StrBuilder: writing is as quick as joining
 *     anything else         ─► `text`, an array of 32-bit characters, in which any place can be changed
 *
 * Invariants:  is_building: the text is in `builder`, and `place` is its end; else in `text`[0..length).
 *              `place` may lie behind the end; what is between is filled with zeros by the next write.
 * Newlines:    `newline` as in open(): NULL reads all ends of lines as '\n' already when they are written. */
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/io/io_private.h"

typedef struct StringIO {
    GC_HEAD(unused);
    bool is_ready, is_closed, is_building, is_universal;
    const char *newline, *written_newline; /* the latter: in the place of '\n'; NULL: as it is */
    Newlines newlines;
    StrBuilder builder;
    Character *text;
    size_t length, capacity, place;
} StringIO;

static StringIO *io_of(View self)
{
    return (StringIO *)self;
}

static bool check_open(View self)
{
    if (!io_of(self)->is_ready)
        raise_error(ValueError, "I/O operation on uninitialized object");
    else if (io_of(self)->is_closed)
        raise_error(ValueError, "I/O operation on closed file");
    return io_of(self)->is_ready && !io_of(self)->is_closed;
}

static void let_go(StringIO *io)
{
    if (io->is_building)
        strbuilder_abandon(&io->builder);
    if (io->text)
        heap_free(io->text, io->capacity * sizeof *io->text);
    io->is_building = false;
    io->text = NULL;
    io->length = io->capacity = io->place = 0;
}

/* Room for so many characters. False with MemoryError. */
static bool reserve(StringIO *io, size_t length)
{
    if (length <= io->capacity)
        return true;
    size_t capacity = length + (length >> 3) + 16;
    Character *text = length > (size_t)PTRDIFF_MAX / 8 ? NULL : heap_resize(io->text, io->capacity * sizeof *text, capacity * sizeof *text);
    if (!text) {
        raise_memory_error();
        return false;
    }
    io->text = text;
    io->capacity = capacity;
    return true;
}

/* The text as an array, from now on. */
static bool realize(StringIO *io)
{
    if (!io->is_building)
        return true;
    io->is_building = false;
    Ref text = strbuilder_finish(&io->builder);
    size_t length = text ? str_length(text) : 0;
    bool done = text && reserve(io, length);
    if (done && length)
        str_copy_characters(io->text, STR_4, ((StrView)text)->data, ((StrView)text)->kind, length);
    io->length = done ? length : 0;
    release_maybe(text);
    return done;
}

/* --- writing -------------------------------------------------------------------------------------------- */

static Ref with_newlines(View text, const char *newline)
{
    Ref old = str_from_character('\n'), new = old ? str_from_text(newline) : NULL,
        result = new ? io_call_2(text, "replace", old, new) : NULL;
    release_maybe(old);
    release_maybe(new);
    return result;
}

static bool write_text(View self, View object)
{
    StringIO *io = io_of(self);
    Ref text = retain(AS_OBJECT(str_view(object)));
    if (io->is_universal)
        text = newlines_decode_take(&io->newlines, text, true);
    if (text && io->written_newline)
        replace_take(&text, with_newlines(text, io->written_newline));
    if (!text)
        return false;
    size_t count = str_length(text);
    bool done = true;
    if (io->is_building && count) {
        strbuilder_add_str(&io->builder, text);
        io->place += count;
        if ((done = !io->builder.failed) == false)
            raise_memory_error();
    } else if (count) {
        done = reserve(io, io->place + count);
        if (done) {
            if (io->place > io->length)
                memset(io->text + io->length, 0, (io->place - io->length) * sizeof *io->text);
            str_copy_characters(io->text + io->place, STR_4, ((StrView)text)->data, ((StrView)text)->kind, count);
            io->place += count;
            io->length = io->place > io->length ? io->place : io->length;
        }
    }
    release(text);
    return done;
}

static Ref stringio_write(View self, View *args)
{
    if (!check_open(self))
        return NULL;
    if (!is_str(args[0]))
        return raise_error(TypeError, "string argument expected, got '%T'", args[0]);
    size_t length = str_length(AS_OBJECT(str_view(args[0])));
    return length == 0 || write_text(self, args[0]) ? int_from_uint64(length) : NULL;
}

static Ref stringio_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Ref self = type_allocate(type, 0);
    if (self)
        gc_track(self);
    return self;
}

static Ref stringio_init(View self, View *args)
{
    StringIO *io = io_of(self);
    View value = args[0] && args[0] != NONE ? args[0] : NULL, newline = args[1];
    Ref line_feed = newline ? NULL : str_from_character('\n');
    io->is_ready = false;
    const char *wanted;
    bool done = io_newline_argument(newline ? newline : line_feed, &wanted, true);
    release_maybe(line_feed);
    if (!done)
        return NULL;
    if (value && !is_str(value))
        return raise_error(TypeError, "initial_value must be str or None, not %T", value);
    let_go(io);
    io->newline = wanted;
    io->written_newline = wanted && wanted[0] == '\r' ? wanted : NULL;
    io->is_universal = !wanted || !wanted[0];
    io->newlines = (Newlines){.translate = !wanted};
    strbuilder_start(&io->builder);
    io->is_building = io->is_ready = true;
    io->is_closed = false;
    if (value && str_length(AS_OBJECT(str_view(value))) > 0) {
        if (!realize(io) || !write_text(self, value))
            return NULL;
        io->place = 0;
    }
    return none_new();
}

/* --- reading -------------------------------------------------------------------------------------------- */

/* The text between two places. */
static Ref part(const StringIO *io, size_t start, size_t stop)
{
    return start < stop ? str_from_characters(io->text + start, stop - start) : retain(str_empty);
}

static Ref whole(StringIO *io)
{
    if (!io->is_building)
        return part(io, 0, io->length);
    if (io->builder.whole)
        return retain(io->builder.whole);
    if (io->builder.length == 0)
        return retain(str_empty);
    Character widest = str_widest_in(io->builder.data, io->builder.kind, io->builder.length);
    Ref text = io->builder.length == 1 ? NULL : str_allocate(io->builder.length, widest);
    if (text)
        str_copy_characters(((StrView)text)->data, ((StrView)text)->kind, io->builder.data, io->builder.kind, io->builder.length);
    else if (io->builder.length == 1 && realize(io))
        text = part(io, 0, io->length);
    return text;
}

static Ref stringio_getvalue(View self, View *args UNUSED)
{
    return check_open(self) ? whole(io_of(self)) : NULL;
}

static Ref stringio_read(View self, View *args)
{
    StringIO *io = io_of(self);
    Index size;
    if (!check_open(self) || !io_size_argument(args[0], &size))
        return NULL;
    if (io->is_building && size != 0) { /* at the end: there is nothing */
        return retain(str_empty);
    }
    size_t left = io->place < io->length ? io->length - io->place : 0, count = size < 0 || (size_t)size > left ? left : (size_t)size;
    Ref text = part(io, io->place, io->place + count);
    if (text)
        io->place += count;
    return text;
}

/* Behind the end of the line at the place. */
static size_t line_end(const StringIO *io)
{
    bool any = !io->newline ? false : !io->newline[0];
    Character end = io->newline && io->newline[0] == '\r' ? '\r' : '\n';
    for (size_t i = io->place; i < io->length; i++) {
        Character c = io->text[i];
        if (any && c == '\r')
            return i + 1 < io->length && io->text[i + 1] == '\n' ? i + 2 : i + 1;
        if (any ? c == '\n'
                : c == end && (!io->newline || !io->newline[0] || !io->newline[1] || (i + 1 < io->length && io->text[i + 1] == '\n')))
            return i + 1 + (!any && io->newline && io->newline[0] && io->newline[1]);
    }
    return io->length;
}

static Ref take_line(View self, Index most)
{
    StringIO *io = io_of(self);
    if (!realize(io))
        return NULL;
    if (io->place >= io->length)
        return retain(str_empty);
    size_t stop = line_end(io);
    if (most >= 0 && stop - io->place > (size_t)most)
        stop = io->place + (size_t)most;
    Ref line = part(io, io->place, stop);
    if (line)
        io->place = stop;
    return line;
}

static Ref stringio_readline(View self, View *args)
{
    Index size;
    return check_open(self) && io_size_argument(args[0], &size) ? take_line(self, size) : NULL;
}

static Ref stringio_next(View self)
{
    if (!check_open(self))
        return NULL;
    Ref line = NULL;
    if (type_of_peek(self) == &stringio_type) {
        line = take_line(self, -1);
    } else if ((line = io_call_0(self, "readline")) && !is_str(line)) {
        raise_error(OSError, "readline() should have returned an str object, not '%T'", line);
        clear_place(&line);
    }
    if (line && str_length(AS_OBJECT(str_view(line))) == 0)
        clear_place(&line);
    return line;
}

/* --- places --------------------------------------------------------------------------------------------- */

static Ref stringio_tell(View self, View *args UNUSED)
{
    return check_open(self) ? int_from_uint64(io_of(self)->place) : NULL;
}

static Ref stringio_truncate(View self, View *args)
{
    StringIO *io = io_of(self);
    Index size = (Index)io->place;
    if (!check_open(self) || !io_optional_index(args[0], &size))
        return NULL;
    if (size < 0)
        return raise_error(ValueError, "Negative size value %zd", size);
    if (!realize(io))
        return NULL;
    if ((size_t)size < io->length)
        io->length = (size_t)size;
    return int_new(size);
}

static Ref stringio_seek(View self, View *args)
{
    StringIO *io = io_of(self);
    Index offset;
    int32_t whence = 0;
    if (!check_open(self) || !object_as_ssize(args[0], &offset) || (args[1] && !object_as_int32(args[1], &whence)))
        return NULL;
    if (whence < 0 || whence > 2)
        return raise_error(ValueError, "Invalid whence (%d, should be 0, 1 or 2)", whence);
    if (offset < 0 && whence == 0)
        return raise_error(ValueError, "Negative seek position %zd", offset);
    if (whence && offset)
        return raise_error(OSError, "Can't do nonzero cur-relative seeks");
    if (!realize(io))
        return NULL;
    io->place = whence == 0 ? (size_t)offset : whence == 1 ? io->place : io->length;
    return int_from_uint64(io->place);
}

/* --- the rest ------------------------------------------------------------------------------------------- */

static Ref yes(View self, View *args UNUSED)
{
    return check_open(self) ? retain(TRUE) : NULL;
}

static Ref stringio_close(View self, View *args UNUSED)
{
    io_of(self)->is_closed = true;
    let_go(io_of(self));
    return none_new();
}

static Ref get_closed(View self)
{
    if (!io_of(self)->is_ready)
        return raise_error(ValueError, "I/O operation on uninitialized object");
    return bool_new(io_of(self)->is_closed);
}

static Ref get_line_buffering(View self)
{
    return check_open(self) ? retain(FALSE) : NULL;
}

static Ref get_newlines(View self)
{
    return check_open(self) ? io_of(self)->is_universal ? newlines_seen(io_of(self)->newlines.seen) : none_new() : NULL;
}

static Ref stringio_getstate(View self, View *args UNUSED)
{
    StringIO *io = io_of(self);
    if (!check_open(self))
        return NULL;
    Ref value = whole(io), newline = io->newline ? str_from_text(io->newline) : none_new(), place = int_from_uint64(io->place),
        dict = object_get_attribute_maybe(self, name(__dict__)), copy = NULL, state = NULL;
    if (dict && is_dict(dict) && ((DictView)dict)->used)
        copy = dict_copy((DictView)dict);
    else if (!error_is_set())
        copy = none_new();
    if (value && newline && place && copy)
        state = tuple_pack(4, value, newline, place, copy);
    release_maybe(value);
    release_maybe(newline);
    release_maybe(place);
    release_maybe(dict);
    release_maybe(copy);
    return state;
}

static Ref stringio_setstate(View self, View *args)
{
    StringIO *io = io_of(self);
    View state = args[0];
    Index place;
    if (io->is_ready && io->is_closed)
        return raise_error(ValueError, "I/O operation on closed file");
    if (!is_tuple(state) || tuple_length(state) < 4)
        return raise_error(TypeError, "%T.__setstate__ argument should be 4-tuple, got %T", self, state);
    View value = tuple_item_peek(state, 0), number = tuple_item_peek(state, 2), dict = tuple_item_peek(state, 3);
    Ref nothing = retain(str_empty), done = stringio_init(self, (View[]){nothing, tuple_item_peek(state, 1)});
    release(nothing);
    if (!done)
        return NULL;
    release(done);
    if (!is_str(value))
        return raise_error(TypeError, "first item of state must be a str, not %T", value);
    StrView text = str_view(value); /* as it is: its newlines were translated when it was written */
    if (!realize(io) || !reserve(io, text->length))
        return NULL;
    str_copy_characters(io->text, STR_4, text->data, text->kind, text->length);
    io->length = text->length;
    if (!is_int(number))
        return raise_error(TypeError, "third item of state must be an integer, got %T", number);
    if (!object_as_index(number, &place))
        return NULL;
    if (place < 0)
        return raise_error(ValueError, "position value cannot be negative");
    io->place = (size_t)place;
    if (dict == NONE)
        return none_new();
    if (!is_dict(dict))
        return raise_error(TypeError, "fourth item of state should be a dict, got a %T", dict);
    Ref own = object_get_attribute(self, name(__dict__));
    bool updated = own && dict_update((DictView)own, dict);
    release_maybe(own);
    return updated ? none_new() : NULL;
}

static void stringio_finish(View self)
{
    let_go(io_of(self));
}

static void stringio_traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static const NativeFunction initialiser = {"StringIO(initial_value='', newline='\\n')", stringio_init, NULL};
static const NativeFunction methods[] = {
    {"close()", stringio_close, "Close the IO object.\n\nAny operation on it then raises ValueError."},
    {"getvalue()", stringio_getvalue, "Retrieve the entire contents of the object."},
    {"read(size=-1, /)", stringio_read, "Read at most size characters, returned as a string."},
    {"readline(size=-1, /)", stringio_readline, "Read until newline or EOF.\n\nReturns an empty string if EOF is hit immediately."},
    {"tell()", stringio_tell, "Tell the current file position."},
    {"truncate(pos=None, /)", stringio_truncate, "Truncate size to pos."},
    {"seek(pos, whence=0, /)", stringio_seek, "Change stream position."},
    {"write(s, /)", stringio_write, "Write string to file.\n\nReturns the number of characters written."},
    {"seekable()", yes, "Returns True if the IO object can be seeked."},
    {"readable()", yes, "Returns True if the IO object can be read."},
    {"writable()", yes, "Returns True if the IO object can be written."},
    {"__getstate__()", stringio_getstate, NULL},
    {"__setstate__(state, /)", stringio_setstate, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"closed", get_closed, NULL, NULL},
    {"newlines", get_newlines, NULL, NULL},
    {"line_buffering", get_line_buffering, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject stringio_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io.StringIO",
    .doc = "(initial_value='', newline='\\n')\n--\n\nText I/O implementation using an in-memory buffer.",
    .base = &textiobase_type,
    .flags = IO_CLASS_FLAGS,
    .size = sizeof(StringIO),
    .new = stringio_new,
    .init_native = &initialiser,
    .finish = stringio_finish,
    .traverse = stringio_traverse,
    .next = stringio_next,
    .methods = methods,
    .properties = properties,
};
