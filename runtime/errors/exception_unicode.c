/* exception_unicode: what UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError say of themselves: the
 * codec, the bytes or characters that are wrong, why.
 *
 * Fields:     start and end are ints, or NULL for 0. The constructor insists on the types of the others too, but Python
 *             code may set those to anything, or delete them.
 * Callbacks:  str() of a field may run Python code that sets any of them, and so may the death of what a
 *             field had. So nothing is kept from before such a call but what is held. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

enum { FIELDS = EXTRA_REASON + 1 };

static Ref *extra_of(View self)
{
    return ((ExceptionObject *)self)->extra;
}

/* --- start and end -------------------------------------------------------------------------------------- */

static int64_t number_in(View self, size_t place)
{
    int64_t number = 0;
    View value = extra_of(self)[place];
    return value && int_to_int64(value, &number) ? number : 0;
}

/* The number as a new int; what has __index__ is asked. NULL with TypeError or OverflowError. */
static Ref index_new(View value)
{
    Index number;
    return object_as_ssize(value, &number) ? int_new(number) : NULL;
}

static Ref get_index(View self, size_t place)
{
    View value = extra_of(self)[place];
    return value ? retain(value) : int_new(0);
}

static bool set_index(View self, size_t place, View value)
{
    if (!value || !is_int(value))
        return raise_error(TypeError, value ? "an integer is required" : "can't delete numeric/char attribute") != NULL;
    Ref kept = index_new(value);
    if (kept)
        replace_take(&extra_of(self)[place], kept);
    return kept != NULL;
}

Ref exception_unicode_get_start(View self)
{
    return get_index(self, EXTRA_START);
}
bool exception_unicode_set_start(View self, View value)
{
    return set_index(self, EXTRA_START, value);
}
Ref exception_unicode_get_end(View self)
{
    return get_index(self, EXTRA_END);
}
bool exception_unicode_set_end(View self, View value)
{
    return set_index(self, EXTRA_END, value);
}

/* --- the constructor ------------------------------------------------------------------------------------ */

/* What could not be decoded, of any class with a buffer, is kept as bytes of its own. */
static Ref bytes_kept(View value)
{
    BytesHold hold;
    if (is_bytes(value))
        return retain(value);
    if (!bytes_hold_required(value, &hold))
        return NULL;
    Ref own = bytes_new(hold.data, hold.length);
    bytes_let_go(&hold);
    return own;
}

/* What a field keeps of its argument. 's': a str; 'n': a number that fits ssize_t; 'o': anything. */
static Ref argument_kept(View value, char kind, size_t place)
{
    if (kind == 'n')
        return index_new(value);
    if (kind == 's' && !is_str(value))
        return raise_error(TypeError, "argument %zu must be str, not %K", place, value);
    return retain(value);
}

/* The fields from the one of the first argument on, owned; the others are NULL. False with an exception. */
static bool keep_arguments(Ref fields[FIELDS], View args, const char *kinds, size_t expected)
{
    for (size_t i = 0; i < expected; i++) {
        Ref *field = &fields[FIELDS - expected + i];
        if (!(*field = argument_kept(tuple_item_peek(args, i), kinds[i], i + 1)))
            return false;
    }
    View object = fields[EXTRA_OBJECT];
    if (kinds[1] == 'o') /* the last to be looked at */
        replace_take(&fields[EXTRA_OBJECT], bytes_kept(object));
    return fields[EXTRA_OBJECT] != NULL;
}

bool exception_unicode_fill(View self, View args)
{
    bool is_decode = is_instance(self, &exception_types[UnicodeDecodeError]), done = false;
    size_t expected = is_instance(self, &exception_types[UnicodeTranslateError]) ? FIELDS - 1 : FIELDS;
    Ref fields[FIELDS] = {NULL};
    for (size_t i = FIELDS - expected; i < FIELDS; i++)
        if (i != EXTRA_START && i != EXTRA_END)
            clear_place(&extra_of(self)[i]);
    if (tuple_length(args) != expected)
        raise_error(TypeError, "function takes exactly %zu arguments (%zu given)", expected, tuple_length(args));
    else
        done = keep_arguments(fields, args, expected < FIELDS ? "snns" : is_decode ? "sonns" : "ssnns", expected);
    for (size_t i = FIELDS - expected; i < FIELDS; i++)
        if (done)
            replace_take(&extra_of(self)[i], fields[i]);
        else
            release_maybe(fields[i]); /* the arguments still hold it: no code runs */
    return done;
}

/* --- text ----------------------------------------------------------------------------------------------- */

static Ref text_of_field(View self, size_t place)
{
    Ref value = retain_maybe(extra_of(self)[place]), text = value ? object_str(value) : str_from_text("<NULL>");
    release_maybe(value);
    return text;
}

/* The byte or character of object at index. False if there is none, or if Python code has put another kind of object there. */
static bool item_at(View object, int64_t index, bool is_decode, Character *item)
{
    const unsigned char *data;
    size_t length;
    StrView text = str_view(object);
    if (is_decode && is_bytes(object) && bytes_data_peek(object, &data, &length)) {
        if (index < 0 || (uint64_t)index >= length)
            return false;
        *item = data[index];
        return true;
    }
    if (is_decode || !text || index < 0 || (uint64_t)index >= text->length)
        return false;
    *item = str_at(text, (size_t)index);
    return true;
}

/* "byte 0x80 in position 3", "characters in position 3-5". */
static Ref description_of_place(View self, View object, bool is_decode)
{
    Character item;
    int64_t start = number_in(self, EXTRA_START), last = (int64_t)((uint64_t)number_in(self, EXTRA_END) - 1);
    if (start != last || !item_at(object, start, is_decode, &item))
        return str_format("%s in position %zd-%zd", is_decode ? "bytes" : "characters", (Index)start, (Index)last);
    const char *form = is_decode        ? "byte 0x%02x in position %zd"
                       : item < 0x100   ? "character '\\x%02x' in position %zd"
                       : item < 0x10000 ? "character '\\u%04x' in position %zd"
                                        : "character '\\U%08x' in position %zd";
    return str_format(form, (unsigned)item, (Index)start);
}

Ref exception_unicode_str(View self)
{
    bool is_decode = is_instance(self, &exception_types[UnicodeDecodeError]),
         is_translate = is_instance(self, &exception_types[UnicodeTranslateError]);
    if (!extra_of(self)[EXTRA_OBJECT])
        return retain(str_empty);
    Ref reason = text_of_field(self, EXTRA_REASON), encoding = NULL, object = NULL, place = NULL, result = NULL;
    if (reason)
        encoding = is_translate ? retain(str_empty) : text_of_field(self, EXTRA_ENCODING);
    if (encoding) /* afresh */
        object = retain(extra_of(self)[EXTRA_OBJECT] ? extra_of(self)[EXTRA_OBJECT] : str_empty);
    if (object)
        place = description_of_place(self, object, is_decode);
    if (place && is_translate)
        result = str_format("can't translate %U: %U", place, reason);
    else if (place)
        result = str_format("'%U' codec can't %s %U: %U", encoding, is_decode ? "decode" : "encode", place, reason);
    release_maybe(reason);
    release_maybe(encoding);
    release_maybe(object);
    release_maybe(place);
    return result;
}
