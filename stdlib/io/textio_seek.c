/* textio_seek: tell() and seek() of text streams.
 *
 * A place in text is one number, the cookie: where in the bytes to start, and what to do from there:
 *
 *      bits 0–63    64–95          96–127          128–159          160
 *     │ position │ decoder flags │ bytes to feed │ chars to skip │ at the end │
 *
 * Mostly the decoder holds nothing back, and the cookie is the position of a byte. tell() decodes the snapshot again
 * to find out which: from a safe start near the place, byte by byte. */
#include <unistd.h>

#include "runtime/numbers/int.h"
#include "stdlib/io/textio_private.h"

typedef struct Cookie {
    int64_t position;
    uint32_t flags, bytes_to_feed, characters_to_skip;
    bool needs_end;
} Cookie;

/* --- cookies -------------------------------------------------------------------------------------------- */

/* number << bits | value; consumes number. */
static Ref shift_in_take(Ref number, int bits, uint64_t value)
{
    Ref count = int_new(bits), added = int_from_uint64(value);
    Ref shifted = number && count ? object_binary(number, count, BINARY_LSHIFT) : NULL;
    Ref result = shifted && added ? object_binary(shifted, added, BINARY_OR) : NULL;
    release_maybe(number);
    release_maybe(count);
    release_maybe(added);
    release_maybe(shifted);
    return result;
}

static Ref cookie_pack(const Cookie *cookie)
{
    if (!cookie->flags && !cookie->bytes_to_feed && !cookie->characters_to_skip && !cookie->needs_end)
        return int_new(cookie->position);
    Ref number = shift_in_take(int_new(cookie->needs_end), 32, cookie->characters_to_skip);
    number = shift_in_take(number, 32, cookie->bytes_to_feed);
    number = shift_in_take(number, 32, cookie->flags);
    return shift_in_take(number, 64, (uint64_t)cookie->position);
}

/* 32 bits of the number, from `bit` on. False with an exception. */
static bool bits_of(View number, int bit, uint32_t *bits)
{
    Ref count = int_new(bit), mask = int_new(UINT32_MAX), shifted = count ? object_binary(number, count, BINARY_RSHIFT) : NULL;
    Ref low = shifted && mask ? object_binary(shifted, mask, BINARY_AND) : NULL;
    int64_t value = 0;
    bool done = low && object_as_int64(low, &value);
    *bits = (uint32_t)value;
    release_maybe(count);
    release_maybe(mask);
    release_maybe(shifted);
    release_maybe(low);
    return done;
}

static bool cookie_unpack(View number, Cookie *cookie)
{
    uint32_t low, high, end;
    if (!bits_of(number, 0, &low) || !bits_of(number, 32, &high) || !bits_of(number, 64, &cookie->flags) ||
        !bits_of(number, 96, &cookie->bytes_to_feed) || !bits_of(number, 128, &cookie->characters_to_skip) || !bits_of(number, 160, &end))
        return false;
    cookie->position = (int64_t)((uint64_t)high << 32 | low);
    cookie->needs_end = end & 1;
    return true;
}

/* --- tell ----------------------------------------------------------------------------------------------- */

/* The decoder to the state at the cookie's start. */
static bool set_decoder(View self, const Cookie *cookie)
{
    if (cookie->position == 0 && cookie->flags == 0)
        return text_decoder_reset(self);
    Ref nothing = bytes_new(NULL, 0);
    bool done = nothing && text_decoder_set_state(self, nothing, cookie->flags);
    release_maybe(nothing);
    return done;
}

/* How many characters the bytes give; -1 with an exception. */
static Index count_decoded(View self, const unsigned char *data, size_t length, bool is_final)
{
    Ref decoded = text_decode(self, data, length, is_final);
    Index count = decoded ? (Index)str_length(decoded) : -1;
    release_maybe(decoded);
    return count;
}

/* How many bytes the decoder holds back; -1 with an exception. */
static Index held_back(View self, int64_t *flags)
{
    Ref held = text_decoder_state(self, flags);
    Index length = held ? object_length(held) : -1;
    release_maybe(held);
    return length;
}

/* Find a start near the place from which the decoder has nothing to remember: the number of bytes to it, -1 with an
 * exception. The characters before it are taken off *skip. */
static Index find_start(View self, Cookie *cookie, const unsigned char *data, size_t length, size_t *skip)
{
    TextWrapper *text = text_of(self);
    int64_t flags;
    Index bytes = (Index)(text->bytes_per_character * (double)*skip), back = 1;
    if (bytes > (Index)length)
        bytes = (Index)length;
    while (bytes > 0) {
        if (!set_decoder(self, cookie))
            return -1;
        Index count = count_decoded(self, data, (size_t)bytes, false);
        if (count < 0)
            return -1;
        if ((size_t)count <= *skip) {
            Index held = held_back(self, &flags);
            if (held < 0)
                return -1;
            if (held == 0) {
                cookie->flags = (uint32_t)flags;
                *skip -= (size_t)count;
                return bytes;
            }
            bytes -= held;
            back = 1;
        } else {
            bytes -= back;
            back *= 2;
        }
    }
    return set_decoder(self, cookie) ? 0 : -1;
}

/* Go on from the start byte by byte, until `skip` characters have come; the cookie's start moves along where it
 * is safe. False with an exception. */
static bool feed(View self, Cookie *cookie, const unsigned char *data, size_t length, size_t skip)
{
    size_t decoded = 0, i = 0;
    int64_t flags;
    while (i < length) {
        Index count = count_decoded(self, data + i++, 1, false), held = count < 0 ? -1 : held_back(self, &flags);
        if (held < 0)
            return false;
        decoded += (size_t)count;
        cookie->bytes_to_feed++;
        if (held == 0 && decoded <= skip) {
            cookie->position += cookie->bytes_to_feed;
            skip -= decoded;
            cookie->flags = (uint32_t)flags;
            cookie->bytes_to_feed = 0;
            decoded = 0;
        }
        if (decoded >= skip)
            break;
    }
    cookie->characters_to_skip = (uint32_t)skip;
    if (decoded >= skip)
        return true;
    Index count = count_decoded(self, data, 0, true);
    if (count < 0)
        return false;
    cookie->needs_end = true;
    if (decoded + (size_t)count >= skip)
        return true;
    raise_error(OSError, "can't reconstruct logical file position");
    return false;
}

/* The cookie of the place within the snapshot; position is that of its end yet. */
static bool reckon(View self, Cookie *cookie)
{
    TextWrapper *text = text_of(self);
    const unsigned char *data;
    size_t length, skip = text->used;
    if (!bytes_data_peek(text->snapshot, &data, &length))
        return false;
    cookie->position -= (int64_t)length;
    cookie->flags = (uint32_t)text->snapshot_flags;
    if (!text->decoded || !skip)
        return true;
    int64_t flags;
    Ref snapshot = retain(text->snapshot), held = text_decoder_state(self, &flags);
    Index start = held ? find_start(self, cookie, data, length, &skip) : -1;
    bool done = start >= 0;
    if (done) {
        cookie->position += start;
        done = !skip || feed(self, cookie, data + start, length - (size_t)start, skip);
    }
    Ref failure = error_take();
    if (held && !text_decoder_set_state(self, held, flags))
        done = false;
    io_chain_take(failure);
    release_maybe(held);
    release(snapshot);
    return done;
}

Ref text_tell_native(View self, View *args UNUSED)
{
    TextWrapper *text = text_of(self);
    if (!text_check_open(self))
        return NULL;
    if (!text->is_seekable)
        return io_raise_unsupported("underlying stream is not seekable");
    if (!text->is_telling)
        return raise_error(OSError, "telling position disabled by next() call");
    if (!text_write_pending(self) || !io_do_0(self, "flush"))
        return NULL;
    Ref place = io_call_0(text->buffer, "tell");
    Cookie cookie = {0};
    if (!place || !text->can_read || !text->snapshot)
        return place;
    bool is_number = object_as_int64(place, &cookie.position);
    release(place);
    return is_number && reckon(self, &cookie) ? cookie_pack(&cookie) : NULL;
}

/* --- seek ----------------------------------------------------------------------------------------------- */

static Ref seek_to_end(View self)
{
    TextWrapper *text = text_of(self);
    if (!io_do_0(self, "flush"))
        return NULL;
    text_forget_decoded(text);
    if (text->can_read && !text_decoder_reset(self))
        return NULL;
    Ref zero = int_new(0), two = int_new(2), place = io_call_2(text->buffer, "seek", zero, two);
    release(zero);
    release(two);
    int truth = place && text->can_write ? object_truth(place) : 0;
    if (place && (truth < 0 || (text->can_write && !text_encoder_reset(self, !truth))))
        clear_place(&place);
    return place;
}

/* Read and decode what the cookie says from its start on. */
static bool skip_characters(View self, const Cookie *cookie)
{
    TextWrapper *text = text_of(self);
    Ref count = int_new(cookie->bytes_to_feed), bytes = io_call_1(text->buffer, "read", count), decoded = NULL;
    const unsigned char *data;
    size_t length;
    release(count);
    if (bytes && (!is_bytes(bytes) || !bytes_data_peek(bytes, &data, &length)))
        raise_error(TypeError, "underlying read() should have returned a bytes object, not '%T'", bytes);
    else if (bytes)
        decoded = text_decode(self, data, length, cookie->needs_end);
    bool done = decoded && str_length(decoded) >= cookie->characters_to_skip;
    if (decoded) {
        replace_take(&text->snapshot, retain(bytes));
        text->snapshot_flags = cookie->flags;
        replace_take(&text->decoded, retain(decoded));
        text->used = done ? cookie->characters_to_skip : 0;
        if (!done)
            raise_error(OSError, "can't restore logical file position");
    }
    release_maybe(bytes);
    release_maybe(decoded);
    return done;
}

static bool seek_to(View self, View number)
{
    TextWrapper *text = text_of(self);
    Cookie cookie;
    if (!io_do_0(self, "flush") || !cookie_unpack(number, &cookie))
        return false;
    Ref place = int_new(cookie.position), result = place ? io_call_1(text->buffer, "seek", place) : NULL;
    release_maybe(place);
    release_maybe(result);
    if (!result)
        return false;
    text_forget_decoded(text);
    if (text->can_read && !set_decoder(self, &cookie))
        return false;
    if (cookie.characters_to_skip) {
        if (!skip_characters(self, &cookie))
            return false;
    } else {
        Ref nothing = bytes_new(NULL, 0);
        if (!nothing)
            return false;
        replace_take(&text->snapshot, nothing);
        text->snapshot_flags = cookie.flags;
    }
    return !text->can_write || text_encoder_reset(self, cookie.position == 0 && cookie.flags == 0);
}

Ref text_seek_native(View self, View *args)
{
    TextWrapper *text = text_of(self);
    int64_t whence = 0;
    if ((args[1] && !object_as_int64(args[1], &whence)) || !text_check_open(self))
        return NULL;
    if (!text->is_seekable)
        return io_raise_unsupported("underlying stream is not seekable");
    if (whence < 0 || whence > 2)
        return raise_error(ValueError, "invalid whence (%d, should be %d, %d or %d)", (int)whence, SEEK_SET, SEEK_CUR, SEEK_END);
    if (whence) {
        int is_somewhere = object_truth(args[0]);
        if (is_somewhere < 0)
            return NULL;
        if (is_somewhere)
            return io_raise_unsupported(whence == SEEK_CUR ? "can't do nonzero cur-relative seeks" : "can't do nonzero end-relative seeks");
        if (whence == SEEK_END)
            return seek_to_end(self);
    }
    Ref number = whence == SEEK_CUR ? io_call_0(self, "tell") : object_index(args[0]);
    if (number && int_sign(int_view(number)) < 0) {
        raise_error(ValueError, "negative seek position %R", number);
        clear_place(&number);
    }
    if (number && !seek_to(self, number))
        clear_place(&number);
    return number;
}
