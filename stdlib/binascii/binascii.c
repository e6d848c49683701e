/* binascii: bytes as text and back. Here: the module's table, hexadecimal digits, checksums. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/binascii/binascii_private.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

static Ref error_class, incomplete_class;

View binascii_error_peek(void)
{
    return module_error_class_peek(&error_class, "binascii", "Error", AS_OBJECT(&exception_types[ValueError]));
}

bool binascii_hold_text(View object, BytesHold *hold)
{
    StrView text = str_view(object);
    hold->owner = NULL;
    if (text) {
        if (!text->is_ascii)
            return raise_error(ValueError, "string argument should contain only ASCII characters") != NULL;
        *hold = (BytesHold){text->data, text->length, retain(AS_OBJECT(text))};
        return true;
    }
    if (bytes_hold_required(object, hold))
        return true;
    if (error_clear_if(TypeError))
        raise_error(TypeError, "argument should be bytes, buffer or ASCII string, not '%T'", object);
    return false;
}

bool binascii_read_flag(View argument, bool otherwise, bool *flag)
{
    int truth = argument ? object_int_truth(argument) : otherwise;
    *flag = truth > 0;
    return truth >= 0;
}

/* --- hexadecimal ---------------------------------------------------------------------------------------- */

static Ref hex_of(const BytesHold *hold, int separator, Index group)
{
    Ref result = bytes_new(NULL, bytes_hex_digits(NULL, hold->data, hold->length, separator, group));
    if (result && hold->length)
        (void)bytes_hex_digits(((BytesObject *)result)->data, hold->data, hold->length, separator, group);
    return result;
}

static Ref hexlify(View self UNUSED, View *args)
{
    BytesHold hold;
    int32_t group = 1;
    if (args[2] && !object_as_int32(args[2], &group))
        return NULL;
    int separator = bytes_hex_separator(args[1]);
    if (separator == -1 || !bytes_hold_required(args[0], &hold))
        return NULL;
    Ref result = hold.length > PTRDIFF_MAX / 4 ? raise_memory_error() : hex_of(&hold, separator, group);
    bytes_let_go(&hold);
    return result;
}

static Ref bytes_of_digits(const BytesHold *hold)
{
    if (hold->length % 2)
        return module_raise(binascii_error_peek(), "Odd-length string");
    Ref result = bytes_new(NULL, hold->length / 2);
    for (size_t i = 0; result && i < hold->length; i += 2) {
        int high = binascii_digit(hold->data[i]), low = binascii_digit(hold->data[i + 1]);
        if (high < 0 || low < 0) {
            release(result);
            return module_raise(binascii_error_peek(), "Non-hexadecimal digit found");
        }
        ((BytesObject *)result)->data[i / 2] = (unsigned char)(high << 4 | low);
    }
    return result;
}

static Ref unhexlify(View self UNUSED, View *args)
{
    BytesHold hold;
    if (!binascii_hold_text(args[0], &hold))
        return NULL;
    Ref result = bytes_of_digits(&hold);
    bytes_let_go(&hold);
    return result;
}

/* --- checksums ------------------------------------------------------------------------------------------ */

/* CRC-32 as zlib has it: the polynomial 0xEDB88320, low bit first. */
static uint32_t crc32_of(uint32_t crc, const unsigned char *data, size_t length)
{
    static uint32_t table[256];
    if (!table[1])
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t value = i;
            for (int bit = 0; bit < 8; bit++)
                value = value >> 1 ^ (value & 1 ? 0xEDB88320u : 0);
            table[i] = value;
        }
    crc = ~crc;
    for (size_t i = 0; i < length; i++)
        crc = crc >> 8 ^ table[(crc ^ data[i]) & 0xFF];
    return ~crc;
}

static Ref crc32(View self UNUSED, View *args)
{
    BytesHold hold;
    uint64_t crc = 0;
    if ((args[1] && !object_low_bits(args[1], &crc)) || !bytes_hold_required(args[0], &hold))
        return NULL;
    Ref result = int_new(crc32_of((uint32_t)crc, hold.data, hold.length));
    bytes_let_go(&hold);
    return result;
}

/* CRC-16 of BinHex: the polynomial 0x1021, high bit first. */
static Ref crc_hqx(View self UNUSED, View *args)
{
    BytesHold hold;
    uint64_t bits;
    if (!object_low_bits(args[1], &bits) || !bytes_hold_required(args[0], &hold))
        return NULL;
    uint32_t crc = (uint32_t)bits & 0xFFFF;
    for (size_t i = 0; i < hold.length; i++) {
        crc ^= (uint32_t)hold.data[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021u : 0)) & 0xFFFF;
    }
    bytes_let_go(&hold);
    return int_new(crc);
}

/* --- the module ----------------------------------------------------------------------------------------- */

static bool init(ModuleObject *module)
{
    View error = binascii_error_peek();
    View incomplete = error ? module_error_class_peek(&incomplete_class, "binascii", "Incomplete", AS_OBJECT(&exception_types[Exception]))
                            : NULL;
    return incomplete && dict_set_text(module->dict, "Error", error) && dict_set_text(module->dict, "Incomplete", incomplete);
}

static const NativeFunction functions[] = {
    {"a2b_base64(data, /, *, strict_mode=False)", binascii_a2b_base64,
     "Decode a line of base64 data.\n\n  strict_mode\n    When set to True, bytes that are not in the base64 standard are not allowed.\n"
     "    The same applies to excess data after padding (= / ==)."},
    {"a2b_hex(hexstr, /)", unhexlify, "Binary data of hexadecimal representation.\n\nhexstr must contain an even number of hex digits."},
    {"a2b_qp(data, header=False)", binascii_a2b_qp, "Decode a string of qp-encoded data."},
    {"a2b_uu(data, /)", binascii_a2b_uu, "Decode a line of uuencoded data."},
    {"b2a_base64(data, /, *, newline=True)", binascii_b2a_base64, "Base64-code line of data."},
    {"b2a_hex(data, sep=None, bytes_per_sep=1)", hexlify,
     "Hexadecimal representation of binary data.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n"
     "  bytes_per_sep\n    How many bytes between separators, counted from the end; from the front if negative."},
    {"b2a_qp(data, quotetabs=False, istext=True, header=False)", binascii_b2a_qp,
     "Encode a string using quoted-printable encoding.\n\nOn encoding, when istext is set, newlines are not encoded, and white\n"
     "space at end of lines is.  When istext is not set, \\r and \\n (CR/LF)\nare both encoded.  When quotetabs is set, space and tabs "
     "are encoded."},
    {"b2a_uu(data, /, *, backtick=False)", binascii_b2a_uu, "Uuencode line of data."},
    {"crc32(data, crc=0, /)", crc32, "Compute CRC-32 incrementally."},
    {"crc_hqx(data, crc, /)", crc_hqx, "Compute CRC-CCITT incrementally."},
    {"hexlify(data, sep=None, bytes_per_sep=1)", hexlify,
     "Hexadecimal representation of binary data.\n\nThis function is also available as \"b2a_hex()\"."},
    {"unhexlify(hexstr, /)", unhexlify, "Binary data of hexadecimal representation.\n\nThis function is also available as \"a2b_hex()\"."},
    {NULL, NULL, NULL},
};

const NativeModule binascii_module = {
    .name = "binascii", .doc = "Conversion between binary data and ASCII", .functions = functions, .init = init};
