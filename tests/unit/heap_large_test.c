/* Tests of large blocks at fixed addresses (-X reproducible): classes, reuse, contents. */
#include <criterion/criterion.h>

#include <string.h>

#include "runtime/memory/heap.h"
#include "runtime/memory/heap_large.h"

/* AddressSanitizer has its shadow where the fixed addresses are. */
static void need_the_addresses(void)
{
    if (HEAP_ALWAYS_LARGE)
        cr_skip("not under AddressSanitizer");
}
TestSuite(heap_large, .init = need_the_addresses);

static const size_t sizes[] = {513, 576, 577, 1000, 4096, 5000, 100000, 262143, 262144, 262145, 1000000, 5000000};

Test(heap_large, blocks_are_aligned_and_keep_their_contents)
{
    unsigned char *blocks[COUNT_OF(sizes)];
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        cr_assert(blocks[i] = heap_large_allocate(sizes[i]));
        cr_assert_eq((uintptr_t)blocks[i] % HEAP_ALIGNMENT, 0);
        cr_assert_geq((uintptr_t)blocks[i], REPRODUCIBLE_LARGE);
        memset(blocks[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        for (size_t k = 0; k < sizes[i]; k++)
            cr_assert_eq(blocks[i][k], i + 1);
        heap_large_free(blocks[i], sizes[i]);
    }
}

Test(heap_large, block_freed_last_is_handed_out_first)
{
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        void *a = heap_large_allocate(sizes[i]), *b = heap_large_allocate(sizes[i]);
        cr_assert(a && b && a != b);
        heap_large_free(a, sizes[i]);
        heap_large_free(b, sizes[i]);
        void *first = heap_large_allocate(sizes[i]), *second = heap_large_allocate(sizes[i]);
        cr_assert_eq(first, b);
        cr_assert_eq(second, a);
        heap_large_free(first, sizes[i]);
        heap_large_free(second, sizes[i]);
    }
}

Test(heap_large, resize_keeps_the_contents)
{
    size_t size = 600;
    char *block = heap_large_allocate(size);
    cr_assert(block);
    strcpy(block, "begins with this");
    for (; size < 3000000; size += size / 8) {
        block = heap_large_resize(block, size, size + size / 8);
        cr_assert(block);
        cr_assert_str_eq(block, "begins with this");
        block[size + size / 8 - 1] = 'x';
    }
    for (; size > 700; size -= size / 3) {
        block = heap_large_resize(block, size, size - size / 3);
        cr_assert(block);
        cr_assert_str_eq(block, "begins with this");
    }
    heap_large_free(block, size);
}

Test(heap_large, same_sizes_in_the_same_order_have_the_same_distances)
{
    char *a = heap_large_allocate(700), *b = heap_large_allocate(700), *c = heap_large_allocate(720);
    cr_assert(a && b && c);
    cr_assert_eq(b - a, 704); /* an eighth of 512 is 64 */
    cr_assert_eq(c - b, 704); /* 720 takes 768 */
    void *d = heap_large_allocate(700);
    cr_assert_eq((char *)d - c, 768);
}

Test(heap_large, address_that_somebody_has_is_passed_over)
{
    void *before = heap_large_allocate(1 << 20);
    cr_assert(before);
    void *foreign = heap_map_at((uintptr_t)before + (1 << 20), 1 << 20);
    cr_assert(foreign);
    cr_assert_null(heap_map_at((uintptr_t)foreign, 1 << 20));
    void *after = heap_large_allocate(1 << 20);
    cr_assert_eq((char *)after - (char *)foreign, 1 << 20);
    cr_assert_null(heap_large_allocate(PTRDIFF_MAX));
}
