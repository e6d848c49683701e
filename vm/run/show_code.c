/* show_code: the disassembler: what `ouro -X show=code` and dis.dis write.
 *
 *     code total, line 1 of "sum.py"
 *       flags      optimized, newlocals
 *       arguments  numbers
 *       registers  r0 numbers, r1 result, r2 n, temporaries t0 to t3 (r3 to r6)
 *       constants  0: None
 *                  1: 0
 *        line        at
 *           2         0  MOVE                  r1 result ← constant 1: 0
 *           3         1  GET_ITER              t0 ← r0 numbers
 *                     2  JUMP                  to 4
 *           4  >>     3  ADD_INT               r1 result ← r1 result, r2 n       (quick form of INPLACE_ADD)
 *           3  >>     4  FOR_ITER_LIST         r2 n ← t0 (stays); to 3           (quick form of FOR_ITER)
 *                     6  RELEASE               t0
 *           5         7  RETURN                r1 result
 *
 * Nothing here knows opcodes one by one: how an operand is written follows from its letter in opcodes.def.
 * `←` stands between what is written and what is read; a temporary is used up by whoever reads it, unless it
 * says `stays`; `>>` marks where a jump or an exception leads. */
#include "vm/run/show_code.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/stack.h"
#include "runtime/text/str.h"
#include "vm/opcode.h"
#include "vm/run/function.h"
#include "vm/run/quick.h"

enum { OPERAND_CHARACTERS = 32, CONSTANT_CHARACTERS = 90, NAME_WIDTH = 23, OPERANDS_WIDTH = 44, REGISTERS_WIDTH = 80 };

/* A piece of a line under construction: what is too long ends with an ellipsis. Its width is in
 * characters. */
typedef struct Line {
    char bytes[1024];
    size_t length, width;
} Line;

typedef struct Listing {
    FILE *out;
    CodeView code;
    ShowForms forms;
    bool *is_target; /* of each instruction: does something lead there? */
    Line line;
} Listing;

/* --- text ----------------------------------------------------------------------------------------------- */

static size_t character_bytes(Character c, char bytes[12])
{
    if (c >= 0xD800 && c <= 0xDFFF)
        return (size_t)snprintf(bytes, 12, "\\u%04x", c);
    if (c < 0x80)
        bytes[0] = (char)c;
    else if (c < 0x800)
        bytes[0] = (char)(0xC0 | c >> 6);
    else if (c < 0x10000)
        bytes[0] = (char)(0xE0 | c >> 12);
    else
        bytes[0] = (char)(0xF0 | c >> 18);
    size_t more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    for (size_t i = 1; i <= more; i++)
        bytes[i] = (char)(0x80 | (c >> (6 * (more - i)) & 0x3F));
    return more + 1;
}

static void add_bytes(Line *line, const char *bytes, size_t length)
{
    if (length > sizeof line->bytes - line->length)
        return;
    memcpy(line->bytes + line->length, bytes, length);
    line->length += length;
    for (size_t i = 0; i < length; i++)
        line->width += (bytes[i] & 0xC0) != 0x80;
}

static void add(Line *line, const char *words)
{
    add_bytes(line, words, strlen(words));
}

static void add_number(Line *line, const char *before, uint64_t number)
{
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    add(line, before);
    add(line, text);
}

/* A str, as far as `most` characters go. */
static void add_str(Line *line, View text, size_t most)
{
    StrView str = (StrView)text;
    char bytes[12];
    for (size_t i = 0; i < str->length && i < most; i++)
        add_bytes(line, bytes, character_bytes(str_at(str, i), bytes));
    if (str->length > most)
        add(line, "…");
}

static void write_line(FILE *out, Line *line)
{
    fwrite(line->bytes, 1, line->length, out);
    line->length = line->width = 0;
}

static void pad_to(Line *line, size_t width)
{
    while (line->width < width)
        add(line, " ");
}

/* --- constants ------------------------------------------------------------------------------------------ */

static int compare_texts(const void *left, const void *right)
{
    StrView a = *(StrView const *)left, b = *(StrView const *)right;
    for (size_t i = 0; i < a->length && i < b->length; i++)
        if (str_at(a, i) != str_at(b, i))
            return str_at(a, i) < str_at(b, i) ? -1 : 1;
    return (a->length > b->length) - (a->length < b->length);
}

/* The items of a frozenset in the order of their texts: its own differs from run to run. False with
 * MemoryError. */
static bool add_frozenset(Line *line, View set, size_t most)
{
    Ref texts = list_new(0);
    size_t position = 0;
    View item;
    while (texts && set_next_peek((SetView)set, &position, &item)) {
        Ref text = object_repr(item);
        if (!text || !list_append_take((ListView)texts, text))
            clear_place(&texts);
    }
    if (!texts)
        return false;
    ListView list = (ListView)texts;
    if (list->used)
        qsort(list->items, list->used, sizeof *list->items, compare_texts);
    add(line, "frozenset({");
    size_t start = line->width;
    for (size_t i = 0; i < list->used; i++) {
        add(line, i ? ", " : "");
        if (line->width - start >= most) {
            add(line, "…");
            break;
        }
        add_str(line, list->items[i], most);
    }
    add(line, "})");
    release(texts);
    return true;
}

/* A constant is of a built-in type: its repr runs no code of a script's. False with MemoryError. */
static bool add_constant(Line *line, View constant, size_t most)
{
    if (type_of_peek(constant) == &code_type) {
        add(line, "code ");
        add_str(line, ((CodeView)constant)->qualified_name, most);
        return true;
    }
    if (constant->type == TYPE_FROZENSET)
        return add_frozenset(line, constant, most);
    Ref text = object_repr(constant);
    if (!text && error_clear_if(ValueError)) {
        add(line, "an int with more digits than int_max_str_digits allows");
        return true;
    }
    if (text)
        add_str(line, text, most);
    release_maybe(text);
    return text != NULL;
}

/* --- the head ------------------------------------------------------------------------------------------- */

static void show_flags(Listing *listing)
{
    static const struct {
        uint32_t flag;
        const char *name;
    } names[] = {{CODE_OPTIMIZED, "optimized"}, {CODE_NEWLOCALS, "newlocals"},
                 {CODE_VARARGS, "varargs"},     {CODE_VARKEYWORDS, "varkeywords"},
                 {CODE_NESTED, "nested"},       {CODE_GENERATOR, "generator"},
                 {CODE_COROUTINE, "coroutine"}, {CODE_ASYNC_GENERATOR, "async generator"}};
    bool is_first = true;
    add(&listing->line, "  flags      ");
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (listing->code->flags & names[i].flag) {
            add(&listing->line, is_first ? "" : ", ");
            add(&listing->line, names[i].name);
            is_first = false;
        }
    add(&listing->line, is_first ? "none\n" : "\n");
    write_line(listing->out, &listing->line);
}

static void show_word(Listing *listing, const char *before, View name)
{
    add(&listing->line, before);
    add_str(&listing->line, name, SIZE_MAX);
    write_line(listing->out, &listing->line);
}

/* As the parameter list was written: positional, keyword-only, *args and **kwargs lie in the registers in
 * this order. */
static void show_arguments(Listing *listing)
{
    const CodeObject *code = listing->code;
    uint32_t positional = code->argument_count, stop = positional + code->keyword_only;
    bool has_star = code->flags & CODE_VARARGS, is_first = true;
    if (code_parameter_count(code) == 0)
        return;
    fputs("  arguments  ", listing->out);
    for (uint32_t i = 0; i < positional; i++, is_first = false) {
        show_word(listing, is_first ? "" : ", ", tuple_item_peek(code->local_names, i));
        if (i + 1 == code->positional_only)
            fputs(", /", listing->out);
    }
    if (has_star || code->keyword_only)
        fputs(is_first ? "*" : ", *", listing->out);
    if (has_star)
        show_word(listing, "", tuple_item_peek(code->local_names, stop));
    is_first = is_first && !has_star && !code->keyword_only;
    for (uint32_t i = positional; i < stop; i++)
        show_word(listing, ", ", tuple_item_peek(code->local_names, i));
    if (code->flags & CODE_VARKEYWORDS)
        show_word(listing, is_first ? "**" : ", **", tuple_item_peek(code->local_names, stop + has_star));
    putc('\n', listing->out);
}

/* The register's name, as far as it has one. */
static void add_register(Line *line, const CodeObject *code, uint32_t place)
{
    uint32_t cells = code->local_count, frees = cells + code->cell_count;
    if (place >= code->first_temporary) {
        add_number(line, "t", place - code->first_temporary);
        return;
    }
    add_number(line, "r", place);
    add(line, place < cells ? " " : place < frees ? " cell " : " free ");
    add_str(line,
            place < cells   ? tuple_item_peek(code->local_names, place)
            : place < frees ? tuple_item_peek(code->cell_names, place - cells)
                            : tuple_item_peek(code->free_names, place - frees),
            OPERAND_CHARACTERS);
}

/* Write what the line has grown to, and begin another one when it is long. */
static void continue_line(Listing *listing, size_t *width)
{
    *width += listing->line.width;
    write_line(listing->out, &listing->line);
    fputs(*width > REGISTERS_WIDTH ? "\n             " : " ", listing->out);
    if (*width > REGISTERS_WIDTH)
        *width = 0;
}

static void show_registers(Listing *listing)
{
    const CodeObject *code = listing->code;
    Line *line = &listing->line;
    size_t width = 0;
    fputs("  registers  ", listing->out);
    for (uint32_t i = 0; i < code->first_temporary; i++) {
        add_register(line, code, i);
        add(line, ",");
        continue_line(listing, &width);
    }
    add_number(line, "temporaries t0 to t", code->register_count - code->first_temporary - 1);
    add_number(line, " (r", code->first_temporary);
    add_number(line, " to r", code->register_count - 1);
    add(line, ")\n");
    write_line(listing->out, line);
}

static bool show_constants(Listing *listing)
{
    const CodeObject *code = listing->code;
    for (uint32_t i = 0; i < code->constant_count; i++) {
        add(&listing->line, i ? "             " : "  constants  ");
        add_number(&listing->line, "", i);
        add(&listing->line, ": ");
        if (!add_constant(&listing->line, code->constants[i], CONSTANT_CHARACTERS))
            return false;
        add(&listing->line, "\n");
        write_line(listing->out, &listing->line);
    }
    return true;
}

static bool show_head(Listing *listing)
{
    const CodeObject *code = listing->code;
    show_word(listing, "code ", code->qualified_name);
    add_number(&listing->line, ", line ", code->first_line);
    show_word(listing, " of \"", code->filename);
    fputs("\"\n", listing->out);
    show_flags(listing);
    show_arguments(listing);
    show_registers(listing);
    return show_constants(listing);
}

/* --- one instruction ------------------------------------------------------------------------------------ */

/* An instruction, with its operands as the general form has them. */
typedef struct Decoded {
    Instruction general;
    uint32_t index;
    uint64_t word; /* the first of the words behind it, or 0 */
    const char *letters;
    uint32_t run;
    char room[QUICK_NAME_ROOM];
    const char *name;
} Decoded;

static void decode(const Listing *listing, uint32_t index, Decoded *decoded)
{
    Instruction actual = listing->code->instructions[index], general = quick_is_number(actual.op) ? quick_general_form(actual) : actual;
    if (listing->forms == SHOW_AS_COMPILED)
        general.op = opcode_general[general.op];
    *decoded = (Decoded){.general = general, .index = index, .letters = opcode_operands[general.op]};
    if (opcode_words[general.op])
        memcpy(&decoded->word, &listing->code->instructions[index + 1], sizeof decoded->word);
    decoded->run = opcode_run(&general, decoded->word);
    decoded->name = listing->forms == SHOW_AS_RUN ? quick_name(actual.op, decoded->room, sizeof decoded->room) : opcode_names[general.op];
}

/* Where the instruction jumps to. False if it does not. */
static bool jump_target(const Decoded *decoded, uint32_t *target)
{
    const Instruction *i = &decoded->general;
    int64_t offset;
    if (decoded->letters[0] == 'J')
        offset = (int16_t)i->a;
    else if (decoded->letters[1] == 'L')
        offset = (int32_t)((uint32_t)i->b | (uint32_t)i->c << 16);
    else if (decoded->letters[2] != 0 && decoded->letters[3] == 'L')
        offset = (int64_t)decoded->word;
    else
        return false;
    *target = (uint32_t)(decoded->index + 1 + offset);
    return true;
}

/* An operand with the letter S: a register, or a constant. False with MemoryError. */
static bool add_source(Line *line, const CodeObject *code, unsigned operand)
{
    if (operand == NO_OPERAND) {
        add(line, "nothing");
    } else if (operand & OPERAND_CONSTANT) {
        uint32_t place = operand & OPERAND_INDEX_CONSTANT;
        add_number(line, "constant ", place);
        add(line, ": ");
        return add_constant(line, code->constants[place], OPERAND_CHARACTERS);
    } else {
        add_register(line, code, operand & OPERAND_INDEX);
        if (!(operand & OPERAND_TEMPORARY) && operand >= code->first_temporary)
            add(line, " (stays)");
    }
    return true;
}

static void add_run(Line *line, const CodeObject *code, unsigned operand, uint32_t run)
{
    uint32_t first = operand & OPERAND_INDEX;
    if (run == 0) {
        add(line, "nothing");
        return;
    }
    add_register(line, code, first);
    if (run > 1) {
        add(line, run > 2 ? " to " : ", ");
        add_register(line, code, first + run - 1);
    }
}

/* An operand with the letter K: a name mostly. */
static bool add_named(Line *line, const CodeObject *code, unsigned place)
{
    View constant = code->constants[place];
    if (constant->type == TYPE_STR)
        add(line, "name ");
    return add_constant(line, constant, OPERAND_CHARACTERS);
}

static bool add_operand(Line *line, const CodeObject *code, char letter, unsigned operand, uint32_t run)
{
    switch (letter) {
    case 'S': return add_source(line, code, operand);
    case 'R':
        add_register(line, code, operand);
        if (operand >= code->first_temporary)
            add(line, " (stays)");
        return true;
    case 'X':
    case 'D':
        if (operand == NO_OPERAND)
            add(line, "nothing");
        else
            add_run(line, code, operand, letter == 'X' ? run : 1);
        return true;
    case 'B':
    case 'W': add_run(line, code, operand, run); return true;
    case 'K': return add_named(line, code, operand);
    case 'C': add_bytes(line, (char[]){(char)operand}, 1); return true;
    default: add_number(line, "", operand); return true;
    }
}

/* What the first word says. False with MemoryError. */
static bool add_word(Line *line, const CodeObject *code, const Decoded *decoded)
{
    static const char *const parts[] = {"defaults", "keyword defaults", "annotations", "closure"}; /* FunctionFlags */
    char letter = strlen(decoded->letters) > 3 ? decoded->letters[3] : '.';
    if (letter == 'M' && (uint32_t)decoded->word != UINT32_MAX) {
        add(line, "; keywords ");
        return add_constant(line, code->constants[(uint32_t)decoded->word], OPERAND_CHARACTERS);
    }
    if (letter == 'P') {
        add_number(line, "; by position: ", decoded->word >> 32);
        add(line, "; by name: ");
        return add_constant(line, code->constants[(uint32_t)decoded->word], OPERAND_CHARACTERS);
    }
    if (letter == 'N' && decoded->letters[1] == 'L')
        add_number(line, "; items: ", decoded->word);
    else if (letter == 'N')
        add_number(line, ", ", decoded->word);
    bool is_first = true;
    for (unsigned bit = 0; letter == 'F' && bit < COUNT_OF(parts); bit++)
        if (decoded->word >> bit & 1) {
            add(line, is_first ? ": " : ", ");
            add(line, parts[bit]);
            is_first = false;
        }
    return true;
}

/* LOAD_CONST has a number of 32 bits in b and c. */
static bool is_far_constant(const Decoded *decoded)
{
    return decoded->general.op == OP_LOAD_CONST;
}

/* Is the operand told already? A jump is told last; the count of a run, by the run. */
static bool is_told(const Decoded *decoded, unsigned n)
{
    char letter = decoded->letters[n];
    return letter == '-' || letter == 'J' || letter == 'L' || (n == 2 && decoded->letters[1] == 'L') ||
           (letter == 'N' && memchr(decoded->letters, 'B', 3));
}

static bool add_operands(Line *line, const CodeObject *code, const Decoded *decoded)
{
    const Instruction *i = &decoded->general;
    const unsigned operands[] = {i->a, i->b, i->c};
    bool is_first = true;
    if (is_far_constant(decoded)) {
        uint32_t place = (uint32_t)i->b | (uint32_t)i->c << 16;
        add_register(line, code, i->a & OPERAND_INDEX);
        add_number(line, " ← constant ", place);
        add(line, ": ");
        return add_constant(line, code->constants[place], OPERAND_CHARACTERS);
    }
    for (unsigned n = 0; n < 3; n++) {
        if (is_told(decoded, n))
            continue;
        bool is_behind_result = n == 1 && (decoded->letters[0] == 'D' || decoded->letters[0] == 'W');
        add(line, is_first ? "" : is_behind_result ? " ← " : ", ");
        is_first = false;
        if (!add_operand(line, code, decoded->letters[n], operands[n], decoded->run))
            return false;
    }
    uint32_t target;
    bool jumps = jump_target(decoded, &target);
    if (jumps)
        add_number(line, is_first ? "to " : "; to ", target);
    return add_word(line, code, decoded);
}

static bool show_instruction(Listing *listing, uint32_t index, uint32_t line_number)
{
    Decoded decoded;
    Line *line = &listing->line;
    decode(listing, index, &decoded);
    if (line_number)
        add_number(line, "", line_number);
    size_t digits = line->width;
    line->length = line->width = 0;
    for (size_t i = digits; i < 7; i++)
        add(line, " ");
    if (line_number)
        add_number(line, "", line_number);
    add(line, listing->is_target[index] ? "  >> " : "     ");
    char at[16];
    snprintf(at, sizeof at, "%5u  ", index);
    add(line, at);
    size_t start = line->width;
    add(line, decoded.name);
    add(line, " ");
    pad_to(line, start + NAME_WIDTH);
    size_t operands = line->width;
    if (!add_operands(line, listing->code, &decoded))
        return false;
    unsigned general = opcode_general[decoded.general.op];
    if (strcmp(decoded.name, opcode_names[general]) != 0) {
        pad_to(line, operands + OPERANDS_WIDTH);
        add(line, "  (quick form of ");
        add(line, opcode_names[general]);
        add(line, ")");
    }
    while (line->length && line->bytes[line->length - 1] == ' ')
        line->length--;
    add(line, "\n");
    write_line(listing->out, line);
    return true;
}

/* --- all of them ---------------------------------------------------------------------------------------- */

static void mark_targets(Listing *listing)
{
    const CodeObject *code = listing->code;
    Decoded decoded;
    for (uint32_t i = 0; i < code->instruction_count; i += 1u + opcode_words[code->instructions[i].op]) {
        uint32_t target;
        decode(listing, i, &decoded);
        if (jump_target(&decoded, &target) && target < code->instruction_count)
            listing->is_target[target] = true;
    }
    for (uint32_t i = 0; i < code->handler_count; i++)
        if (code->handlers[i].target != HANDLER_RESTORES)
            listing->is_target[code->handlers[i].target] = true;
}

static bool show_instructions(Listing *listing)
{
    const CodeObject *code = listing->code;
    uint32_t last = 0;
    fputs("   line        at\n", listing->out);
    for (uint32_t i = 0; i < code->instruction_count; i += 1u + opcode_words[code->instructions[i].op]) {
        uint32_t line = code_position(code, i)->line;
        if (!show_instruction(listing, i, line != last ? line : 0))
            return false;
        last = line;
    }
    return true;
}

static void show_handlers(FILE *out, const CodeObject *code)
{
    if (code->handler_count)
        fputs("  exceptions\n", out);
    for (uint32_t i = 0; i < code->handler_count; i++) {
        const CodeHandler *handler = &code->handlers[i];
        fprintf(out, "    from %u to before %u: ", handler->start, handler->stop);
        if (handler->target == HANDLER_RESTORES)
            fprintf(out, "a handler: what was handled before (t%u) is restored\n", handler->live);
        else
            fprintf(out, "to %u; the exception is put into t%u, what was handled before into t%u\n", handler->target, handler->live + 1u,
                    handler->live);
    }
}

static bool show_one(FILE *out, CodeView code, ShowForms forms)
{
    Listing listing = {.out = out, .code = code, .forms = forms};
    size_t size = code->instruction_count * sizeof *listing.is_target;
    listing.is_target = heap_allocate(size ? size : 1);
    if (!listing.is_target) {
        raise_memory_error();
        return false;
    }
    memset(listing.is_target, 0, size);
    mark_targets(&listing);
    bool done = show_head(&listing) && show_instructions(&listing);
    if (done)
        show_handlers(out, code);
    heap_free(listing.is_target, size ? size : 1);
    return done;
}

bool show_code(FILE *out, CodeView code, ShowForms forms, int levels)
{
    if (stack_is_low()) {
        raise_error(RecursionError, "maximum recursion depth exceeded");
        return false;
    }
    if (!show_one(out, code, forms))
        return false;
    for (uint32_t i = 0; levels != 0 && i < code->constant_count; i++)
        if (type_of_peek(code->constants[i]) == &code_type) {
            putc('\n', out);
            if (!show_code(out, (CodeView)code->constants[i], forms, levels > 0 ? levels - 1 : levels))
                return false;
        }
    return true;
}

bool show_code_head(FILE *out, CodeView code)
{
    Listing listing = {.out = out, .code = code};
    return show_head(&listing);
}
