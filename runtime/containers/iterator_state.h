/* iterator_state: how iterators are copied and pickled: what makes one again that is at the same place. */
#ifndef OURO_RUNTIME_CONTAINERS_ITERATOR_STATE_H
#define OURO_RUNTIME_CONTAINERS_ITERATOR_STATE_H

#include "runtime/life/object.h"

/* What __reduce__ of an iterator over a sequence gives: (iter, (sequence,), index); NULL for the sequence:
 * it has ended, and is (iter, (empty,)). `builtin`: "iter" or "reversed". NULL with an exception. */
MUST_USE Ref iterator_reduce(const char *builtin, View sequence, int64_t index, View empty);

/* The same for an iterator whose remaining items are these: (iter, (list,)). Consumes the list, which may be
 * NULL: it failed. */
MUST_USE Ref iterator_reduce_items_take(Ref list);

/* The index that __setstate__ is given, not below `least`, nor above `most`. False with an exception. */
MUST_USE bool iterator_state_index(View state, int64_t least, int64_t most, int64_t *index);

#endif
