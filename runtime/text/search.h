/* search: where a pattern stands in a text, whose characters have 1, 2 or 4 bytes. Time grows with the sum
 * of their lengths, whatever they are; no memory is needed. */
#ifndef OURO_RUNTIME_SEARCH_H
#define OURO_RUNTIME_SEARCH_H

#include "runtime/life/object.h"

typedef struct Characters {
    const unsigned char *data;
    size_t length; /* in characters */
    size_t kind;   /* bytes of a character */
} Characters;

/* The first, or from the right the last, place of `part` in `text`, in characters; -1: nowhere. Both have
 * the same kind; `part` is not empty and not longer than `text`. */
Index search_same_kind(Characters text, Characters part, bool from_right);

/* The same for a part of any kind (not empty, but as long as it likes); slower for usual texts. */
Index search_any_kind(Characters text, Characters part, bool from_right);

#endif
