/* bytes_methods: finding, replacing, joining, padding, converting: methods of bytes and bytearray.
 *
 * Callbacks:  converting an argument may run Python code that changes a bytearray, so `self`'s span is taken
 *             after all conversions. */
#include "runtime/bytes/bytes_private.h"

#include "runtime/bytes/bytebuilder.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/search.h"
#include "runtime/text/sequence.h"
#include "runtime/text/str.h"

static Span own_span(View self)
{
    Span span;
    (void)span_of(self, &span);
    return span;
}

/* --- finding -------------------------------------------------------------------------------------------- */

Index bytes_span_find(Span text, Span part, bool from_right)
{
    if (part.length > text.length)
        return -1;
    if (part.length == 0)
        return from_right ? (Index)text.length : 0;
    return search_same_kind((Characters){text.data, text.length, 1}, (Characters){part.data, part.length, 1}, from_right);
}

/* What to look for: bytes, or one byte as an int, kept in *byte. */
static bool needle(View object, Span *part, unsigned char *byte)
{
    if (span_of(object, part))
        return true;
    if (!is_int(object) && !type_of_peek(object)->as_index) {
        raise_error(TypeError, "argument should be integer or bytes-like object, not '%T'", object);
        return false;
    }
    *part = (Span){byte, 1};
    return byte_value(object, byte);
}

/* The part of self from `from` to `to`, as far as there is one; *offset is where it begins. */
static Span clipped(View self, size_t from, size_t to, size_t *offset, bool *possible)
{
    Span all = own_span(self);
    if (to > all.length)
        to = all.length;
    *possible = from <= to;
    *offset = *possible ? from : 0;
    return *possible ? (Span){all.data + from, to - from} : (Span){all.data, 0};
}

/* The part of self between the bounds of args[1] and args[2]; *offset is where it begins. False with an
 * exception. *possible: start is not behind the end. */
static bool bounded(View self, View *args, Span *text, size_t *offset, bool *possible)
{
    size_t from, to;
    if (!str_range(args[1], args[2], own_span(self).length, &from, &to))
        return false;
    *text = clipped(self, from, to, offset, possible);
    return true;
}

/* The bounds first, then what to look for, as in CPython. Both may run code: spans are taken last. */
static bool search_arguments(View self, View *args, Span *part, unsigned char *byte, Span *text, size_t *offset, bool *possible)
{
    size_t from, to;
    if (!str_range(args[1], args[2], own_span(self).length, &from, &to) || !needle(args[0], part, byte))
        return false;
    *text = clipped(self, from, to, offset, possible);
    return true;
}

/* -2: failed. */
static Index find(View self, View *args, bool from_right)
{
    Span part, text;
    unsigned char byte;
    size_t offset;
    bool possible;
    if (!search_arguments(self, args, &part, &byte, &text, &offset, &possible))
        return -2;
    Index found = possible ? bytes_span_find(text, part, from_right) : -1;
    return found < 0 ? -1 : found + (Index)offset;
}

static Ref found_or_minus_one(Index found)
{
    return found == -2 ? NULL : int_new(found);
}

static Ref found_or_error(Index found)
{
    if (found == -1)
        return raise_error(ValueError, "subsection not found");
    return found_or_minus_one(found);
}

Ref bytes_find(View self, View *args)
{
    return found_or_minus_one(find(self, args, false));
}
Ref bytes_rfind(View self, View *args)
{
    return found_or_minus_one(find(self, args, true));
}
Ref bytes_index(View self, View *args)
{
    return found_or_error(find(self, args, false));
}
Ref bytes_rindex(View self, View *args)
{
    return found_or_error(find(self, args, true));
}

/* Fewer after Ctrl-C: the caller checks. */
static size_t count_of(Span text, Span part, size_t most)
{
    if (part.length == 0)
        return text.length < most ? text.length + 1 : most;
    size_t count = 0;
    for (Index at; count < most && !thread.interrupted && (at = bytes_span_find(text, part, false)) >= 0; count++) {
        text.data += (size_t)at + part.length;
        text.length -= (size_t)at + part.length;
    }
    return count;
}

Ref bytes_count(View self, View *args)
{
    Span part, text;
    unsigned char byte;
    size_t offset;
    bool possible;
    if (!search_arguments(self, args, &part, &byte, &text, &offset, &possible))
        return NULL;
    size_t count = possible ? count_of(text, part, SIZE_MAX) : 0;
    return check_interrupt() ? int_from_uint64(count) : NULL;
}

static bool has_at(Span text, Span part, bool at_end)
{
    return part.length <= text.length && memcmp(at_end ? text.data + text.length - part.length : text.data, part.data, part.length) == 0;
}

static Ref starts_or_ends(View self, View *args, bool at_end, const char *message)
{
    Span text, part;
    size_t offset;
    bool possible;
    if (!bounded(self, args, &text, &offset, &possible))
        return NULL;
    if (!is_tuple(args[0])) {
        if (!span_of(args[0], &part))
            return raise_error(TypeError, message, args[0]);
        return bool_new(possible && has_at(text, part, at_end));
    }
    for (size_t i = 0; i < tuple_length(args[0]); i++) {
        if (!bytes_span_required(tuple_item_peek(args[0], i), &part))
            return NULL;
        if (possible && has_at(text, part, at_end))
            return bool_new(true);
    }
    return bool_new(false);
}

Ref bytes_startswith(View self, View *args)
{
    return starts_or_ends(self, args, false, "startswith first arg must be bytes or a tuple of bytes, not %T");
}

Ref bytes_endswith(View self, View *args)
{
    return starts_or_ends(self, args, true, "endswith first arg must be bytes or a tuple of bytes, not %T");
}

Ref bytes_removeprefix(View self, View *args)
{
    Span part;
    if (!bytes_span_required(args[0], &part))
        return NULL;
    Span text = own_span(self);
    size_t cut = part.length && has_at(text, part, false) ? part.length : 0;
    return cut == 0 && self->type == TYPE_BYTES ? retain(self) : bytes_like_new(self, text.data + cut, text.length - cut);
}

Ref bytes_removesuffix(View self, View *args)
{
    Span part;
    if (!bytes_span_required(args[0], &part))
        return NULL;
    Span text = own_span(self);
    size_t cut = part.length && has_at(text, part, true) ? part.length : 0;
    return cut == 0 && self->type == TYPE_BYTES ? retain(self) : bytes_like_new(self, text.data, text.length - cut);
}

/* --- replacing and joining ------------------------------------------------------------------------------ */

static unsigned char *put(unsigned char *out, Span span)
{
    memcpy(out, span.data, span.length);
    return out + span.length;
}

/* False with KeyboardInterrupt. */
static bool write_replaced(unsigned char *out, Span text, Span old, Span new, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!check_interrupt())
            return false;
        size_t at = old.length ? (size_t)bytes_span_find(text, old, false) : i > 0;
        out = put(put(out, (Span){text.data, at}), new);
        text.data += at + old.length;
        text.length -= at + old.length;
    }
    put(out, text);
    return true;
}

Ref bytes_replace(View self, View *args)
{
    Index most = -1;
    Span old, new;
    if (args[2] && !object_as_ssize(args[2], &most))
        return NULL;
    if (!bytes_span_required(args[0], &old) || !bytes_span_required(args[1], &new))
        return NULL;
    Span text = own_span(self);
    size_t count = count_of(text, old, most < 0 ? SIZE_MAX : (size_t)most);
    if (!check_interrupt())
        return NULL;
    if (count == 0)
        return self->type == TYPE_BYTES ? retain(self) : bytes_like_new(self, text.data, text.length);
    size_t added;
    if (__builtin_mul_overflow(count, new.length, &added) || added > (size_t)PTRDIFF_MAX - text.length)
        return raise_error(OverflowError, "replace bytes is too long");
    size_t length = text.length - count * old.length + added;
    Ref result = bytes_like_new(self, NULL, length);
    if (result && length && !write_replaced(bytes_writable(result), text, old, new, count))
        clear_place(&result);
    return result;
}

static bool add_joined(ByteBuilder *builder, View item, size_t index)
{
    Span span;
    if (!span_of(item, &span)) {
        raise_error(TypeError, "sequence item %zu: expected a bytes-like object, %T found", index, item);
        return false;
    }
    bytebuilder_add(builder, span.data, span.length);
    return true;
}

Ref bytes_join(View self, View *args)
{
    Ref list = is_list(args[0]) || is_tuple(args[0]) ? retain(args[0]) : list_from_sequence(args[0], "can only join an iterable");
    if (!list)
        return NULL;
    bool in_tuple = is_tuple(list), done = true;
    size_t count = in_tuple ? tuple_length(list) : ((ListView)list)->used;
    View only = count == 1 ? in_tuple ? tuple_item_peek(list, 0) : list_item_peek((ListView)list, 0) : NULL;
    if (only && only->type == TYPE_BYTES && is_bytes(self)) {
        retain(only);
        release(list);
        return (Ref)(uintptr_t)only;
    }
    ByteBuilder builder = {0};
    for (size_t i = 0; done && i < count; i++) {
        Span separator = own_span(self);
        if (i)
            bytebuilder_add(&builder, separator.data, separator.length);
        done = check_interrupt() && add_joined(&builder, in_tuple ? tuple_item_peek(list, i) : list_item_peek((ListView)list, i), i);
    }
    Ref result = NULL;
    if (!done)
        bytebuilder_abandon(&builder);
    else if ((result = bytebuilder_finish(&builder)) && !is_bytes(self)) {
        Span span = own_span(result);
        Ref array = bytearray_new(span.data, span.length);
        release(result);
        result = array;
    }
    release(list);
    return result;
}

/* --- stripping ------------------------------------------------------------------------------------------ */

static bool is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_stripped(unsigned char c, const Span *set)
{
    return set ? memchr(set->data, c, set->length) != NULL : is_space(c);
}

static Ref strip(View self, View *args, bool left, bool right)
{
    Span set, text;
    bool given = args[0] && args[0] != NONE;
    if (given && !bytes_span_required(args[0], &set))
        return NULL;
    text = own_span(self);
    size_t start = 0, stop = text.length;
    while (left && start < stop && is_stripped(text.data[start], given ? &set : NULL))
        start++;
    while (right && stop > start && is_stripped(text.data[stop - 1], given ? &set : NULL))
        stop--;
    if (stop - start == text.length && self->type == TYPE_BYTES)
        return retain(self);
    return bytes_like_new(self, text.data + start, stop - start);
}

Ref bytes_strip(View self, View *args)
{
    return strip(self, args, true, true);
}
Ref bytes_lstrip(View self, View *args)
{
    return strip(self, args, true, false);
}
Ref bytes_rstrip(View self, View *args)
{
    return strip(self, args, false, true);
}

/* --- padding -------------------------------------------------------------------------------------------- */

static Ref padded(View self, size_t left, size_t right, unsigned char fill)
{
    Span text = own_span(self);
    if (left + right == 0 && self->type == TYPE_BYTES)
        return retain(self);
    Ref result = bytes_like_new(self, NULL, left + text.length + right);
    if (!result || left + text.length + right == 0)
        return result;
    unsigned char *out = bytes_writable(result);
    memset(out, fill, left);
    memcpy(out + left, text.data, text.length);
    memset(out + left + text.length, fill, right);
    return result;
}

/* The width and fill byte, and how many bytes are missing. */
static bool padding(View self, View *args, const char *name, size_t *missing, size_t *width, unsigned char *fill)
{
    Index wanted;
    Span span = {(const unsigned char *)" ", 1};
    if (!object_as_ssize(args[0], &wanted))
        return false;
    if (args[1] && (!span_of(args[1], &span) || span.length != 1)) {
        raise_error(TypeError, "%s() argument 2 must be a byte string of length 1, not %K", name, args[1]);
        return false;
    }
    size_t length = own_span(self).length;
    *fill = span.data[0];
    *width = wanted < 0 ? 0 : (size_t)wanted;
    *missing = *width > length ? *width - length : 0;
    return true;
}

Ref bytes_ljust(View self, View *args)
{
    size_t missing, width;
    unsigned char fill;
    return padding(self, args, "ljust", &missing, &width, &fill) ? padded(self, 0, missing, fill) : NULL;
}

Ref bytes_rjust(View self, View *args)
{
    size_t missing, width;
    unsigned char fill;
    return padding(self, args, "rjust", &missing, &width, &fill) ? padded(self, missing, 0, fill) : NULL;
}

Ref bytes_center(View self, View *args)
{
    size_t missing, width;
    unsigned char fill;
    if (!padding(self, args, "center", &missing, &width, &fill))
        return NULL;
    size_t left = missing / 2 + (missing & width & 1);
    return padded(self, left, missing - left, fill);
}

Ref bytes_zfill(View self, View *args)
{
    size_t missing, width;
    unsigned char fill;
    View only_width[2] = {args[0], NULL};
    if (!padding(self, only_width, "zfill", &missing, &width, &fill))
        return NULL;
    Ref result = padded(self, missing, 0, '0');
    if (!result || missing == 0 || own_span(self).length == 0)
        return result;
    unsigned char *out = bytes_writable(result);
    if (out[missing] == '+' || out[missing] == '-') {
        out[0] = out[missing];
        out[missing] = '0';
    }
    return result;
}

Ref bytes_expandtabs(View self, View *args)
{
    int32_t size = 8;
    if (args[0] && !object_as_int32(args[0], &size))
        return NULL;
    Span text = own_span(self);
    ByteBuilder builder = {0};
    size_t column = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = text.data[i];
        if (!check_interrupt_at(i)) {
            bytebuilder_abandon(&builder);
            return NULL;
        }
        if (c != '\t') {
            bytebuilder_add_byte(&builder, c);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        } else if (size > 0) {
            size_t spaces = (size_t)size - column % (size_t)size;
            unsigned char *place = bytebuilder_extend(&builder, spaces);
            if (place)
                memset(place, ' ', spaces);
            column += spaces;
        }
    }
    Ref result = bytebuilder_finish(&builder);
    if (!result || is_bytes(self))
        return result;
    Span span = own_span(result);
    Ref array = bytearray_new(span.data, span.length);
    release(result);
    return array;
}

/* --- conversions ---------------------------------------------------------------------------------------- */

static const char *text_or_null(View object, const char *which, bool *wrong)
{
    if (!object || *wrong)
        return NULL;
    StrView text = str_view(object);
    *wrong = !text || !text->is_ascii;
    if (!text)
        raise_error(TypeError, "decode() argument '%s' must be str, not %K", which, object);
    else if (*wrong)
        raise_error(LookupError, "unknown encoding: %U", AS_OBJECT(text));
    return *wrong ? NULL : (const char *)text->data;
}

Ref bytes_decode_native(View self, View *args)
{
    bool wrong = false;
    const char *encoding = text_or_null(args[0], "encoding", &wrong), *errors = text_or_null(args[1], "errors", &wrong);
    return wrong ? NULL : codec_decode_bytes(self, encoding, errors);
}

int bytes_hex_separator(View object)
{
    if (!object)
        return BYTES_NO_SEPARATOR;
    Index count = object_length(object);
    StrView text = str_view(object);
    Span span = {NULL, 0};
    if (count < 0)
        return -1;
    if (count != 1) {
        raise_error(ValueError, "sep must be length 1.");
    } else if (text || is_bytes(object)) {
        span = text ? (Span){text->data, text->length} : own_span(object);
        if (span.data[0] < 128 && (!text || text->is_ascii))
            return span.data[0];
        raise_error(ValueError, "sep must be ASCII.");
    } else {
        raise_error(TypeError, "sep must be str or bytes.");
    }
    return -1;
}

size_t bytes_hex_digits(unsigned char *out, const unsigned char *data, size_t length, int separator, Index group)
{
    static const char digits[] = "0123456789abcdef";
    size_t size = group < 0 ? 0 - (size_t)group : (size_t)group;
    size_t separators = separator != BYTES_NO_SEPARATOR && size && length ? (length - 1) / size : 0;
    for (size_t i = 0; out && i < length; i++) {
        size_t from_edge = group < 0 ? i : length - i;
        if (i && separators && from_edge % size == 0)
            *out++ = (unsigned char)separator;
        *out++ = (unsigned char)digits[data[i] >> 4];
        *out++ = (unsigned char)digits[data[i] & 15];
    }
    return length * 2 + separators;
}

static Ref hex_text(Span span, int separator, Index group)
{
    if (span.length > (size_t)PTRDIFF_MAX / 4)
        return raise_memory_error();
    Ref result = str_allocate(bytes_hex_digits(NULL, span.data, span.length, separator, group), 127);
    if (result && span.length)
        (void)bytes_hex_digits(((StrView)result)->data, span.data, span.length, separator, group);
    return result;
}

Ref bytes_hex(View self, View *args)
{
    int32_t group = 1;
    if (args[1] && !object_as_int32(args[1], &group))
        return NULL;
    int separator = bytes_hex_separator(args[0]);
    if (separator == -1)
        return NULL;
    return hex_text(own_span(self), separator, group);
}

static int hex_value(Character c)
{
    return c >= '0' && c <= '9' ? (int)(c - '0') : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' && c < 128 ? (int)((c | 0x20) - 'a' + 10) : -1;
}

static Ref parse_hex(StrView text)
{
    ByteBuilder builder = {0};
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        if (c < 128 && is_space((unsigned char)c))
            continue;
        int high = hex_value(c), low = i + 1 < text->length ? hex_value(str_at(text, i + 1)) : -1;
        if (high < 0 || low < 0) {
            bytebuilder_abandon(&builder);
            return raise_error(ValueError, "non-hexadecimal number found in fromhex() arg at position %zu", high < 0 ? i : i + 1);
        }
        bytebuilder_add_byte(&builder, (unsigned)(high << 4 | low));
        i++;
    }
    return bytebuilder_finish(&builder);
}

Ref bytes_fromhex(View type, View *args)
{
    StrView text = str_view(args[0]);
    if (!text)
        return raise_error(TypeError, "fromhex() argument must be str, not %K", args[0]);
    Ref bytes = parse_hex(text);
    if (!bytes || type == AS_OBJECT(&bytes_type))
        return bytes;
    Ref result = call_1(type, bytes);
    release(bytes);
    return result;
}

Ref bytes_translate(View self, View *args)
{
    Span table = {NULL, 256}, delete = {NULL, 0};
    if (args[0] != NONE && !bytes_span_required(args[0], &table))
        return NULL;
    if (table.length != 256)
        return raise_error(ValueError, "translation table must be 256 characters long");
    if (args[1] && !bytes_span_required(args[1], &delete))
        return NULL;
    bool is_deleted[256] = {false};
    for (size_t i = 0; i < delete.length; i++)
        is_deleted[delete.data[i]] = true;
    Span text = own_span(self);
    ByteBuilder builder = {0};
    for (size_t i = 0; i < text.length; i++) {
        if (!check_interrupt_at(i)) {
            bytebuilder_abandon(&builder);
            return NULL;
        }
        if (!is_deleted[text.data[i]])
            bytebuilder_add_byte(&builder, table.data ? table.data[text.data[i]] : text.data[i]);
    }
    Ref result = bytebuilder_finish(&builder);
    if (result && self->type == TYPE_BYTES && own_span(result).length == text.length &&
        memcmp(own_span(result).data, text.data, text.length) == 0)
        replace_take(&result, retain(self)); /* nothing has changed */
    if (!result || is_bytes(self))
        return result;
    Span span = own_span(result);
    Ref array = bytearray_new(span.data, span.length);
    release(result);
    return array;
}

Ref bytes_maketrans(View self UNUSED, View *args)
{
    Span from, to;
    if (!bytes_span_required(args[0], &from) || !bytes_span_required(args[1], &to))
        return NULL;
    if (from.length != to.length)
        return raise_error(ValueError, "maketrans arguments must have same length");
    Ref table = bytes_new(NULL, 256);
    unsigned char *out = table ? ((BytesObject *)table)->data : NULL;
    for (unsigned i = 0; table && i < 256; i++)
        out[i] = (unsigned char)i;
    for (size_t i = 0; table && i < from.length; i++)
        out[from.data[i]] = to.data[i];
    return table;
}

/* --- the tables ----------------------------------------------------------------------------------------- */

static Ref bytes_getnewargs(View self, View *args UNUSED)
{
    Ref copy = bytes_new(own_span(self).data, own_span(self).length), result = copy ? tuple_pack(1, copy) : NULL;
    release_maybe(copy);
    return result;
}

static Ref bytes_itself(View self, View *args UNUSED)
{
    return retain(self);
}

const NativeFunction bytes_methods[] = {
    BYTES_SHARED_METHODS,
    {"__getnewargs__()", bytes_getnewargs, NULL},
    {"__bytes__()", bytes_itself, "Convert this value to exact type bytes."},
    {NULL, NULL, NULL},
};

const NativeFunction bytes_class_methods[] = {
    {"fromhex(string, /)", bytes_fromhex, "Create a bytes object from a string of hexadecimal numbers."},
    {NULL, NULL, NULL},
};

const NativeFunction bytes_static_methods[] = {
    {"maketrans(frm, to, /)", bytes_maketrans, "Return a translation table useable for the bytes or bytearray translate method."},
    {NULL, NULL, NULL},
};
