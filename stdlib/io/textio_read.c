/* textio_read: reading text: chunks of bytes decoded, and characters or lines taken of them. */
#include "runtime/bytes/bytebuilder.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/io/textio_private.h"

/* --- chunks --------------------------------------------------------------------------------------------- */

/* The next bytes of the buffer, at most so many; owned. */
static Ref read_bytes(TextWrapper *text, size_t most)
{
    if (text->has_read1 && buffered_is_plain(text->buffer) && type_of_peek(text->buffer) != &buffered_writer_type)
        return buffered_read1(text->buffer, most);
    const char *method = text->has_read1 ? "read1" : "read";
    Ref buffer = retain(text->buffer), size = int_from_uint64(most), bytes = size ? io_call_1(buffer, method, size) : NULL;
    const unsigned char *data;
    size_t length;
    release_maybe(size);
    release(buffer);
    if (bytes && !bytes_data_peek(bytes, &data, &length)) {
        raise_error(TypeError, "underlying %s() should have returned a bytes-like object, not '%T'", method, bytes);
        clear_place(&bytes);
    }
    return bytes;
}

/* What was held back and what was read, in one bytes. */
static Ref join_bytes(View held, View bytes)
{
    ByteBuilder joined = {0};
    const unsigned char *data;
    size_t length;
    if (bytes_data_peek(held, &data, &length) && length == 0 && bytes->type == TYPE_BYTES)
        return retain(bytes);
    bytebuilder_add(&joined, data, length);
    if (bytes_data_peek(bytes, &data, &length))
        bytebuilder_add(&joined, data, length);
    return bytebuilder_finish(&joined);
}

/* Decode one chunk more. 1; 0 at the end; -1 with an exception. hint: about so many characters are wanted. */
static int read_chunk(View self, size_t hint)
{
    TextWrapper *text = text_of(self);
    int64_t flags = 0;
    if (!text->can_read) {
        io_raise_unsupported("not readable");
        return -1;
    }
    Ref held = text->is_telling ? text_decoder_state(self, &flags) : NULL;
    if (text->is_telling && !held)
        return -1;
    double wanted = (double)hint * (text->bytes_per_character > 1 ? text->bytes_per_character : 1);
    size_t most = wanted > (double)text->chunk_size && wanted < 1e15 ? (size_t)wanted : text->chunk_size;
    Ref bytes = read_bytes(text, most), decoded = NULL;
    BytesHold hold = {0};
    if (bytes && bytes_hold(bytes, BYTES_READ, &hold))
        decoded = text_decode(self, hold.data, hold.length, hold.length == 0);
    int result = -1;
    Ref snapshot = decoded && held ? join_bytes(held, bytes) : NULL;
    if (decoded && (!held || snapshot)) {
        size_t count = str_length(decoded);
        text->bytes_per_character = count ? (double)hold.length / (double)count : 0;
        result = count > 0 || hold.length > 0;
        replace_take(&text->decoded, retain(decoded));
        text->used = 0;
        if (snapshot) {
            replace_take(&text->snapshot, retain(snapshot));
            text->snapshot_flags = flags;
        }
    }
    bytes_let_go(&hold);
    release_maybe(snapshot);
    release_maybe(decoded);
    release_maybe(held);
    release_maybe(bytes);
    return result;
}

static size_t left(const TextWrapper *text)
{
    return text->decoded ? str_length(text->decoded) - text->used : 0;
}

/* The next characters of those decoded. */
static Ref take(TextWrapper *text, size_t count)
{
    if (!count || !text->decoded)
        return retain(str_empty);
    Ref part = count == str_length(text->decoded) ? retain(text->decoded) : str_slice(text->decoded, text->used, text->used + count);
    if (part)
        text->used += count;
    return part;
}

/* --- read ----------------------------------------------------------------------------------------------- */

static Ref read_all(View self)
{
    TextWrapper *text = text_of(self);
    Ref buffer = retain(text->buffer), bytes = io_call_0(buffer, "read"), rest = NULL;
    BytesHold hold = {0};
    release(buffer);
    if (bytes && bytes_hold(bytes, BYTES_READ, &hold))
        rest = text_decode(self, hold.data, hold.length, true);
    else if (bytes)
        raise_error(TypeError, "underlying read() should have returned a bytes-like object, not '%T'", bytes);
    bytes_let_go(&hold);
    release_maybe(bytes);
    Ref start = rest && left(text) ? take(text, left(text)) : NULL;
    if (rest && start)
        replace_take(&rest, str_concat(start, rest));
    release_maybe(start);
    if (rest)
        text_forget_decoded(text);
    return rest;
}

static Ref read_some(View self, size_t wanted)
{
    TextWrapper *text = text_of(self);
    if (left(text) >= wanted)
        return take(text, wanted);
    StrBuilder out;
    size_t got = 0;
    int more = 1;
    strbuilder_start(&out);
    for (;;) {
        size_t count = left(text) < wanted - got ? left(text) : wanted - got;
        if (count) {
            strbuilder_add_slice(&out, text->decoded, text->used, text->used + count);
            text->used += count;
            got += count;
        }
        if (got >= wanted || out.failed || (more = read_chunk(self, wanted - got)) <= 0)
            break;
    }
    if (more >= 0)
        return strbuilder_finish(&out);
    strbuilder_abandon(&out);
    return NULL;
}

Ref text_read_native(View self, View *args)
{
    Index size;
    if (!io_size_argument(args[0], &size) || !text_check_open(self))
        return NULL;
    if (!text_of(self)->can_read)
        return io_raise_unsupported("not readable");
    if (!text_write_pending(self))
        return NULL;
    return size < 0 ? read_all(self) : read_some(self, (size_t)size);
}

/* --- lines ---------------------------------------------------------------------------------------------- */

/* The line began in chunks before; *ends_cr: with a '\r' last, which a '\n' may follow. The end of the line in this
 * chunk, or 0. */
static size_t end_in_chunk(const TextWrapper *text, bool ends_cr)
{
    StrView decoded = (StrView)text->decoded;
    if (ends_cr && str_at(decoded, text->used) == '\n')
        return text->used + 1;
    return io_line_end(decoded, text->used, decoded->length, text->newline, text->newlines.translate);
}

/* The rest of a line that is not whole in the present chunk. */
static Ref read_long_line(View self, size_t most)
{
    TextWrapper *text = text_of(self);
    StrBuilder line;
    size_t length = 0;
    bool ends_cr = false;
    bool is_pair = text->newline && text->newline[0] == '\r' && text->newline[1];
    int more = 1;
    strbuilder_start(&line);
    for (;;) {
        if (left(text)) {
            size_t end = end_in_chunk(text, ends_cr && is_pair), stop = end ? end : str_length(text->decoded);
            if (stop - text->used > most - length) {
                stop = text->used + (most - length);
                end = stop;
            }
            if (stop > text->used) {
                strbuilder_add_slice(&line, text->decoded, text->used, stop);
                ends_cr = str_at((StrView)text->decoded, stop - 1) == '\r';
            }
            length += stop - text->used;
            text->used = stop;
            if (end || length >= most || line.failed)
                break;
        }
        if (!check_interrupt() || (more = read_chunk(self, 0)) < 0) {
            strbuilder_abandon(&line);
            return NULL;
        }
        if (!more) {
            text_forget_decoded(text);
            break;
        }
    }
    return strbuilder_finish(&line);
}

static Ref read_line(View self, Index size)
{
    TextWrapper *text = text_of(self);
    size_t most = size < 0 ? SIZE_MAX : (size_t)size;
    if (text->pending_used && !text_write_pending(self))
        return NULL;
    if (left(text)) {
        StrView decoded = (StrView)text->decoded;
        size_t end = io_line_end(decoded, text->used, decoded->length, text->newline, text->newlines.translate);
        if (end)
            return take(text, end - text->used < most ? end - text->used : most);
    }
    return most ? read_long_line(self, most) : retain(str_empty);
}

Ref text_readline_native(View self, View *args)
{
    Index size = -1;
    if ((args[0] && !object_as_ssize(args[0], &size)) || !text_check_open(self))
        return NULL;
    return read_line(self, size);
}

Ref text_next(View self)
{
    TextWrapper *text = text_of(self);
    if (!text_check_attached(self))
        return NULL;
    text->is_telling = false;
    Ref line;
    if (type_of_peek(self) == &text_wrapper_type) {
        line = text_check_open(self) ? read_line(self, -1) : NULL;
    } else if ((line = io_call_0(self, "readline")) && !is_str(line)) {
        raise_error(OSError, "readline() should have returned an str object, not '%T'", line);
        clear_place(&line);
    }
    if (line && str_length(AS_OBJECT(str_view(line))) == 0) { /* the end: tell() knows again where it is */
        clear_place(&line);
        CLEAR(text->snapshot);
        text->is_telling = text->is_seekable;
    }
    return line;
}
