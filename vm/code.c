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

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

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
static void code_finish(View self)
{
    code_deaths++;
    CodeObject *code = (CodeObject *)self;
    for (uint32_t i = 0; i < code->constant_count; i++)
        release_maybe(code->constants[i]);
    free_array(code->constants, code->constant_count, sizeof *code->constants);
    free_array(code->instructions, code->instruction_count, sizeof *code->instructions);
    free_array(code->positions, code->position_count, sizeof *code->positions);
    free_array(code->handlers, code->handler_count, sizeof *code->handlers);
    release_maybe(code->name);
    release_maybe(code->qualified_name);
    release_maybe(code->filename);
    release_maybe(code->local_names);
    release_maybe(code->cell_names);
    release_maybe(code->free_names);
}

static CodeObject *code_of(View self)
{
    return (CodeObject *)self;
}
static Ref code_get_name(View self)
{
    return retain(code_of(self)->name);
}
static Ref code_get_qualname(View self)
{
    return retain(code_of(self)->qualified_name);
}
static Ref code_get_filename(View self)
{
    return retain(code_of(self)->filename);
}
static Ref code_get_varnames(View self)
{
    return retain(code_of(self)->local_names);
}
static Ref code_get_cellvars(View self)
{
    return retain(code_of(self)->cell_names);
}
static Ref code_get_freevars(View self)
{
    return retain(code_of(self)->free_names);
}
static Ref code_get_argcount(View self)
{
    return int_new(code_of(self)->argument_count);
}
static Ref code_get_posonly(View self)
{
    return int_new(code_of(self)->positional_only);
}
static Ref code_get_kwonly(View self)
{
    return int_new(code_of(self)->keyword_only);
}
static Ref code_get_nlocals(View self)
{
    return int_new(code_of(self)->local_count);
}
static Ref code_get_first_line(View self)
{
    return int_new(code_of(self)->first_line);
}
/* CPython tells three kinds apart by three bits; here a coroutine is a generator as well. */
static Ref code_get_flags(View self)
{
    uint32_t flags = code_of(self)->flags & 0xFFFF;
    if (flags & (CODE_COROUTINE | CODE_ASYNC_GENERATOR))
        flags &= ~(uint32_t)CODE_GENERATOR;
    return int_new(flags);
}
/* The depth of CPython's stack, by estimate: calls and tests need two temporaries that are not on it. */
static int64_t stack_depth(const CodeObject *code)
{
    int64_t depth = (int64_t)code->register_count - code->first_temporary - 2;
    return depth > 1 ? depth : 1;
}

int64_t code_frame_places(const CodeObject *code)
{
    return (int64_t)code->local_count + code->cell_count + code->free_count + stack_depth(code);
}

static Ref code_sizeof(View self, View *args UNUSED)
{
    return int_new(layout_basic_size(self) + (int64_t)(code_of(self)->instruction_count * sizeof(Instruction)));
}

static Ref code_get_stacksize(View self)
{
    return int_new(stack_depth(code_of(self)));
}

static Ref code_get_consts(View self)
{
    return tuple_from_array(code_of(self)->constants, code_of(self)->constant_count);
}

static Ref code_repr(View self)
{
    CodeObject *code = code_of(self);
    return str_format("<code object %U at %p, file \"%U\", line %u>", code->name, (void *)self, code->filename, code->first_line);
}

static const NativeFunction code_methods[] = {
    {"__sizeof__()", code_sizeof, "Size of object in memory, in bytes."},
    {NULL, NULL, NULL},
};
static const NativeProperty code_properties[] = {
    {"co_name", code_get_name, NULL, NULL},
    {"co_qualname", code_get_qualname, NULL, NULL},
    {"co_filename", code_get_filename, NULL, NULL},
    {"co_varnames", code_get_varnames, NULL, NULL},
    {"co_cellvars", code_get_cellvars, NULL, NULL},
    {"co_freevars", code_get_freevars, NULL, NULL},
    {"co_argcount", code_get_argcount, NULL, NULL},
    {"co_posonlyargcount", code_get_posonly, NULL, NULL},
    {"co_kwonlyargcount", code_get_kwonly, NULL, NULL},
    {"co_nlocals", code_get_nlocals, NULL, NULL},
    {"co_firstlineno", code_get_first_line, NULL, NULL},
    {"co_flags", code_get_flags, NULL, NULL},
    {"co_stacksize", code_get_stacksize, NULL, NULL},
    {"co_consts", code_get_consts, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject code_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_CODE,
    .name = "code",
    .size = sizeof(CodeObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_NO_NEW,
    .finish = code_finish,
    .repr = code_repr,
    .methods = code_methods,
    .properties = code_properties,
};
