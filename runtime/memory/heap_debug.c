/* heap_debug: guards around blocks, and the report on a damaged one, in CPython's words
 * (Objects/obmalloc.c). A block of n bytes is dressed in 32 more:
 *
 *     │ n │ use │ FD … FD │  n bytes, fresh: CD, freed: DD  │ FD × 8 │ serial │
 *       8    1       7     ▲ what the program sees               8        8
 *
 * Who writes before or behind the block changes a guard; freeing finds that. Who reads what was never
 * written, or was freed, reads a pattern that is no pointer. */
#include "runtime/memory/heap_debug.h"

#include <stdio.h>

#include "runtime/memory/fatal.h"
#include "runtime/memory/hooks.h"

enum { WORD = 8 };

HeapMode heap_mode;
static uint64_t serial;

bool heap_choose_mode(const char *name)
{
    static const struct {
        const char *name;
        HeapMode mode;
    } modes[] = {{"default", {false, false}},       {"pymalloc", {false, false}}, {"debug", {true, false}},
                 {"pymalloc_debug", {true, false}}, {"malloc", {false, true}},    {"malloc_debug", {true, true}}};
    for (size_t i = 0; i < COUNT_OF(modes); i++)
        if (strcmp(name, modes[i].name) == 0) {
            heap_mode = modes[i].mode;
            heap_update_listening();
            return true;
        }
    return false;
}

size_t heap_debug_whole(size_t size)
{
    return size > (size_t)PTRDIFF_MAX - DEBUG_EXTRA ? SIZE_MAX : size + DEBUG_EXTRA;
}

static void write_word(unsigned char *at, uint64_t word)
{
    memcpy(at, &word, WORD);
}

static uint64_t read_word(const unsigned char *at)
{
    uint64_t word;
    memcpy(&word, at, WORD);
    return word;
}

void *heap_debug_dress(void *whole, size_t size, BlockUse use)
{
    unsigned char *block = (unsigned char *)whole + DEBUG_BEFORE;
    write_word(block - 2 * WORD, size);
    block[-WORD] = use == BLOCK_OBJECT ? 'o' : 'm';
    memset(block - WORD + 1, DEBUG_BYTE_GUARD, WORD - 1);
    memset(block, DEBUG_BYTE_FRESH, size);
    memset(block + size, DEBUG_BYTE_GUARD, WORD);
    write_word(block + size + WORD, ++serial);
    return block;
}

void *heap_debug_undress(void *block, size_t size)
{
    unsigned char *whole = (unsigned char *)block - DEBUG_BEFORE;
    memset(whole, DEBUG_BYTE_FREED, size + DEBUG_EXTRA);
    return whole;
}

/* --- the report ----------------------------------------------------------------------------------------- */

static bool is_filled(const unsigned char *from, size_t count, int byte)
{
    while (count > 0 && *from == byte)
        from++, count--;
    return count == 0;
}

/* The bytes of a guard, one a line; `name` and `offset` say where the first one is. */
static void write_guard(const unsigned char *guard, int count, const char *name, int offset)
{
    fprintf(stderr, "not all FORBIDDENBYTE (0x%02x):\n", DEBUG_BYTE_GUARD);
    for (int i = 0; i < count; i++)
        fprintf(stderr, "        at %s%+d: 0x%02x%s\n", name, offset + i, guard[i], guard[i] == DEBUG_BYTE_GUARD ? "" : " *** OUCH");
}

/* True if the guard before the block is whole. */
static bool write_leading_guard(const unsigned char *block)
{
    const unsigned char *guard = block - WORD + 1;
    bool is_whole = is_filled(guard, WORD - 1, DEBUG_BYTE_GUARD);
    fprintf(stderr, "    The %d pad bytes at p-%d are ", WORD - 1, WORD - 1);
    if (is_whole)
        fputs("FORBIDDENBYTE, as expected.\n", stderr);
    else
        write_guard(guard, WORD - 1, "p", 1 - WORD);
    return is_whole;
}

static void write_trailing_guard(const unsigned char *tail)
{
    fprintf(stderr, "    The %d pad bytes at tail=%p are ", WORD, (const void *)tail);
    if (is_filled(tail, WORD, DEBUG_BYTE_GUARD))
        fputs("FORBIDDENBYTE, as expected.\n", stderr);
    else
        write_guard(tail, WORD, "tail", 0);
    fprintf(stderr, "    The block was made by call #%llu to debug malloc/realloc.\n", (unsigned long long)read_word(tail + WORD));
}

/* Up to 8 bytes at the start, and up to 8 at the end. */
static void write_data(const unsigned char *block, size_t size)
{
    if (size > 0)
        fputs("    Data at p:", stderr);
    for (size_t i = 0; i < size; i++) {
        if (i == WORD && size > 2 * WORD) {
            fputs(" ...", stderr);
            i = size - WORD;
        }
        fprintf(stderr, " %02x", block[i]);
    }
    fputs(size > 0 ? "\n\n" : "\n", stderr);
}

/* Where the leading guard is damaged, the size in it may be as well: `size`, which the program has just said,
 * is taken instead. */
static void write_block(const unsigned char *block, size_t size)
{
    unsigned char api = block[-WORD];
    fprintf(stderr, "Debug memory block at address p=%p: API '", (const void *)block);
    fprintf(stderr, api >= ' ' && api < 0x7F ? "%c'\n" : "\\x%02x'\n", api);
    uint64_t stored = read_word(block - 2 * WORD);
    fprintf(stderr, "    %llu bytes originally requested\n", (unsigned long long)stored);
    if (write_leading_guard(block))
        size = stored;
    else
        fprintf(stderr,
                "    Because memory is corrupted at the start, the count of bytes requested\n"
                "       may be bogus: %zu is taken instead.\n",
                size);
    write_trailing_guard(block + size);
    write_data(block, size);
    if (!hooks.write_origin || !hooks.write_origin(block))
        fputs("Enable tracemalloc to get the memory block allocation traceback\n\n", stderr);
}

/* --- the check ------------------------------------------------------------------------------------------ */

static void check_api(const unsigned char *block, size_t size, const char *function)
{
    unsigned char api = block[-WORD];
    if (api == 'o' || api == 'm')
        return;
    char message[100];
    snprintf(message, sizeof message,
             api >= ' ' && api < 0x7F ? "bad ID: Allocated using API '%c', verified using API 'o'"
                                      : "bad ID: Allocated using API '\\x%02x', verified using API 'o'",
             api);
    write_block(block, size);
    fatal_error(function, message);
}

void heap_debug_check(const void *address, size_t size, const char *function)
{
    const unsigned char *block = address;
    check_api(block, size, function);
    const char *fault = NULL;
    if (!is_filled(block - WORD + 1, WORD - 1, DEBUG_BYTE_GUARD))
        fault = "bad leading pad byte";
    else if (read_word(block - 2 * WORD) != size)
        fault = "bad size: not what was asked for";
    else if (!is_filled(block + size, WORD, DEBUG_BYTE_GUARD))
        fault = "bad trailing pad byte";
    if (!fault)
        return;
    write_block(block, size);
    fatal_error(function, fault);
}
