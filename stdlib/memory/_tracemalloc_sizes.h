/* _tracemalloc_sizes: what CPython would have asked of its allocator for an object of Ouro's. */
#ifndef OURO_STDLIB_MEMORY__TRACEMALLOC_SIZES_H
#define OURO_STDLIB_MEMORY__TRACEMALLOC_SIZES_H

#include "runtime/life/object.h"

typedef struct CountedSize {
    size_t object; /* the block of the object itself, with the collector's head */
    size_t values; /* a second block, for the values of an instance's attributes; 0: there is none */
} CountedSize;

/* The sizes for an object whose block, of `size` bytes, was just allocated and perhaps is not wholly filled
 * yet. */
CountedSize tracemalloc_counted_size(View object, size_t size);

#endif
