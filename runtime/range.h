/* range and slice. Ranges whose bounds fit 64 bits iterate over C numbers; others over ints of any size. */
#ifndef OURO_RUNTIME_RANGE_H
#define OURO_RUNTIME_RANGE_H

#include "runtime/type.h"

typedef struct RangeObject {
    Object object;
    Ref start, stop, step, length; /* exact ints */
} RangeObject;

/* What iter(range) gives when all values fit 64 bits; the evaluation loop steps it inline. */
typedef struct RangeIterator {
    Object object;
    int64_t next, step;
    uint64_t remaining;
} RangeIterator;

typedef struct SliceObject {
    GC_HEAD(unused);
    Ref start, stop, step;
} SliceObject;

extern TypeObject range_type, slice_type, range_iterator_type, long_range_iterator_type;

MUST_USE Ref slice_new(View start, View stop, View step); /* each may be NULL for None */
/* The slice's numbers for a sequence of this length, clamped: *count items from *start by *step. False with an exception. */
MUST_USE bool slice_resolve(View slice, size_t length, Index *start, Index *stop, Index *step, size_t *count);

#endif
