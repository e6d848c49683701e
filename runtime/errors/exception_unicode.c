/* exception_unicode: what UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError say of themselves: the
 * codec, the bytes or characters that are wrong, why. Start and end are numbers; the other fields may be
 * of any type: Python code sets them. */
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static Ref get_index(View self, size_t place)
{
    View value = ((ExceptionObject *)self)->extra[place];
    return value ? retain(value) : int_new(0);
}

static bool set_index(View self, size_t place, View value)
{
    int64_t number;
    if (!value)
        raise_error(TypeError, "can't delete numeric/char attribute");
    else if (!is_int(value))
        raise_error(TypeError, "an integer is required");
    else if (!object_as_int64(value, &number) && error_clear_if(OverflowError))
        raise_error(OverflowError, "Python int too large to convert to C ssize_t");
    Ref kept = error_is_set() ? NULL : int_new(number);
    if (kept)
        replace_take(&((ExceptionObject *)self)->extra[place], kept);
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

Ref exception_unicode_str(View self)
{
    Ref *extra = ((ExceptionObject *)self)->extra;
    int64_t start, end;
    if (!extra[EXTRA_OBJECT] || !extra[EXTRA_REASON] || !object_as_int64(extra[EXTRA_START], &start) ||
        !object_as_int64(extra[EXTRA_END], &end)) {
        error_clear();
        return retain(str_empty);
    }
    bool is_decode = is_instance(self, &exception_types[UnicodeDecodeError]),
         is_translate = is_instance(self, &exception_types[UnicodeTranslateError]);
    const char *verb = is_decode ? "decode" : is_translate ? "translate" : "encode", *things = is_decode ? "bytes" : "characters";
    if (end == start + 1 && start >= 0) {
        Ref index = int_new(start), item = index ? object_get_item(extra[EXTRA_OBJECT], index) : NULL, result = NULL;
        int64_t byte;
        if (item && is_decode && object_as_int64(item, &byte)) {
            result = str_format("'%S' codec can't decode byte 0x%02x in position %zd: %S", extra[EXTRA_ENCODING], (unsigned)byte,
                                (Index)start, extra[EXTRA_REASON]);
        } else if (item && !is_decode) {
            Character c = is_str(item) && str_length(AS_OBJECT(str_view(item))) == 1 ? str_at(str_view(item), 0) : 0;
            Ref shown = str_format(c < 0x100 ? "'\\x%02x'" : c < 0x10000 ? "'\\u%04x'" : "'\\U%08x'", c);
            if (shown && is_translate)
                result = str_format("can't translate character %U in position %zd: %S", shown, (Index)start, extra[EXTRA_REASON]);
            else if (shown)
                result = str_format("'%S' codec can't encode character %U in position %zd: %S", extra[EXTRA_ENCODING], shown, (Index)start,
                                    extra[EXTRA_REASON]);
            release_maybe(shown);
        }
        release_maybe(index);
        release_maybe(item);
        return result;
    }
    if (is_translate)
        return str_format("can't translate characters in position %zd-%zd: %S", (Index)start, (Index)(end - 1), extra[EXTRA_REASON]);
    return str_format("'%S' codec can't %s %s in position %zd-%zd: %S", extra[EXTRA_ENCODING], verb, things, (Index)start, (Index)(end - 1),
                      extra[EXTRA_REASON]);
}
