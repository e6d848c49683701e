/* heap_instruments: what can listen to the heap: failing allocations (-X failalloc), the register of live
 * blocks (-X showheap), and observers (tracemalloc, heapview).
 *
 * The register is a hash table from a block's address to its size and use, with linear probing, kept outside
 * the heap so that looking does not disturb. Deleting shifts the following entries back, so there are no
 * tombstones. */
#include "runtime/memory/heap_debug.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/memory/hooks.h"

typedef struct RegisterEntry {
    void *block; /* NULL: free */
    size_t size_and_use;
} RegisterEntry;

static uint64_t fail_countdown;      /* 0: no allocation fails */
static uint64_t fail_count, failing; /* how many are to fail from there on; how many more fail now */
static const HeapObserver *observers[HEAP_OBSERVERS_MOST];
static size_t observer_count;
const HeapObserver *heap_sole_observer;
static RegisterEntry *entries;
static bool references_wished; /* -X showrefcount */
static size_t mask, blocks_live, objects_live, blocks_peak, objects_peak;

void heap_update_listening(void)
{
    bool is_special = fail_countdown || failing || entries || heap_mode.guards || heap_mode.from_malloc;
    heap_sole_observer = observer_count == 1 && !is_special && !HEAP_ALWAYS_LARGE ? observers[0] : NULL;
    heap_set_listening(observer_count || is_special);
}

void heap_fail_some(uint64_t first, uint64_t count)
{
    fail_countdown = first;
    fail_count = count;
    failing = 0;
    heap_update_listening();
}

void heap_fail_at(uint64_t n, bool ever_after)
{
    heap_fail_some(n, ever_after ? UINT64_MAX : 1);
}

bool heap_observe(const HeapObserver *observer)
{
    if (observer_count == HEAP_OBSERVERS_MOST)
        return false;
    observers[observer_count++] = observer;
    heap_update_listening();
    return true;
}

void heap_unobserve(const HeapObserver *observer)
{
    size_t kept = 0;
    for (size_t i = 0; i < observer_count; i++)
        if (observers[i] != observer)
            observers[kept++] = observers[i];
    observer_count = kept;
    heap_update_listening();
}

bool heap_instruments_allow(void)
{
    if (failing) {
        failing -= failing != UINT64_MAX;
        return false;
    }
    if (fail_countdown && --fail_countdown == 0) {
        failing = fail_count == UINT64_MAX ? fail_count : fail_count - 1;
        return false;
    }
    return true;
}

/* --- the register --------------------------------------------------------------------------------------- */

static size_t home_of(const void *block)
{
    return (size_t)(((uintptr_t)block >> 4) * 0x9E3779B97F4A7C15u >> 20) & mask;
}

static void register_insert(void *block, size_t size_and_use)
{
    size_t i = home_of(block);
    while (entries[i].block)
        i = (i + 1) & mask;
    entries[i] = (RegisterEntry){block, size_and_use};
}

static void register_grow(void)
{
    RegisterEntry *old = entries;
    size_t old_count = mask + 1;
    RegisterEntry *bigger = calloc(old_count * 2, sizeof *bigger);
    if (!bigger) {
        fputs("ouro: no memory for the register of blocks (-X showheap)\n", stderr);
        exit(1);
    }
    entries = bigger;
    mask = old_count * 2 - 1;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].block)
            register_insert(old[i].block, old[i].size_and_use);
    free(old);
}

static void register_close_gap(size_t gap)
{
    for (size_t i = (gap + 1) & mask; entries[i].block; i = (i + 1) & mask) {
        size_t home = home_of(entries[i].block);
        if (((i - home) & mask) >= ((i - gap) & mask)) {
            entries[gap] = entries[i];
            gap = i;
        }
    }
    entries[gap].block = NULL;
}

bool heap_keep_register(void)
{
    entries = calloc(4096, sizeof *entries);
    mask = 4095;
    heap_update_listening();
    return entries != NULL;
}

void heap_instruments_allocated(void *block, size_t size, BlockUse use)
{
    if (entries) {
        if (blocks_live * 3 > mask * 2)
            register_grow();
        register_insert(block, size << 1 | use);
        if (++blocks_live > blocks_peak)
            blocks_peak = blocks_live;
        objects_live += use;
        if (objects_live > objects_peak)
            objects_peak = objects_live;
    }
    for (size_t i = 0; i < observer_count; i++)
        observers[i]->allocated(block, size, use);
}

void heap_account_slow(void *block, size_t size)
{
    for (size_t i = 0; i < observer_count; i++)
        if (observers[i]->accounted)
            observers[i]->accounted(block, size);
}

void heap_instruments_freeing(void *block, size_t size)
{
    for (size_t i = 0; i < observer_count; i++)
        observers[i]->freeing(block, size);
    if (!entries)
        return;
    size_t i = home_of(block);
    while (entries[i].block != block) {
        if (!entries[i].block) {
            fprintf(stderr, "ouro: a block of %zu bytes is freed that the heap did not hand out\n", size);
            abort();
        }
        i = (i + 1) & mask;
    }
    if (entries[i].size_and_use >> 1 != size) {
        fprintf(stderr, "ouro: a block of %zu bytes is freed as one of %zu\n", entries[i].size_and_use >> 1, size);
        abort();
    }
    blocks_live--;
    objects_live -= entries[i].size_and_use & 1;
    register_close_gap(i);
}

/* --- the report ----------------------------------------------------------------------------------------- */

/* An object begins with its count: that is all that is known of objects here. */
static int64_t references_live(void)
{
    int64_t total = 0;
    for (size_t i = 0; i <= mask; i++)
        if (entries[i].block && (entries[i].size_and_use & 1))
            total += *(const int32_t *)entries[i].block;
    return total;
}

static void report_what_is_left(void)
{
    enum { MOST = 20 };
    int shown = 0;
    for (size_t i = 0; i <= mask && shown < MOST; i++) {
        RegisterEntry *entry = &entries[i];
        if (!entry->block)
            continue;
        shown++;
        fputs("  left: ", stderr);
        if (entry->size_and_use & 1 && hooks.write_object)
            hooks.write_object(entry->block, entry->size_and_use >> 1);
        else
            fprintf(stderr, "a block of %zu bytes", entry->size_and_use >> 1);
        fputc('\n', stderr);
    }
}

void heap_report_references(void)
{
    references_wished = true;
}

void heap_write_references(void)
{
    if (references_wished && entries)
        fprintf(stderr, "[%" PRId64 " refs, %zu blocks]\n", references_live(), heap_live_blocks());
}

void heap_report(void)
{
    if (!entries)
        return;
    if (blocks_live)
        report_what_is_left();
    fprintf(stderr, "heap: %zu objects, %" PRId64 " references, %zu blocks live; at most %zu objects, %zu blocks\n", objects_live,
            references_live(), blocks_live, objects_peak, blocks_peak);
}
