/* marshal_code: code objects as bytes. Their instructions are Ouro's own, and so is this part of the format.
 *
 *     'c' | kind of code | seal | numbers | instructions | positions | handlers | names … | constants …
 *
 * What is loaded runs unchecked, so it must be what the compiler made. Therefore the arrays are sealed with
 * a hash under a key that only this process knows: code that comes from elsewhere, or was changed on the
 * way, is refused. Nothing of the library needs more: Ouro keeps no .pyc files, and what is compiled into the
 * binary comes by a way of its own (stdlib/embed/embedded_code.h). */
#include <string.h>
#include <sys/random.h>

#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/siphash.h"
#include "runtime/text/str.h"
#include "stdlib/marshal/marshal_private.h"
#include "vm/run/code_object.h"

/* Changes with the table of instructions. */
enum { CODE_KIND = 0x6F75726F + OP_TABLE_END * 65536 };

/* The plain numbers of a code object, in the order in which they are written. The numbers of entries come last: each is set in a code object only when its array is there. */
typedef struct CodeNumbers {
    uint32_t flags, argument_count, positional_only, keyword_only, local_count, cell_count, free_count, first_temporary, register_count,
        first_line, static_attributes, instruction_count, constant_count, position_count, handler_count;
} CodeNumbers;

static CodeNumbers code_numbers_of(const CodeObject *code)
{
    return (CodeNumbers){code->flags,          code->argument_count, code->positional_only,   code->keyword_only,
                         code->local_count,    code->cell_count,     code->free_count,        code->first_temporary,
                         code->register_count, code->first_line,     code->static_attributes, code->instruction_count,
                         code->constant_count, code->position_count, code->handler_count};
}

/* All but the numbers of entries. */
static void code_set_numbers(CodeObject *code, const CodeNumbers *numbers)
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

static const uint64_t *process_key(void)
{
    static uint64_t key[2];
    static bool is_made;
    if (!is_made) {
        is_made = getrandom(key, sizeof key, 0) == (ssize_t)sizeof key;
        if (!is_made)
            key[0] = (uint64_t)(uintptr_t)&key;
        is_made = true;
    }
    return key;
}

/* Of all that is run, not of what it is called. */
static uint64_t seal_of(const CodeNumbers *numbers, const Instruction *instructions, const CodePosition *positions,
                        const CodeHandler *handlers)
{
    const uint64_t *key = process_key();
    uint64_t seal[4] = {siphash13(key, numbers, sizeof *numbers),
                        siphash13(key, instructions, numbers->instruction_count * sizeof *instructions),
                        siphash13(key, positions, numbers->position_count * sizeof *positions),
                        siphash13(key, handlers, numbers->handler_count * sizeof *handlers)};
    return siphash13(key, seal, sizeof seal);
}

/* --- writing -------------------------------------------------------------------------------------------- */

static void write_arrays(MarshalWriter *writer, const CodeObject *code, const Instruction *instructions)
{
    CodeNumbers numbers = code_numbers_of(code);
    uint64_t seal = seal_of(&numbers, instructions, code->positions, code->handlers);
    marshal_write_long(writer, CODE_KIND);
    marshal_write_bytes(writer, &seal, sizeof seal);
    marshal_write_bytes(writer, &numbers, sizeof numbers);
    marshal_write_bytes(writer, instructions, code->instruction_count * sizeof *instructions);
    marshal_write_bytes(writer, code->positions, code->position_count * sizeof *code->positions);
    marshal_write_bytes(writer, code->handlers, code->handler_count * sizeof *code->handlers);
}

void marshal_write_code(MarshalWriter *writer, const CodeObject *code)
{
    Instruction *instructions = code_compiled_instructions(code);
    if (!instructions) {
        writer->failed = true;
        return;
    }
    write_arrays(writer, code, instructions);
    heap_free(instructions, code->instruction_count * sizeof *instructions);
    View parts[] = {code->name, code->qualified_name, code->filename, code->local_names, code->cell_names, code->free_names};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        marshal_write_object(writer, parts[i]);
    for (uint32_t i = 0; i < code->constant_count; i++)
        marshal_write_object(writer, code->constants[i]);
}

/* --- reading -------------------------------------------------------------------------------------------- */

/* A copy of the next bytes of the data. */
static bool read_array(MarshalReader *reader, void *place, uint32_t *place_count, uint32_t count, size_t size)
{
    const unsigned char *bytes = count ? marshal_take(reader, count * size) : NULL;
    if (!count)
        return true;
    void *array = bytes ? heap_allocate(count * size) : NULL;
    if (bytes && !array)
        raise_memory_error();
    if (!array)
        return false;
    memcpy(array, bytes, count * size);
    memcpy(place, &array, sizeof array);
    *place_count = count;
    return true;
}

static bool read_arrays(MarshalReader *reader, CodeObject *code, const CodeNumbers *numbers, uint64_t seal)
{
    if (!read_array(reader, &code->instructions, &code->instruction_count, numbers->instruction_count, sizeof *code->instructions) ||
        !read_array(reader, &code->positions, &code->position_count, numbers->position_count, sizeof *code->positions) ||
        !read_array(reader, &code->handlers, &code->handler_count, numbers->handler_count, sizeof *code->handlers))
        return false;
    if (seal == seal_of(numbers, code->instructions, code->positions, code->handlers))
        return true;
    raise_error(ValueError, "bad marshal data (code that this process has not made)");
    return false;
}

static bool read_text(MarshalReader *reader, Ref *place)
{
    *place = marshal_read_object(reader);
    if (*place && (*place)->type == TYPE_STR)
        return true;
    if (!error_is_set())
        raise_error(ValueError, "bad marshal data (a name of code is no str)");
    return false;
}

/* A tuple of so many interned names. */
static bool read_names(MarshalReader *reader, Ref *place, size_t count)
{
    *place = marshal_read_object(reader);
    bool is_good = *place && (*place)->type == TYPE_TUPLE && tuple_length(*place) == count;
    for (size_t i = 0; is_good && i < count; i++)
        is_good = tuple_item_peek(*place, i)->type == TYPE_STR && str_intern(&((TupleView)*place)->items[i]);
    if (!is_good && !error_is_set())
        raise_error(ValueError, "bad marshal data (names of variables)");
    return is_good;
}

/* Names among them are interned, as the loop expects; so are all texts that look like names. */
static bool read_constants(MarshalReader *reader, CodeObject *code, uint32_t count)
{
    if (!count)
        return true;
    code->constants = heap_allocate(count * sizeof *code->constants);
    if (!code->constants) {
        raise_memory_error();
        return false;
    }
    memset(code->constants, 0, count * sizeof *code->constants);
    code->constant_count = count;
    for (uint32_t i = 0; i < count; i++) {
        Ref *place = &code->constants[i];
        if (!(*place = marshal_read_object(reader))) {
            if (!error_is_set())
                raise_error(TypeError, "NULL object in marshal data for code");
            return false;
        }
        if ((*place)->type == TYPE_STR && str_is_identifier(*place) && !str_intern(place))
            return false;
    }
    return true;
}

/* The constants are what the instructions expect: names where they take names, code where they take code. */
static bool constants_fit(const CodeObject *code)
{
    unsigned char *uses = code_constant_uses(code);
    bool fit = uses != NULL;
    for (uint32_t i = 0; fit && i < code->constant_count; i++)
        fit = !(uses[i] & USED_AS_NAME) || code->constants[i]->type == TYPE_STR;
    if (uses)
        heap_free(uses, code->constant_count + 1u);
    if (!fit && !error_is_set())
        raise_error(ValueError, "bad marshal data (constants of code)");
    return fit;
}

Ref marshal_read_code(MarshalReader *reader)
{
    uint32_t kind;
    const unsigned char *bytes;
    uint64_t seal;
    CodeNumbers numbers;
    if (!marshal_read_long(reader, &kind))
        return NULL;
    if (kind != (uint32_t)CODE_KIND)
        return raise_error(ValueError, "bad marshal data (code of another Python)");
    if (!(bytes = marshal_take(reader, sizeof seal)))
        return NULL;
    memcpy(&seal, bytes, sizeof seal);
    if (!(bytes = marshal_take(reader, sizeof numbers)))
        return NULL;
    memcpy(&numbers, bytes, sizeof numbers);
    CodeObject *code = code_new();
    if (!code)
        return NULL;
    bool done = read_arrays(reader, code, &numbers, seal) && read_text(reader, &code->name) && read_text(reader, &code->qualified_name) &&
                read_text(reader, &code->filename) && read_names(reader, &code->local_names, numbers.local_count) &&
                read_names(reader, &code->cell_names, numbers.cell_count) && read_names(reader, &code->free_names, numbers.free_count) &&
                read_constants(reader, code, numbers.constant_count);
    code_set_numbers(code, &numbers);
    if (done && constants_fit(code))
        return AS_OBJECT(code);
    release(AS_OBJECT(code));
    return NULL;
}
