/* textio_write: writing text: encoded, kept until there is a chunk of it, passed on to the buffer. */
#include "runtime/numbers/int.h"
#include "stdlib/io/io.h"
#include "stdlib/io/textio_private.h"

void (*io_observer)(int descriptor, const char *bytes, size_t length);

/* --- what is pending ------------------------------------------------------------------------------------ */

static bool pass_on(View buffer, const unsigned char *data, size_t length)
{
    if (buffered_is_plain(buffer))
        return buffered_write_all(buffer, data, length);
    Ref bytes = bytes_new(data, length), result = bytes ? io_call_1(buffer, "write", bytes) : NULL;
    release_maybe(bytes);
    release_maybe(result);
    return result != NULL;
}

bool text_write_pending(View self)
{
    TextWrapper *text = text_of(self);
    if (!text->pending_used)
        return true;
    unsigned char *data = text->pending;
    size_t length = text->pending_used, capacity = text->pending_capacity;
    text->pending = NULL; /* whatever the buffer does meanwhile, this is ours */
    text->pending_used = text->pending_capacity = 0;
    Ref buffer = retain(text->buffer);
    bool done = pass_on(buffer, data, length);
    release(buffer);
    if (text->pending) {
        heap_free(data, capacity);
    } else {
        text->pending = data;
        text->pending_capacity = capacity;
    }
    return done;
}

/* Add to what is pending, or pass it on at once if there is too much. */
static bool add(View self, const unsigned char *data, size_t length)
{
    TextWrapper *text = text_of(self);
    if (text->pending_used + length > text->chunk_size && !text_write_pending(self))
        return false;
    if (length >= text->chunk_size && !text->pending_used) {
        Ref buffer = retain(text->buffer);
        bool done = pass_on(buffer, data, length);
        release(buffer);
        return done;
    }
    size_t needed = text->pending_used + length, capacity = needed < text->chunk_size ? text->chunk_size : needed;
    if (text->pending_capacity < needed) {
        unsigned char *block = heap_resize(text->pending, text->pending_capacity, capacity);
        if (!block) {
            raise_memory_error();
            return false;
        }
        text->pending = block;
        text->pending_capacity = capacity;
    }
    if (length)
        memcpy(text->pending + text->pending_used, data, length);
    text->pending_used = needed;
    return true;
}

/* --- writing -------------------------------------------------------------------------------------------- */

static bool has_character(StrView string, Character c)
{
    if (string->kind == STR_1)
        return string->length && memchr(string->data, (int)c, string->length);
    for (size_t i = 0; i < string->length; i++)
        if (str_at(string, i) == c)
            return true;
    return false;
}

static Ref with_newlines(View string, const char *newline)
{
    Ref old = str_from_character('\n'), new = old ? str_from_text(newline) : NULL,
        result = new ? io_call_2(string, "replace", old, new) : NULL;
    release_maybe(old);
    release_maybe(new);
    return result;
}

static void observe(TextWrapper *text, StrView string)
{
    int descriptor = buffered_is_plain(text->buffer) ? fileio_descriptor(io_raw_peek(text->buffer)) : -1;
    char *owned;
    size_t length;
    const char *bytes = descriptor >= 0 ? str_utf8(string, &length, &owned) : NULL;
    if (bytes) {
        io_observer(descriptor, bytes, length);
        str_utf8_free(owned, length);
    } else {
        error_clear();
    }
}

static bool encode_and_add(View self, StrView string)
{
    TextWrapper *text = text_of(self);
    bool is_like_ascii = !text->encoder && (text->codec == CODEC_UTF8 || text->codec == CODEC_ASCII || text->codec == CODEC_LATIN1);
    if (LIKELY(is_like_ascii && string->is_ascii)) {
        text->is_at_start = false;
        return add(self, string->data, string->length);
    }
    const unsigned char *data;
    size_t length;
    if (!text->encoder && text->codec == CODEC_UTF8) { /* the short way; what it refuses goes to the error handler */
        char *owned;
        const char *bytes = str_utf8(string, &length, &owned);
        if (bytes) {
            bool done = add(self, (const unsigned char *)bytes, length);
            str_utf8_free(owned, length);
            return done;
        }
        if (!error_clear_if(UnicodeEncodeError))
            return false;
    }
    Ref bytes = text_encode(self, AS_OBJECT(string));
    bool done = bytes && bytes_data_peek(bytes, &data, &length) && (text->buffer || text_check_attached(self)) && add(self, data, length);
    release_maybe(bytes);
    return done;
}

/* Write an exact str. False with an exception. */
static bool write_text(View self, View object)
{
    TextWrapper *text = text_of(self);
    if (UNLIKELY(io_observer != NULL))
        observe(text, (StrView)object);
    bool has_lf = (text->written_newline || text->line_buffering) && has_character((StrView)object, '\n');
    Ref string = has_lf && text->written_newline ? with_newlines(object, text->written_newline) : retain(object);
    if (!string)
        return false;
    bool flushes = text->line_buffering && (has_lf || has_character((StrView)string, '\r'));
    bool done = encode_and_add(self, (StrView)string);
    release(string);
    if (done && (text->pending_used >= text->chunk_size || flushes || text->write_through))
        done = text_write_pending(self);
    if (done && flushes)
        done = buffered_is_plain(text->buffer) ? buffered_flush(text->buffer) : io_do_0(text->buffer, "flush");
    if (!done)
        return false;
    text_forget_decoded(text);
    return !text->can_read || text_decoder_reset(self);
}

Ref text_write_native(View self, View *args)
{
    StrView string = str_view(args[0]);
    if (!string)
        return text_check_attached(self) ? raise_error(TypeError, "write() argument must be str, not %K", args[0]) : NULL;
    if (!text_check_open(self))
        return NULL;
    if (!text_of(self)->can_write)
        return io_raise_unsupported("not writable");
    return write_text(self, AS_OBJECT(string)) ? int_from_uint64(string->length) : NULL;
}

bool text_flush(View self)
{
    TextWrapper *text = text_of(self);
    text->is_telling = text->is_seekable;
    if (!text_write_pending(self))
        return false;
    if (text->buffer && type_of_peek(text->buffer) != &buffered_reader_type && buffered_is_plain(text->buffer))
        return buffered_flush(text->buffer);
    return text_check_attached(self) && io_do_0(text->buffer, "flush");
}

/* --- for print ------------------------------------------------------------------------------------------ */

bool io_is_plain_text(View stream)
{
    if (type_of_peek(stream) != &text_wrapper_type)
        return false;
    TextWrapper *text = text_of(stream);
    return text->is_ready && text->can_write && buffered_is_plain(text->buffer);
}

bool io_write_text(View stream, View string)
{
    return write_text(stream, string);
}
