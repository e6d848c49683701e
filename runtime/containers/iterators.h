/* iterators: the iterators that belong to no container: over __getitem__, over a callable, enumerate, zip,
 * map, filter, reversed. */
#ifndef OURO_RUNTIME_CONTAINERS_ITERATORS_H
#define OURO_RUNTIME_CONTAINERS_ITERATORS_H

#include "runtime/classes/type.h"

extern TypeObject sequence_iterator_type, callable_iterator_type, enumerate_type, zip_type, map_type, filter_type, reversed_type;

/* iter(object) for an object with __getitem__ only. */
MUST_USE Ref iterator_of_sequence_new(View sequence);
/* iter(callable, sentinel). */
MUST_USE Ref iterator_of_callable_new(View callable, View sentinel);

#endif
