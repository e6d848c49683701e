/* heap_statistics: what sys._debugmallocstats writes, in CPython's form. The heap is not changed by it.
 *
 * For each size class: pools, blocks in use, blocks that are free. Then the arenas, and where all their bytes
 * are: in blocks, in heads of pools, at the ends of pools where no whole block fits. The sum is what the
 * arenas have. */
#include <stdio.h>

#include "runtime/memory/heap_debug.h"
#include "runtime/memory/heap_private.h"

/* What the table adds up to, for all classes. */
typedef struct Totals {
    size_t pools, used_bytes, free_bytes, lost_at_ends;
} Totals;

/* A label, and a number with commas. Returns the number. */
static size_t write_number(const char *label, size_t number)
{
    char digits[32], text[48];
    int length = snprintf(digits, sizeof digits, "%zu", number), to = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            text[to++] = ',';
        text[to++] = digits[i];
    }
    text[to] = 0;
    fprintf(stderr, "%-35s=%21s\n", label, text);
    return number;
}

/* The blocks of a class that are in use: those handed out that are on no free list. */
static size_t blocks_in_use(size_t size_class)
{
    size_t count = 0;
    for (const Pool *pool = heap_pools[size_class]; pool; pool = pool->next)
        count += heap_pool_handed_out(pool);
    for (const FreeBlock *block = *heap_list_of(size_class); block; block = block->next)
        count--;
    return count;
}

static void write_class(size_t size_class, Totals *totals)
{
    size_t size = size_class * HEAP_ALIGNMENT, pools = 0, room = HEAP_POOL_SIZE - sizeof(Pool);
    for (const Pool *pool = heap_pools[size_class]; pool; pool = pool->next)
        pools++;
    if (pools == 0)
        return;
    size_t used = blocks_in_use(size_class), unused = pools * (room / size) - used;
    fprintf(stderr, "%5zu %6zu %11zu %15zu %13zu\n", size_class - 1, size, pools, used, unused);
    totals->pools += pools;
    totals->used_bytes += used * size;
    totals->free_bytes += unused * size;
    totals->lost_at_ends += pools * (room % size);
}

static void write_arenas(size_t now)
{
    char label[64];
    write_number("# arenas allocated total", heap_arena_counts.ever);
    write_number("# arenas reclaimed", heap_arena_counts.ever - now);
    write_number("# arenas highwater mark", heap_arena_counts.most);
    write_number("# arenas allocated current", now);
    snprintf(label, sizeof label, "%zu arenas * %d bytes/arena", now, HEAP_ARENA_SIZE);
    write_number(label, now * HEAP_ARENA_SIZE);
}

static void write_bytes(const Totals *totals, size_t unused_pools)
{
    char label[64];
    size_t sum = write_number("# bytes in allocated blocks", totals->used_bytes);
    sum += write_number("# bytes in available blocks", totals->free_bytes);
    snprintf(label, sizeof label, "%zu unused pools * %d bytes", unused_pools, HEAP_POOL_SIZE);
    sum += write_number(label, unused_pools * HEAP_POOL_SIZE);
    sum += write_number("# bytes lost to pool headers", totals->pools * sizeof(Pool));
    sum += write_number("# bytes lost to quantization", totals->lost_at_ends);
    sum += write_number("# bytes lost to arena alignment", 0); /* what stands before and behind an aligned arena is given back at once */
    write_number("Total", sum);
}

void heap_write_statistics(void)
{
    Totals totals = {0};
    HeapStatistics statistics = heap_statistics();
    fprintf(stderr, "Small block threshold = %d, in %d size classes.\n\n", HEAP_SMALL_LIMIT, HEAP_CLASS_COUNT);
    fputs("class   size   num pools   blocks in use  avail blocks\n-----   ----   ---------   -------------  ------------\n", stderr);
    for (size_t size_class = 1; size_class <= HEAP_CLASS_COUNT; size_class++)
        write_class(size_class, &totals);
    fputc('\n', stderr);
    write_arenas(statistics.arenas);
    fputc('\n', stderr);
    write_bytes(&totals, statistics.arenas * POOLS_PER_ARENA - totals.pools);
    fputc('\n', stderr);
    write_number("# blocks above the threshold", statistics.large_blocks);
    write_number("# bytes in these blocks", statistics.large_bytes);
}

bool heap_arenas_are_reported(void)
{
    return heap_arena_counts.is_reported;
}

void heap_report_arenas(void)
{
    heap_arena_counts.is_reported = true;
}
