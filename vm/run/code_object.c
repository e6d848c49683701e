/* code_object: code objects as Python sees them: their attributes, equality and iterators.
 *
 * The instructions are Ouro's own (opcodes.def), of eight bytes: four units of two, where CPython has one.
 * So co_code, the offsets of co_lines() and tb_lasti are in bytes, and co_positions() goes by units, as in
 * CPython: what is computed from them (traceback.py does) comes out right. Forms that instructions have
 * taken while they ran are shown as they were compiled.
 *
 * co_consts and co_names are what CPython would call so: here both lie in one table (code.h). */
#include "vm/run/code_object.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

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
int64_t code_shown_flags(const CodeObject *code)
{
    uint32_t flags = code->flags & CODE_SHOWN;
    if (flags & (CODE_COROUTINE | CODE_ASYNC_GENERATOR))
        flags &= ~(uint32_t)CODE_GENERATOR;
    return flags;
}

static Ref code_get_flags(View self)
{
    return int_new(code_shown_flags(code_of(self)));
}

static Ref code_sizeof(View self, View *args UNUSED)
{
    return int_new(layout_basic_size(self) + (int64_t)(code_of(self)->instruction_count * sizeof(Instruction)));
}

static Ref code_get_stacksize(View self)
{
    return int_new(code_stack_depth(code_of(self)));
}

static Ref code_repr(View self)
{
    CodeObject *code = code_of(self);
    return str_format("<code object %U at %p, file \"%U\", line %u>", code->name, (void *)self, code->filename, code->first_line);
}

static const NativeFunction code_methods[] = {
    {"__sizeof__()", code_sizeof, "Size of object in memory, in bytes."},
    {"co_lines()", code_lines, "Iterate over (start, stop, line): offsets in co_code."},
    {"co_positions()", code_positions, "Iterate over (line, end line, column, end column) of each unit of two bytes of co_code."},
    {"replace(**changes)", code_replace, "Return a copy of the code object with new values for the specified fields."},
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
    {"co_names", code_get_names, NULL, NULL},
    {"co_code", code_get_code, NULL, "The instructions, as bytes: Ouro's own, of eight bytes each, which CPython could not run."},
    {NULL, NULL, NULL, NULL},
};

TypeObject code_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_CODE,
    .name = "code",
    .doc = "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, filename, name, "
           "qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)\n--\n\nA compiled function, class body or "
           "module. Made by compile(); not for the faint of heart.",
    .size = sizeof(CodeObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_NO_NEW | TYPE_FLAG_WEAKREFS,
    .finish = code_finish,
    .repr = code_repr,
    .compare = code_compare,
    .hash = code_hash,
    .methods = code_methods,
    .properties = code_properties,
};
