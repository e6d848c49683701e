/* str_parts: the methods of str that look for a part: find, index, count, startswith, removeprefix, replace.
 *
 * Arguments are converted first (__index__ may run Python code); the texts never change, so after that
 * nothing needs a second look. Where the search is long Ctrl-C is looked at.
 *
 * Replacing:  the occurrences are counted first. Where all three texts are ASCII the result's length follows
 *             from that, and its bytes are copied into one block; else a StrBuilder finds out how wide it is.
 *             An empty part comes before each character and at the end.
 * Elsewhere:  the search itself is in str_search.c and search.c. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_private.h"
#include "runtime/text/strbuilder.h"

/* --- finding -------------------------------------------------------------------------------------------- */

/* -2: failed. */
static Index find(View self, View *args, bool from_right)
{
    size_t from, to;
    if (!str_range(args[1], args[2], str_length(self), &from, &to) || !str_argument(args[0], "must be str, not %T"))
        return -2;
    return str_find(self, args[0], from, to, from_right);
}

static Ref found_or_minus_one(Index found)
{
    return found == -2 ? NULL : int_new(found);
}

static Ref found_or_error(Index found)
{
    if (found == -1)
        return raise_error(ValueError, "substring not found");
    return found_or_minus_one(found);
}

Ref str_method_find(View self, View *args)
{
    return found_or_minus_one(find(self, args, false));
}
Ref str_method_rfind(View self, View *args)
{
    return found_or_minus_one(find(self, args, true));
}
Ref str_method_index(View self, View *args)
{
    return found_or_error(find(self, args, false));
}
Ref str_method_rindex(View self, View *args)
{
    return found_or_error(find(self, args, true));
}

/* Occurrences that do not overlap, at most `most`. Fewer after Ctrl-C: the caller checks. */
static size_t count_in(View self, View part, size_t from, size_t to, size_t most)
{
    size_t length = str_view(part)->length, count = 0;
    if (length == 0)
        return from > to ? 0 : to - from < most ? to - from + 1 : most;
    StrView text = str_view(self);
    if (length == 1 && text->kind == STR_1 && str_view(part)->kind == STR_1 && from < to) {
        count = str_count_byte(text->data + from, to - from, str_view(part)->data[0]);
        return count < most ? count : most;
    }
    for (Index at; count < most && !thread.interrupted && (at = str_find(self, part, from, to, false)) >= 0; count++)
        from = (size_t)at + length;
    return count;
}

Ref str_method_count(View self, View *args)
{
    size_t from, to;
    if (!str_range(args[1], args[2], str_length(self), &from, &to) || !str_argument(args[0], "must be str, not %T"))
        return NULL;
    size_t count = count_in(self, args[0], from, to, SIZE_MAX);
    return check_interrupt() ? int_from_uint64(count) : NULL;
}

static bool matches_at(StrView text, StrView part, size_t at)
{
    if (text->kind == part->kind)
        return memcmp(str_data_at(text, at), part->data, part->length * part->kind) == 0;
    for (size_t i = 0; i < part->length; i++)
        if (str_at(text, at + i) != str_at(part, i))
            return false;
    return true;
}

static bool has_at(StrView text, StrView part, size_t from, size_t to, bool at_end)
{
    return from <= to && part->length <= to - from && matches_at(text, part, at_end ? to - part->length : from);
}

static Ref starts_or_ends(View self, View *args, bool at_end, const char *message, const char *tuple_message)
{
    size_t from, to;
    if (!str_range(args[1], args[2], str_length(self), &from, &to))
        return NULL;
    StrView text = (StrView)self;
    if (!is_tuple(args[0])) {
        StrView part = str_argument(args[0], message);
        return part ? bool_new(has_at(text, part, from, to, at_end)) : NULL;
    }
    for (size_t i = 0; i < tuple_length(args[0]); i++) {
        StrView part = str_argument(tuple_item_peek(args[0], i), tuple_message);
        if (!part)
            return NULL;
        if (has_at(text, part, from, to, at_end))
            return bool_new(true);
    }
    return bool_new(false);
}

Ref str_method_startswith(View self, View *args)
{
    return starts_or_ends(self, args, false, "startswith first arg must be str or a tuple of str, not %T",
                          "tuple for startswith must only contain str, not %T");
}

Ref str_method_endswith(View self, View *args)
{
    return starts_or_ends(self, args, true, "endswith first arg must be str or a tuple of str, not %T",
                          "tuple for endswith must only contain str, not %T");
}

Ref str_method_removeprefix(View self, View *args)
{
    StrView part = str_argument(args[0], "removeprefix() argument must be str, not %K"), text = (StrView)self;
    if (!part)
        return NULL;
    return str_slice(self, has_at(text, part, 0, text->length, false) ? part->length : 0, text->length);
}

Ref str_method_removesuffix(View self, View *args)
{
    StrView part = str_argument(args[0], "removesuffix() argument must be str, not %K"), text = (StrView)self;
    if (!part)
        return NULL;
    return str_slice(self, 0, text->length - (has_at(text, part, 0, text->length, true) ? part->length : 0));
}

/* --- replacing ------------------------------------------------------------------------------------------ */

/* Where the part, which is there, comes next. */
static size_t find_next(StrView text, StrView part, size_t from)
{
    if (part->length == 1) {
        const unsigned char *found = memchr(text->data + from, part->data[0], text->length - from);
        return (size_t)(found - text->data);
    }
    return (size_t)str_find(AS_OBJECT(text), AS_OBJECT(part), from, text->length, false);
}

/* Everything is ASCII: the length is known, and bytes can be copied. */
static Ref replace_ascii(StrView text, StrView old, StrView new, size_t count)
{
    size_t added;
    if (__builtin_mul_overflow(count, new->length, &added) || added > (size_t)PTRDIFF_MAX - text->length)
        return raise_error(OverflowError, "replace string is too long");
    Ref result = str_allocate(text->length - count * old->length + added, 127);
    if (!result || ((StrView)result)->length == 0)
        return result;
    unsigned char *out = ((StrView)result)->data;
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        if (!check_interrupt()) {
            release(result);
            return NULL;
        }
        size_t at = find_next(text, old, from);
        copy_few(out, text->data + from, at - from);
        out += at - from;
        copy_few(out, new->data, new->length);
        out += new->length;
        from = at + old->length;
    }
    memcpy(out, text->data + from, text->length - from);
    return result;
}

static Ref replace_any(StrView text, StrView old, StrView new, size_t count)
{
    StrBuilder builder;
    strbuilder_start(&builder);
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        if (!check_interrupt()) {
            strbuilder_abandon(&builder);
            return NULL;
        }
        size_t at = old->length ? (size_t)str_find(AS_OBJECT(text), AS_OBJECT(old), from, text->length, false) : i;
        strbuilder_add_slice(&builder, AS_OBJECT(text), from, at);
        strbuilder_add_str(&builder, AS_OBJECT(new));
        from = at + old->length;
    }
    strbuilder_add_slice(&builder, AS_OBJECT(text), from, text->length);
    return strbuilder_finish(&builder);
}

Ref str_method_replace(View self, View *args)
{
    Index most = -1;
    StrView text = (StrView)self, old = str_argument(args[0], "replace() argument 1 must be str, not %K");
    StrView new = old ? str_argument(args[1], "replace() argument 2 must be str, not %K") : NULL;
    if (!new || (args[2] && !object_as_ssize(args[2], &most)))
        return NULL;
    if (old == new)
        return retain(self);
    size_t count = count_in(self, AS_OBJECT(old), 0, text->length, most < 0 ? SIZE_MAX : (size_t)most);
    if (!check_interrupt())
        return NULL;
    if (count == 0)
        return retain(self);
    size_t added;
    if (__builtin_mul_overflow(count, new->length, &added) || added > (size_t)PTRDIFF_MAX - text->length)
        return raise_error(OverflowError, "replace string is too long");
    return text->is_ascii && new->is_ascii && old->length ? replace_ascii(text, old, new, count) : replace_any(text, old, new, count);
}
