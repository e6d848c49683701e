/* textfile_read: how files are read.
 *
 * Text: pieces of the file are decoded as they come, as large as one read gives; lines and characters are
 * taken from the decoded text. What cannot be decoded yet (half a character, a \r that a \n may follow) waits
 * for the next piece:
 *
 *     in:  | the bytes of pending | not decoded yet |          |
 *          in_start               in_used           in_stop
 *
 * Binary: bytes are taken from `in` as they are. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/builtins/textfile.h"
#include "vm/run/frame.h"
#include "vm/run/interrupt.h"

/* One read(2), behind what is left over. False with an exception. */
static bool fill(TextFile *file)
{
    if (!file->in && !(file->in = heap_allocate(file->buffer_size))) {
        raise_memory_error();
        return false;
    }
    if (!textfile_flush(file))
        return false;
    size_t kept = file->in_stop - file->in_start;
    memmove(file->in, file->in + file->in_start, kept);
    file->in_used -= file->in_used < file->in_start ? file->in_used : file->in_start;
    file->in_start = 0;
    file->in_stop = kept;
    ssize_t got = -1;
    errno = EINTR;
    bool may_wait = interrupt_wait_begin();
    while (may_wait && (got = read(file->descriptor, file->in + kept, file->buffer_size - kept)) < 0 && errno == EINTR &&
           !thread.interrupted)
        continue;
    int failure = errno;
    interrupt_wait_end();
    if (got < 0 && failure == EINTR && interrupt_take()) { /* Ctrl-C ends the waiting; the terminal has dropped what was typed */
        raise_value(KeyboardInterrupt, NULL);
        return false;
    }
    if (got < 0) {
        raise_errno(failure, NULL);
        return false;
    }
    file->in_stop += (size_t)got;
    file->at_end = got == 0;
    return true;
}

/* A growing block of bytes. */
typedef struct ByteRun {
    unsigned char *data;
    size_t length, capacity;
} ByteRun;

static bool run_add(ByteRun *run, const unsigned char *bytes, size_t length)
{
    if (length == 0)
        return true;
    if (run->length + length > run->capacity) {
        size_t capacity = (run->length + length) * 2;
        unsigned char *data = heap_resize(run->data, run->capacity, capacity);
        if (!data) {
            raise_memory_error();
            return false;
        }
        run->data = data;
        run->capacity = capacity;
    }
    memcpy(run->data + run->length, bytes, length);
    run->length += length;
    return true;
}

static void run_free(ByteRun *run)
{
    if (run->data)
        heap_free(run->data, run->capacity);
}

/* --- binary --------------------------------------------------------------------------------------------- */

/* Up to a newline, to `most` bytes, or to the end. */
static Ref read_bytes(TextFile *file, bool line, size_t most)
{
    ByteRun run = {NULL, 0, 0};
    bool done = true, found = false;
    while (done && !found && run.length < most) {
        if (file->in_start == file->in_stop) {
            done = fill(file);
            if (!done || file->at_end)
                break;
        }
        size_t available = file->in_stop - file->in_start, wanted = most - run.length < available ? most - run.length : available;
        const unsigned char *start = file->in + file->in_start, *newline = line ? memchr(start, '\n', wanted) : NULL;
        size_t take = newline ? (size_t)(newline - start) + 1 : wanted;
        done = run_add(&run, start, take);
        file->in_start += take;
        found = newline != NULL;
    }
    Ref result = done ? bytes_new(run.data, run.length) : NULL;
    run_free(&run);
    return result;
}

Index textfile_read_into(TextFile *file, unsigned char *bytes, size_t length)
{
    size_t done = 0;
    while (done < length) {
        if (file->in_start == file->in_stop && (!fill(file) || file->at_end))
            break;
        size_t available = file->in_stop - file->in_start, take = length - done < available ? length - done : available;
        memcpy(bytes + done, file->in + file->in_start, take);
        file->in_start += take;
        done += take;
    }
    return error_is_set() ? -1 : (Index)done;
}

/* --- decoding ------------------------------------------------------------------------------------------- */

static unsigned unit_at(const TextFile *file, const unsigned char *at)
{
    bool is_big = strstr(file->in_encoding, "-be") != NULL;
    switch (file->form.unit) {
    case 2: return is_big ? (unsigned)at[0] << 8 | at[1] : (unsigned)at[1] << 8 | at[0];
    case 4:
        return is_big ? (unsigned)at[0] << 24 | (unsigned)at[1] << 16 | (unsigned)at[2] << 8 | at[3]
                      : (unsigned)at[3] << 24 | (unsigned)at[2] << 16 | (unsigned)at[1] << 8 | at[0];
    default: return at[0];
    }
}

/* How many bytes at the end belong to a character that is not whole yet. */
static size_t unfinished(const TextFile *file, const unsigned char *bytes, size_t length)
{
    size_t rest = length % file->form.unit;
    if (file->form.unit == 2 && length - rest >= 2 && (unit_at(file, bytes + length - rest - 2) & 0xFC00) == 0xD800)
        return rest + 2; /* the first half of a pair */
    if (!file->form.is_utf8)
        return rest;
    for (size_t back = 1; back <= 3 && back <= length; back++) {
        unsigned char byte = bytes[length - back];
        if (byte >= 0xC0)
            return (byte >= 0xF0 ? 4u : byte >= 0xE0 ? 3u : 2u) > back ? back : 0;
        if (byte < 0x80)
            return 0;
    }
    return 0;
}

/* At the beginning of a file the mark says which encoding follows. Returns its length. */
static size_t take_mark(TextFile *file, const unsigned char *bytes, size_t length)
{
    const CodecForm *form = &file->form;
    file->in_encoding = form->unmarked;
    if (!form->mark || length < form->mark_length)
        return 0;
    if (memcmp(bytes, form->mark, form->mark_length) == 0)
        return form->mark_length;
    if (form->unit == 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        file->in_encoding = "utf-16-be";
    else if (form->unit == 4 && memcmp(bytes, "\0\0\xFE\xFF", 4) == 0)
        file->in_encoding = "utf-32-be";
    else
        return 0;
    return form->mark_length;
}

/* NEWLINE_ANY: \r\n and \r become \n. Consumes the text. */
static Ref translate_take(Ref text)
{
    Ref carriage_return = text ? str_from_character('\r') : NULL;
    if (text && !carriage_return)
        clear_place(&text);
    if (!text || str_find(text, carriage_return, 0, str_length(text), false) < 0) {
        release_maybe(carriage_return);
        return text;
    }
    release(carriage_return);
    StrBuilder out;
    strbuilder_start(&out);
    for (size_t i = 0, length = str_length(text); i < length; i++) {
        Character c = str_at((StrView)text, i);
        if (c == '\r' && i + 1 < length && str_at((StrView)text, i + 1) == '\n')
            i++;
        strbuilder_add_character(&out, c == '\r' ? '\n' : c);
    }
    release(text);
    return strbuilder_finish(&out);
}

static const char *text_of(View text, const char *otherwise)
{
    return text ? (const char *)((StrView)text)->data : otherwise;
}

/* The short way is for text without mistakes; it lets surrogates pass, which begin with 0xED. */
static Ref decode_utf8(const unsigned char *bytes, size_t length, const char *errors)
{
    Ref text = memchr(bytes, 0xED, length) ? NULL : str_from_utf8((const char *)bytes, length);
    return text || (error_is_set() && !error_clear_if(UnicodeDecodeError)) ? text : codec_str_from_utf8(bytes, length, errors);
}

static Ref decode(TextFile *file, const unsigned char *bytes, size_t length)
{
    const char *errors = text_of(file->errors, "strict");
    Ref text;
    if (file->form.is_utf8) {
        text = decode_utf8(bytes, length, errors);
    } else {
        Ref copy = bytes_new(bytes, length);
        text = copy ? codec_decode_bytes(copy, file->in_encoding, errors) : NULL;
        release_maybe(copy);
    }
    return file->newline == NEWLINE_ANY ? translate_take(text) : text;
}

/* Is the beginning of the file what is decoded next? */
static bool is_at_beginning(const TextFile *file)
{
    return !file->in_encoding;
}

static bool splits_at_carriage_return(const TextFile *file)
{
    return file->newline == NEWLINE_ANY || file->newline == NEWLINE_KEEP;
}

/* Decode the next piece into `pending`, which is empty afterwards only at the end of the file. False with an
 * exception. */
static bool next_piece(TextFile *file)
{
    clear_place(&file->pending);
    file->pending_at = 0;
    file->in_start = file->in_used;
    for (;;) {
        if (!fill(file))
            return false;
        unsigned char *bytes = file->in + file->in_start;
        size_t length = file->in_stop - file->in_start;
        if (is_at_beginning(file)) {
            if (length < file->form.mark_length && !file->at_end)
                continue;
            file->in_start += take_mark(file, bytes, length);
            bytes = file->in + file->in_start;
            length = file->in_stop - file->in_start;
        }
        size_t usable = file->at_end ? length : length - unfinished(file, bytes, length);
        if (!file->at_end && splits_at_carriage_return(file) && usable && unit_at(file, bytes + usable - file->form.unit) == '\r')
            usable -= file->form.unit;
        if (usable == 0 && !file->at_end)
            continue;
        file->in_used = file->in_start + usable;
        file->pending = decode(file, bytes, usable);
        if (!file->pending)
            file->in_used = file->in_stop; /* what cannot be decoded is gone, as in CPython */
        if (!file->pending || str_length(file->pending) || file->at_end)
            return file->pending != NULL;
        file->in_start = file->in_used;
    }
}

/* Is there text to give out? 1, 0 at the end of the file, -1. */
static int have_text(TextFile *file)
{
    if (file->pending && file->pending_at < str_length(file->pending))
        return 1;
    if (!next_piece(file))
        return -1;
    return str_length(file->pending) > 0;
}

/* Add pending[pending_at:stop] to *text (NULL: nothing yet). False with an exception. */
static bool give_out(TextFile *file, size_t stop, Ref *text)
{
    Ref part = str_slice(file->pending, file->pending_at, stop);
    file->pending_at = stop;
    *text = part && *text ? str_concat_take(*text, part) : (release_maybe(*text), retain_maybe(part));
    release_maybe(part);
    return *text != NULL;
}

/* --- text ----------------------------------------------------------------------------------------------- */

/* The place behind the next \n; 0: there is none. */
static size_t behind_newline(StrView text, size_t from)
{
    if (text->kind == STR_1) {
        const unsigned char *found = from < text->length ? memchr(text->data + from, '\n', text->length - from) : NULL;
        return found ? (size_t)(found - text->data) + 1 : 0;
    }
    if (text->kind == STR_2) {
        const uint16_t *data = (const uint16_t *)(const void *)text->data;
        while (from < text->length && data[from] != '\n')
            from++;
    } else {
        const uint32_t *data = (const uint32_t *)(const void *)text->data;
        while (from < text->length && data[from] != '\n')
            from++;
    }
    return from < text->length ? from + 1 : 0;
}

/* Where the line ends in `pending`, searched from `from`; 0: not in there. `before` is the last character
 * given out of the line so far. */
static size_t line_stop(const TextFile *file, size_t from, Character before)
{
    StrView text = (StrView)file->pending;
    for (size_t i = from; i < text->length; i++) {
        Character c = str_at(text, i), last = i > from ? str_at(text, i - 1) : before;
        bool is_pair = c == '\n' && last == '\r';
        switch (file->newline) {
        case NEWLINE_ANY:
        case NEWLINE_LF: return behind_newline(text, i);
        case NEWLINE_KEEP:
            if (c == '\n')
                return i + 1;
            if (c == '\r') /* its \n, if there is one, is in the same piece */
                return i + 1 < text->length && str_at(text, i + 1) == '\n' ? i + 2 : i + 1;
            break;
        case NEWLINE_CR:
            if (c == '\r')
                return i + 1;
            break;
        case NEWLINE_CRLF:
            if (is_pair)
                return i + 1;
            break;
        }
    }
    return 0;
}

/* Up to the end of a line (`line`), to `most` characters, or to the end of the file. */
static Ref read_text(TextFile *file, bool line, size_t most)
{
    Ref text = NULL;
    int more = 1;
    while (most > 0 && (more = have_text(file)) > 0) {
        size_t length = str_length(file->pending), stop = 0, given = text ? str_length(text) : 0;
        if (line)
            stop = line_stop(file, file->pending_at, given ? str_at((StrView)text, given - 1) : 0);
        bool is_whole = stop > 0;
        if (!is_whole)
            stop = length;
        if (stop - file->pending_at >= most) {
            stop = file->pending_at + most;
            is_whole = true;
        }
        most -= stop - file->pending_at;
        if (!give_out(file, stop, &text))
            return NULL;
        if (is_whole)
            break;
    }
    if (more < 0)
        clear_place(&text);
    return more < 0 ? NULL : text ? text : retain(str_empty);
}

/* All that is left is decoded at once, as CPython does: where an error is counts from here. */
static Ref read_all(TextFile *file)
{
    Ref text = NULL;
    if (!file->in_encoding && !next_piece(file))
        return NULL;
    if (file->pending && !give_out(file, str_length(file->pending), &text))
        return NULL;
    clear_place(&file->pending);
    file->pending_at = 0;
    ByteRun run = {NULL, 0, 0};
    file->in_start = file->in_used;
    bool done = run_add(&run, file->in + file->in_start, file->in_stop - file->in_start);
    do {
        file->in_start = file->in_used = file->in_stop = 0;
        done = done && fill(file) && run_add(&run, file->in, file->in_stop);
    } while (done && !file->at_end);
    Ref rest = done ? decode(file, run.data ? run.data : (const unsigned char *)"", run.length) : NULL;
    run_free(&run);
    Ref result = rest && text ? str_concat_take(text, rest) : retain_maybe(rest);
    if (!rest)
        release_maybe(text);
    release_maybe(rest);
    return result;
}

Ref textfile_read(TextFile *file, size_t most)
{
    if (file->flags & TEXTFILE_BINARY)
        return read_bytes(file, false, most);
    return most == SIZE_MAX ? read_all(file) : read_text(file, false, most);
}

Ref textfile_read_line(TextFile *file, size_t most)
{
    return file->flags & TEXTFILE_BINARY ? read_bytes(file, true, most) : read_text(file, true, most);
}

/* --- places --------------------------------------------------------------------------------------------- */

void textfile_drop_input(TextFile *file)
{
    file->in_start = file->in_used = file->in_stop = 0;
    clear_place(&file->pending);
    file->pending_at = 0;
    file->is_iterated = false;
}

bool textfile_return_input(TextFile *file)
{
    off_t ahead = (off_t)(file->in_stop - file->in_start);
    if (ahead && lseek(file->descriptor, -ahead, SEEK_CUR) < 0) {
        raise_errno(errno, NULL);
        return false;
    }
    textfile_drop_input(file);
    return true;
}

/* The character at `at` (below stop): the number of its bytes; \r\n that becomes \n is one. */
static size_t character_size(const TextFile *file, size_t at, size_t stop)
{
    size_t unit = file->form.unit, size = unit;
    while (at + size < stop && ((file->form.is_utf8 && (file->in[at + size] & 0xC0) == 0x80) ||
                                (unit == 2 && (unit_at(file, file->in + at + size) & 0xFC00) == 0xDC00)))
        size += unit;
    if (file->newline == NEWLINE_ANY && unit_at(file, file->in + at) == '\r' && at + size < stop &&
        unit_at(file, file->in + at + size) == '\n')
        size += unit;
    return size;
}

/* The bytes of pending[:pending_at]. -1 with OSError if they cannot be told, because an error handler made
 * other characters of some. */
static int64_t bytes_given_out(TextFile *file)
{
    size_t characters = 0, at = file->in_start, found = file->pending_at == 0 ? at : 0;
    for (; at < file->in_used; at += character_size(file, at, file->in_used))
        if (characters++ == file->pending_at)
            found = at;
    if (characters == file->pending_at)
        found = at;
    if (characters == str_length(file->pending))
        return (int64_t)(found - file->in_start);
    raise_error(OSError, "can't tell the position among characters that errors=%R made", file->errors);
    return -1;
}

int64_t textfile_tell(TextFile *file)
{
    if (!textfile_flush(file))
        return -1;
    off_t place = lseek(file->descriptor, 0, SEEK_CUR);
    if (place < 0) {
        textfile_raise_unsupported("underlying stream is not seekable");
        return -1;
    }
    place -= (off_t)(file->in_stop - file->in_start);
    if (file->flags & TEXTFILE_BINARY || !file->pending)
        return place;
    int64_t given = bytes_given_out(file);
    return given < 0 ? -1 : place + given;
}
