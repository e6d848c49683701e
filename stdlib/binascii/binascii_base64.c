/* binascii_base64: three bytes as four characters of 64, and back. */
#include "runtime/errors/errors.h"
#include "stdlib/binascii/binascii_private.h"
#include "stdlib/module_types.h"

static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Ref binascii_b2a_base64(View module UNUSED, View *args)
{
    BytesHold hold;
    bool newline;
    if (!binascii_read_flag(args[1], true, &newline) || !bytes_hold_required(args[0], &hold))
        return NULL;
    if (hold.length > PTRDIFF_MAX / 2) {
        bytes_let_go(&hold);
        return module_raise(binascii_error_peek(), "Too much data for base64 line");
    }
    size_t length = hold.length;
    Ref result = bytes_new(NULL, (length + 2) / 3 * 4 + newline);
    unsigned char *out = result ? ((BytesObject *)result)->data : NULL;
    for (size_t i = 0; result && i < length; i += 3) {
        uint32_t word = (uint32_t)hold.data[i] << 16 | (i + 1 < length ? (uint32_t)hold.data[i + 1] << 8 : 0) |
                        (i + 2 < length ? (uint32_t)hold.data[i + 2] : 0);
        *out++ = (unsigned char)characters[word >> 18];
        *out++ = (unsigned char)characters[word >> 12 & 63];
        *out++ = i + 1 < length ? (unsigned char)characters[word >> 6 & 63] : '=';
        *out++ = i + 2 < length ? (unsigned char)characters[word & 63] : '=';
    }
    if (result && newline)
        *out = '\n';
    bytes_let_go(&hold);
    return result;
}

/* What each character stands for; 0 means none, so one is added. */
static const unsigned char *values(void)
{
    static unsigned char table[256];
    for (unsigned char i = 0; i < 64 && !table['/']; i++)
        table[(unsigned char)characters[i]] = (unsigned char)(i + 1);
    return table;
}

/* Decode into `out`, which has room; NULL with binascii.Error, else where it ends. */
static unsigned char *decode(const BytesHold *hold, bool is_strict, unsigned char *out)
{
    const unsigned char *table = values(), *begin = out;
    unsigned place = 0, pads = 0, left = 0;
    bool in_padding = false;
    const char *problem = is_strict && hold->length && hold->data[0] == '=' ? "Leading padding not allowed" : NULL;
    for (size_t i = 0; !problem && i < hold->length; i++) {
        unsigned char c = hold->data[i];
        if (c == '=') {
            in_padding = true;
            if (place < 2 || place + ++pads < 4)
                continue;
            if (!is_strict || i + 1 == hold->length)
                return out; /* what follows the padding is not read */
            problem = "Excess data after padding";
        } else if (!table[c]) {
            problem = is_strict ? "Only base64 data is allowed" : NULL;
        } else if (is_strict && in_padding) {
            problem = "Discontinuous padding not allowed";
        } else {
            pads = 0;
            left = left << 6 | (unsigned)(table[c] - 1);
            if (place)
                *out++ = (unsigned char)(left >> (6 - 2 * place));
            place = (place + 1) % 4;
        }
    }
    if (!problem && place == 1)
        return module_raise(binascii_error_peek(),
                            "Invalid base64-encoded string: number of data characters (%zd) cannot be 1 more than a multiple of 4",
                            (Index)((out - begin) / 3 * 4 + 1));
    if (!problem && place)
        problem = "Incorrect padding";
    return problem ? module_raise(binascii_error_peek(), "%s", problem) : out;
}

Ref binascii_a2b_base64(View module UNUSED, View *args)
{
    BytesHold hold;
    bool is_strict;
    if (!binascii_read_flag(args[1], false, &is_strict) || !binascii_hold_text(args[0], &hold))
        return NULL;
    size_t room = hold.length / 4 * 3 + 3;
    Ref result = NULL;
    unsigned char *out = heap_allocate(room), *end = out ? decode(&hold, is_strict, out) : raise_memory_error();
    if (end)
        result = bytes_new(out, (size_t)(end - out));
    if (out)
        heap_free(out, room);
    bytes_let_go(&hold);
    return result;
}
