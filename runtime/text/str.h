/* str: Python's strings, as PEP 393 lays them out: 1, 2 or 4 bytes for every character, the least that the
 * widest needs.
 *
 * Invariants: kind is the smallest that fits; data ends with a zero character; is_ascii when every character
 * is below 128 (then the data is also the UTF-8). Strings of one Latin-1 character and the empty string are
 * shared. Interned strings are unique by value: names compare by pointer. Lone surrogates are allowed. */
#ifndef OURO_RUNTIME_TEXT_STR_H
#define OURO_RUNTIME_TEXT_STR_H

#include <stdarg.h>
#include <string.h>

#include "runtime/classes/type.h"

typedef uint32_t Character;

typedef enum StrKind { STR_1 = 1, STR_2 = 2, STR_4 = 4 } StrKind;

/* The hash is 64 bits wide, as Python sees it (str_hash); dicts and the table of interned strings need half of
 * it, which therefore lies ready. No memory holds 2^48 characters: the length shares its word with the flags,
 * which keeps the head of a short text small. */
typedef struct StrObject {
    Object object;
    uint32_t hash;      /* both halves of the hash, folded by xor; 0: not computed yet (or just so) */
    uint32_t hash_high; /* the upper half; nothing, if `hash` is 0 */
    union {
        uint64_t head; /* to set all of these at once: STR_HEAD */
        struct {
            uint8_t kind; /* bytes a character */
            bool is_ascii : 1;
            bool is_interned : 1;
            bool has_slack : 1; /* grown by str_concat_take: the block is larger than the text needs (str_allocated_size) */
            uint8_t unused : 5;
            uint64_t length : 48; /* in characters; sums and products of it are of 48 bits, too: str_length gives a size_t */
        };
    };
    unsigned char data[];
} StrObject;

#define STR_HEAD(kind, is_ascii, length) ((uint64_t)(length) << 16 | ((is_ascii) ? 1u << 8 : 0u) | (kind))

typedef StrObject *StrView;

extern TypeObject str_type;
extern TypeObject str_iterator_type;      /* iter('abc'): CPython's str_ascii_iterator, TYPE_STR_ITERATOR */
extern TypeObject str_wide_iterator_type; /* iter('äöü'): CPython's str_iterator */

/* What iter(str) gives; the evaluation loop steps it inline. */
typedef struct StrIterator {
    GC_HEAD(unused);
    StrView text; /* owned; NULL when exhausted */
    size_t index;
} StrIterator;

/* A string that is not on the heap: one Latin-1 character, or another short text. */
typedef union SharedText {
    StrObject text;
    unsigned char room[sizeof(StrObject) + 8]; /* for the text behind the header */
} SharedText;
enum { STR_LETTERS = 28 };
extern SharedText str_characters[256];
extern SharedText str_letters[STR_LETTERS]; /* those that are another object as a name, see str_interned_character */
extern Ref str_empty;                       /* '' */
extern View str_truths[2];                  /* repr(False), repr(True): always the same object, which is no name's */

static inline bool is_str(View object)
{
    return object->type == TYPE_STR || is_kind(object, TYPE_FLAG_STR);
}

/* The exact str of a str or of an instance of a subclass; NULL without an exception if it is none. */
static inline StrView str_view(View object)
{
    if (object->type == TYPE_STR)
        return (StrView)object;
    return is_kind(object, TYPE_FLAG_STR) ? (StrView)((BoxedObject *)object)->value : NULL;
}

static inline size_t str_length(View text)
{
    return ((StrView)text)->length;
}

static inline Character str_at(StrView text, size_t index)
{
    switch (text->kind) {
    case STR_1: return text->data[index];
    case STR_2: return ((const uint16_t *)(const void *)text->data)[index];
    default: return ((const uint32_t *)(const void *)text->data)[index];
    }
}

uint32_t str_hash_compute(StrView text);
static inline uint32_t str_hash32(StrView text)
{
    return text->hash ? text->hash : str_hash_compute(text);
}
/* hash(text) as Python sees it: 64 bits whose halves fold (by xor) to the 32. */
static inline Hash str_hash(StrView text)
{
    uint32_t folded = str_hash32(text);
    return (Hash)((uint64_t)text->hash_high << 32 | (folded ^ text->hash_high));
}

/* What was asked of the heap for the string. */
size_t str_allocated_size(View text);
static inline size_t str_block_size(StrView text)
{
    return UNLIKELY(text->has_slack) ? str_allocated_size(AS_OBJECT(text)) : sizeof(StrObject) + ((size_t)text->length + 1) * text->kind;
}

/* --- making --------------------------------------------------------------------------------------------- */

/* An uninitialised string to be filled with characters up to `widest`; only for the caller that fills it at
 * once. NULL with MemoryError. */
MUST_USE Ref str_allocate(size_t length, Character widest);
MUST_USE Ref str_allocate_ascii(size_t length);               /* not empty, only ASCII: the short way */
MUST_USE Ref str_from_text(const char *text);                 /* ASCII or UTF-8, zero-terminated */
MUST_USE Ref str_from_utf8(const char *bytes, size_t length); /* UTF-8 (surrogates allowed: WTF-8); UnicodeDecodeError otherwise */
MUST_USE Ref str_from_latin1(const unsigned char *bytes, size_t length);
MUST_USE Ref str_from_character(Character character);
MUST_USE Ref str_interned_character(unsigned char character); /* the one of Latin-1 that is interned; never NULL */
MUST_USE Ref str_intern_text(const char *text);               /* the interned str */
MUST_USE Ref str_intern_bytes(const char *text, size_t length);
/* Replace *place by the interned string of that value (it must be an exact str). False with MemoryError. */
MUST_USE bool str_intern(Ref *place);
/* The text: %s %.*s %d %i %u %ld %zd %zu %lld %c %x %lx %p %% and %R (repr) %S (str) %A (ascii) %U (a str
 * object) %T (type name of an object) %N (name of a TypeObject *). A precision limits %s %U %R %S %T %N. */
MUST_USE Ref str_format(const char *format, ...);
MUST_USE Ref str_vformat(const char *format, va_list arguments);

/* --- using ---------------------------------------------------------------------------------------------- */

/* How many characters so many bytes of UTF-8 are: those that begin there. */
size_t str_utf8_count(const char *text, size_t length);

/* The UTF-8 of a string, zero-terminated. If is_ascii, its own data; otherwise made anew in *owned (a
 * bytes-like raw block, release with str_utf8_free). NULL with MemoryError, or UnicodeEncodeError for
 * surrogates. */
MUST_USE const char *str_utf8(StrView text, size_t *length, char **owned);
void str_utf8_free(char *owned, size_t length);

/* The bytes by which the system knows a file of this name, zero-terminated: its UTF-8, but lone surrogates stand for the bytes that
 * were none when the name was read. Either its own data or those of *owned, a bytes to be released (or NULL). NULL with
 * MemoryError, or UnicodeEncodeError for other surrogates. */
MUST_USE const char *str_file_name(StrView text, Ref *owned);

MUST_USE Ref str_concat(View left, View right);
/* left + right, consuming left; in place (growing left's block) when nobody else refers to it. */
MUST_USE Ref str_concat_take(Ref left, View right);
MUST_USE Ref str_repeat(View text, Index count);
MUST_USE Ref str_slice(View text, size_t start, size_t stop);
MUST_USE Ref str_character_at(View text, size_t index); /* a one-character str */
MUST_USE Ref str_join(View separator, View iterable);
MUST_USE Ref str_join_array(View separator, View *items, size_t count); /* items are exact or subclass strs, or TypeError */
bool str_equal(View left, View right);                                  /* exact strs */
bool str_equal_text(View text, const char *ascii);
int str_compare(View left, View right);                                                    /* -1, 0, 1 by code points */
MUST_USE Index str_find(View text, View part, size_t start, size_t stop, bool from_right); /* -1: absent; never fails */
MUST_USE Ref str_repr(View text);
MUST_USE Ref str_percent(View format, View arguments);               /* format % arguments, in str_percent.c */
MUST_USE Ref str_format_method(View format, View args, View kwargs); /* str.format(*args, **kwargs), in str_format_method.c */
MUST_USE Ref codec_encode_str(View text, const char *encoding, const char *errors); /* a bytes */
bool str_is_identifier(View text);

/* --- for code that fills strings itself ----------------------------------------------------------------- */

/* The key of the hash of str and bytes: zeros, until it is set before the first str is hashed. */
extern uint64_t str_hash_secret[2];
/* Set it from a seed as CPython does (0: zeros), or from the system's random numbers. */
void str_hash_seed(uint32_t seed);
void str_hash_randomize(void);
/* CPython's hash of bytes, and of the data of a str: SipHash-1-3 under the key, 0 of nothing, never -1. */
uint64_t str_hash_bytes(const unsigned char *data, size_t size);
/* Note it in a str. */
static inline void str_hash_set(StrView text, uint64_t hash)
{
    text->hash = (uint32_t)(hash ^ hash >> 32);
    text->hash_high = (uint32_t)(hash >> 32);
}

static inline StrKind str_kind_for(Character widest)
{
    return widest < 0x100 ? STR_1 : widest < 0x10000 ? STR_2 : STR_4;
}

static inline void str_put(StrView text, size_t index, Character character)
{
    switch (text->kind) {
    case STR_1: text->data[index] = (unsigned char)character; break;
    case STR_2: ((uint16_t *)(void *)text->data)[index] = (uint16_t)character; break;
    default: ((uint32_t *)(void *)text->data)[index] = character; break;
    }
}

static inline const unsigned char *str_data_at(StrView text, size_t index)
{
    return text->data + index * text->kind;
}

/* A bound of the widest character: exact as to 127, 255, 65535 and 0x10FFFF. */
Character str_widest(StrView text);
/* The same for characters of a kind: 127, 255, 65535 or 0x10FFFF. */
Character str_widest_in(const void *data, StrKind kind, size_t count);
/* Copy characters, converting; the target's kind must be wide enough. */
void str_copy(StrView target, size_t at, StrView source, size_t start, size_t count);
void str_copy_characters(void *target, StrKind target_kind, const void *source, StrKind source_kind, size_t count);
MUST_USE Ref str_from_characters(const Character *characters, size_t count);

/* Set up '' and the table of interned strings; strs_stop releases what is left of them. */
MUST_USE bool strs_start(void);
void strs_stop(void);

/* Write a str on stderr, the first 500 characters of it. What is not ASCII is written as an escape: no
 * encoding can fail. Nothing is allocated: for last words. */
void str_write_escaped(View text);

#endif
