/* Tests of PYTHONMALLOC=debug: fills, guards, what is found when a block is freed or resized, and the words
 * of the report. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/calls/native.h"
#include "runtime/containers/dict.h"
#include "runtime/memory/heap_debug.h"
#include "shell/session.h"
#include "stdlib/memory/_tracemalloc.h"
#include "tests/unit/fixture.h"

static void start(void)
{
    cr_assert(heap_choose_mode("debug"));
}

TestSuite(heap_debug, .init = start);

/* What a child process that runs `misdeed` writes on stderr before it is aborted. Without abort the test
 * fails. */
static const char *last_words(void (*misdeed)(void))
{
    static char text[8192];
    int ends[2], status;
    cr_assert_eq(pipe(ends), 0);
    pid_t child = fork();
    cr_assert_geq(child, 0);
    if (child == 0) {
        dup2(ends[1], 2);
        misdeed();
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    for (ssize_t got; (got = read(ends[0], text + length, sizeof text - 1 - length)) > 0;)
        length += (size_t)got;
    text[length] = 0;
    close(ends[0]);
    waitpid(child, &status, 0);
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT, "no abort, but this: %s", text);
    return text;
}

static void expect(const char *text, const char *part)
{
    cr_assert(strstr(text, part), "\"%s\" is missing in:\n%s", part, text);
}

static unsigned char *filled_block(void)
{
    unsigned char *block = heap_allocate(20);
    cr_assert(block);
    for (unsigned char i = 0; i < 20; i++)
        block[i] = i;
    return block;
}

/* --- without misdeeds ----------------------------------------------------------------------------------- */

Test(heap_debug, fresh_blocks_are_filled_and_guarded)
{
    static const size_t sizes[] = {1, 16, 20, 480, 512, 513, 100000};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        unsigned char *block = heap_allocate_object(sizes[i]);
        cr_assert_eq((uintptr_t)block % HEAP_ALIGNMENT, 0);
        for (size_t k = 0; k < sizes[i]; k++)
            cr_assert_eq(block[k], DEBUG_BYTE_FRESH);
        for (size_t k = 0; k < 8; k++)
            cr_assert_eq(block[sizes[i] + k], DEBUG_BYTE_GUARD);
        for (int k = 1; k < 8; k++)
            cr_assert_eq(block[-k], DEBUG_BYTE_GUARD);
        cr_assert_eq(block[-8], 'o');
        uint64_t size;
        memcpy(&size, block - 16, sizeof size);
        cr_assert_eq(size, sizes[i]);
        heap_free(block, sizes[i]);
    }
    cr_assert_eq(heap_live_blocks(), 0);
}

Test(heap_debug, serial_numbers_rise_by_one)
{
    unsigned char *a = heap_allocate(24), *b = heap_allocate(24);
    uint64_t first, second;
    memcpy(&first, a + 24 + 8, sizeof first);
    memcpy(&second, b + 24 + 8, sizeof second);
    cr_assert_eq(second, first + 1);
    heap_free(a, 24);
    heap_free(b, 24);
}

Test(heap_debug, freed_blocks_are_filled)
{
    if (HEAP_ALWAYS_LARGE)
        return; /* AddressSanitizer lets nobody look */
    unsigned char *block = filled_block();
    heap_free(block, 20);
    for (size_t i = 0; i < 20 + 16; i++) /* the first bytes of the whole, which lie before, link it to the next free one */
        cr_assert_eq(block[i], DEBUG_BYTE_FREED);
}

Test(heap_debug, resize_moves_keeps_contents_and_fills_the_rest)
{
    unsigned char *block = filled_block(), *larger = heap_resize(block, 20, 24);
    cr_assert_neq(larger, block);
    for (unsigned char i = 0; i < 24; i++)
        cr_assert_eq(larger[i], i < 20 ? i : DEBUG_BYTE_FRESH);
    unsigned char *large = heap_resize(larger, 24, 5000), *small = heap_resize(large, 5000, 10);
    for (unsigned char i = 0; i < 10; i++)
        cr_assert_eq(small[i], i);
    heap_free(small, 10);
    cr_assert_eq(heap_live_blocks(), 0);
}

Test(heap_debug, zeroed_blocks_are_zero)
{
    unsigned char *block = heap_allocate_zeroed(100);
    for (size_t i = 0; i < 100; i++)
        cr_assert_eq(block[i], 0);
    heap_free(block, 100);
}

Test(heap_debug, size_without_room_for_guards_is_refused)
{
    cr_assert_null(heap_allocate(SIZE_MAX));
    cr_assert_null(heap_allocate((size_t)PTRDIFF_MAX - 8));
    unsigned char *block = filled_block();
    cr_assert_null(heap_resize(block, 20, (size_t)PTRDIFF_MAX - 8));
    heap_free(block, 20);
}

Test(heap_debug, unknown_names_are_refused)
{
    cr_assert_not(heap_choose_mode("valgrind"));
    cr_assert_not(heap_choose_mode(""));
    cr_assert(heap_choose_mode("malloc_debug"));
    cr_assert(heap_mode.guards && heap_mode.from_malloc);
    cr_assert(heap_choose_mode("pymalloc"));
    cr_assert_not(heap_mode.guards || heap_mode.from_malloc || heap.listening);
}

Test(heap_debug, malloc_takes_every_block_from_the_system)
{
    cr_assert(heap_choose_mode("malloc"));
    void *block = heap_allocate(16);
    HeapStatistics statistics = heap_statistics();
    cr_assert_eq(statistics.large_blocks, 1);
    cr_assert_eq(statistics.pools, 0);
    heap_free(heap_resize(block, 16, 600), 600);
    cr_assert_eq(heap_live_blocks(), 0);
}

Test(heap_debug, interpreter_runs_and_leaves_nothing)
{
    fixture_start();
    Ref namespace = fixture_run("x = [str(i) * 50 for i in range(500)]\nd = {k: [k] for k in x}\ndel x\nn = len(d)\n");
    cr_assert_eq(fixture_int(namespace, "n"), 500);
    release(namespace);
    fixture_stop();
}

/* --- what is found -------------------------------------------------------------------------------------- */

static void write_behind(void)
{
    unsigned char *block = filled_block();
    volatile size_t behind = 20;
    block[behind] = 'A';
    block[behind + 3] = 'B';
    heap_free(block, 20);
}

Test(heap_debug, overflow_is_found_at_free)
{
    const char *text = last_words(write_behind);
    expect(text, "Debug memory block at address p=0x");
    expect(text, ": API 'm'\n    20 bytes originally requested\n"
                 "    The 7 pad bytes at p-7 are FORBIDDENBYTE, as expected.\n    The 8 pad bytes at tail=0x");
    expect(text, " are not all FORBIDDENBYTE (0xfd):\n"
                 "        at tail+0: 0x41 *** OUCH\n        at tail+1: 0xfd\n        at tail+2: 0xfd\n        at tail+3: 0x42 *** OUCH\n"
                 "        at tail+4: 0xfd\n        at tail+5: 0xfd\n        at tail+6: 0xfd\n        at tail+7: 0xfd\n"
                 "    The block was made by call #1 to debug malloc/realloc.\n"
                 "    Data at p: 00 01 02 03 04 05 06 07 ... 0c 0d 0e 0f 10 11 12 13\n\n"
                 "Enable tracemalloc to get the memory block allocation traceback\n\n"
                 "Fatal Python error: _PyMem_DebugRawFree: bad trailing pad byte\nPython runtime state: initialized\n\n");
}

static void write_before(void)
{
    unsigned char *block = filled_block();
    volatile ptrdiff_t before = -3;
    block[before] = 'A';
    heap_free(block, 20);
}

Test(heap_debug, underflow_is_found_at_free)
{
    const char *text = last_words(write_before);
    expect(text, "    The 7 pad bytes at p-7 are not all FORBIDDENBYTE (0xfd):\n"
                 "        at p-7: 0xfd\n        at p-6: 0xfd\n        at p-5: 0xfd\n        at p-4: 0xfd\n"
                 "        at p-3: 0x41 *** OUCH\n        at p-2: 0xfd\n        at p-1: 0xfd\n"
                 "    Because memory is corrupted at the start, the count of bytes requested\n");
    expect(text, "Fatal Python error: _PyMem_DebugRawFree: bad leading pad byte\n");
}

static void overflow_then_resize(void)
{
    unsigned char *block = filled_block();
    volatile size_t behind = 27;
    block[behind] = 0;
    (void)!heap_resize(block, 20, 40);
}

Test(heap_debug, overflow_is_found_at_resize)
{
    expect(last_words(overflow_then_resize), "Fatal Python error: _PyMem_DebugRawRealloc: bad trailing pad byte\n");
}

static void write_over_the_letter(void)
{
    unsigned char *block = filled_block();
    volatile ptrdiff_t before = -8;
    block[before] = 'r';
    heap_free(block, 20);
}

Test(heap_debug, damaged_letter_is_a_bad_id)
{
    expect(last_words(write_over_the_letter),
           "Fatal Python error: _PyMem_DebugRawFree: bad ID: Allocated using API 'r', verified using API 'o'\n");
}

static void free_twice(void)
{
    unsigned char *block = filled_block();
    heap_free(block, 20);
    heap_free(block, 20);
}

Test(heap_debug, double_free_is_found)
{
    if (HEAP_ALWAYS_LARGE)
        return; /* AddressSanitizer finds it first */
    const char *text = last_words(free_twice);
    expect(text, "API '\\xdd'\n");
    expect(text, "        at p-7: 0xdd *** OUCH\n");
    expect(text, "bad ID: Allocated using API '\\xdd', verified using API 'o'\n");
}

static void free_with_another_size(void)
{
    heap_free(filled_block(), 24);
}

Test(heap_debug, freeing_with_another_size_is_found)
{
    const char *text = last_words(free_with_another_size);
    expect(text, "    20 bytes originally requested\n");
    expect(text, "Fatal Python error: _PyMem_DebugRawFree: bad size: not what was asked for\n");
}

/* The data is shown once, not as a start and an end. */
static void damage_small_block(void)
{
    unsigned char *block = heap_allocate_object(3);
    memcpy(block, "\x01\x02\x03", 3);
    volatile size_t behind = 3;
    block[behind] = 0;
    heap_free(block, 3);
}

Test(heap_debug, report_shows_all_of_a_small_block)
{
    const char *text = last_words(damage_small_block);
    expect(text, ": API 'o'\n    3 bytes originally requested\n");
    expect(text, "    Data at p: 01 02 03\n\n");
}

/* --- with an interpreter -------------------------------------------------------------------------------- */

static Ref damage(View self UNUSED, View *args UNUSED)
{
    write_behind();
    return NULL;
}

static void damage_from_python(void)
{
    static const NativeFunction function = {"damage()", damage, NULL};
    if (!session_start())
        _exit(1);
    Ref namespace = dict_new(), native = native_function_new(&function, NULL, NULL);
    if (!native || !dict_set_text((DictView) namespace, "damage", native) || !tracemalloc_start(2))
        _exit(1);
    fixture_run_in(namespace, "def f():\n    damage()\n\n\nf()\n");
}

Test(heap_debug, report_says_where_the_program_is_and_where_the_block_was_made)
{
    const char *text = last_words(damage_from_python);
    expect(text, "Memory block allocated at (most recent call first):\n  File \"<test>\", line 2\n  File \"<test>\", line 5\n\n"
                 "Fatal Python error: _PyMem_DebugRawFree: bad trailing pad byte\nPython runtime state: initialized\n\nCurrent thread 0x");
    expect(text, " (most recent call first):\n  File \"<test>\", line 2 in f\n  File \"<test>\", line 5 in <module>\n");
}
