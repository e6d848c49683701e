/* record_marks: what the recorder notes of each address: when what lies there was born, and its place in the
 * picture. One mark for each 16 bytes, in pages that are made when they are first touched, outside of the
 * counted heap. */
#ifndef OURO_HEAPVIEW_RECORD_RECORD_MARKS_H
#define OURO_HEAPVIEW_RECORD_RECORD_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Mark {
    uint64_t step;  /* of its birth; 0: before the recording */
    uint32_t place; /* file << 20 | line */
    uint32_t known; /* its number in the picture; 0: it is not shown */
} Mark;

enum { MARK_SHIFT = 4, MARK_PAGE_SHIFT = 14, MARKS_PER_PAGE = 1 << (MARK_PAGE_SHIFT - MARK_SHIFT), MARK_CACHE = 64 };

typedef struct MarkCache {
    uintptr_t page; /* number of the page, plus 1 */
    Mark *marks;
} MarkCache;
extern MarkCache mark_cache[MARK_CACHE];

/* The marks of a page that is not in the cache: made if need be (never NULL: without memory it is one that
 * no one reads), or NULL if it has none. */
Mark *marks_of_page(uintptr_t page);
Mark *marks_of_page_maybe(uintptr_t page);
void marks_free(void);

static inline Mark *mark_of(const void *address)
{
    uintptr_t page = (uintptr_t)address >> MARK_PAGE_SHIFT;
    const MarkCache *cached = &mark_cache[page % MARK_CACHE];
    Mark *marks = __builtin_expect(cached->page == page + 1, 1) ? cached->marks : marks_of_page(page);
    return &marks[(uintptr_t)address >> MARK_SHIFT & (MARKS_PER_PAGE - 1)];
}

/* NULL if nothing has been noted near there. */
static inline Mark *mark_of_maybe(const void *address)
{
    uintptr_t page = (uintptr_t)address >> MARK_PAGE_SHIFT;
    const MarkCache *cached = &mark_cache[page % MARK_CACHE];
    Mark *marks = __builtin_expect(cached->page == page + 1, 1) ? cached->marks : marks_of_page_maybe(page);
    return marks ? &marks[(uintptr_t)address >> MARK_SHIFT & (MARKS_PER_PAGE - 1)] : NULL;
}

#endif
