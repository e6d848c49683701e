/* last_names: an observer of the instructions that take a name away from an object; see last_names.h. The table is open addressing with linear probing, as that of births. */
#include "heapview/last_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/describe.h"
#include "runtime/cell.h"
#include "runtime/heap.h"
#include "runtime/tuple.h"
#include "runtime/type.h"
#include "vm/observe.h"

enum { NAME_SIZE = 48, SMALLEST = 256 };

typedef struct Named {
    View object;     /* NULL: a free place */
    uint64_t number; /* counts the notes */
    char name[NAME_SIZE];
} Named;

static struct {
    bool is_on;                    /* for anybody */
    bool is_for[WATCHER_COUNT];    /* who wants it, */
    uint64_t since[WATCHER_COUNT]; /* and the last note before */
    uint64_t number;
    Named *table;
    size_t mask, used;
} names;

static size_t home_of(const void *object)
{
    return (size_t)(((uintptr_t)object >> 4) * 0x9E3779B97F4A7C15u >> 20) & names.mask;
}

static Named *find(const void *object)
{
    size_t i = home_of(object);
    while (names.table[i].object && names.table[i].object != object)
        i = (i + 1) & names.mask;
    return &names.table[i];
}

static bool grow(void)
{
    Named *old = names.table;
    size_t size = names.mask + 1;
    Named *larger = calloc(size * 2, sizeof *larger);
    if (!larger)
        return false;
    names.table = larger;
    names.mask = size * 2 - 1;
    for (size_t i = 0; i < size; i++)
        if (old[i].object)
            *find(old[i].object) = old[i];
    free(old);
    return true;
}

/* `function` is NULL for a global. */
static void note(View object, View name, View function)
{
    if (object->type < TYPE_OBJECT || (names.used * 3 > names.mask * 2 && !grow()))
        return;
    Text text = {0};
    describe_str(&text, name, NAME_SIZE / 2);
    if (function) {
        text_format(&text, " of ");
        describe_str(&text, function, NAME_SIZE / 2);
        text_format(&text, "()");
    }
    Named *place = find(object);
    names.used += !place->object;
    place->object = object;
    place->number = ++names.number;
    snprintf(place->name, NAME_SIZE, "%s", text.bytes ? text.bytes : "");
    text_free(&text);
}

static void note_bound(View namespace, View name)
{
    View old = namespace && namespace->type == TYPE_DICT ? dict_get_str_peek((DictView) namespace, name) : NULL;
    if (old)
        note(old, name, NULL);
}

static void note_locals(const Frame *frame)
{
    const CodeObject *code = frame->code;
    for (uint32_t i = 0; i < code->local_count && frame->flags < FRAME_BODY; i++)
        if (frame->registers[i] != UNBOUND)
            note(frame->registers[i], tuple_item_peek(code->local_names, i), code->name);
}

static void before_instruction(Frame *frame)
{
    const Instruction *i = frame->pc;
    Ref *constants = frame->code->constants;
    switch (i->op) {
    case OP_STORE_GLOBAL:
    case OP_DELETE_GLOBAL: note_bound(AS_OBJECT(frame->function->globals), constants[i->b]); break;
    case OP_STORE_NAME:
    case OP_DELETE_NAME: note_bound(frame->locals, constants[i->b]); break;
    case OP_DELETE_LOCAL:
        if (frame->registers[i->a] != UNBOUND && i->a < frame->code->local_count)
            note(frame->registers[i->a], tuple_item_peek(frame->code->local_names, i->a), frame->code->name);
        break;
    case OP_RETURN:
    case OP_RETURN_CONSTANT:
    case OP_RETURN_LOCAL:
    case OP_RETURN_TEMPORARY:
    case OP_RETURN_CONSTRUCTED: note_locals(frame); break;
    default: break;
    }
}

static void on_allocate(void *block, size_t size, BlockUse use)
{
    (void)block;
    (void)size;
    (void)use;
}

static void on_free(void *block, size_t size)
{
    (void)size;
    Named *gone = find(block);
    if (!gone->object)
        return;
    names.used--;
    size_t gap = (size_t)(gone - names.table);
    for (size_t i = (gap + 1) & names.mask; names.table[i].object; i = (i + 1) & names.mask) {
        size_t home = home_of(names.table[i].object);
        if (((i - home) & names.mask) >= ((i - gap) & names.mask)) {
            names.table[gap] = names.table[i];
            gap = i;
        }
    }
    names.table[gap].object = NULL;
}

static const HeapObserver observer = {on_allocate, on_free};

static bool begin(void)
{
    names.table = calloc(SMALLEST, sizeof *names.table);
    names.mask = SMALLEST - 1;
    names.used = 0;
    bool hears = names.table && heap_observe(&observer);
    if (hears && eval_observe(before_instruction))
        return names.is_on = true;
    if (hears)
        heap_unobserve(&observer);
    free(names.table);
    names.table = NULL;
    return false;
}

bool last_names_start(void)
{
    if (!names.is_on && !begin())
        return false;
    if (!names.is_for[watcher_now])
        names.since[watcher_now] = names.number;
    return names.is_for[watcher_now] = true;
}

void last_names_stop(void)
{
    names.is_for[watcher_now] = false;
    if (!names.is_on || names.is_for[WATCHER_SCRIPT] || names.is_for[WATCHER_COMMAND])
        return;
    names.is_on = false;
    eval_unobserve(before_instruction);
    heap_unobserve(&observer);
    free(names.table);
    names.table = NULL;
}

const char *last_name_peek(View object)
{
    const Named *named = names.is_for[watcher_now] ? find(object) : NULL;
    return named && named->object && named->number > names.since[watcher_now] ? named->name : NULL;
}
