/* Tests of heap_check and gc_check: they are content with a heap that is whole, and name each damage that a
 * test does to it. A test runs in a process of its own, so that the damage goes with it; what is damaged is
 * mended before the end all the same where the fixture's count would stumble over it. */
#include "tests/unit/fixture.h"

#include <string.h>

#include "runtime/classes/type.h"
#include "runtime/containers/list.h"
#include "runtime/life/gc.h"
#include "runtime/life/gc_check.h"
#include "runtime/memory/heap_check.h"
#include "runtime/memory/heap_private.h"

enum { SIZE = 48, CLASS = SIZE / HEAP_ALIGNMENT };

static void setup(void)
{
    fixture_start();
    gc_state.enabled = false;
    heap_set_listening(false); /* the free lists as they are when nobody counts */
}

static void stop(void)
{
    heap_update_listening();
    fixture_stop();
}

TestSuite(checks, .init = setup, .fini = stop);

/* The damage is named, with this word among others. */
#define assert_damage(check, word)                                                       \
    do {                                                                                 \
        const char *damage_ = check;                                                     \
        cr_assert_not_null(damage_, "nothing was found");                                \
        cr_assert_not_null(strstr(damage_, word), "found \"%s\" for %s", damage_, word); \
    } while (0)

/* --- the heap ------------------------------------------------------------------------------------------- */

#if !HEAP_ALWAYS_LARGE

Test(checks, heap_that_is_whole_passes)
{
    void *blocks[500];
    for (size_t i = 0; i < COUNT_OF(blocks); i++)
        cr_assert(blocks[i] = heap_allocate(i + 1));
    cr_assert_null(heap_check());
    for (size_t i = 0; i < COUNT_OF(blocks); i += 2)
        heap_free(blocks[i], i + 1);
    cr_assert_null(heap_check());
    for (size_t i = 1; i < COUNT_OF(blocks); i += 2)
        heap_free(blocks[i], i + 1);
    cr_assert_null(heap_check());
    heap_trim();
    cr_assert_null(heap_check());
}

Test(checks, block_freed_twice_is_found)
{
    void *block = heap_allocate(SIZE);
    heap_free(block, SIZE);
    FreeBlock *after = heap.free[CLASS]->next;
    heap_free(block, SIZE);
    assert_damage(heap_check(), "freed twice");
    ((FreeBlock *)block)->next = after;
    cr_assert_null(heap_check());
}

Test(checks, block_freed_with_another_size_is_found)
{
    void *block = heap_allocate(SIZE);
    heap_free(block, SIZE + HEAP_ALIGNMENT);
    assert_damage(heap_check(), "another size class");
    heap.free[CLASS + 1] = heap.free[CLASS + 1]->next;
    heap_free(block, SIZE);
    cr_assert_null(heap_check());
}

Test(checks, write_to_a_freed_block_is_found)
{
    FreeBlock *block = heap_allocate(SIZE);
    heap_free(block, SIZE);
    FreeBlock *after = block->next;
    static char elsewhere[64];
    block->next = (FreeBlock *)(void *)elsewhere;
    assert_damage(heap_check(), "none of the heap's");
    block->next = after;
    cr_assert_null(heap_check());
}

Test(checks, address_within_a_block_is_found_on_a_free_list)
{
    char *block = heap_allocate(SIZE);
    heap_free(block, SIZE);
    FreeBlock *first = heap.free[CLASS];
    FreeBlock *within = (FreeBlock *)(void *)(block + HEAP_ALIGNMENT);
    FreeBlock kept = *within;
    within->next = NULL;
    heap.free[CLASS] = within;
    assert_damage(heap_check(), "no block begins");
    *within = kept;
    heap.free[CLASS] = first;
    cr_assert_null(heap_check());
}

Test(checks, pool_whose_header_was_overwritten_is_found)
{
    void *block = heap_allocate(SIZE);
    Pool *pool = heap_pool_of(block), kept = *pool;
    pool->size_class++;
    assert_damage(heap_check(), "another size class");
    *pool = kept;
    pool->fresh += HEAP_ALIGNMENT / 2;
    assert_damage(heap_check(), "fresh");
    *pool = kept;
    pool->arena = NULL;
    assert_damage(heap_check(), "no arena");
    *pool = kept;
    pool->arena->pools_used++;
    assert_damage(heap_check(), "miscounts");
    pool->arena->pools_used--;
    heap_free(block, SIZE);
    cr_assert_null(heap_check());
}

#endif

/* --- the collector's table ------------------------------------------------------------------------------ */

Test(checks, table_that_is_whole_passes)
{
    Ref list = list_new(0);
    cr_assert(list_append((ListView)list, list));
    cr_assert_null(gc_check_places(1));
    cr_assert_null(gc_check_counts());
    release(list);
    gc_collect_generation(GC_GENERATIONS - 1);
    cr_assert_null(gc_check_places(1));
    cr_assert_null(gc_check_counts());
}

Test(checks, object_that_lost_its_place_is_found)
{
    Ref list = list_new(0);
    uint32_t kept = ((GcObject *)list)->gc;
    ((GcObject *)list)->gc--;
    assert_damage(gc_check_places(1), "place");
    ((GcObject *)list)->gc = kept | GC_COLLECTING;
    assert_damage(gc_check_places(1), "candidate");
    ((GcObject *)list)->gc = kept;
    cr_assert_null(gc_check_places(1));
    release(list);
}

Test(checks, dead_object_in_the_table_is_found)
{
    Ref list = list_new(0);
    list->refcount = 0;
    assert_damage(gc_check_places(1), "dead");
    list->refcount = 1;
    release(list);
}

Test(checks, reference_given_back_twice_is_found)
{
    Ref list = list_new(0), holder = list_new(0);
    cr_assert(list_append((ListView)holder, list) && list_append((ListView)holder, list));
    cr_assert_null(gc_check_counts());
    list->refcount = 1; /* two too few */
    assert_damage(gc_check_counts(), "fewer references");
    list->refcount = 3;
    cr_assert_null(gc_check_counts());
    release(holder);
    release(list);
}

Test(checks, generations_out_of_order_are_found)
{
    uint32_t kept = gc_state.generations[1].start;
    gc_state.generations[1].start = gc_state.used + 1;
    assert_damage(gc_check_places(1), "follow");
    gc_state.generations[1].start = kept;
    cr_assert_null(gc_check_places(1));
}
