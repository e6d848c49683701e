/* births: a hash table from a block's address to its birth, with linear probing; deleting closes the gap, so there are no tombstones. If memory for it is lacking, a block goes unnoted. */
#include "heapview/births.h"

#include <stdlib.h>
#include <string.h>

#include "heapview/describe.h"
#include "runtime/str.h"
#include "vm/frame.h"
#include "vm/observe.h"

enum { SMALLEST = 4096, FILES_MOST = 1024, NAME_LENGTH = 400 };

static struct {
    bool is_on;                    /* for anybody */
    bool is_for[WATCHER_COUNT];    /* who wants it, */
    uint64_t since[WATCHER_COUNT]; /* and the last birth before */
    uint64_t epoch[WATCHER_COUNT];
    Birth *table;
    size_t mask, live;
    uint64_t number;
    char *files[FILES_MOST]; /* files[0]: unknown */
    uint32_t file_count;
    View last_name; /* borrowed, compared only: the name whose number is last_file */
    uint32_t last_file;
} births;

static size_t home_of(const void *block)
{
    return (size_t)(((uintptr_t)block >> 4) * 0x9E3779B97F4A7C15u >> 20) & births.mask;
}

static Birth *find(const void *block)
{
    size_t i = home_of(block);
    while (births.table[i].block && births.table[i].block != block)
        i = (i + 1) & births.mask;
    return &births.table[i];
}

static bool grow(void)
{
    Birth *old = births.table;
    size_t size = births.mask + 1;
    Birth *larger = calloc(size * 2, sizeof *larger);
    if (!larger)
        return false;
    births.table = larger;
    births.mask = size * 2 - 1;
    for (size_t i = 0; i < size; i++)
        if (old[i].block)
            *find(old[i].block) = old[i];
    free(old);
    return true;
}

/* The number of a file name; a name that there is no room for is unknown. */
static uint32_t file_number(View name)
{
    if (name == births.last_name)
        return births.last_file;
    Text text = {0};
    describe_str(&text, name, NAME_LENGTH);
    const char *bytes = text.bytes ? text.bytes : "";
    uint32_t number = 1;
    while (number < births.file_count && strcmp(births.files[number], bytes) != 0)
        number++;
    if (number == births.file_count) {
        char *copy = number < FILES_MOST ? strdup(bytes) : NULL;
        if (copy)
            births.files[births.file_count++] = copy;
        else
            number = 0;
    }
    text_free(&text);
    births.last_name = name;
    births.last_file = number;
    return number;
}

static void on_allocate(void *block, size_t size, BlockUse use)
{
    if (births.live * 3 > births.mask * 2 && !grow())
        return;
    Birth birth = {.block = block, .size = size, .use = use, .number = ++births.number};
    const Frame *frame = vm.current;
    if (frame) {
        birth.line = code_position(frame->code, (size_t)(frame->pc - frame->code->instructions))->line;
        birth.file = file_number(frame->code->filename);
    }
    Birth *place = find(block);
    births.live += !place->block;
    *place = birth;
}

static void on_free(void *block, size_t size)
{
    (void)size;
    if (block == (void *)births.last_name)
        births.last_name = NULL; /* another name may get its address */
    Birth *gone = find(block);
    if (!gone->block)
        return;
    births.live--;
    size_t gap = (size_t)(gone - births.table);
    for (size_t i = (gap + 1) & births.mask; births.table[i].block; i = (i + 1) & births.mask) {
        size_t home = home_of(births.table[i].block);
        if (((i - home) & births.mask) >= ((i - gap) & births.mask)) {
            births.table[gap] = births.table[i];
            gap = i;
        }
    }
    births.table[gap].block = NULL;
}

static const HeapObserver observer = {on_allocate, on_free};

static bool begin(void)
{
    births.table = calloc(SMALLEST, sizeof *births.table);
    births.mask = SMALLEST - 1;
    births.live = 0;
    births.file_count = 1;
    births.last_name = NULL;
    if (!births.table || !heap_observe(&observer)) {
        free(births.table);
        births.table = NULL;
        return false;
    }
    eval_store_pc();
    return births.is_on = true;
}

bool births_start(void)
{
    if (births.is_for[watcher_now])
        return true;
    if (!births.is_on && !begin())
        return false;
    births.is_for[watcher_now] = true;
    births.since[watcher_now] = births.number;
    births.epoch[watcher_now]++;
    return true;
}

void births_stop(void)
{
    births.is_for[watcher_now] = false;
    if (!births.is_on || births.is_for[WATCHER_SCRIPT] || births.is_for[WATCHER_COMMAND])
        return;
    births.is_on = false;
    heap_unobserve(&observer);
    eval_store_pc_no_longer();
    free(births.table);
    births.table = NULL;
    for (uint32_t i = 1; i < births.file_count; i++)
        free(births.files[i]);
    births.file_count = 0;
}

bool births_are_noted(void)
{
    return births.is_for[watcher_now];
}

static bool is_told(const Birth *birth)
{
    return birth->block && births.is_for[watcher_now] && birth->number > births.since[watcher_now];
}

const Birth *births_find(const void *block)
{
    const Birth *birth = births.is_on ? find(block) : NULL;
    return birth && is_told(birth) ? birth : NULL;
}

const char *births_file_peek(uint32_t file)
{
    return file && file < births.file_count ? births.files[file] : "<unknown>";
}

const Birth *births_next(size_t *place)
{
    while (births.is_on && *place <= births.mask) {
        const Birth *birth = &births.table[(*place)++];
        if (is_told(birth))
            return birth;
    }
    return NULL;
}

uint64_t births_epoch(void)
{
    return births.is_for[watcher_now] ? births.epoch[watcher_now] : 0;
}
