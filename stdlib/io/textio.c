/* textio: io.TextIOWrapper, text over a buffered stream: how it is made, set up anew, and ended. Reading,
 * writing, places and codecs are in textio_*.c; see textio_private.h for the drawing. */
#include "stdlib/io/textio_private.h"

#include "runtime/classes/descriptors.h"
#include "runtime/containers/dict.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "stdlib/sys/sys.h"

/* --- guards --------------------------------------------------------------------------------------------- */

bool text_check_attached(View self)
{
    TextWrapper *text = text_of(self);
    if (text->is_detached)
        raise_error(ValueError, "underlying buffer has been detached");
    else if (!text->is_ready)
        raise_error(ValueError, "I/O operation on uninitialized object");
    return text->is_ready && !text->is_detached;
}

bool text_check_open(View self)
{
    if (!text_check_attached(self))
        return false;
    View buffer = text_of(self)->buffer;
    if (type_of_peek(self) == &text_wrapper_type && buffered_is_plain(buffer))
        return true;
    if (type_of_peek(self) != &text_wrapper_type)
        return io_do_0(self, "_checkClosed");
    int closed = io_is_closed(buffer);
    if (closed > 0)
        raise_error(ValueError, "I/O operation on closed file.");
    return closed == 0;
}

void text_forget_decoded(TextWrapper *text)
{
    CLEAR(text->decoded);
    CLEAR(text->snapshot);
    text->used = 0;
}

bool text_is_finished(View self)
{
    TextWrapper *text = text_of(self);
    return text->is_ready && !text->is_detached && !text->pending_used && io_is_finished(text->buffer);
}

/* --- making --------------------------------------------------------------------------------------------- */

static Ref text_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    TextWrapper *text = (TextWrapper *)type_allocate(type, 0);
    if (!text)
        return NULL;
    text->chunk_size = IO_BUFFER_SIZE;
    gc_track(AS_OBJECT(text));
    return AS_OBJECT(text);
}

static void set_newline(TextWrapper *text, const char *newline)
{
    text->newline = newline;
    text->is_universal = !newline || !newline[0];
    text->newlines = (Newlines){.translate = !newline};
    text->written_newline = newline && newline[0] == '\r' ? newline : NULL;
}

/* Writing goes on where the buffer stands: at its beginning a mark is written, elsewhere not. */
static bool find_start(View self)
{
    TextWrapper *text = text_of(self);
    text->is_at_start = true;
    if (!text->is_seekable || !text->can_write)
        return true;
    if (!text->encoder && text->codec != CODEC_UTF16 && text->codec != CODEC_UTF32)
        return true; /* it does not matter */
    Ref place = io_call_0(text->buffer, "tell");
    int is_within = place ? object_truth(place) : -1;
    release_maybe(place);
    return is_within >= 0 && (!is_within || text_encoder_reset(self, false));
}

/* What the buffer can do. */
static bool ask_buffer(TextWrapper *text, View buffer)
{
    if (buffered_is_plain(buffer)) {
        buffered_abilities(buffer, &text->can_read, &text->can_write, &text->is_seekable);
        text->is_telling = text->is_seekable;
        return text->has_read1 = true; /* all of them have it, if only to refuse */
    }
    int readable = io_ask(buffer, "readable"), writable = readable < 0 ? -1 : io_ask(buffer, "writable"),
        seekable = writable < 0 ? -1 : io_ask(buffer, "seekable");
    if (seekable < 0)
        return false;
    text->can_read = readable;
    text->can_write = writable;
    text->is_seekable = text->is_telling = seekable;
    Ref name = str_intern_text("read1"), read1 = name ? object_get_attribute_maybe(buffer, name) : NULL;
    text->has_read1 = read1 != NULL;
    release_maybe(name);
    release_maybe(read1);
    return !error_is_set();
}

static bool set_up_take(View self, View buffer, Ref encoding, Ref errors, const char *newline)
{
    TextWrapper *text = text_of(self);
    if (!encoding || !errors) {
        release_maybe(encoding);
        release_maybe(errors);
        return false;
    }
    replace_take(&text->encoding, encoding);
    replace_take(&text->errors, errors);
    set_newline(text, newline);
    if (!ask_buffer(text, buffer) || !text_set_codec(self))
        return false;
    replace_take(&text->buffer, retain(buffer));
    text->is_ready = true;
    if (find_start(self))
        return true;
    text->is_ready = false;
    return false;
}

/* The encoding that None stands for. */
static Ref locale_encoding(void)
{
    return str_from_text(sys_settings.utf8_mode ? "utf-8" : "UTF-8");
}

static bool check_text(View value, const char *function, const char *name)
{
    if (!value || value == NONE || is_str(value))
        return true;
    raise_error(TypeError, "%s() argument '%s' must be str or None, not %K", function, name, value);
    return false;
}

/* The errors argument as an exact str with a text for C; "strict" for None. NULL with an exception. */
static Ref errors_argument(View errors)
{
    if (!errors || errors == NONE)
        return str_intern_text("strict");
    StrView view = str_view(errors);
    if (!view->is_ascii)
        return raise_error(LookupError, "unknown error handler name '%U'", AS_OBJECT(view));
    if (strlen((const char *)view->data) != view->length)
        return raise_error(ValueError, "embedded null character");
    return retain(AS_OBJECT(view));
}

static Ref text_init(View self, View *args)
{
    TextWrapper *text = text_of(self);
    const char *newline;
    bool was_ready = text->is_ready;
    text->is_ready = false;
    if (!check_text(args[1], "TextIOWrapper", "encoding") || !check_text(args[2], "TextIOWrapper", "errors") ||
        !check_text(args[3], "TextIOWrapper", "newline") || !io_newline_argument(args[3], &newline, false))
        return NULL;
    int by_lines = args[4] ? object_truth(args[4]) : 0, through = args[5] ? object_truth(args[5]) : 0;
    if (by_lines < 0 || through < 0)
        return NULL;
    if ((!args[1] || args[1] == NONE) && !io_warn_default_encoding(1))
        return NULL;
    bool is_given = args[1] && args[1] != NONE && !str_equal_text(AS_OBJECT(str_view(args[1])), "locale");
    if (was_ready)
        text_forget_decoded(text);
    text->is_detached = false;
    CLEAR(text->buffer);
    text->pending_used = 0;
    text->line_buffering = by_lines;
    text->write_through = through;
    text->bytes_per_character = 0;
    Ref encoding = is_given ? retain(AS_OBJECT(str_view(args[1]))) : locale_encoding(), errors = errors_argument(args[2]);
    if (errors && !codec_check_names(NULL, (const char *)((StrView)errors)->data))
        clear_place(&errors);
    return set_up_take(self, args[0], encoding, errors, newline) ? none_new() : NULL;
}

Ref text_wrapper_new_take(Ref buffer, const char *encoding, const char *errors, bool line_buffering, bool write_through)
{
    Ref self = buffer ? text_new(&text_wrapper_type, NULL, NULL) : NULL;
    if (self) {
        text_of(self)->line_buffering = line_buffering;
        text_of(self)->write_through = write_through;
        if (!set_up_take(self, buffer, str_from_text(encoding), str_from_text(errors), "\n"))
            clear_place(&self);
    }
    release_maybe(buffer);
    return self;
}

/* --- set up anew ---------------------------------------------------------------------------------------- */

/* encoding, errors and newline, once the rest was checked. */
static bool change_encoding(View self, View encoding, View errors, View newline)
{
    TextWrapper *text = text_of(self);
    bool has_encoding = encoding && encoding != NONE, has_errors = errors && errors != NONE;
    if (!has_encoding && !has_errors && !newline)
        return true;
    Ref old_encoding = retain(text->encoding), old_errors = retain(text->errors);
    Ref new_errors = has_errors ? errors_argument(errors) : has_encoding ? str_intern_text("strict") : retain(text->errors);
    bool done = new_errors != NULL;
    if (done) {
        bool is_locale = has_encoding && str_equal_text(AS_OBJECT(str_view(encoding)), "locale");
        Ref name = is_locale ? locale_encoding() : has_encoding ? retain(AS_OBJECT(str_view(encoding))) : retain(text->encoding);
        replace_take(&text->errors, new_errors);
        if (name)
            replace_take(&text->encoding, name);
        done = name && text_set_codec(self);
    }
    if (done && text->can_write && !find_start(self))
        done = false;
    if (!done) {
        Ref failure = error_take();
        replace_take(&text->encoding, retain(old_encoding));
        replace_take(&text->errors, retain(old_errors));
        if (!text_set_codec(self))
            error_clear();
        error_restore_take(failure);
    }
    release(old_encoding);
    release(old_errors);
    return done;
}

static Ref reconfigure(View self, View *args)
{
    TextWrapper *text = text_of(self);
    const char *newline = NULL;
    if (!text_check_attached(self) || !check_text(args[0], "reconfigure", "encoding") || !check_text(args[1], "reconfigure", "errors"))
        return NULL;
    bool changes = (args[0] && args[0] != NONE) || (args[1] && args[1] != NONE) || args[2];
    if (text->decoded && changes)
        return io_raise_unsupported("It is not possible to set the encoding or newline of stream after the first read");
    if (args[2] && !io_newline_argument(args[2], &newline, false))
        return NULL;
    int by_lines = args[3] && args[3] != NONE ? object_truth(args[3]) : text->line_buffering;
    int through = args[4] && args[4] != NONE ? object_truth(args[4]) : text->write_through;
    if (by_lines < 0 || through < 0 || !io_do_0(self, "flush"))
        return NULL;
    text_forget_decoded(text);
    if (args[2])
        set_newline(text, newline);
    if (!change_encoding(self, args[0], args[1], args[2]))
        return NULL;
    text->line_buffering = by_lines;
    text->write_through = through;
    return none_new();
}

/* --- ending --------------------------------------------------------------------------------------------- */

static Ref flush_native(View self, View *args UNUSED)
{
    return text_check_open(self) && text_flush(self) ? none_new() : NULL;
}

static Ref detach_native(View self, View *args UNUSED)
{
    TextWrapper *text = text_of(self);
    if (!text_check_attached(self) || !io_do_0(self, "flush") || !text_check_attached(self))
        return NULL;
    Ref buffer = text->buffer;
    text->buffer = NULL;
    text->is_detached = true;
    return buffer;
}

static Ref close_native(View self, View *args UNUSED)
{
    TextWrapper *text = text_of(self);
    if (!text_check_attached(self))
        return NULL;
    int closed = io_is_closed(self);
    if (closed)
        return closed < 0 ? NULL : none_new();
    if (text->is_finalizing) {
        Ref done = io_call_1(text->buffer, "_dealloc_warn", self);
        if (!done)
            error_clear();
        release_maybe(done);
    }
    bool flushed = io_do_0(self, "flush");
    Ref failure = flushed ? NULL : error_take(), result = text->buffer ? io_call_0(text->buffer, "close") : none_new();
    if (failure) {
        io_chain_take(failure);
        clear_place(&result);
    }
    return result;
}

static Ref truncate_native(View self, View *args)
{
    if (!text_check_attached(self) || !io_do_0(self, "flush") || !text_check_attached(self))
        return NULL;
    return io_call_1(text_of(self)->buffer, "truncate", args[0] ? args[0] : NONE);
}

/* --- attributes ----------------------------------------------------------------------------------------- */

#define ASKED_OF_BUFFER(name)                                                              \
    static Ref name##_native(View self, View *args UNUSED)                                 \
    {                                                                                      \
        return text_check_attached(self) ? io_call_0(text_of(self)->buffer, #name) : NULL; \
    }
ASKED_OF_BUFFER(fileno)
ASKED_OF_BUFFER(seekable)
ASKED_OF_BUFFER(readable)
ASKED_OF_BUFFER(writable)
ASKED_OF_BUFFER(isatty)

static Ref get_name(View self)
{
    return text_check_attached(self) ? object_get_attribute(text_of(self)->buffer, name(name)) : NULL;
}

static Ref get_closed(View self)
{
    return text_check_attached(self) ? object_get_attribute_text(text_of(self)->buffer, "closed") : NULL;
}

static Ref get_newlines(View self)
{
    TextWrapper *text = text_of(self);
    if (!text_check_attached(self))
        return NULL;
    return text->is_universal && text->can_read ? newlines_seen(text->newlines.seen) : none_new();
}

static Ref get_errors(View self)
{
    if (!text_of(self)->is_ready)
        return raise_error(ValueError, "I/O operation on uninitialized object");
    return retain(text_of(self)->errors);
}

static Ref get_encoding(View self)
{
    View encoding = text_of(self)->encoding;
    return retain(encoding ? encoding : NONE);
}

static Ref get_buffer(View self)
{
    View buffer = text_of(self)->buffer;
    return retain(buffer ? buffer : NONE);
}

static Ref get_line_buffering(View self)
{
    return bool_new(text_of(self)->line_buffering);
}

static Ref get_write_through(View self)
{
    return bool_new(text_of(self)->write_through);
}

static Ref get_finalizing(View self)
{
    return bool_new(text_of(self)->is_finalizing);
}

static bool set_finalizing(View self, View value)
{
    int truth = value ? object_truth(value) : 0;
    text_of(self)->is_finalizing = truth > 0;
    return truth >= 0;
}

static Ref get_chunk_size(View self)
{
    return text_check_attached(self) ? int_from_uint64(text_of(self)->chunk_size) : NULL;
}

static bool set_chunk_size(View self, View value)
{
    Index size;
    if (!text_check_attached(self))
        return false;
    if (!value) {
        raise_error(AttributeError, "cannot delete attribute");
        return false;
    }
    if (!object_as_index(value, &size))
        return false;
    if (size <= 0) {
        raise_error(ValueError, "a strictly positive integer is required");
        return false;
    }
    text_of(self)->chunk_size = (size_t)size;
    return true;
}

/* " name=…" for an attribute, if it has it. False with an exception. */
static bool add_to_repr(Ref *text, View self, const char *attribute)
{
    Ref value = object_get_attribute_text(self, attribute);
    if (!value)
        return error_clear_if(AttributeError) || error_clear_if(ValueError);
    Ref more = str_format(" %s=%R", attribute, value);
    release(value);
    if (more)
        replace_take(text, str_concat(*text, more));
    release_maybe(more);
    return more && *text;
}

static Ref text_repr(View self)
{
    if (!text_of(self)->is_ready)
        return raise_error(ValueError, "I/O operation on uninitialized object");
    int entered = object_repr_enter(self);
    if (entered > 0)
        raise_error(RuntimeError, "reentrant call inside %s.__repr__", type_of_peek(self)->name);
    if (entered)
        return NULL;
    Ref text = str_from_text("<_io.TextIOWrapper"), result = NULL;
    if (text && add_to_repr(&text, self, "name") && add_to_repr(&text, self, "mode"))
        result = str_format("%U encoding=%R>", text, text_of(self)->encoding);
    release_maybe(text);
    object_repr_leave(self);
    return result;
}

static void text_finish(View self)
{
    TextWrapper *text = text_of(self);
    text->is_ready = false;
    if (text->pending)
        heap_free(text->pending, text->pending_capacity);
    text->pending = NULL;
    text->pending_used = text->pending_capacity = 0;
    text_forget_decoded(text);
    CLEAR(text->encoding);
    CLEAR(text->errors);
    CLEAR(text->decoder);
    CLEAR(text->encoder);
    CLEAR(text->buffer);
}

static void text_traverse(View self, Visitor visit, void *context)
{
    VISIT(text_of(self)->decoder);
    VISIT(text_of(self)->encoder);
    VISIT(text_of(self)->buffer);
}

static const NativeFunction initialiser = {
    "TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)", text_init, NULL};
static const NativeFunction methods[] = {
    {"detach()", detach_native, NULL},
    {"reconfigure(*, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)", reconfigure,
     "Reconfigure the text stream with new parameters.\n\nThis also does an implicit stream flush."},
    {"write(text, /)", text_write_native, NULL},
    {"read(size=-1, /)", text_read_native, NULL},
    {"readline(size=-1, /)", text_readline_native, NULL},
    {"flush()", flush_native, NULL},
    {"close()", close_native, NULL},
    {"fileno()", fileno_native, NULL},
    {"seekable()", seekable_native, NULL},
    {"readable()", readable_native, NULL},
    {"writable()", writable_native, NULL},
    {"isatty()", isatty_native, NULL},
    {"seek(cookie, whence=0, /)", text_seek_native, "Set the stream position, and return the new stream position."},
    {"tell()", text_tell_native, "Return the stream position as an opaque number.\n\nseek() takes it."},
    {"truncate(pos=None, /)", truncate_native, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"encoding", get_encoding, descriptor_refuse_write, NULL},
    {"buffer", get_buffer, descriptor_refuse_write, NULL},
    {"line_buffering", get_line_buffering, descriptor_refuse_write, NULL},
    {"write_through", get_write_through, descriptor_refuse_write, NULL},
    {"_finalizing", get_finalizing, set_finalizing, NULL},
    {"name", get_name, NULL, NULL},
    {"closed", get_closed, NULL, NULL},
    {"newlines", get_newlines, NULL, NULL},
    {"errors", get_errors, NULL, NULL},
    {"_CHUNK_SIZE", get_chunk_size, set_chunk_size, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject text_wrapper_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io.TextIOWrapper",
    .doc = "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)\n--\n\nCharacter and line based "
           "layer over a BufferedIOBase object, buffer.",
    .base = &textiobase_type,
    .flags = IO_CLASS_FLAGS,
    .size = sizeof(TextWrapper),
    .new = text_new,
    .init_native = &initialiser,
    .finish = text_finish,
    .traverse = text_traverse,
    .next = text_next,
    .repr = text_repr,
    .methods = methods,
    .properties = properties,
};
