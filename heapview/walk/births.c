/* births: a table from a block's address to its birth. If memory for it is lacking, a block goes unnoted.
 *
 * The heap's observer hears of each block that is allocated or freed; the line is that of the instruction
 * which runs at the moment, so the evaluation loop is asked to keep `pc` up to date (eval_store_pc).
 * Two may listen, the script and the command that runs it: one table serves both, and `since` says from which
 * birth on each of them asked.
 * Files are known by number. A file's name is a str that may die, so its text is copied; the address of the
 * last one is kept for comparing, and forgotten when that block is freed. */
#include "heapview/walk/births.h"

#include <stdlib.h>
#include <string.h>

#include "heapview/walk/describe.h"
#include "runtime/memory/address_table.h"
#include "runtime/text/str.h"
#include "vm/run/eval_observe.h"
#include "vm/run/frame.h"

enum { FILES_MOST = 1024, NAME_LENGTH = 400 };

static struct {
    bool is_on;                    /* for anybody */
    bool is_for[WATCHER_COUNT];    /* who wants it, */
    uint64_t since[WATCHER_COUNT]; /* and the last birth before */
    uint64_t epoch[WATCHER_COUNT];
    AddressTable table;
    uint64_t number;
    char *files[FILES_MOST]; /* files[0]: unknown */
    uint32_t file_count;
    View last_name; /* borrowed, compared only: the name whose number is last_file */
    uint32_t last_file;
} births;

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
    Birth *birth = address_table_put(&births.table, block);
    if (!birth)
        return;
    *birth = (Birth){.block = block, .size = size, .use = use, .number = ++births.number};
    const Frame *frame = vm.current;
    if (frame) {
        birth->line = code_position(frame->code, (size_t)(frame->pc - frame->code->instructions))->line;
        birth->file = file_number(frame->code->filename);
    }
}

static void on_free(void *block, size_t size)
{
    (void)size;
    if (block == (void *)births.last_name)
        births.last_name = NULL; /* another name may get its address */
    address_table_remove(&births.table, block);
}

static const HeapObserver observer = {.allocated = on_allocate, .freeing = on_free};

static bool begin(void)
{
    births.file_count = 1;
    births.last_name = NULL;
    if (!address_table_make(&births.table, sizeof(Birth)))
        return false;
    if (!heap_observe(&observer)) {
        address_table_free(&births.table);
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
    address_table_free(&births.table);
    for (uint32_t i = 1; i < births.file_count; i++)
        free(births.files[i]);
    births.file_count = 0;
}

static bool is_told(const Birth *birth)
{
    return birth->block && births.is_for[watcher_now] && birth->number > births.since[watcher_now];
}

const char *births_file_peek(uint32_t file)
{
    return file && file < births.file_count ? births.files[file] : "<unknown>";
}

const Birth *births_next(size_t *place)
{
    for (const Birth *birth; (birth = address_table_next(&births.table, place)) != NULL;)
        if (is_told(birth))
            return birth;
    return NULL;
}

uint64_t births_epoch(void)
{
    return births.is_for[watcher_now] ? births.epoch[watcher_now] : 0;
}
