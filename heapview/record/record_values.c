/* record_values: what is noted of an object: its type, its value in words, and the memory that holds its
 * references, by which a change is found without walking its edges.
 *
 * Types are noted by number: a number stands for a name, and a class that is renamed gets another. Numbers
 * are noted as bits, containers by their length, all else in words of bounded length, without running Python
 * code.
 * value_check says how an object can change at all: most types cannot, and are passed over. */
#include <stdlib.h>

#include "heapview/record/record_code.h"
#include "heapview/record/record_private.h"
#include "heapview/walk/describe.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/life/weakref.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/module.h"

Text value_words;

/* --- types ---------------------------------------------------------------------------------------------- */

static struct {
    char **list;
    uint32_t count, capacity;
    uint32_t *by_index; /* number plus 1, of types[i] */
} names;

const char *value_type_name(uint32_t number)
{
    return number < names.count ? names.list[number] : "?";
}

uint32_t value_type_number(uint32_t index)
{
    const char *name = type_name_peek(types[index]);
    uint32_t number = names.by_index[index];
    if (number && (!type_has(types[index], TYPE_FLAG_HEAP) || strcmp(names.list[number - 1], name) == 0))
        return number - 1;
    if (names.count == names.capacity) {
        uint32_t capacity = names.capacity ? names.capacity * 2 : 64;
        char **list = realloc(names.list, capacity * sizeof *list);
        if (!list) {
            state.failed = true;
            return 0;
        }
        names.list = list;
        names.capacity = capacity;
    }
    char *copy = strdup(name);
    if (!copy) {
        state.failed = true;
        return 0;
    }
    names.list[names.count++] = copy;
    names.by_index[index] = names.count;
    return names.count - 1;
}

bool value_types_start(void)
{
    names.by_index = calloc(TYPES_MOST, sizeof *names.by_index);
    return names.by_index != NULL;
}

void value_types_stop(void)
{
    for (uint32_t i = 0; i < names.count; i++)
        free(names.list[i]);
    free(names.list);
    free(names.by_index);
    memset(&names, 0, sizeof names);
}

/* --- values --------------------------------------------------------------------------------------------- */

bool value_is_shared(View object)
{
    return object_is_static(object) || object->refcount < 0;
}

static const TypeObject *builtin_base(const TypeObject *type)
{
    while (type->base && type_has(type, TYPE_FLAG_HEAP))
        type = type->base;
    return type;
}

static bool value_is_generator(View object)
{
    const TypeObject *type = type_of_peek(object);
    return type == &generator_type || type == &coroutine_type || type == &async_generator_type;
}

/* The name can be set: by it the value is another. */
static uint64_t name_number(View name)
{
    return name && name->type == TYPE_STR ? str_hash32((StrView)name) : 0;
}

/* A generator's state, and which name it has now. */
static uint64_t state_and_name(const GeneratorObject *generator)
{
    return name_number(generator->name) << 32 | generator->state;
}

/* The number of items of a container; what else changes the value of another object (a generator's state and
 * name, a function's name). UINT64_MAX: it has no such number. */
uint64_t value_length(View object)
{
    if (is_list(object))
        return ((ListView)object)->used;
    if (is_dict(object))
        return ((DictView)object)->used;
    if (is_any_set(object))
        return ((SetView)object)->used;
    if (is_kind(object, TYPE_FLAG_TUPLE))
        return tuple_length(object);
    if (object->type == TYPE_FUNCTION)
        return name_number(((FunctionView)object)->name);
    return value_is_generator(object) ? state_and_name((GeneratorObject *)object) : UINT64_MAX;
}

static void log_words(void)
{
    log_8(state.log, VALUE_TEXT);
    log_text(state.log, value_words.bytes ? value_words.bytes : "", value_words.length);
}

/* A name as it is. */
void value_add_name(View name)
{
    if (name && name->type == TYPE_STR && ((StrView)name)->is_ascii && ((StrView)name)->length <= NAME_MOST)
        text_add(&value_words, (const char *)((StrView)name)->data, ((StrView)name)->length);
    else if (name)
        describe_str(&value_words, name, NAME_MOST);
}

/* A str of plain characters is copied as it is. */
bool value_add_plain_str(View object)
{
    StrView str = (StrView)object;
    if (object->type != TYPE_STR || !str->is_ascii || str->length > VALUE_MOST - 2)
        return false;
    for (size_t i = 0; i < str->length; i++)
        if (str->data[i] < 32 || str->data[i] == '\'' || str->data[i] == '\\' || str->data[i] == 127)
            return false;
    text_add(&value_words, "'", 1);
    text_add(&value_words, (const char *)str->data, str->length);
    text_add(&value_words, "'", 1);
    return true;
}

/* A text or a name, not longer than VALUE_MOST. A long str is not looked at beyond that. */
static void write_words(View object)
{
    if (value_add_plain_str(object))
        return;
    if (object == NONE) {
        text_add(&value_words, "None", 4);
    } else if (object->type == TYPE_STR && ((StrView)object)->length > VALUE_MOST) {
        text_add(&value_words, "'", 1);
        describe_str(&value_words, object, VALUE_MOST);
    } else if (type_has(type_of_peek(object), TYPE_FLAG_HEAP) && builtin_base(type_of_peek(object)) == &object_type) {
        const char *name = type_name_peek(type_of_peek(object));
        text_add(&value_words, name, strlen(name));
        text_add(&value_words, " object", 7);
    } else {
        describe_value(&value_words, object, VALUE_MOST);
    }
}

void value_log(View object, uint64_t length)
{
    Log *log = state.log;
    if (!log_room(log, 16))
        return;
    if (object->type == TYPE_INT) {
        unsigned char *at = log_end(log);
        at = put_8(at, VALUE_INT);
        at = put_64(at, (uint64_t)((IntObject *)object)->value);
        log_end_at(log, at);
        return;
    }
    if (object->type == TYPE_FLOAT) {
        double value = float_value(object);
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        unsigned char *at = log_end(log);
        at = put_8(at, VALUE_FLOAT);
        at = put_64(at, bits);
        log_end_at(log, at);
        return;
    }
    if (value_is_generator(object)) {
        value_words.length = 0;
        text_add(&value_words, "generator ", 10);
        value_add_name(((GeneratorObject *)object)->name);
        unsigned char *at = log_end(log);
        at = put_8(at, VALUE_STATE);
        at = put_64(at, (uint32_t)length);
        log_end_at(log, at);
        log_text(log, value_words.bytes ? value_words.bytes : "", value_words.length);
        return;
    }
    if (length != UINT64_MAX && object->type != TYPE_FUNCTION) {
        unsigned char *at = log_end(log);
        at = put_8(at, VALUE_LENGTH);
        at = put_64(at, length);
        log_end_at(log, at);
        return;
    }
    value_words.length = 0;
    write_words(object);
    if (log_room(log, value_words.length + 16))
        log_words();
}

int value_known_generation(const Known *known)
{
    uint32_t word = known->is_gc ? ((GcObject *)known->object)->gc : 0, index = word & GC_INDEX_MASK;
    if (word & GC_COLLECTING) /* the collector uses the word for something else */
        return known->generation;
    if (!index)
        return -1;
    return index >= gc_state.generations[0].start ? 0 : index >= gc_state.generations[1].start ? 1 : 2;
}

/* Built-in types that the collector knows and whose objects show nothing that changes. */
static bool is_fixed(const TypeObject *type)
{
    static const TypeObject *const fixed[] = {
        &module_type, &code_type,  &frame_type,  &frozenset_type,     &native_function_type,    &method_type,
        &range_type,  &slice_type, &member_type, &native_method_type, &native_class_method_type};
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        if (type == fixed[i])
            return true;
    return false;
}

enum Check value_check(View object)
{
    const TypeObject *type = type_of_peek(object), *base = builtin_base(type);
    if (type_has(type, TYPE_FLAG_TYPE))
        return code_is_own_class((TypeObject *)object) ? CHECK_CLASS : CHECK_NEVER;
    if (type_has(type, TYPE_FLAG_HEAP)) {
        if (base == &module_type ||
            !(code_is_own_class(type) || type_has(type, TYPE_FLAG_DICT | TYPE_FLAG_LIST | TYPE_FLAG_SET | TYPE_FLAG_TUPLE)))
            return CHECK_NEVER;
        return base == &weakref_type ? CHECK_WEAK : base == &object_type && type->slots_offset ? CHECK_INSTANCE : CHECK_ALWAYS;
    }
    switch (object->type) {
    case TYPE_LIST: return CHECK_LIST;
    case TYPE_TUPLE: return tuple_length(object) ? CHECK_TUPLE : CHECK_NEVER;
    case TYPE_DICT: return CHECK_DICT;
    case TYPE_SET: return CHECK_SET;
    case TYPE_CELL: return CHECK_CELL;
    case TYPE_FUNCTION: return code_info_of(((FunctionView)object)->code)->is_own ? CHECK_FUNCTION : CHECK_NEVER;
    default: break;
    }
    if (value_is_generator(object))
        return CHECK_GENERATOR;
    if (type == &weakref_type || type == &weakproxy_type || type == &weakcallableproxy_type)
        return CHECK_WEAK;
    return !type_has(type, TYPE_FLAG_GC) || is_fixed(type) ? CHECK_NEVER : CHECK_ALWAYS;
}

/* Does an object that cannot change have edges all the same? */
bool value_has_edges(View object, enum Check check)
{
    if (check != CHECK_NEVER)
        return true;
    return object->type == TYPE_FROZENSET || object->type == TYPE_METHOD || object->type == TYPE_RANGE || object->type == TYPE_SLICE;
}
/* --- the memory that holds an object's references ------------------------------------------------------- */

/* How many variables of a generator are shown: while it runs, its frame shows them. */
size_t value_generator_variables(const GeneratorObject *generator)
{
    const CodeObject *code = generator->code;
    return generator->function && generator->state != GENERATOR_RUNNING ? (size_t)code->local_count + code->cell_count + code->free_count
                                                                        : 0;
}

static size_t at_most(size_t count, size_t most)
{
    return count < most ? count : most;
}

static Contents dict_contents(const Known *known, DictView dict)
{
    return (Contents){dict->entries, at_most(dict->filled, known->extent) * sizeof(DictEntry), (uint64_t)dict->used << 32 | dict->filled};
}

size_t value_most_edges(const Known *known)
{
    return known->object == state.globals ? GLOBALS_EDGES : state.limits.edges;
}

/* How many of the entries hold as many keys as there can be edges. */
static uint32_t extent_of(const Known *known)
{
    bool is_class = known->check == CHECK_CLASS;
    DictView dict = (DictView)(is_class ? ((TypeObject *)known->object)->dict : known->object);
    if (is_class)
        return dict->filled; /* not all of them are shown */
    uint32_t extent = 0;
    for (size_t live = 0, most = value_most_edges(known) + 10; extent < dict->filled && live < most; extent++)
        live += dict->entries[extent].key != NULL;
    return extent;
}

Contents value_contents(const Known *known)
{
    View object = known->object;
    switch (known->check) {
    case CHECK_LIST: {
        ListView list = (ListView)object;
        return (Contents){list->items, at_most(list->used, state.limits.edges) * sizeof(Ref), list->used};
    }
    case CHECK_TUPLE: return (Contents){((TupleView)object)->items, at_most(tuple_length(object), state.limits.edges) * sizeof(Ref), 0};
    case CHECK_DICT: return dict_contents(known, (DictView)object);
    case CHECK_SET: {
        SetView set = (SetView)object;
        return (Contents){set->table, at_most(set->mask + 1, 4 * GLOBALS_EDGES) * sizeof(SetEntry), (uint64_t)set->used << 32 | set->mask};
    }
    case CHECK_CELL: return (Contents){&((CellObject *)object)->value, sizeof(Ref), 0};
    case CHECK_INSTANCE: {
        TypeObject *type = type_of_peek(object);
        if (type->hides_dicts && instance_hidden_dict_peek(object, type))
            return (Contents){NULL, 0, UINT64_MAX}; /* it is walked each time, see value_has_changed */
        return (Contents){instance_slots(object, type), instance_place_count(object, type) * sizeof(Ref),
                          (uint64_t)object->type << 32 | *instance_shape_place(object, type)};
    }
    case CHECK_FUNCTION: {
        size_t places = (size_t)function_type.slot_count + function_type.inline_capacity, from = offsetof(FunctionObject, code);
        size_t end = function_type.slots_offset ? function_type.slots_offset + places * sizeof(Ref) : sizeof(FunctionObject);
        return (Contents){&((FunctionView)object)->code, end - from, 0};
    }
    case CHECK_CLASS: {
        Contents contents = dict_contents(known, (DictView)((TypeObject *)object)->dict);
        contents.number ^= id_of(((TypeObject *)object)->bases);
        return contents;
    }
    case CHECK_GENERATOR: {
        GeneratorObject *generator = (GeneratorObject *)object;
        size_t count = value_generator_variables(generator);
        return (Contents){generator->registers, count * sizeof(Ref), state_and_name(generator)};
    }
    default: return (Contents){NULL, 0, 0};
    }
}

void value_keep_contents(Known *known)
{
    if (known->check == CHECK_DICT || known->check == CHECK_CLASS)
        known->extent = extent_of(known);
    Contents now = value_contents(known);
    if (now.size > known->contents_capacity) {
        void *larger = realloc(known->contents, now.size);
        if (!larger) {
            state.failed = true;
            now.size = known->contents_capacity;
        } else {
            known->contents = larger;
            known->contents_capacity = (uint32_t)now.size;
        }
    }
    if (now.size)
        memcpy(known->contents, now.start, now.size);
    known->contents_size = now.size;
    known->contents_number = now.number;
}

bool value_has_changed(const Known *known)
{
    if (known->check == CHECK_NEVER)
        return false;
    if (known->check == CHECK_ALWAYS || known->check == CHECK_WEAK || known->object->type != known->type)
        return true;
    Contents now = value_contents(known);
    return (known->check == CHECK_INSTANCE && now.number == UINT64_MAX) || now.number != known->contents_number ||
           now.size != known->contents_size || (now.size && memcmp(now.start, known->contents, now.size) != 0);
}
