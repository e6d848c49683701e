/* growing: see growing.h. */
#include "runtime/memory/growing.h"

#include <stdlib.h>
#include <string.h>

bool growing_double(void *place, size_t item_size, size_t *capacity, size_t first)
{
    size_t larger = *capacity ? *capacity * 2 : first, bytes;
    void *array;
    if (larger < *capacity || __builtin_mul_overflow(larger, item_size, &bytes))
        return false;
    memcpy(&array, place, sizeof array); /* it points to any type: bytes are what C lets us copy */
    void *moved = realloc(array, bytes);
    if (!moved)
        return false;
    memcpy(place, &moved, sizeof moved);
    *capacity = larger;
    /* cppcheck-suppress memleak -- it is at *place now */
    return true;
}
