/* _tracemalloc_foreign: blocks that are not of Ouro's heap, but that somebody wants to see among the traces (PyTraceMalloc_Track): a
 * domain, which is any number but 0, an address, a size, and where the program was.
 *
 *     (domain, address) ──► size, number of the traceback       an array, in the order they were told; a search looks at all
 *
 * Lies outside the heap, as all of tracemalloc. */
#include <stdlib.h>

#include "stdlib/memory/_tracemalloc_traces.h"

static ForeignTrace *foreign;
static size_t count, capacity;

/* Its place, or `count`. */
static size_t find(uint32_t domain, uintptr_t address)
{
    size_t i = 0;
    while (i < count && (foreign[i].domain != domain || foreign[i].address != address))
        i++;
    return i;
}

ForeignTrace *foreign_find(uint32_t domain, uintptr_t address)
{
    size_t i = find(domain, address);
    return i < count ? &foreign[i] : NULL;
}

const ForeignTrace *foreign_at(size_t index)
{
    return index < count ? &foreign[index] : NULL;
}

bool foreign_set(const ForeignTrace *trace)
{
    size_t i = find(trace->domain, trace->address);
    if (i == capacity) {
        size_t more = capacity ? capacity * 2 : 16;
        ForeignTrace *larger = realloc(foreign, more * sizeof *larger);
        if (!larger)
            return false;
        foreign = larger;
        capacity = more;
    }
    foreign[i] = *trace;
    count += i == count;
    return true;
}

void foreign_remove(const ForeignTrace *trace)
{
    foreign[trace - foreign] = foreign[--count];
}

void foreign_clear(void)
{
    free(foreign);
    foreign = NULL;
    count = capacity = 0;
}

size_t foreign_own_memory(void)
{
    return capacity * sizeof *foreign;
}
