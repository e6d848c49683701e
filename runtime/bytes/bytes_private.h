/* bytes_private: what the files bytes*.c share: bytes and bytearray have the same methods, which work on
 * spans. */
#ifndef OURO_RUNTIME_BYTES_BYTES_PRIVATE_H
#define OURO_RUNTIME_BYTES_BYTES_PRIVATE_H

#include "runtime/bytes/bytes.h"
#include "runtime/errors/errors.h"

/* The bytes of an object, borrowed. Python code may change a bytearray: take its span after all such
 * calls. */
typedef struct Span {
    const unsigned char *data;
    size_t length;
} Span;

/* The span of any bytes-like object; false without an exception if it is none. */
static inline bool span_of(View object, Span *span)
{
    return bytes_data_peek(object, &span->data, &span->length);
}

/* The same, or TypeError "a bytes-like object is required, not 'x'". */
MUST_USE bool bytes_span_required(View object, Span *span);

/* A bytes or bytearray, as `self` is. */
MUST_USE Ref bytes_like_new(View self, const void *data, size_t length);
/* Where to write the result of bytes_like_new(self, NULL, length). */
unsigned char *bytes_writable(View object);

Index bytes_span_find(Span text, Span part, bool from_right);

/* The slots that bytes and bytearray share. */
Ref bytes_slot_add(View left, View right);
Ref bytes_slot_multiply(View left, View right);
Ref bytes_slot_modulo(View left, View right);
Ref bytes_slot_compare(View self, View other, Comparison comparison);
Ref bytes_slot_str(View self);
Index bytes_slot_length(View self);
int bytes_slot_contains(View self, View item);
Ref bytes_slot_get_item(View self, View key);
Ref bytes_slot_iterate(View self);
/* b'…'. A bytearray's escapes every single quote. */
MUST_USE Ref bytes_repr_of(Span span, bool of_bytearray);
/* 0 … 255 from an int. False with "byte must be in range(0, 256)". */
MUST_USE bool byte_value(View object, unsigned char *value);
/* The bytes of an iterable of ints; `kind` ("bytes" or "bytearray") is for the messages. */
MUST_USE Ref bytes_from_iterable(View object, const char *kind);
/* bytes(source, encoding, errors) without the class; each may be NULL. */
MUST_USE Ref bytes_from_arguments(View source, View encoding, View errors, bool is_bytearray);

extern const NativeFunction bytes_methods[], bytes_class_methods[], bytes_static_methods[];
extern const NativeFunction bytearray_methods[], bytearray_class_methods[];

/* The methods in both tables. */
#define BYTES_SHARED_METHODS                                                                                                               \
    {"capitalize()", bytes_capitalize,                                                                                                     \
     "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\nand the rest lower-cased."},    \
        {"center(width, fillchar=b' ', /)", bytes_center,                                                                                  \
         "Return a centered string of length width.\n\nPadding is done using the specified fill character."},                              \
        {"count(sub, start=None, end=None, /)", bytes_count,                                                                               \
         "B.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of subsection sub in\nbytes "            \
         "B[start:end].  Optional arguments start and end are interpreted\nas in slice notation."},                                        \
        {"decode(encoding='utf-8', errors='strict')", bytes_decode_native, "Decode the bytes using the codec registered for encoding."},   \
        {"endswith(suffix, start=None, end=None, /)", bytes_endswith,                                                                      \
         "B.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if B ends with the specified suffix, False otherwise.\nWith optional " \
         "start, test B beginning at that position.\nWith optional end, stop comparing B at that position.\nsuffix can also be a tuple "   \
         "of bytes to try."},                                                                                                              \
        {"expandtabs(tabsize=8)", bytes_expandtabs, "Return a copy where all tab characters are expanded using spaces."},                  \
        {"find(sub, start=None, end=None, /)", bytes_find,                                                                                 \
         "B.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in B where subsection sub is found,\nsuch that sub is contained "  \
         "within B[start,end].  Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure."},        \
        {"hex(sep=None, bytes_per_sep=1)", bytes_hex, "Create a string of hexadecimal numbers from a bytes object."},                      \
        {"index(sub, start=None, end=None, /)", bytes_index,                                                                               \
         "B.index(sub[, start[, end]]) -> int\n\nLike B.find() but raise ValueError when the subsection is not found."},                   \
        {"isalnum()", bytes_isalnum,                                                                                                       \
         "B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one character in B, False "    \
         "otherwise."},                                                                                                                    \
        {"isalpha()", bytes_isalpha,                                                                                                       \
         "B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one character in B, False "      \
         "otherwise."},                                                                                                                    \
        {"isascii()", bytes_isascii,                                                                                                       \
         "B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII,\nFalse otherwise."},                          \
        {"isdigit()", bytes_isdigit,                                                                                                       \
         "B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in B, False "          \
         "otherwise."},                                                                                                                    \
        {"islower()", bytes_islower,                                                                                                       \
         "B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one cased character in B, " \
         "False otherwise."},                                                                                                              \
        {"isspace()", bytes_isspace,                                                                                                       \
         "B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one character in B, False "      \
         "otherwise."},                                                                                                                    \
        {"istitle()", bytes_istitle,                                                                                                       \
         "B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, i.e. uppercase "       \
         "characters may only follow uncased\ncharacters and lowercase characters only cased ones. Return False\notherwise."},             \
        {"isupper()", bytes_isupper,                                                                                                       \
         "B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one cased character in B, " \
         "False otherwise."},                                                                                                              \
        {"join(iterable_of_bytes, /)", bytes_join,                                                                                         \
         "Concatenate any number of bytes objects.\n\nThe bytes whose method is called is inserted in between each pair.\n\nThe result "   \
         "is returned as a new bytes object.\n\nExample: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'."},                               \
        {"ljust(width, fillchar=b' ', /)", bytes_ljust,                                                                                    \
         "Return a left-justified string of length width.\n\nPadding is done using the specified fill character."},                        \
        {"lower()", bytes_lower, "B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase."},        \
        {"lstrip(bytes=None, /)", bytes_lstrip,                                                                                            \
         "Strip leading bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading  ASCII whitespace."},        \
        {"partition(sep, /)", bytes_partition, "Partition the bytes into three parts using the given separator."},                         \
        {"removeprefix(prefix, /)", bytes_removeprefix, "Return a bytes object with the given prefix string removed if present."},         \
        {"removesuffix(suffix, /)", bytes_removesuffix, "Return a bytes object with the given suffix string removed if present."},         \
        {"replace(old, new, count=-1, /)", bytes_replace, "Return a copy with all occurrences of substring old replaced by new."},         \
        {"rfind(sub, start=None, end=None, /)", bytes_rfind,                                                                               \
         "B.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in B where subsection sub is found,\nsuch that sub is "          \
         "contained within B[start,end].  Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on "        \
         "failure."},                                                                                                                      \
        {"rindex(sub, start=None, end=None, /)", bytes_rindex,                                                                             \
         "B.rindex(sub[, start[, end]]) -> int\n\nLike B.rfind() but raise ValueError when the subsection is not found."},                 \
        {"rjust(width, fillchar=b' ', /)", bytes_rjust,                                                                                    \
         "Return a right-justified string of length width.\n\nPadding is done using the specified fill character."},                       \
        {"rpartition(sep, /)", bytes_rpartition, "Partition the bytes into three parts using the given separator."},                       \
        {"rsplit(sep=None, maxsplit=-1)", bytes_rsplit, "Return a list of the sections in the bytes, using sep as the delimiter."},        \
        {"rstrip(bytes=None, /)", bytes_rstrip,                                                                                            \
         "Strip trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip trailing ASCII whitespace."},       \
        {"split(sep=None, maxsplit=-1)", bytes_split, "Return a list of the sections in the bytes, using sep as the delimiter."},          \
        {"splitlines(keepends=False)", bytes_splitlines, "Return a list of the lines in the bytes, breaking at line boundaries."},         \
        {"startswith(prefix, start=None, end=None, /)", bytes_startswith,                                                                  \
         "B.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if B starts with the specified prefix, False otherwise.\nWith "      \
         "optional start, test B beginning at that position.\nWith optional end, stop comparing B at that position.\nprefix can also be "  \
         "a tuple of bytes to try."},                                                                                                      \
        {"strip(bytes=None, /)", bytes_strip,                                                                                              \
         "Strip leading and trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading and trailing "  \
         "ASCII whitespace."},                                                                                                             \
        {"swapcase()", bytes_swapcase,                                                                                                     \
         "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase ASCII and vice versa."}, \
        {"title()", bytes_title,                                                                                                           \
         "B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with uppercase\ncharacters, all remaining "   \
         "cased characters have lowercase."},                                                                                              \
        {"translate(table, /, delete=b'')", bytes_translate, "Return a copy with each character mapped by the given translation table."},  \
        {"upper()", bytes_upper, "B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase."},        \
    {                                                                                                                                      \
        "zfill(width, /)", bytes_zfill,                                                                                                    \
            "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe original string is never truncated."  \
    }

#define DECLARE(name) Ref name(View self, View *args)
DECLARE(bytes_capitalize);
DECLARE(bytes_center);
DECLARE(bytes_count);
DECLARE(bytes_decode_native);
DECLARE(bytes_endswith);
DECLARE(bytes_expandtabs);
DECLARE(bytes_find);
DECLARE(bytes_hex);
DECLARE(bytes_index);
DECLARE(bytes_isalnum);
DECLARE(bytes_isalpha);
DECLARE(bytes_isascii);
DECLARE(bytes_isdigit);
DECLARE(bytes_islower);
DECLARE(bytes_isspace);
DECLARE(bytes_istitle);
DECLARE(bytes_isupper);
DECLARE(bytes_join);
DECLARE(bytes_ljust);
DECLARE(bytes_lower);
DECLARE(bytes_lstrip);
DECLARE(bytes_partition);
DECLARE(bytes_removeprefix);
DECLARE(bytes_removesuffix);
DECLARE(bytes_replace);
DECLARE(bytes_rfind);
DECLARE(bytes_rindex);
DECLARE(bytes_rjust);
DECLARE(bytes_rpartition);
DECLARE(bytes_rsplit);
DECLARE(bytes_rstrip);
DECLARE(bytes_split);
DECLARE(bytes_splitlines);
DECLARE(bytes_startswith);
DECLARE(bytes_strip);
DECLARE(bytes_swapcase);
DECLARE(bytes_title);
DECLARE(bytes_translate);
DECLARE(bytes_upper);
DECLARE(bytes_zfill);
DECLARE(bytes_fromhex);
DECLARE(bytes_maketrans);
#undef DECLARE

#endif
