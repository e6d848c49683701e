/* str_methods: joining, stripping, padding and encoding; and the table of all methods of str.
 *
 * join goes through its items twice: once for the length and the widest character of the result, once to copy
 * them into a block of just that size. Items are in a list or tuple by then, and no Python code runs between.
 * Elsewhere:  str_parts.c (find, replace …), str_split.c, str_case.c (upper, title …), str_predicates.c
 *             (isalpha …), str_translate.c, str_format_method.c. */
#include "runtime/text/str_methods.h"
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/boxed.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/text/character.h"
#include "runtime/text/format.h"
#include "runtime/text/str_private.h"
#include "runtime/text/strbuilder.h"

StrView str_argument(View object, const char *message)
{
    StrView text = str_view(object);
    if (!text)
        raise_error(TypeError, message, object);
    return text;
}

/* --- str(object, encoding, errors) ---------------------------------------------------------------------- */

static const char *text_or_null(View object, const char *function, const char *which, bool *wrong)
{
    if (!object || *wrong)
        return NULL;
    StrView text = str_view(object);
    *wrong = !text || !text->is_ascii;
    if (!text)
        raise_error(TypeError, "%s() argument '%s' must be str, not %K", function, which, object);
    else if (*wrong)
        raise_error(LookupError, "unknown encoding: %U", AS_OBJECT(text));
    return *wrong ? NULL : (const char *)text->data;
}

static Ref decoded(View object, View encoding, View errors)
{
    bool wrong = false;
    const char *encoding_text = text_or_null(encoding, "str", "encoding", &wrong),
               *errors_text = text_or_null(errors, "str", "errors", &wrong);
    const unsigned char *data;
    size_t length;
    if (wrong)
        return NULL;
    if (is_str(object))
        return raise_error(TypeError, "decoding str is not supported");
    if (!bytes_data_peek(object, &data, &length))
        return raise_error(TypeError, "decoding to str: need a bytes-like object, %T found", object);
    return codec_decode_bytes(object, encoding_text, errors_text);
}

Ref str_construct(View type, View *args)
{
    Ref value;
    if (!args[0])
        value = retain(str_empty);
    else if (args[1] || args[2])
        value = decoded(args[0], args[1], args[2]);
    else if (type == AS_OBJECT(&str_type))
        return object_str_as_given(args[0]);
    else
        value = object_str(args[0]);
    return boxed_new_take(type, &str_type, value);
}

static Ref method_encode(View self, View *args)
{
    bool wrong = false;
    const char *encoding = text_or_null(args[0], "encode", "encoding", &wrong), *errors = text_or_null(args[1], "encode", "errors", &wrong);
    return wrong ? NULL : codec_encode_str(self, encoding, errors);
}

/* --- joining -------------------------------------------------------------------------------------------- */

enum { JOINED_AT_ONCE = 1024 }; /* items between two looks for Ctrl-C, which short joins (every f-string) do without */

/* Items [from, to), each but the very first behind the separator. Returns where the next one goes. */
static inline ALWAYS_INLINE unsigned char *fill_some(unsigned char *out, StrView separator, View *items, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        StrView text = str_view(items[i]);
        if (i) {
            copy_few(out, separator->data, separator->length);
            out += separator->length;
        }
        size_t length = text->length;
        copy_few(out, text->data, length);
        out += length;
    }
    return out;
}

static NOINLINE bool fill_many(unsigned char *out, StrView separator, View *items, size_t count)
{
    for (size_t from = 0; from < count && check_interrupt(); from += JOINED_AT_ONCE)
        out = fill_some(out, separator, items, from, from + JOINED_AT_ONCE < count ? from + JOINED_AT_ONCE : count);
    return !error_is_set();
}

/* False with KeyboardInterrupt. */
static bool fill_ascii(unsigned char *out, StrView separator, View *items, size_t count)
{
    if (UNLIKELY(count > JOINED_AT_ONCE))
        return fill_many(out, separator, items, count);
    fill_some(out, separator, items, 0, count);
    return true;
}

/* The pieces of an f-string, and most others: exact strs, all ASCII. Their length together; 0 if they are
 * not, or if that is more than 2**40. */
static size_t measure_ascii(View *items, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        StrView text = (StrView)items[i];
        if (text->object.type != TYPE_STR || !text->is_ascii || text->length > (size_t)1 << 40 || length > (size_t)1 << 40)
            return 0;
        length += text->length;
    }
    return length;
}

/* The length of the result and the or of the bounds of its characters. False with an exception. */
static bool measure(StrView separator, View *items, size_t count, size_t *length, Character *widest)
{
    *length = 0;
    *widest = count > 1 ? str_widest(separator) : 0;
    for (size_t i = 0; i < count; i++) {
        StrView text = str_view(items[i]);
        if (!check_interrupt())
            return false;
        if (!text) {
            raise_error(TypeError, "sequence item %zu: expected str instance, %T found", i, items[i]);
            return false;
        }
        *length += text->length + (i ? separator->length : 0);
        if (*length > (size_t)PTRDIFF_MAX / 2) {
            raise_error(OverflowError, "join() result is too long for a Python string");
            return false;
        }
        *widest |= text->length ? str_widest(text) : 0;
    }
    if (count > 1 && separator->length == 0 && *widest < 0x80)
        *widest = 0x7F;
    return true;
}

static bool fill(StrView result, StrView separator, View *items, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (!check_interrupt())
            return false;
        StrView text = str_view(items[i]);
        if (i) {
            str_copy(result, at, separator, 0, separator->length);
            at += separator->length;
        }
        str_copy(result, at, text, 0, text->length);
        at += text->length;
    }
    return true;
}

Ref str_join_array(View separator_object, View *items, size_t count)
{
    StrView separator = str_view(separator_object);
    if (count == 0)
        return retain(str_empty);
    if (count == 1 && items[0]->type == TYPE_STR)
        return retain(items[0]);
    size_t length = separator->is_ascii && separator->length <= 1 ? measure_ascii(items, count) : 0;
    if (length > 1) {
        Ref joined = str_allocate_ascii(length + separator->length * (count - 1));
        if (joined && !fill_ascii(((StrView)joined)->data, separator, items, count))
            clear_place(&joined);
        return joined;
    }
    Character widest;
    if (!measure(separator, items, count, &length, &widest))
        return NULL;
    Ref result = str_allocate(length, widest);
    if (!result || length == 0)
        return result;
    bool done = ((StrView)result)->kind == STR_1 ? fill_ascii(((StrView)result)->data, separator, items, count)
                                                 : fill((StrView)result, separator, items, count);
    if (!done) {
        release(result);
        return NULL;
    }
    if (length == 1 && widest < 256) {
        Ref shared = str_from_character(((StrView)result)->data[0]);
        release(result);
        return shared;
    }
    return result;
}

Ref str_join(View separator, View iterable)
{
    if (iterable->type == TYPE_LIST)
        return str_join_array(separator, ((ListView)iterable)->items, ((ListView)iterable)->used);
    if (iterable->type == TYPE_TUPLE)
        return str_join_array(separator, ((TupleView)iterable)->items, tuple_length(iterable));
    Ref list = list_from_sequence(iterable, "can only join an iterable");
    if (!list)
        return NULL;
    Ref result = str_join_array(separator, ((ListView)list)->items, ((ListView)list)->used);
    release(list);
    return result;
}

static Ref method_join(View self, View *args)
{
    return str_join(self, args[0]);
}

/* --- stripping ------------------------------------------------------------------------------------------ */

static bool is_stripped(Character c, StrView set)
{
    if (!set)
        return character_is(c, CHARACTER_SPACE);
    for (size_t i = 0; i < set->length; i++)
        if (str_at(set, i) == c)
            return true;
    return false;
}

static Ref strip(View self, View *args, bool left, bool right, const char *message)
{
    StrView text = (StrView)self, set = NULL;
    if (args[0] && args[0] != NONE && !(set = str_argument(args[0], message)))
        return NULL;
    size_t start = 0, stop = text->length;
    while (left && start < stop && is_stripped(str_at(text, start), set))
        start++;
    while (right && stop > start && is_stripped(str_at(text, stop - 1), set))
        stop--;
    return str_slice(self, start, stop);
}

static Ref method_strip(View self, View *args)
{
    return strip(self, args, true, true, "strip arg must be None or str");
}
static Ref method_lstrip(View self, View *args)
{
    return strip(self, args, true, false, "lstrip arg must be None or str");
}
static Ref method_rstrip(View self, View *args)
{
    return strip(self, args, false, true, "rstrip arg must be None or str");
}

/* --- padding -------------------------------------------------------------------------------------------- */

Ref str_padded(View self, size_t left, size_t right, Character fill)
{
    StrView text = str_view(self);
    if (left + right == 0)
        return retain(AS_OBJECT(text));
    if (left > (size_t)PTRDIFF_MAX - text->length || right > (size_t)PTRDIFF_MAX - text->length - left)
        return raise_error(OverflowError, "padded string is too long");
    Character widest = str_widest(text) | fill;
    Ref result = str_allocate(left + text->length + right, widest);
    if (!result)
        return NULL;
    StrView out = (StrView)result;
    if (out->kind == STR_1) {
        memset(out->data, (int)fill, left);
        memset(out->data + left + text->length, (int)fill, right);
    } else {
        for (size_t i = 0; i < left; i++)
            str_put(out, i, fill);
        for (size_t i = 0; i < right; i++)
            str_put(out, left + text->length + i, fill);
    }
    str_copy(out, left, text, 0, text->length);
    return result;
}

/* The width, how much is missing, and the fill character. */
static bool padding(View self, View *args, size_t *width, size_t *missing, Character *fill)
{
    Index wanted;
    *fill = ' ';
    if (!object_as_ssize(args[0], &wanted))
        return false;
    if (args[1]) {
        StrView text = str_argument(args[1], "The fill character must be a unicode character, not %T");
        if (text && text->length != 1)
            raise_error(TypeError, "The fill character must be exactly one character long");
        if (!text || text->length != 1)
            return false;
        *fill = str_at(text, 0);
    }
    *width = wanted < 0 ? 0 : (size_t)wanted;
    *missing = *width > str_length(self) ? *width - str_length(self) : 0;
    return true;
}

static Ref method_ljust(View self, View *args)
{
    size_t width, missing;
    Character fill;
    return padding(self, args, &width, &missing, &fill) ? str_padded(self, 0, missing, fill) : NULL;
}

static Ref method_rjust(View self, View *args)
{
    size_t width, missing;
    Character fill;
    return padding(self, args, &width, &missing, &fill) ? str_padded(self, missing, 0, fill) : NULL;
}

static Ref method_center(View self, View *args)
{
    size_t width, missing;
    Character fill;
    if (!padding(self, args, &width, &missing, &fill))
        return NULL;
    size_t left = missing / 2 + (missing & width & 1);
    return str_padded(self, left, missing - left, fill);
}

static Ref method_zfill(View self, View *args)
{
    size_t width, missing;
    Character fill;
    View only_width[2] = {args[0], NULL};
    if (!padding(self, only_width, &width, &missing, &fill))
        return NULL;
    Ref result = str_padded(self, missing, 0, '0');
    StrView text = (StrView)result;
    if (!result || missing == 0 || str_length(self) == 0)
        return result;
    Character sign = str_at(text, missing);
    if (sign == '+' || sign == '-') {
        str_put(text, 0, sign);
        str_put(text, missing, '0');
    }
    return result;
}

/* --- the rest ------------------------------------------------------------------------------------------- */

static Ref method_format(View self, View *args)
{
    return str_format_method(self, args[0], args[1]);
}

static Ref method_dunder_format(View self, View *args)
{
    return format_native(self, args[0]);
}

/* A new object, as CPython's: pickle tells a str from the one that a subclass keeps. */
static Ref copy_of(StrView text)
{
    static const Character widest[] = {[STR_1] = 0xFF, [STR_2] = 0xFFFF, [STR_4] = 0x10FFFF};
    Ref copy = text->length ? str_allocate(text->length, text->is_ascii ? 0x7F : widest[text->kind]) : retain(str_empty);
    if (copy && text->length)
        str_copy((StrView)copy, 0, text, 0, text->length);
    return copy;
}

static Ref method_getnewargs(View self, View *args UNUSED)
{
    Ref copy = copy_of((StrView)self), result = copy ? tuple_pack(1, copy) : NULL;
    release_maybe(copy);
    return result;
}

const NativeFunction str_methods[] = {
    {"encode(encoding='utf-8', errors='strict')", method_encode,
     "Encode the string using the codec registered for encoding.\n\n  encoding\n    The encoding in which to encode the string.\n  "
     "errors\n    The error handling "
     "scheme to use for encoding errors.\n    The default is 'strict' meaning that encoding errors raise a\n    UnicodeEncodeError.  Other "
     "possible values are "
     "'ignore', 'replace' and\n    'xmlcharrefreplace' as well as any other name registered with\n    codecs.register_error that can "
     "handle "
     "UnicodeEncodeErrors."},
    {"replace(old, new, count=-1, /)", str_method_replace,
     "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of occurrences to replace.\n    "
     "-1 (the default value) "
     "means replace all occurrences.\n\nIf the optional argument count is given, only the first count occurrences are\nreplaced."},
    {"split(sep=None, maxsplit=-1)", str_method_split, "Return a list of the substrings in the string, using sep as the separator string."},
    {"rsplit(sep=None, maxsplit=-1)", str_method_rsplit,
     "Return a list of the substrings in the string, using sep as the separator string."},
    {"join(iterable, /)", method_join,
     "Concatenate any number of strings.\n\nThe string whose method is called is inserted in between each given string.\nThe result is "
     "returned as a new "
     "string.\n\nExample: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'"},
    {"capitalize()", str_method_capitalize,
     "Return a capitalized version of the string.\n\nMore specifically, make the first character have upper case and the rest "
     "lower\ncase."},
    {"casefold()", str_method_casefold, "Return a version of the string suitable for caseless comparisons."},
    {"title()", str_method_title,
     "Return a version of the string where each word is titlecased.\n\nMore specifically, words start with uppercased characters and all "
     "remaining\ncased "
     "characters have lower case."},
    {"center(width, fillchar=' ', /)", method_center,
     "Return a centered string of length width.\n\nPadding is done using the specified fill character (default is a space)."},
    {"count(sub, start=None, end=None, /)", str_method_count,
     "S.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of substring sub in\nstring S[start:end].  "
     "Optional arguments "
     "start and end are\ninterpreted as in slice notation."},
    {"expandtabs(tabsize=8)", str_method_expandtabs,
     "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 characters is "
     "assumed."},
    {"find(sub, start=None, end=None, /)", str_method_find,
     "S.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in S where substring sub is found,\nsuch that sub is contained within "
     "S[start:end].  "
     "Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure."},
    {"partition(sep, /)", str_method_partition,
     "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the string.  If the "
     "separator is found,\nreturns a "
     "3-tuple containing the part before the separator, the separator\nitself, and the part after it.\n\nIf the separator is not found, "
     "returns a 3-tuple "
     "containing the original string\nand two empty strings."},
    {"index(sub, start=None, end=None, /)", str_method_index,
     "S.index(sub[, start[, end]]) -> int\n\nReturn the lowest index in S where substring sub is found,\nsuch that sub is contained within "
     "S[start:end].  "
     "Optional\narguments start and end are interpreted as in slice notation.\n\nRaises ValueError when the substring is not found."},
    {"ljust(width, fillchar=' ', /)", method_ljust,
     "Return a left-justified string of length width.\n\nPadding is done using the specified fill character (default is a space)."},
    {"lower()", str_method_lower, "Return a copy of the string converted to lowercase."},
    {"lstrip(chars=None, /)", method_lstrip,
     "Return a copy of the string with leading whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead."},
    {"rfind(sub, start=None, end=None, /)", str_method_rfind,
     "S.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in S where substring sub is found,\nsuch that sub is contained "
     "within S[start:end].  "
     "Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure."},
    {"rindex(sub, start=None, end=None, /)", str_method_rindex,
     "S.rindex(sub[, start[, end]]) -> int\n\nReturn the highest index in S where substring sub is found,\nsuch that sub is contained "
     "within S[start:end].  "
     "Optional\narguments start and end are interpreted as in slice notation.\n\nRaises ValueError when the substring is not found."},
    {"rjust(width, fillchar=' ', /)", method_rjust,
     "Return a right-justified string of length width.\n\nPadding is done using the specified fill character (default is a space)."},
    {"rstrip(chars=None, /)", method_rstrip,
     "Return a copy of the string with trailing whitespace removed.\n\nIf chars is given and not None, remove characters in chars "
     "instead."},
    {"rpartition(sep, /)", str_method_rpartition,
     "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the string, starting at "
     "the end. If\nthe separator "
     "is found, returns a 3-tuple containing the part before the\nseparator, the separator itself, and the part after it.\n\nIf the "
     "separator is not found, "
     "returns a 3-tuple containing two empty strings\nand the original string."},
    {"splitlines(keepends=False)", str_method_splitlines,
     "Return a list of the lines in the string, breaking at line boundaries.\n\nLine breaks are not included in the resulting list unless "
     "keepends is given "
     "and\ntrue."},
    {"strip(chars=None, /)", method_strip,
     "Return a copy of the string with leading and trailing whitespace removed.\n\nIf chars is given and not None, remove characters in "
     "chars instead."},
    {"swapcase()", str_method_swapcase, "Convert uppercase characters to lowercase and lowercase characters to uppercase."},
    {"translate(table, /)", str_method_translate,
     "Replace each character in the string using the given translation table.\n\n  table\n    Translation table, which must be a mapping "
     "of Unicode ordinals to\n    "
     "Unicode ordinals, strings, or None.\n\nThe table must implement lookup/indexing via __getitem__, for instance a\ndictionary or list. "
     " If this operation "
     "raises LookupError, the character is\nleft untouched.  Characters mapped to None are deleted."},
    {"upper()", str_method_upper, "Return a copy of the string converted to uppercase."},
    {"startswith(prefix, start=None, end=None, /)", str_method_startswith,
     "S.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if S starts with the specified prefix, False otherwise.\nWith optional "
     "start, test S beginning "
     "at that position.\nWith optional end, stop comparing S at that position.\nprefix can also be a tuple of strings to try."},
    {"endswith(suffix, start=None, end=None, /)", str_method_endswith,
     "S.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if S ends with the specified suffix, False otherwise.\nWith optional "
     "start, test S beginning at "
     "that position.\nWith optional end, stop comparing S at that position.\nsuffix can also be a tuple of strings to try."},
    {"removeprefix(prefix, /)", str_method_removeprefix,
     "Return a str with the given prefix string removed if present.\n\nIf the string starts with the prefix string, return "
     "string[len(prefix):].\nOtherwise, return "
     "a copy of the original string."},
    {"removesuffix(suffix, /)", str_method_removesuffix,
     "Return a str with the given suffix string removed if present.\n\nIf the string ends with the suffix string and that suffix is not "
     "empty,\nreturn "
     "string[:-len(suffix)]. Otherwise, return a copy of the original\nstring."},
    {"isascii()", str_method_isascii,
     "Return True if all characters in the string are ASCII, False otherwise.\n\nASCII characters have code points in the range "
     "U+0000-U+007F.\nEmpty string is "
     "ASCII too."},
    {"islower()", str_method_islower,
     "Return True if the string is a lowercase string, False otherwise.\n\nA string is lowercase if all cased characters in the string are "
     "lowercase and\nthere is "
     "at least one cased character in the string."},
    {"isupper()", str_method_isupper,
     "Return True if the string is an uppercase string, False otherwise.\n\nA string is uppercase if all cased characters in the string "
     "are uppercase and\nthere "
     "is at least one cased character in the string."},
    {"istitle()", str_method_istitle,
     "Return True if the string is a title-cased string, False otherwise.\n\nIn a title-cased string, upper- and title-case characters may "
     "only\nfollow uncased "
     "characters and lowercase characters only cased ones."},
    {"isspace()", str_method_isspace,
     "Return True if the string is a whitespace string, False otherwise.\n\nA string is whitespace if all characters in the string are "
     "whitespace and there\nis at "
     "least one character in the string."},
    {"isdecimal()", str_method_isdecimal,
     "Return True if the string is a decimal string, False otherwise.\n\nA string is a decimal string if all characters in the string are "
     "decimal and\nthere is at "
     "least one character in the string."},
    {"isdigit()", str_method_isdigit,
     "Return True if the string is a digit string, False otherwise.\n\nA string is a digit string if all characters in the string are "
     "digits and there\nis at least "
     "one character in the string."},
    {"isnumeric()", str_method_isnumeric,
     "Return True if the string is a numeric string, False otherwise.\n\nA string is numeric if all characters in the string are numeric "
     "and there is at\nleast one "
     "character in the string."},
    {"isalpha()", str_method_isalpha,
     "Return True if the string is an alphabetic string, False otherwise.\n\nA string is alphabetic if all characters in the string are "
     "alphabetic and there\nis at "
     "least one character in the string."},
    {"isalnum()", str_method_isalnum,
     "Return True if the string is an alpha-numeric string, False otherwise.\n\nA string is alpha-numeric if all characters in the string "
     "are alpha-numeric "
     "and\nthere is at least one character in the string."},
    {"isidentifier()", str_method_isidentifier,
     "Return True if the string is a valid Python identifier, False otherwise.\n\nCall keyword.iskeyword(s) to test whether string s is a "
     "reserved "
     "identifier,\nsuch as \"def\" or \"class\"."},
    {"isprintable()", str_method_isprintable,
     "Return True if the string is printable, False otherwise.\n\nA string is printable if all of its characters are considered printable "
     "in\nrepr() or if it is "
     "empty."},
    {"zfill(width, /)", method_zfill,
     "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe string is never truncated."},
    {"format(*args, **kwargs)", method_format,
     "S.format(*args, **kwargs) -> str\n\nReturn a formatted version of S, using substitutions from args and kwargs.\nThe substitutions "
     "are identified by braces ('{' "
     "and '}')."},
    {"format_map(mapping, /)", str_method_format_map,
     "S.format_map(mapping) -> str\n\nReturn a formatted version of S, using substitutions from mapping.\nThe substitutions are identified "
     "by braces ('{' and '}')."},
    {"__format__(format_spec, /)", method_dunder_format, "Return a formatted version of the string as described by format_spec."},
    {"__getnewargs__()", method_getnewargs, NULL},
    {NULL, NULL, NULL},
};

const NativeFunction str_static_methods[] = {
    {"maketrans(x, y=None, z=None, /)", str_maketrans,
     "Return a translation table usable for str.translate().\n\nIf there is only one argument, it "
     "must be a dictionary mapping Unicode\nordinals (integers) or "
     "characters to Unicode ordinals, strings or None.\nCharacter keys will be then converted to "
     "ordinals.\nIf there are two arguments, they must be strings of equal "
     "length, and\nin the resulting dictionary, each character in x will be mapped to "
     "the\ncharacter at the same position in y. If there is a third argument, "
     "it\nmust be a string, whose characters will be mapped to None in the result."},
    {NULL, NULL, NULL},
};
