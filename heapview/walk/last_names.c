/* last_names: an observer of the instructions that take a name away from an object; see last_names.h.
 *
 * Garbage has no name any more. But before `del a`, `a = None` or a return the name is still there, so just
 * before such an instruction the object is noted with it, in a table by address. When the block is freed its
 * entry goes, since another object may get the address.
 * Numbers, texts and the like are not noted: they are in no cycle.
 * Nothing here holds a reference or allocates on the counted heap. Without memory a name goes unnoted. */
#include "heapview/walk/last_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/walk/describe.h"
#include "runtime/classes/type.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/tuple.h"
#include "runtime/memory/address_table.h"
#include "runtime/memory/heap.h"
#include "vm/run/eval_observe.h"

enum { NAME_SIZE = 48 };

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
    AddressTable table;
} names;

/* `function` is NULL for a global. */
static void note(View object, View name, View function)
{
    Named *place = object->type < TYPE_OBJECT ? NULL : address_table_put(&names.table, object);
    if (!place)
        return;
    Text text = {0};
    describe_str(&text, name, NAME_SIZE / 2);
    if (function) {
        text_format(&text, " of ");
        describe_str(&text, function, NAME_SIZE / 2);
        text_format(&text, "()");
    }
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
    for (uint32_t i = 0; i < code->local_count && !(frame->flags & FRAME_BODY); i++)
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
    address_table_remove(&names.table, block);
}

static const HeapObserver observer = {.allocated = on_allocate, .freeing = on_free};

static bool begin(void)
{
    bool hears = address_table_make(&names.table, sizeof(Named)) && heap_observe(&observer);
    if (hears && eval_observe(before_instruction))
        return names.is_on = true;
    if (hears)
        heap_unobserve(&observer);
    address_table_free(&names.table);
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
    address_table_free(&names.table);
}

const char *last_name_peek(View object)
{
    const Named *named = names.is_for[watcher_now] ? address_table_find(&names.table, object) : NULL;
    return named && named->number > names.since[watcher_now] ? named->name : NULL;
}
