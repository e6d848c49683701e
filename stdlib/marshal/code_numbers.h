/* code_numbers: the plain numbers of a code object, in the order in which they are written. */
#ifndef OURO_STDLIB_MARSHAL_CODE_NUMBERS_H
#define OURO_STDLIB_MARSHAL_CODE_NUMBERS_H

#include "vm/code.h"

/* The numbers of entries come last: each is set in a code object only when its array is there. */
typedef struct CodeNumbers {
    uint32_t flags, argument_count, positional_only, keyword_only, local_count, cell_count, free_count, first_temporary, register_count,
        first_line, static_attributes, instruction_count, constant_count, position_count, handler_count;
} CodeNumbers;

static inline CodeNumbers code_numbers_of(const CodeObject *code)
{
    return (CodeNumbers){code->flags,          code->argument_count, code->positional_only,   code->keyword_only,
                         code->local_count,    code->cell_count,     code->free_count,        code->first_temporary,
                         code->register_count, code->first_line,     code->static_attributes, code->instruction_count,
                         code->constant_count, code->position_count, code->handler_count};
}

/* All but the numbers of entries. */
static inline void code_set_numbers(CodeObject *code, const CodeNumbers *numbers)
{
    code->flags = numbers->flags;
    code->argument_count = numbers->argument_count;
    code->positional_only = numbers->positional_only;
    code->keyword_only = numbers->keyword_only;
    code->local_count = numbers->local_count;
    code->cell_count = numbers->cell_count;
    code->free_count = numbers->free_count;
    code->first_temporary = numbers->first_temporary;
    code->register_count = numbers->register_count;
    code->first_line = numbers->first_line;
    code->static_attributes = numbers->static_attributes;
}

#endif
