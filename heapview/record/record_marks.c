/* record_marks: a hash table from a page's number to its marks, with linear probing, and a small cache before
 * it. Pages stay until the end. */
#include "heapview/record/record_marks.h"

#include <stdlib.h>
#include <string.h>

typedef struct Page {
    uintptr_t page; /* number plus 1; 0: free */
    Mark *marks;
} Page;

MarkCache mark_cache[MARK_CACHE];
static Page *table;
static size_t mask, used;
static Mark nowhere[MARKS_PER_PAGE]; /* when there is no memory */

static Page *find(uintptr_t page)
{
    size_t i = (size_t)(page * 0x9E3779B97F4A7C15u >> 20) & mask;
    while (table[i].page && table[i].page != page + 1)
        i = (i + 1) & mask;
    return &table[i];
}

static bool grow(void)
{
    Page *old = table;
    size_t old_size = old ? mask + 1 : 0, size = old ? old_size * 2 : 256;
    Page *larger = calloc(size, sizeof *larger);
    if (!larger)
        return false;
    table = larger;
    mask = size - 1;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].page)
            *find(old[i].page - 1) = old[i];
    free(old);
    return true;
}

Mark *marks_of_page_maybe(uintptr_t page)
{
    Page *found = table ? find(page) : NULL;
    if (!found || !found->page)
        return NULL;
    mark_cache[page % MARK_CACHE] = (MarkCache){page + 1, found->marks};
    return found->marks;
}

Mark *marks_of_page(uintptr_t page)
{
    Mark *marks = marks_of_page_maybe(page);
    if (marks)
        return marks;
    if ((!table || used * 2 > mask) && !grow())
        return nowhere;
    marks = calloc(MARKS_PER_PAGE, sizeof *marks);
    if (!marks)
        return nowhere;
    *find(page) = (Page){page + 1, marks};
    used++;
    mark_cache[page % MARK_CACHE] = (MarkCache){page + 1, marks};
    return marks;
}

void marks_free(void)
{
    for (size_t i = 0; table && i <= mask; i++)
        free(table[i].marks);
    free(table);
    table = NULL;
    mask = used = 0;
    memset(mark_cache, 0, sizeof mark_cache);
}
