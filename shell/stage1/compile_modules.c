/* compile_modules BLOB SOURCE: the program that the build runs once it has all of Ouro but compiled modules. It
 * compiles the embedded modules and writes their code objects into BLOB (stdlib/embed/embedded_code.h says
 * how), and into SOURCE a C file that includes the blob and asserts that it fits.
 *
 * Objects are numbered by identity, parts before what has them. Nothing that is written depends on addresses
 * or on the time, so the same sources give the same bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/bytes/bytes.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/address_table.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "shell/session.h"
#include "stdlib/embed/embedded_code.h"
#include "stdlib/embedded.h"
#include "stdlib/marshal/marshal.h"
#include "vm/compile/compile.h"
#include "vm/run/code_object.h"

typedef struct Numbered {
    const void *object;
    uint32_t number;
} Numbered;

static FILE *blob;
static uint32_t words; /* written to the blob */
static AddressTable numbers;
static uint32_t object_count; /* of the module */

static _Noreturn void give_up(const char *what, const char *which)
{
    fprintf(stderr, "compile_modules: %s %s\n", what, which);
    if (thread.raised)
        fprintf(stderr, "  %s\n", type_name_peek(type_of_peek(thread.raised)));
    exit(1);
}

/* --- words ---------------------------------------------------------------------------------------------- */

static void write_bytes(const void *bytes, size_t size)
{
    static const char zeros[sizeof(uint32_t)];
    size_t rest = -size % sizeof(uint32_t);
    if ((size && fwrite(bytes, 1, size, blob) != size) || fwrite(zeros, 1, rest, blob) != rest)
        give_up("cannot write", "the blob");
    words += (uint32_t)((size + rest) / sizeof(uint32_t));
}

static void write_word(uint32_t word)
{
    write_bytes(&word, sizeof word);
}

static void write_head(EmbeddedForm form, size_t number)
{
    if (number >> (32 - EMBEDDED_FORM_BITS))
        give_up("too large:", "a constant");
    write_word((uint32_t)number << EMBEDDED_FORM_BITS | (uint32_t)form);
}

/* --- objects -------------------------------------------------------------------------------------------- */

static void write_object(View object);

/* A number that has 16 bits in the blob. */
static uint16_t small(uint32_t number)
{
    if (number > UINT16_MAX)
        give_up("too much", "in one module");
    return (uint16_t)number;
}

static uint16_t number_of(View object)
{
    const Numbered *known = address_table_find(&numbers, object);
    if (!known)
        give_up("an object has", "no number");
    return known ? small(known->number) : 0;
}

/* All numbers of a record together: they are filled up to a word only once. */
static void write_numbers(View *objects, size_t count)
{
    uint16_t *room = calloc(count + 1, sizeof *room);
    if (!room)
        give_up("no memory", "for numbers");
    for (size_t i = 0; room && i < count; i++)
        room[i] = number_of(objects[i]);
    write_bytes(room, count * sizeof *room);
    free(room);
}

static void write_marshalled(View object)
{
    Ref bytes = marshal_dump(object, MARSHAL_VERSION);
    if (!bytes)
        give_up("cannot write", "a constant");
    write_head(EMBEDDED_MARSHALLED, ((BytesObject *)bytes)->length);
    write_bytes(((BytesObject *)bytes)->data, ((BytesObject *)bytes)->length);
    release(bytes);
}

static void write_text(View object)
{
    StrView text = (StrView)object;
    if (!text->is_ascii) {
        write_marshalled(object);
        return;
    }
    write_head(text->is_interned ? EMBEDDED_NAME : EMBEDDED_ASCII, text->length);
    write_bytes(text->data, text->length);
}

static void write_int(View object)
{
    int64_t value;
    if (!int_to_int64(object, &value)) {
        error_clear();
        write_marshalled(object);
        return;
    }
    write_head(EMBEDDED_INT, 0);
    write_bytes(&value, sizeof value);
}

static void write_tuple(View tuple)
{
    size_t count = tuple_length(tuple);
    for (size_t i = 0; i < count; i++)
        write_object(tuple_item_peek(tuple, i));
    write_head(EMBEDDED_TUPLE, count);
    write_numbers(((TupleView)tuple)->items, count);
}

static void write_frozenset(View set)
{
    Ref items = tuple_from_iterable(set);
    if (!items)
        give_up("no memory", "for a frozenset");
    size_t count = tuple_length(items);
    for (size_t i = 0; i < count; i++)
        write_object(tuple_item_peek(items, i));
    write_head(EMBEDDED_FROZENSET, count);
    write_numbers(((TupleView)items)->items, count);
    release(items);
}

static EmbeddedNumbers numbers_of_code(const CodeObject *code)
{
    return (EmbeddedNumbers){.flags = code->flags,
                             .instruction_count = code->instruction_count,
                             .argument_count = small(code->argument_count),
                             .positional_only = small(code->positional_only),
                             .keyword_only = small(code->keyword_only),
                             .local_count = small(code->local_count),
                             .cell_count = small(code->cell_count),
                             .free_count = small(code->free_count),
                             .first_temporary = small(code->first_temporary),
                             .register_count = small(code->register_count),
                             .first_line = small(code->first_line),
                             .static_attributes = small(code->static_attributes),
                             .constant_count = small(code->constant_count),
                             .position_count = small(code->position_count),
                             .handler_count = small(code->handler_count)};
}

static void write_code(const CodeObject *code)
{
    const View parts[EMBEDDED_PARTS] = {code->name, code->qualified_name, code->local_names, code->cell_names, code->free_names};
    for (size_t i = 0; i < EMBEDDED_PARTS; i++)
        write_object(parts[i]);
    for (uint32_t i = 0; i < code->constant_count; i++)
        write_object(code->constants[i]);
    Instruction *instructions = code_compiled_instructions(code);
    if (!instructions)
        give_up("no memory", "for a code object");
    EmbeddedNumbers plain = numbers_of_code(code);
    for (size_t i = 0; i < EMBEDDED_PARTS; i++)
        plain.parts[i] = number_of(parts[i]);
    write_head(EMBEDDED_CODE, 0);
    write_bytes(&plain, sizeof plain);
    write_numbers(code->constants, code->constant_count);
    write_bytes(instructions, code->instruction_count * sizeof *instructions);
    write_bytes(code->positions, code->position_count * sizeof *code->positions);
    write_bytes(code->handlers, code->handler_count * sizeof *code->handlers);
    heap_free(instructions, code->instruction_count * sizeof *instructions);
}

static void write_by_type(View object)
{
    switch (object->type) {
    case TYPE_STR: write_text(object); return;
    case TYPE_INT:
    case TYPE_BIGINT: write_int(object); return;
    case TYPE_TUPLE: write_tuple(object); return;
    case TYPE_FROZENSET: write_frozenset(object); return;
    case TYPE_CODE: write_code((CodeObject *)object); return;
    default: write_marshalled(object);
    }
}

/* Once for each object; its number is the next one when its record is complete. */
static void write_object(View object)
{
    if (address_table_find(&numbers, object))
        return;
    write_by_type(object);
    Numbered *entry = address_table_put(&numbers, object);
    if (!entry)
        give_up("no memory", "for numbers");
    else
        entry->number = object_count++;
}

/* --- modules -------------------------------------------------------------------------------------------- */

static Ref compile_module(const struct EmbeddedModule *module)
{
    Ref filename = str_from_text(module->path);
    Ref code = filename ? compile_source((const char *)module->source, module->length, filename, PARSE_FILE, NULL, NULL) : NULL;
    if (!code)
        give_up("cannot compile", module->path);
    release(filename);
    return code;
}

/* The number of objects, which comes first, is known last. */
static void write_module(const struct EmbeddedModule *module)
{
    Ref code = compile_module(module);
    uint32_t start = words;
    if (!address_table_make(&numbers, sizeof(Numbered)))
        give_up("no memory", "for numbers");
    object_count = 0;
    write_word(0);
    write_object(code);
    address_table_free(&numbers);
    release(code);
    fseek(blob, (long)(start * sizeof(uint32_t)), SEEK_SET);
    fwrite(&object_count, sizeof object_count, 1, blob);
    fseek(blob, 0, SEEK_END);
}

static void write_blob(const char *path)
{
    uint32_t *offsets = calloc(embedded_module_count, sizeof *offsets);
    if (!offsets || !(blob = fopen(path, "wb")))
        give_up("cannot write", path);
    write_word(EMBEDDED_KIND);
    write_bytes(offsets, embedded_module_count * sizeof *offsets);
    for (size_t i = 0; i < embedded_module_count; i++) {
        offsets[i] = words;
        write_module(&embedded_modules[i]);
    }
    fseek(blob, sizeof(uint32_t), SEEK_SET);
    fwrite(offsets, sizeof *offsets, embedded_module_count, blob);
    if (ferror(blob) | fclose(blob))
        give_up("cannot write", path);
    free(offsets);
}

static void write_source(const char *path, const char *blob_path)
{
    FILE *source = fopen(path, "w");
    if (!source)
        give_up("cannot write", path);
    else if (fprintf(source,
                     "/* Generated by shell/stage1/compile_modules.c. */\n#include \"stdlib/embed/embedded_code.h\"\n\n"
                     "_Static_assert(EMBEDDED_KIND == %uu, \"compiled for another table of instructions\");\n"
                     "__asm__(\".section .rodata\\n.balign 16\\n.globl embedded_code\\n.hidden embedded_code\\n"
                     "embedded_code: .incbin \\\"%s\\\"\\n.previous\\n\");\n",
                     EMBEDDED_KIND, blob_path) < 0 ||
             fclose(source))
        give_up("cannot write", path);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: compile_modules BLOB SOURCE\n", stderr);
        return 2;
    }
    if (!session_start())
        give_up("cannot", "start");
    write_blob(argv[1]);
    write_source(argv[2], argv[1]);
    session_stop();
    return 0;
}
