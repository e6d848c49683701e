/* range and slice. Ranges whose bounds fit 64 bits iterate over C numbers; others over ints of any size. */
#ifndef OURO_RUNTIME_CONTAINERS_RANGE_H
#define OURO_RUNTIME_CONTAINERS_RANGE_H

#include "runtime/classes/type.h"

typedef struct RangeObject {
    Object object;
    Ref start, stop, step, length; /* exact ints */
} RangeObject;

/* What iter(range) gives when all values fit 64 bits; the evaluation loop steps it inline. */
typedef struct RangeIterator {
    Object object;
    int64_t next, step;
    uint64_t remaining;
    uint64_t length; /* of the whole range: __reduce__ tells where it began */
} RangeIterator;

typedef struct SliceObject {
    GC_HEAD(unused);
    Ref start, stop, step;
} SliceObject;

extern TypeObject range_type, slice_type, range_iterator_type, long_range_iterator_type;

MUST_USE Ref slice_new(View start, View stop, View step); /* each may be NULL for None */
/* The slice's numbers as they stand, with what None means for this step. Asking for them may run Python code
 * (__index__): the length of what is sliced, if that can change, is looked at afterwards. False with an
 * exception. */
MUST_USE bool slice_unpack(View slice, Index *start, Index *stop, Index *step);
/* The numbers clamped to a sequence of this length. The result is how many items there are, from *start by
 * `step`. */
size_t slice_adjust(size_t length, Index *start, Index *stop, Index step);
/* Both, for a sequence whose length cannot change. */
MUST_USE bool slice_resolve(View slice, size_t length, Index *start, Index *stop, Index *step, size_t *count);
/* The same for a length of any size (an exact int): start, stop and step as ints, owned by the caller. False
 * with an exception. */
MUST_USE bool slice_resolve_long(View slice, View length, Ref numbers[3]);
/* The same for plain bounds, None or ints of a word, and no step: the items from *from up to *to. False, with
 * nothing done, if they are something else. */
bool slice_plain(View start, View stop, size_t length, size_t *from, size_t *to);

#endif
