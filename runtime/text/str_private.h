/* str_private: what the files str*.c share. */
#ifndef OURO_RUNTIME_TEXT_STR_PRIVATE_H
#define OURO_RUNTIME_TEXT_STR_PRIVATE_H

#include "runtime/errors/errors.h"
#include "runtime/text/sequence.h"
#include "runtime/text/str.h"

extern const NativeFunction str_methods[], str_static_methods[];
extern TypeObject str_iterator_type;

MUST_USE Ref str_iterate(View text);
/* The subscript str[key]. */
MUST_USE Ref str_get_item(View text, View key);
/* Remember an interned string's death. */
void str_forget_interned(StrView text);
MUST_USE bool str_interning_start(void);
void str_interning_stop(void);
/* What str(bytes, encoding, errors) and str(object) do. */
MUST_USE Ref str_construct(View type, View *args);
/* How often the byte comes: str_search.c. */
size_t str_count_byte(const unsigned char *data, size_t length, unsigned char byte);

/* memcpy for what is mostly a few bytes: two moves that may overlap cover any length between the one and its
 * double. */
static inline ALWAYS_INLINE void copy_few(unsigned char *to, const unsigned char *from, size_t count)
{
    if (UNLIKELY(count > 16)) {
        memcpy(to, from, count);
    } else if (count >= 8) {
        uint64_t first, last;
        memcpy(&first, from, sizeof first);
        memcpy(&last, from + count - sizeof last, sizeof last);
        memcpy(to, &first, sizeof first);
        memcpy(to + count - sizeof last, &last, sizeof last);
    } else if (count >= 4) {
        uint32_t first, last;
        memcpy(&first, from, sizeof first);
        memcpy(&last, from + count - sizeof last, sizeof last);
        memcpy(to, &first, sizeof first);
        memcpy(to + count - sizeof last, &last, sizeof last);
    } else if (count) {
        unsigned char first = from[0], middle = from[count / 2], last = from[count - 1];
        to[0] = first;
        to[count / 2] = middle;
        to[count - 1] = last;
    }
}

/* Sixteen characters of a Latin-1 text at once. A comparison gives 0xFF where it holds, 0 elsewhere. */
typedef unsigned char SixteenBytes __attribute__((vector_size(16)));

static inline SixteenBytes load_sixteen(const unsigned char *from)
{
    SixteenBytes bytes;
    memcpy(&bytes, from, sizeof bytes);
    return bytes;
}

#endif
