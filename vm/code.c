/* code: code objects; see code.h for what they hold.
 *
 * A code object is made once by the compiler and not changed afterwards, with one exception: the
 * loop rewrites instructions to their specialised forms and fills their caches. These mean the same,
 * so functions that share the code, and frames that run it at the same time, need not know.
 *
 * It refers to constants and names only, never to what runs it, and takes part in no cycle: the
 * collector passes it by (TYPE_FLAG_ATOMIC). What CPython computes for its own instructions
 * (co_stacksize, sizes) is estimated here, so that the numbers have the right magnitude. */
#include "vm/code.h"

#include "runtime/memory/heap.h"

CodeView code_new(void)
{
    CodeObject *code = gc_new(TYPE_CODE, sizeof *code);
    if (!code)
        return NULL;
    memset((GcObject *)code + 1, 0, sizeof *code - sizeof(GcObject));
    return code;
}

/* Numbers are never given twice, not even when code dies: a cache that remembers one cannot be
 * fooled by a new code object at an old address. */
uint32_t code_version(CodeView code)
{
    static uint32_t last;
    if (!code->version && last != UINT32_MAX)
        code->version = ++last;
    return code->version;
}

/* The last entry that begins at or before the instruction. Only tracebacks and the unwinder ask, so
 * halving will do. */
const CodePosition *code_position(const CodeObject *code, size_t instruction)
{
    ASSERT(instruction < code->instruction_count && code->position_count);
    size_t low = 0, high = code->position_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (code->positions[middle].start <= instruction)
            low = middle;
        else
            high = middle;
    }
    ASSERT(code->positions[low].start <= instruction);
    return &code->positions[low];
}

static void free_array(void *array, size_t count, size_t size)
{
    if (array)
        heap_free(array, count * size);
}

uint64_t code_deaths;

/* The count goes up first: who remembers instructions by address asks it before he looks. */
void code_finish(View self)
{
    code_deaths++;
    CodeObject *code = (CodeObject *)self;
    for (uint32_t i = 0; i < code->constant_count; i++)
        release_maybe(code->constants[i]);
    free_array(code->constants, code->constant_count, sizeof *code->constants);
    free_array(code->instructions, code->instruction_count, sizeof *code->instructions);
    if (!code->lies_in_binary) {
        free_array(code->positions, code->position_count, sizeof *code->positions);
        free_array(code->handlers, code->handler_count, sizeof *code->handlers);
    }
    release_maybe(code->name);
    release_maybe(code->qualified_name);
    release_maybe(code->filename);
    release_maybe(code->local_names);
    release_maybe(code->cell_names);
    release_maybe(code->free_names);
}

/* The depth of CPython's stack, by estimate: calls and tests need two temporaries that are not on it. */
int64_t code_stack_depth(const CodeObject *code)
{
    int64_t depth = (int64_t)code->register_count - code->first_temporary - 2;
    return depth > 1 ? depth : 1;
}

int64_t code_frame_places(const CodeObject *code)
{
    return (int64_t)code->local_count + code->cell_count + code->free_count + code_stack_depth(code);
}
