/* code_replace: code.replace(), which copies a code object with changes, and when two are equal.
 *
 * What describes the code may be changed: its names, its file, its flags, its constants. What its
 * instructions are made for may not: they are Ouro's, and co_code, co_linetable or co_stacksize of another
 * Python mean nothing here. To give such an argument the value that it has is fine; another one is refused.
 *
 * Invariants:  a code object never changes, but for the forms of its instructions: the copy is complete
 * before anybody sees it. */
#include <string.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/run/code_object.h"

/* --- equal ---------------------------------------------------------------------------------------------- */

static bool same_arrays(const void *a, const void *b, size_t count, size_t size)
{
    return count == 0 || memcmp(a, b, count * size) == 0;
}

static bool same_constants(const CodeObject *a, const CodeObject *b)
{
    for (uint32_t i = 0; i < a->constant_count; i++) {
        View left = a->constants[i], right = b->constants[i];
        bool is_code = left->type == TYPE_CODE && right->type == TYPE_CODE;
        if (is_code ? object_equal(left, right) <= 0 : !code_constant_same(left, right))
            return false;
    }
    return true;
}

static bool same_instructions(const CodeObject *a, const CodeObject *b)
{
    Ref left = code_get_code((View)a), right = left ? code_get_code((View)b) : NULL;
    bool same = right && object_equal(left, right) > 0;
    release_maybe(left);
    release_maybe(right);
    return same;
}

static bool same_text(View a, View b)
{
    return code_constant_same(a, b);
}

static bool same_code(const CodeObject *a, const CodeObject *b)
{
    return a == b ||
           (same_text(a->name, b->name) && a->flags == b->flags && a->argument_count == b->argument_count &&
            a->positional_only == b->positional_only && a->keyword_only == b->keyword_only && a->first_line == b->first_line &&
            a->instruction_count == b->instruction_count && a->constant_count == b->constant_count &&
            a->position_count == b->position_count && a->handler_count == b->handler_count && same_text(a->local_names, b->local_names) &&
            same_text(a->cell_names, b->cell_names) && same_text(a->free_names, b->free_names) &&
            same_arrays(a->positions, b->positions, a->position_count, sizeof *a->positions) &&
            same_arrays(a->handlers, b->handlers, a->handler_count, sizeof *a->handlers) && same_constants(a, b) &&
            same_instructions(a, b));
}

Ref code_compare(View self, View other, Comparison comparison)
{
    if ((comparison != COMPARE_EQ && comparison != COMPARE_NE) || other->type != TYPE_CODE)
        return retain(NOT_IMPLEMENTED);
    if (!check_stack())
        return NULL;
    bool same = same_code(code_of(self), code_of(other));
    return error_is_set() ? NULL : bool_new(same == (comparison == COMPARE_EQ));
}

Hash code_hash(View self)
{
    const CodeObject *code = code_of(self);
    uint64_t hash = code_constant_hash(code->name) ^ code_constant_hash(code->local_names) ^ code_constant_hash(code->free_names);
    hash = hash * 31 + code->first_line + code->argument_count * 7 + code->instruction_count * 131;
    return (Hash)hash == -1 ? -2 : (Hash)hash;
}

/* --- a copy --------------------------------------------------------------------------------------------- */

static bool copy_array(void *place, uint32_t *place_count, const void *array, uint32_t count, size_t size)
{
    if (!count)
        return true;
    void *copy = heap_allocate(count * size);
    if (!copy) {
        raise_memory_error();
        return false;
    }
    memcpy(copy, array, count * size);
    memcpy(place, &copy, sizeof copy);
    *place_count = count;
    return true;
}

static bool copy_constants(CodeObject *copy, const CodeObject *code)
{
    if (!copy_array(&copy->constants, &copy->constant_count, code->constants, code->constant_count, sizeof *code->constants))
        return false;
    for (uint32_t i = 0; i < copy->constant_count; i++)
        retain(copy->constants[i]);
    return true;
}

/* The arrays come one after the other, each with its count: code_finish gives back what there is. */
static CodeObject *copy_code(const CodeObject *code)
{
    CodeObject *copy = code_new();
    if (!copy)
        return NULL;
    size_t head = offsetof(CodeObject, argument_count);
    memcpy((char *)copy + head, (const char *)code + head, sizeof *code - head);
    copy->flags = code->flags;
    copy->version = copy->instruction_count = copy->constant_count = copy->position_count = copy->handler_count = 0;
    copy->instructions = NULL;
    copy->constants = NULL;
    copy->positions = NULL;
    copy->handlers = NULL;
    copy->lies_in_binary = false;
    View owned[] = {copy->name, copy->qualified_name, copy->filename, copy->local_names, copy->cell_names, copy->free_names};
    for (size_t i = 0; i < COUNT_OF(owned); i++)
        retain(owned[i]);
    copy->instructions = code_compiled_instructions(code);
    copy->instruction_count = copy->instructions ? code->instruction_count : 0;
    if (copy->instructions && copy_constants(copy, code) &&
        copy_array(&copy->positions, &copy->position_count, code->positions, code->position_count, sizeof *code->positions) &&
        copy_array(&copy->handlers, &copy->handler_count, code->handlers, code->handler_count, sizeof *code->handlers))
        return copy;
    release(AS_OBJECT(copy));
    return NULL;
}

/* --- changes -------------------------------------------------------------------------------------------- */

static bool change_text(Ref *place, View value, const char *name)
{
    if (!is_str(value)) {
        raise_error(TypeError, "replace() argument '%s' must be str, not %K", name, value);
        return false;
    }
    replace_take(place, retain(value));
    return true;
}

static bool check_tuple(View value, const char *name)
{
    if (is_tuple(value))
        return true;
    raise_error(TypeError, "replace() argument '%s' must be tuple, not %K", name, value);
    return false;
}

/* Names of variables may become others, but not more or fewer. */
static bool change_names(Ref *place, View value, const char *name)
{
    if (!check_tuple(value, name))
        return false;
    for (size_t i = 0; i < tuple_length(value); i++)
        if (!is_str(tuple_item_peek(value, i))) {
            raise_error(TypeError, "name tuples must contain only strings, not '%T'", tuple_item_peek(value, i));
            return false;
        }
    if (tuple_length(value) != tuple_length(*place)) {
        raise_error(ValueError, "code: %s must have %zu names", name, tuple_length(*place));
        return false;
    }
    replace_take(place, retain(value));
    return true;
}

/* Names are interned: who looks them up compares addresses first. */
static bool change_constant(Ref *place, View value, enum ConstantUse use)
{
    if (value == *place)
        return true;
    if (use == USED_AS_NAME && value->type != TYPE_STR) {
        raise_error(TypeError, "name tuples must contain only strings, not '%T'", value);
        return false;
    }
    replace_take(place, retain(value));
    return use != USED_AS_NAME || str_intern(place);
}

/* co_consts or co_names: as many as there are; each goes to the place in the table that it came from. */
static bool change_constants(CodeObject *copy, View value, enum ConstantUse use, const char *name)
{
    Ref present = check_tuple(value, name) ? use == USED_AS_VALUE ? code_get_consts((View)copy) : code_get_names((View)copy) : NULL;
    unsigned char *uses = present ? code_constant_uses(copy) : NULL;
    bool done = uses && tuple_length(value) == tuple_length(present);
    if (uses && !done)
        raise_error(ValueError, "code: %s must have %zu items", name, tuple_length(present));
    bool has_none = uses && use == USED_AS_VALUE && code_begins_with_none(copy, uses);
    size_t at = has_none;
    for (uint32_t i = 0; done && i < copy->constant_count; i++) {
        bool is_none = has_none && copy->constants[i] == NONE;
        if (uses[i] & use && uses[i] & ~use && copy->constants[i] != tuple_item_peek(value, is_none ? 0 : at)) {
            raise_error(ValueError, "code: %R is both a constant and a name of the code: it cannot be changed", copy->constants[i]);
            done = false;
        } else if (uses[i] & use)
            done = change_constant(&copy->constants[i], tuple_item_peek(value, is_none ? 0 : at++), use);
    }
    if (uses)
        heap_free(uses, copy->constant_count + 1u);
    release_maybe(present);
    return done;
}

/* The flags that say what may be done with the code, and not how it runs. */
static bool change_flags(CodeObject *copy, int64_t flags)
{
    enum { CHANGEABLE = CODE_ITERABLE_COROUTINE | CODE_NESTED };
    int64_t present = code_shown_flags(copy);
    if ((flags ^ present) & ~(int64_t)CHANGEABLE) {
        raise_error(ValueError, "code: co_flags %lld cannot become %lld: what is compiled for the one does not run by the other",
                    (long long)present, (long long)flags);
        return false;
    }
    copy->flags = (copy->flags & ~(uint32_t)CHANGEABLE) | ((uint32_t)flags & CHANGEABLE);
    return true;
}

/* All lines move along, as in CPython, which notes them relative to the first. */
static bool change_first_line(CodeObject *copy, int64_t line)
{
    if (line < 0 || line > INT32_MAX) {
        raise_error(ValueError, "code: co_firstlineno out of range");
        return false;
    }
    uint32_t move = (uint32_t)line - copy->first_line;
    for (uint32_t i = 0; i < copy->position_count; i++) {
        CodePosition *position = &copy->positions[i];
        if (position->line) {
            position->line += move;
            position->end_line += move;
        }
    }
    copy->first_line = (uint32_t)line;
    return true;
}

static bool change_number(CodeObject *copy, const char *name, View value)
{
    int64_t number;
    if (!is_int(value)) {
        raise_error(TypeError, "'%T' object cannot be interpreted as an integer", value);
        return false;
    }
    if (!object_as_int64(value, &number))
        return false;
    return strcmp(name, "co_flags") == 0 ? change_flags(copy, number) : change_first_line(copy, number);
}

/* Anything else must be what it is already. */
static bool keep(View self, View name, View value)
{
    Ref present = object_get_attribute_maybe(self, name);
    int same = present ? object_equal(present, value) : 0;
    release_maybe(present);
    if (same == 0 && !error_is_set())
        raise_error(ValueError, "code: %U cannot be changed: the instructions, which are Ouro's own, rely on it", name);
    return same > 0;
}

typedef enum ChangeKind { CHANGE_TEXT, CHANGE_NUMBER, CHANGE_CONSTANTS, CHANGE_NAMES, CHANGE_NOTHING } ChangeKind;

static const struct Change {
    const char *name;
    ChangeKind kind;
    size_t offset;
} changes[] = {
    {"co_name", CHANGE_TEXT, offsetof(CodeObject, name)},
    {"co_qualname", CHANGE_TEXT, offsetof(CodeObject, qualified_name)},
    {"co_filename", CHANGE_TEXT, offsetof(CodeObject, filename)},
    {"co_flags", CHANGE_NUMBER, 0},
    {"co_firstlineno", CHANGE_NUMBER, 0},
    {"co_consts", CHANGE_CONSTANTS, 0},
    {"co_names", CHANGE_CONSTANTS, 0},
    {"co_varnames", CHANGE_NAMES, offsetof(CodeObject, local_names)},
    {"co_cellvars", CHANGE_NAMES, offsetof(CodeObject, cell_names)},
    {"co_freevars", CHANGE_NAMES, offsetof(CodeObject, free_names)},
    {"co_argcount", CHANGE_NOTHING, 0},
    {"co_posonlyargcount", CHANGE_NOTHING, 0},
    {"co_kwonlyargcount", CHANGE_NOTHING, 0},
    {"co_nlocals", CHANGE_NOTHING, 0},
    {"co_stacksize", CHANGE_NOTHING, 0},
    {"co_code", CHANGE_NOTHING, 0},
};

static bool apply_change(CodeObject *copy, View self, View key, View value)
{
    size_t i = 0;
    while (i < COUNT_OF(changes) && !str_equal_text(key, changes[i].name))
        i++;
    if (i == COUNT_OF(changes)) {
        raise_error(TypeError, "'%U' is an invalid keyword argument for replace()", key);
        return false;
    }
    const char *name = changes[i].name;
    Ref *place = (Ref *)(void *)((char *)copy + changes[i].offset);
    switch (changes[i].kind) {
    case CHANGE_TEXT: return change_text(place, value, name);
    case CHANGE_NUMBER: return change_number(copy, name, value);
    case CHANGE_CONSTANTS: return change_constants(copy, value, strcmp(name, "co_consts") == 0 ? USED_AS_VALUE : USED_AS_NAME, name);
    case CHANGE_NAMES: return change_names(place, value, name);
    default: return keep(self, key, value);
    }
}

/* args[0]: a dict of the changes, or NULL. */
Ref code_replace(View self, View *args)
{
    CodeObject *copy = copy_code(code_of(self));
    size_t position = 0;
    View key, value;
    while (copy && args[0] && dict_next_peek((DictView)args[0], &position, &key, &value))
        if (!apply_change(copy, self, key, value)) {
            release(AS_OBJECT(copy));
            return NULL;
        }
    return AS_OBJECT(copy);
}
