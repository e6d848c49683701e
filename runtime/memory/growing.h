/* growing: arrays that double when they are full, outside of the counted heap: for what is noted of a program
 * (heapview, instruments) and must not show in its memory. */
#ifndef OURO_RUNTIME_MEMORY_GROWING_H
#define OURO_RUNTIME_MEMORY_GROWING_H

#include "runtime/memory/basics.h"

/* Room for one item more in an array of `count` items, of which it has room for `capacity`, a size_t; `first`
 * items at first. False if there is no memory: the array stays as it is. The owner frees the array with
 * free(). */
#define GROWING_ROOM(array, count, capacity, first) \
    ((count) < (capacity) || growing_double((void *)&(array), sizeof *(array), &(capacity), first))

/* The rest of GROWING_ROOM, for a full array. `place` is the address of the pointer to it. */
MUST_USE bool growing_double(void *place, size_t item_size, size_t *capacity, size_t first);

#endif
