/* Tests of the heap: reuse, alignment, sizes, refusal, and its books. */
#include "tests/unit/fixture.h"

#include <stdio.h>
#include <string.h>

#include "runtime/memory/heap.h"

TestSuite(heap, .init = fixture_start, .fini = fixture_stop);

Test(heap, block_freed_last_is_handed_out_first)
{
    heap_free(heap_allocate(48), 48); /* the class has a pool now */
    void *a = heap_allocate(48), *b = heap_allocate(48);
    heap_free(a, 48);
    heap_free(b, 48);
    if (!HEAP_ALWAYS_LARGE && !heap.listening) {
        cr_assert_eq(heap_allocate(48), b);
        heap_free(b, 48);
    }
}

Test(heap, blocks_are_aligned_and_do_not_overlap)
{
    enum { COUNT = 600 };
    unsigned char *blocks[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        cr_assert(blocks[i] = heap_allocate(i + 1));
        cr_assert_eq((uintptr_t)blocks[i] % HEAP_ALIGNMENT, 0);
        memset(blocks[i], (int)(i & 0xFF), i + 1);
    }
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k <= i; k++)
            cr_assert_eq(blocks[i][k], i & 0xFF);
        heap_free(blocks[i], i + 1);
    }
}

Test(heap, live_blocks_are_counted)
{
    size_t before = heap_live_blocks();
    void *small = heap_allocate(16), *large = heap_allocate(100000);
    cr_assert_eq(heap_live_blocks(), before + 2);
    heap_free(small, 16);
    heap_free(large, 100000);
    cr_assert_eq(heap_live_blocks(), before);
}

Test(heap, resize_keeps_the_contents_across_classes)
{
    char *block = heap_allocate(20);
    memcpy(block, "nineteen characters", 20);
    for (size_t size = 20; size < 5000; size = size * 3 / 2) {
        block = heap_resize(block, size, size * 3 / 2);
        cr_assert_str_eq(block, "nineteen characters");
        if (size * 3 / 2 >= 5000) {
            heap_free(block, size * 3 / 2);
            return;
        }
    }
}

Test(heap, nth_allocation_fails_and_only_that_one)
{
    heap_fail_at(3, false);
    void *a = heap_allocate(16), *b = heap_allocate(16), *c = heap_allocate(16), *d = heap_allocate(16);
    heap_fail_at(0, false);
    cr_assert(a && b && !c && d);
    heap_free(a, 16);
    heap_free(b, 16);
    heap_free(d, 16);
}

Test(heap, all_fail_from_the_nth_on)
{
    heap_fail_at(2, true);
    void *a = heap_allocate(16), *b = heap_allocate(16), *c = heap_allocate(600);
    heap_fail_at(0, false);
    cr_assert(a && !b && !c);
    heap_free(a, 16);
}

Test(heap, array_size_that_overflows_is_refused)
{
    cr_assert_eq(heap_array_size(SIZE_MAX / 2, 4), SIZE_MAX);
    cr_assert_null(heap_allocate(heap_array_size(SIZE_MAX / 2, 4)));
}

/* The fixture keeps a register of all blocks. Without that, an observer may be the only one who listens. */
static void assert_nothing_left(void)
{
    cr_assert_eq(heap_live_blocks(), 0);
}
TestSuite(observed_heap, .fini = assert_nothing_left);

/* What observers were told: '+' and the size for a block allocated, '-' for one freed. */
static char told[256];
static void *told_of;

static void note(const char *sign, void *block, size_t size)
{
    size_t length = strlen(told);
    snprintf(told + length, sizeof told - length, "%s%zu ", sign, size);
    told_of = block;
}

static void note_allocated(void *block, size_t size, BlockUse use)
{
    note(use == BLOCK_OBJECT ? "+o" : "+", block, size);
}

static void note_freeing(void *block, size_t size)
{
    note("-", block, size);
}

static void ignore_allocated(void *block UNUSED, size_t size UNUSED, BlockUse use UNUSED)
{
}

static void ignore_freeing(void *block UNUSED, size_t size UNUSED)
{
}

static const HeapObserver noting = {.allocated = note_allocated, .freeing = note_freeing},
                          ignoring = {.allocated = ignore_allocated, .freeing = ignore_freeing};

/* Blocks of several sizes, some of them for objects, and one that grows: observers hear of each. */
static void be_heard(void)
{
    told[0] = 0;
    void *a = heap_allocate(16), *b = heap_allocate_object(512), *c = heap_allocate(513);
    cr_assert_eq(told_of, c);
    heap_free(b, 512);
    cr_assert_eq(told_of, b);
    a = heap_resize(a, 16, 40);
    cr_assert_eq(told_of, a);
    heap_free(c, 513);
    heap_free(a, 40);
    cr_assert_str_eq(told, "+16 +o512 +513 -512 -16 +40 -513 -40 ");
}

Test(observed_heap, one_observer_and_several_are_told_the_same)
{
    cr_assert(heap_observe(&noting));
    cr_assert(HEAP_ALWAYS_LARGE || heap_sole_observer == &noting);
    be_heard();
    cr_assert(heap_observe(&ignoring));
    cr_assert_null(heap_sole_observer);
    be_heard();
    heap_unobserve(&ignoring);
    be_heard();
    heap_unobserve(&noting);
    cr_assert_null(heap_sole_observer);
}

Test(observed_heap, blocks_come_in_the_same_order_whether_observed_or_not)
{
    enum { COUNT = 200 };
    void *alone[COUNT], *watched[COUNT];
    for (int pass = 0; pass < 2; pass++) { /* more than there are free blocks at hand, so that a pool is cut as well */
        void **blocks = pass ? watched : alone;
        if (pass)
            cr_assert(heap_observe(&ignoring));
        for (int i = 0; i < COUNT; i++)
            blocks[i] = heap_allocate(80);
        for (int i = COUNT; i-- > 0;)
            heap_free(blocks[i], 80);
    }
    heap_unobserve(&ignoring);
    if (!HEAP_ALWAYS_LARGE)
        cr_assert(memcmp(alone, watched, sizeof alone) == 0);
}

Test(observed_heap, allocations_fail_while_one_observer_listens)
{
    cr_assert(heap_observe(&noting));
    heap_fail_at(2, false);
    told[0] = 0;
    void *a = heap_allocate(16), *b = heap_allocate(16), *c = heap_allocate(16);
    heap_fail_at(0, false);
    cr_assert(a && !b && c);
    cr_assert_str_eq(told, "+16 +16 ");
    heap_free(a, 16);
    heap_free(c, 16);
    heap_unobserve(&noting);
}
