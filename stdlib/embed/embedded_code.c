/* embedded_code: from the blob in the binary to code objects; embedded_code.h draws the format.
 *
 * Invariants:  objects[0..made) are owned by the loader, in the order of the records. What they are part of
 *              has its own references, so at the end the loader's are given back, and counts are those of
 *              a module that was just compiled. */
#include "stdlib/embed/embedded_code.h"

#include <string.h>

#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/marshal/marshal.h"

typedef struct Loader {
    const uint32_t *at;
    Ref *objects;
    uint32_t made;
    View filename;
} Loader;

const uint32_t *embedded_code_of(size_t index)
{
    if (!embedded_code || embedded_code[0] != EMBEDDED_KIND)
        return NULL;
    return embedded_code + embedded_code[1 + index];
}

/* What lies at the loader's place, which goes behind it. */
static const void *take(Loader *loader, size_t size)
{
    const uint32_t *start = loader->at;
    loader->at += (size + sizeof *start - 1) / sizeof *start;
    return start;
}

/* The objects of so many numbers, each a reference of its own, go to `place`. */
static void take_objects(Loader *loader, Ref *place, size_t count)
{
    const uint16_t *numbers = take(loader, count * sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        place[i] = retain(loader->objects[numbers[i]]);
}

static Ref load_int(Loader *loader)
{
    int64_t value;
    memcpy(&value, take(loader, sizeof value), sizeof value);
    return int_new(value);
}

static Ref load_tuple(Loader *loader, size_t count)
{
    Ref tuple = tuple_new(count);
    if (tuple)
        take_objects(loader, ((TupleView)tuple)->items, count);
    return tuple;
}

static Ref load_frozenset(Loader *loader, size_t count)
{
    const uint16_t *numbers = take(loader, count * sizeof *numbers);
    Ref set = frozenset_new(NULL);
    for (size_t i = 0; set && i < count; i++)
        if (!set_add((SetView)set, loader->objects[numbers[i]]))
            clear_place(&set);
    return set;
}

/* --- code objects --------------------------------------------------------------------------------------- */

static bool load_constants(Loader *loader, CodeObject *code, uint32_t count)
{
    if (!count)
        return true;
    code->constants = heap_allocate(heap_array_size(count, sizeof *code->constants));
    if (!code->constants)
        return false;
    take_objects(loader, code->constants, count);
    code->constant_count = count;
    return true;
}

static bool load_instructions(Loader *loader, CodeObject *code, uint32_t count)
{
    size_t size = count * sizeof *code->instructions;
    code->instructions = heap_allocate(size);
    if (!code->instructions)
        return false;
    memcpy(code->instructions, take(loader, size), size);
    code->instruction_count = count;
    return true;
}

/* Read-only data: nothing writes through these pointers. */
static void use_tables(Loader *loader, CodeObject *code, const EmbeddedNumbers *numbers)
{
    const void *positions = take(loader, numbers->position_count * sizeof *code->positions);
    const void *handlers = take(loader, numbers->handler_count * sizeof *code->handlers);
    memcpy(&code->positions, &positions, sizeof positions);
    memcpy(&code->handlers, &handlers, sizeof handlers);
    code->position_count = numbers->position_count;
    code->handler_count = numbers->handler_count;
    code->lies_in_binary = true;
}

static void set_numbers(CodeObject *code, const EmbeddedNumbers *numbers)
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

static Ref load_code(Loader *loader)
{
    CodeObject *code = code_new();
    if (!code)
        return NULL;
    const EmbeddedNumbers *numbers = take(loader, sizeof *numbers);
    set_numbers(code, numbers);
    Ref *const parts[EMBEDDED_PARTS] = {&code->name, &code->qualified_name, &code->local_names, &code->cell_names, &code->free_names};
    for (size_t i = 0; i < EMBEDDED_PARTS; i++)
        *parts[i] = retain(loader->objects[numbers->parts[i]]);
    code->filename = retain(loader->filename);
    if (load_constants(loader, code, numbers->constant_count) && load_instructions(loader, code, numbers->instruction_count)) {
        use_tables(loader, code, numbers);
        return AS_OBJECT(code);
    }
    raise_memory_error();
    release(AS_OBJECT(code));
    return NULL;
}

/* --- any object ----------------------------------------------------------------------------------------- */

static Ref load_record(Loader *loader)
{
    uint32_t head = *loader->at++, number = head >> EMBEDDED_FORM_BITS;
    switch ((EmbeddedForm)(head & ((1u << EMBEDDED_FORM_BITS) - 1))) {
    case EMBEDDED_NAME: return str_intern_bytes(take(loader, number), number);
    case EMBEDDED_ASCII: return str_from_latin1(take(loader, number), number);
    case EMBEDDED_INT: return load_int(loader);
    case EMBEDDED_TUPLE: return load_tuple(loader, number);
    case EMBEDDED_FROZENSET: return load_frozenset(loader, number);
    case EMBEDDED_CODE: return load_code(loader);
    case EMBEDDED_MARSHALLED: return marshal_parse(take(loader, number), number);
    }
    return raise_error(SystemError, "an embedded module is damaged");
}

Ref embedded_code_load(const uint32_t *place, View filename)
{
    uint32_t count = *place;
    size_t size = heap_array_size(count, sizeof(Ref));
    Loader loader = {.at = place + 1, .objects = heap_allocate(size), .filename = filename};
    if (!loader.objects) {
        raise_memory_error();
        return NULL;
    }
    Ref made = NULL;
    while (loader.made < count && (made = load_record(&loader)))
        loader.objects[loader.made++] = made;
    Ref code = made ? retain(made) : NULL;
    for (uint32_t i = 0; i < loader.made; i++)
        release(loader.objects[i]);
    heap_free(loader.objects, size);
    return code;
}
