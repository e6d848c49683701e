/* Tests of the heap: reuse, alignment, sizes, refusal, and its books. */
#include "tests/unit/fixture.h"

#include <string.h>

#include "runtime/heap.h"

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
