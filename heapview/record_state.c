/* record_state: the picture, and how it is compared; see record_state.h.
 *
 * Finding changes is cheap where nothing changed: of each container, a copy of the memory that holds its references is compared (`contents`); only if that differs are its edges walked
 * (edges.h). What cannot be found so is walked each time it is in doubt (CHECK_ALWAYS).
 *
 * Order of an update: variables, objects in doubt, those that are new, then counts. Places of objects that died stay taken until nothing in the picture leads there; if something still does
 * at the end, everything is compared. */
#include "heapview/record_state.h"

#include <inttypes.h>
#include <stdlib.h>

#include "heapview/describe.h"
#include "heapview/record_code.h"
#include "heapview/record_marks.h"
#include "runtime/cell.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/instance.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"
#include "vm/modules.h"

enum Check {
    CHECK_NEVER, /* it cannot change */
    CHECK_LIST,
    CHECK_DICT,
    CHECK_SET,
    CHECK_CELL,
    CHECK_INSTANCE,
    CHECK_FUNCTION,
    CHECK_CLASS,
    CHECK_GENERATOR,
    CHECK_ALWAYS
};

enum { SHARED_COUNT = 1 << 28, VALUE_MOST = 120, NAME_MOST = 60, GLOBALS_EDGES = 400 };

State state;
static const int32_t no_count;
static Text words; /* for values and names */

/* --- types ------------------------------------------------------------------------------------------------------------------ */

static struct {
    char **list;
    uint32_t count, capacity;
    uint32_t *by_index; /* number plus 1, of types[i] */
} names;

const char *state_type_name(uint32_t number)
{
    return number < names.count ? names.list[number] : "?";
}

static uint32_t type_number(uint32_t index)
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

/* --- values ----------------------------------------------------------------------------------------------------------------- */

static bool is_shared(View object)
{
    return object->refcount >= SHARED_COUNT || object->refcount < 0;
}

static const TypeObject *builtin_base(const TypeObject *type)
{
    while (type->base && type_has(type, TYPE_FLAG_HEAP))
        type = type->base;
    return type;
}

static bool is_generator(View object)
{
    const TypeObject *type = type_of_peek(object);
    return type == &generator_type || type == &coroutine_type || type == &async_generator_type;
}

/* The number of items of a container; what else changes the value of another object (a generator's state). UINT64_MAX: it has no such number. */
static uint64_t length_of(View object)
{
    if (is_list(object))
        return ((ListView)object)->used;
    if (is_dict(object))
        return ((DictView)object)->used;
    if (is_any_set(object))
        return ((SetView)object)->used;
    if (is_kind(object, TYPE_FLAG_TUPLE))
        return tuple_length(object);
    return is_generator(object) ? ((GeneratorObject *)object)->state : UINT64_MAX;
}

static void log_words(void)
{
    log_8(state.log, VALUE_TEXT);
    log_text(state.log, words.bytes ? words.bytes : "", words.length);
}

/* A name as it is. */
static void add_name(View name)
{
    if (name && name->type == TYPE_STR && ((StrView)name)->is_ascii && ((StrView)name)->length <= NAME_MOST)
        text_add(&words, (const char *)((StrView)name)->data, ((StrView)name)->length);
    else if (name)
        describe_str(&words, name, NAME_MOST);
}

/* A str of plain characters is copied as it is. */
static bool add_plain_str(View object)
{
    StrView str = (StrView)object;
    if (object->type != TYPE_STR || !str->is_ascii || str->length > VALUE_MOST - 2)
        return false;
    for (size_t i = 0; i < str->length; i++)
        if (str->data[i] < 32 || str->data[i] == '\'' || str->data[i] == '\\' || str->data[i] == 127)
            return false;
    text_add(&words, "'", 1);
    text_add(&words, (const char *)str->data, str->length);
    text_add(&words, "'", 1);
    return true;
}

/* A text or a name, not longer than VALUE_MOST. A long str is not looked at beyond that. */
static void write_words(View object)
{
    if (add_plain_str(object))
        return;
    if (object == NONE) {
        text_add(&words, "None", 4);
    } else if (object->type == TYPE_STR && ((StrView)object)->length > VALUE_MOST) {
        text_add(&words, "'", 1);
        describe_str(&words, object, VALUE_MOST);
    } else if (type_has(type_of_peek(object), TYPE_FLAG_HEAP) && builtin_base(type_of_peek(object)) == &object_type) {
        const char *name = type_name_peek(type_of_peek(object));
        text_add(&words, name, strlen(name));
        text_add(&words, " object", 7);
    } else {
        describe_value(&words, object, VALUE_MOST);
    }
}

static void log_value(View object, uint64_t length)
{
    Log *log = state.log;
    if (!log_room(log, 16))
        return;
    if (object->type == TYPE_INT) {
        log_8(log, VALUE_INT);
        log_64(log, (uint64_t)((IntObject *)object)->value);
        return;
    }
    if (object->type == TYPE_FLOAT) {
        double value = float_value(object);
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        log_8(log, VALUE_FLOAT);
        log_64(log, bits);
        return;
    }
    if (is_generator(object)) {
        words.length = 0;
        text_add(&words, "generator ", 10);
        add_name(((GeneratorObject *)object)->name);
        log_8(log, VALUE_STATE);
        log_64(log, length);
        log_text(log, words.bytes ? words.bytes : "", words.length);
        return;
    }
    if (length != UINT64_MAX) {
        log_8(log, VALUE_LENGTH);
        log_64(log, length);
        return;
    }
    words.length = 0;
    write_words(object);
    if (log_room(log, words.length + 16))
        log_words();
}

static int generation_of(const Known *known)
{
    uint32_t index = known->is_gc ? ((GcObject *)known->object)->gc & GC_INDEX_MASK : 0;
    if (!index)
        return -1;
    return index >= gc_state.generations[0].start ? 0 : index >= gc_state.generations[1].start ? 1 : 2;
}

static enum Check check_of(View object)
{
    const TypeObject *type = type_of_peek(object), *base = builtin_base(type);
    if (type_has(type, TYPE_FLAG_TYPE))
        return is_own_class((TypeObject *)object) ? CHECK_CLASS : CHECK_NEVER;
    if (type_has(type, TYPE_FLAG_HEAP)) {
        if (base == &module_type || !(is_own_class(type) || type_has(type, TYPE_FLAG_DICT | TYPE_FLAG_LIST | TYPE_FLAG_SET | TYPE_FLAG_TUPLE)))
            return CHECK_NEVER;
        return base == &object_type && type->slots_offset ? CHECK_INSTANCE : CHECK_ALWAYS;
    }
    switch (object->type) {
    case TYPE_LIST: return CHECK_LIST;
    case TYPE_DICT: return CHECK_DICT;
    case TYPE_SET: return CHECK_SET;
    case TYPE_CELL: return CHECK_CELL;
    case TYPE_FUNCTION: return code_info_of(((FunctionView)object)->code)->is_own ? CHECK_FUNCTION : CHECK_NEVER;
    default: break;
    }
    if (is_generator(object))
        return CHECK_GENERATOR;
    bool is_fixed = !type_has(type, TYPE_FLAG_GC) || type == &module_type || type == &code_type || type == &frame_type ||
                    object->type == TYPE_TUPLE || object->type == TYPE_FROZENSET || object->type == TYPE_NATIVE_FUNCTION ||
                    object->type == TYPE_METHOD || object->type == TYPE_RANGE || object->type == TYPE_SLICE;
    return is_fixed ? CHECK_NEVER : CHECK_ALWAYS;
}

/* Does an object that cannot change have edges all the same? */
static bool has_edges(View object, enum Check check)
{
    if (check != CHECK_NEVER)
        return true;
    return object->type == TYPE_TUPLE || object->type == TYPE_FROZENSET || object->type == TYPE_METHOD || object->type == TYPE_RANGE ||
           object->type == TYPE_SLICE;
}

/* --- the memory that holds an object's references --------------------------------------------------------------------------------- */

typedef struct Contents {
    const void *start;
    size_t size;
    uint64_t number;
} Contents;

/* How many variables of a generator are shown: while it runs, its frame shows them. */
static size_t variables_of(const GeneratorObject *generator)
{
    const CodeObject *code = generator->code;
    return generator->function && generator->state != GENERATOR_RUNNING ? (size_t)code->local_count + code->cell_count + code->free_count : 0;
}

static size_t at_most(size_t count, size_t most)
{
    return count < most ? count : most;
}

static Contents dict_contents(const Known *known, DictView dict)
{
    return (Contents){dict->entries, at_most(dict->filled, known->extent) * sizeof(DictEntry), (uint64_t)dict->used << 32 | dict->filled};
}

static size_t most_edges(const Known *known)
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
    for (size_t live = 0, most = most_edges(known) + 10; extent < dict->filled && live < most; extent++)
        live += dict->entries[extent].key != NULL;
    return extent;
}

static Contents contents_of(const Known *known)
{
    View object = known->object;
    switch (known->check) {
    case CHECK_LIST: {
        ListView list = (ListView)object;
        return (Contents){list->items, at_most(list->used, state.limits.edges) * sizeof(Ref), list->used};
    }
    case CHECK_DICT: return dict_contents(known, (DictView)object);
    case CHECK_SET: {
        SetView set = (SetView)object;
        return (Contents){set->table, at_most(set->mask + 1, 4 * GLOBALS_EDGES) * sizeof(SetEntry), (uint64_t)set->used << 32 | set->mask};
    }
    case CHECK_CELL: return (Contents){&((CellObject *)object)->value, sizeof(Ref), 0};
    case CHECK_INSTANCE: {
        const TypeObject *type = type_of_peek(object);
        size_t places = (size_t)type->slot_count + type->inline_capacity;
        return (Contents){instance_slots(object, type), places * sizeof(Ref),
                          (uint64_t)object->type << 32 | *instance_shape_place(object, type)};
    }
    case CHECK_FUNCTION: return (Contents){&((FunctionView)object)->code, sizeof(FunctionObject) - offsetof(FunctionObject, code), 0};
    case CHECK_CLASS: return dict_contents(known, (DictView)((TypeObject *)object)->dict);
    case CHECK_GENERATOR: {
        GeneratorObject *generator = (GeneratorObject *)object;
        size_t count = variables_of(generator);
        return (Contents){generator->registers, count * sizeof(Ref), generator->state};
    }
    default: return (Contents){NULL, 0, 0};
    }
}

static void keep_contents(Known *known)
{
    if (known->check == CHECK_DICT || known->check == CHECK_CLASS)
        known->extent = extent_of(known);
    Contents now = contents_of(known);
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

static bool has_changed(const Known *known)
{
    if (known->check == CHECK_NEVER)
        return false;
    if (known->check == CHECK_ALWAYS || known->object->type != known->type)
        return true;
    Contents now = contents_of(known);
    return now.number != known->contents_number || now.size != known->contents_size ||
           (now.size && memcmp(now.start, known->contents, now.size) != 0);
}

/* Does an edge lead to one that has died? Its address may belong to another by now, so that the memory looks the same. */
static bool has_dead_edge(const Known *known)
{
    for (uint32_t i = 0; i < known->edge_count; i++)
        if (state.known[known->edges[i].known].is_dead)
            return true;
    return false;
}

/* `list` is one of the state's. */
#define append(which, place)                                  \
    do {                                                      \
        if ((which)->count < (which)->capacity || grow(which)) \
            (which)->list[(which)->count++] = (place);        \
    } while (0)
#define grow(which) grow_list(&(which)->list, &(which)->capacity)

static bool grow_list(uint32_t **list, uint32_t *capacity)
{
    uint32_t more = *capacity ? *capacity * 2 : 64;
    uint32_t *larger = realloc(*list, more * sizeof *larger);
    if (!larger) {
        state.failed = true;
        return false;
    }
    *list = larger;
    *capacity = more;
    return true;
}

/* --- coming and going ------------------------------------------------------------------------------------------------------------- */

static void log_new(const Known *known)
{
    Log *log = state.log;
    const Mark *mark = mark_of(known->object);
    if (!log_room(log, 64))
        return;
    log_8(log, NOTE_NEW);
    log_64(log, id_of(known->object));
    log_32(log, type_number(known->type));
    log_32(log, (uint32_t)state.counts[known - state.known]);
    log_8(log, (uint8_t)known->generation);
    log_64(log, mark->step);
    log_32(log, mark->place);
    log_value(known->object, known->length);
}

static uint32_t take_place(void)
{
    uint32_t place = state.free_known;
    if (place) {
        state.free_known = state.known[place].next_free;
        return place;
    }
    return state.known_count <= state.limits.objects ? state.known_count++ : 0;
}

static bool is_plain(View object)
{
    return object->type == TYPE_INT || object->type == TYPE_FLOAT;
}

static uint32_t add(View object)
{
    uint32_t place = take_place();
    if (!place)
        return 0;
    Known *known = &state.known[place];
    known->object = object;
    known->in = object == NONE || object->type == TYPE_BOOL; /* these stay, once they were shown: they come and go all the time */
    known->is_dead = known->is_dirty = false;
    state.count_at[place] = is_shared(object) ? &no_count : &object->refcount;
    state.counts[place] = *state.count_at[place];
    known->type = object->type;
    known->edge_count = 0;
    if (is_plain(object)) {
        known->is_gc = false;
        known->check = CHECK_NEVER;
        known->generation = -1;
        known->length = UINT64_MAX;
    } else {
        known->is_gc = type_has(type_of_peek(object), TYPE_FLAG_GC);
        known->check = (uint8_t)check_of(object);
        known->generation = (int8_t)generation_of(known);
        known->length = length_of(object);
        if (has_edges(object, (enum Check)known->check))
            append(&state.fresh, place);
    }
    mark_of(object)->known = place;
    log_new(known);
    return place;
}

/* One more way leads to the object: its place in the picture, or 0 if it has none and there is no room. */
static uint32_t link_to(View object)
{
    if (!object || object == UNBOUND)
        return 0;
    uint32_t place = mark_of(object)->known;
    if (!place)
        place = add(object);
    if (place)
        state.known[place].in++;
    return place;
}

static void unlink_from(uint32_t place);

static void take_out(uint32_t place)
{
    Known *known = &state.known[place];
    if (log_room(state.log, 10)) {
        log_8(state.log, NOTE_GONE);
        log_64(state.log, id_of(known->object));
        log_8(state.log, known->is_dead);
    }
    if (!known->is_dead)
        mark_of(known->object)->known = 0;
    uint32_t count = known->edge_count;
    known->edge_count = 0;
    known->in = UINT32_MAX / 2; /* a cycle comes back here: not again */
    for (uint32_t i = 0; i < count; i++)
        unlink_from(known->edges[i].known);
    known->in = 0;
    known->object = NULL;
    state.count_at[place] = &no_count;
    state.counts[place] = 0;
    known->is_dead = known->is_dirty = false;
    known->next_free = state.free_known;
    state.free_known = place;
}

/* One way less. */
static void unlink_from(uint32_t place)
{
    if (place && state.known[place].object && --state.known[place].in == 0)
        take_out(place);
}

void state_born(const void *block)
{
    Mark *mark = mark_of(block);
    mark->step = state.step + 1;
    mark->place = state.place;
}

void state_died(const void *block)
{
    Mark *mark = mark_of_maybe(block);
    if (!mark || !mark->known)
        return;
    Known *known = &state.known[mark->known];
    known->is_dead = true;
    state.count_at[mark->known] = &no_count;
    state.counts[mark->known] = 0;
    append(&state.dead, mark->known);
    mark->known = 0;
}

void state_doubt(View object)
{
    const Mark *mark = mark_of_maybe(object);
    if (!mark || !mark->known || state.known[mark->known].is_dirty)
        return;
    state.known[mark->known].is_dirty = true;
    append(&state.dirty, mark->known);
}

/* --- edges ------------------------------------------------------------------------------------------------------------------------ */

typedef struct Gathering {
    const Known *known;
    size_t count, most;
} Gathering;

static bool is_dunder(View name)
{
    return name->type == TYPE_STR && ((StrView)name)->length > 4 && str_at((StrView)name, 0) == '_' && str_at((StrView)name, 1) == '_';
}

static uint32_t hash_of_name(View name)
{
    if (!name)
        return 0;
    return name->type == TYPE_STR ? ((StrView)name)->hash : name->type == TYPE_INT ? (uint32_t)((IntObject *)name)->value : 1;
}

/* A key that its value's name shows whole. */
static bool is_simple_key(View key)
{
    return is_plain(key) || key->type == TYPE_STR || key->type == TYPE_BOOL || key->type == TYPE_NONE || key->type == TYPE_BYTES;
}

/* Which of the references are shown. */
static bool is_shown(const Known *known, const Edge *edge)
{
    switch (edge->kind) {
    case EDGE_CLASS: return false;
    case EDGE_LOCAL: return known->check != CHECK_GENERATOR || variables_of((GeneratorObject *)known->object);
    case EDGE_TEMPORARY: return false;
    case EDGE_KEY: return !is_dict(known->object) || !is_simple_key(edge->child);
    case EDGE_VALUE: return known->object != state.globals || !is_dunder(edge->name);
    case EDGE_FIELD:
        return known->check == CHECK_GENERATOR ? false
               : known->check == CHECK_FUNCTION
                   ? strcmp(edge->field, "__closure__") == 0 || strcmp(edge->field, "__defaults__") == 0 || strcmp(edge->field, "__kwdefaults__") == 0
                   : edge->child->type != TYPE_FRAME;
    default: return true;
    }
}

static bool gather(const Edge *edge, void *context)
{
    Gathering *gathering = context;
    if (!is_shown(gathering->known, edge))
        return true;
    if (gathering->count == gathering->most)
        return false;
    state.scratch[gathering->count++] = (ShownEdge){.child = edge->child,
                                                    .name = edge->name,
                                                    .field = edge->field,
                                                    .index = edge->kind == EDGE_VALUE || edge->kind == EDGE_ATTRIBUTE ? 0 : (uint32_t)edge->index,
                                                    .name_hash = hash_of_name(edge->name),
                                                    .kind = (uint8_t)edge->kind};
    return true;
}

/* Of a class: its bases and what its body defined. */
static bool gather_class(const TypeObject *type, Gathering *gathering)
{
    for (size_t i = 0; type->bases && i < tuple_length(type->bases); i++) {
        View base = tuple_item_peek(type->bases, i);
        if (is_own_class((TypeObject *)base) &&
            !gather(&(Edge){.kind = EDGE_FIELD, .child = base, .field = "__bases__", .index = i}, gathering))
            return false;
    }
    DictView dict = (DictView)type->dict;
    for (uint32_t i = 0; i < dict->filled; i++) {
        View key = dict->entries[i].key, value = dict->entries[i].value;
        if (key && (value->type == TYPE_FUNCTION || !is_dunder(key)) &&
            !gather(&(Edge){.kind = EDGE_ATTRIBUTE, .child = value, .name = key, .index = i}, gathering))
            return false;
    }
    return true;
}

static size_t gather_edges(const Known *known)
{
    Gathering gathering = {.known = known, .most = most_edges(known)};
    if (known->check == CHECK_CLASS)
        gather_class((TypeObject *)known->object, &gathering);
    else
        edges_each(known->object, gather, &gathering);
    return gathering.count;
}

static void write_name(const ShownEdge *edge)
{
    char digits[24];
    words.length = 0;
    if (edge->kind == EDGE_VALUE) {
        text_add(&words, "[", 1);
        if (!add_plain_str(edge->name))
            describe_value(&words, edge->name, NAME_MOST);
        text_add(&words, "]", 1);
    } else if (edge->kind == EDGE_ITEM) {
        char *end = digits + sizeof digits, *start = end;
        *--start = ']';
        for (uint32_t rest = edge->index; start == end - 1 || rest; rest /= 10)
            *--start = (char)('0' + rest % 10);
        *--start = '[';
        text_add(&words, start, (size_t)(end - start));
    } else if (edge->kind == EDGE_ATTRIBUTE && edge->name) {
        text_add(&words, ".", 1);
        add_name(edge->name);
    } else if (edge->kind == EDGE_LOCAL) {
        add_name(edge->name);
    } else if (edge->kind == EDGE_KEY) {
        text_format(&words, "key %" PRIu32, edge->index);
    } else {
        Edge full = {.kind = (EdgeKind)edge->kind, .child = edge->child, .name = edge->name, .index = edge->index, .field = edge->field};
        edge_write(&words, &full);
    }
}

static void log_edge(const Known *known, uint32_t position, const ShownEdge *edge, bool is_named)
{
    Log *log = state.log;
    if (!log_room(log, 32))
        return;
    log_8(log, is_named ? NOTE_EDGE : NOTE_EDGE_TO);
    log_64(log, id_of(known->object));
    log_32(log, position);
    log_64(log, id_of(edge->child));
    if (!is_named)
        return;
    log_8(log, edge->kind == EDGE_WEAK);
    write_name(edge);
    log_text(log, words.bytes ? words.bytes : "", words.length);
}

static bool has_same_name(const ShownEdge *a, const ShownEdge *b)
{
    return a->kind == b->kind && a->index == b->index && a->name == b->name && a->name_hash == b->name_hash && a->field == b->field;
}

static bool make_room_for_edges(Known *known, size_t count)
{
    if (count <= known->edge_capacity)
        return true;
    ShownEdge *edges = realloc(known->edges, count * sizeof *edges);
    if (!edges) {
        state.failed = true;
        return false;
    }
    known->edges = edges;
    known->edge_capacity = (uint32_t)count;
    return true;
}

/* Its value: the number of items, or words of what it does. */
static void refresh_value(Known *known)
{
    uint64_t length = length_of(known->object);
    if (length == known->length || !log_room(state.log, 16))
        return;
    known->length = length;
    log_8(state.log, NOTE_VALUE);
    log_64(state.log, id_of(known->object));
    log_value(known->object, length);
}

static void refresh_generation(Known *known)
{
    int generation = generation_of(known);
    if (generation == known->generation || !log_room(state.log, 16))
        return;
    known->generation = (int8_t)generation;
    log_8(state.log, NOTE_GENERATION);
    log_64(state.log, id_of(known->object));
    log_8(state.log, (uint8_t)generation);
}

/* An assignment to __class__: another object, as far as the picture goes. */
static void begin_again(Known *known)
{
    if (log_room(state.log, 10)) {
        log_8(state.log, NOTE_GONE);
        log_64(state.log, id_of(known->object));
        log_8(state.log, false);
    }
    for (uint32_t i = 0; i < known->edge_count; i++)
        append(&state.gone, known->edges[i].known);
    known->edge_count = 0;
    known->type = known->object->type;
    known->check = (uint8_t)check_of(known->object);
    known->length = length_of(known->object);
    log_new(known);
}

/* The edge at this position is now `new`. */
static void replace_edge(const Known *known, uint32_t position, ShownEdge new, bool is_old)
{
    ShownEdge *edge = &known->edges[position];
    bool is_named = !is_old || !has_same_name(edge, &new), is_stale = is_old && state.known[edge->known].is_dead;
    bool is_same = is_old && !is_named && edge->child == new.child && !is_stale;
    if (is_same && edge->known)
        return;
    if (is_old)
        append(&state.gone, edge->known);
    *edge = new;
    edge->known = new.kind == EDGE_WEAK ? 0 : link_to(new.child);
    if (!is_same)
        log_edge(known, position, edge, is_named);
}

/* The same names as before, with other targets: then the edges need not be walked. False if it may not be so; what was updated stays right. */
static bool refresh_targets(Known *known)
{
    Contents now = contents_of(known);
    bool is_pairs = known->check == CHECK_DICT;
    if (!(is_pairs || known->check == CHECK_LIST || known->check == CHECK_INSTANCE) || known->object == state.globals || !known->contents ||
        now.number != known->contents_number || now.size != known->contents_size)
        return false;
    const View *before = known->contents, *after = now.start;
    uint32_t position = 0;
    for (size_t i = 0; i < now.size / sizeof(View) && position < known->edge_count; i++) {
        if (is_pairs && (before[i] != after[i] || (before[i] && !is_simple_key(before[i]))))
            return false;
        if (is_pairs && !before[i++])
            continue;
        if (!before[i] != !after[i])
            return false;
        if (!before[i])
            continue;
        ShownEdge edge = known->edges[position];
        if (edge.child != before[i])
            return false;
        edge.child = after[i];
        replace_edge(known, position++, edge, true);
    }
    return position == known->edge_count;
}

/* Walk the object's edges and note what is different. */
static void refresh_edges(Known *known)
{
    uint32_t count = (uint32_t)gather_edges(known), old_count = known->edge_count;
    if (!make_room_for_edges(known, count))
        return;
    for (uint32_t i = 0; i < count; i++)
        replace_edge(known, i, state.scratch[i], i < old_count);
    for (uint32_t i = count; i < old_count; i++)
        append(&state.gone, known->edges[i].known);
    known->edge_count = count;
    if (count < old_count && log_room(state.log, 16)) {
        log_8(state.log, NOTE_EDGES_CUT);
        log_64(state.log, id_of(known->object));
        log_32(state.log, count);
    }
}

static void refresh(uint32_t place)
{
    Known *known = &state.known[place];
    known->in++; /* it stays while it is looked at */
    if (known->type != known->object->type)
        begin_again(known);
    if (!refresh_targets(known))
        refresh_edges(known);
    refresh_value(known);
    refresh_generation(known);
    keep_contents(known);
    for (uint32_t i = 0; i < state.gone.count; i++)
        unlink_from(state.gone.list[i]);
    state.gone.count = 0;
    unlink_from(place);
}

/* --- frames ----------------------------------------------------------------------------------------------------------------------- */

static void log_set(size_t depth, uint32_t variable, View value)
{
    Log *log = state.log;
    if (!log_room(log, 17))
        return;
    log_8(log, NOTE_SET);
    log_32(log, (uint32_t)depth);
    log_32(log, variable);
    log_64(log, value == UNBOUND ? 0 : id_of(value));
}

/* A number took the place of another, which died of it: the usual step of a loop. False if it is not so. */
static bool swap_number(size_t depth, uint32_t variable, Slot *slot, View value)
{
    Known *known = &state.known[slot->known];
    Log *log = state.log;
    if (!known->is_dead || known->in != 1 || !is_plain(value) || (known->type != TYPE_INT && known->type != TYPE_FLOAT) || is_shared(value))
        return false;
    Mark *mark = mark_of(value);
    if (mark->known || !log_room(log, 64))
        return false;
    log_8(log, NOTE_SWAP);
    log_32(log, (uint32_t)depth);
    log_32(log, variable);
    log_64(log, id_of(slot->value));
    log_64(log, id_of(value));
    log_32(log, type_number(value->type));
    log_32(log, (uint32_t)value->refcount);
    log_64(log, mark->step);
    log_32(log, mark->place);
    log_value(value, UINT64_MAX);
    known->object = value;
    state.count_at[slot->known] = &value->refcount;
    state.counts[slot->known] = value->refcount;
    known->type = value->type;
    known->is_dead = known->is_dirty = false;
    mark->known = slot->known;
    slot->value = value;
    return true;
}

static void compare_slot(size_t depth, uint32_t variable, Slot *slot, View value)
{
    bool is_dead = state.known[slot->known].is_dead;
    if (value == slot->value && !is_dead && (slot->known || !value || value == UNBOUND))
        return;
    if (slot->known && value && value != UNBOUND && swap_number(depth, variable, slot, value))
        return;
    bool is_other = value != slot->value || is_dead;
    state.doubt |= DOUBT_COUNTS;
    uint32_t before = slot->known;
    if (is_dead && state.known[before].type != TYPE_INT && state.known[before].type != TYPE_FLOAT)
        state.doubt |= DOUBT_ALL; /* its end may have changed anything */
    slot->known = link_to(value);
    slot->value = value;
    if (is_other)
        log_set(depth, variable, value);
    unlink_from(before);
}

static void compare_frame(size_t depth)
{
    PictureFrame *picture = &state.frames[depth];
    Ref *registers = picture->frame->registers;
    Slot *slots = &state.slots[picture->base];
    uint32_t count = picture->info->variable_count;
    for (uint32_t i = 0; i < count; i++)
        if (registers[i] != slots[i].value || state.known[slots[i].known].is_dead || !slots[i].known)
            compare_slot(depth, i, &slots[i], registers[i]);
    View namespace = picture->frame->flags & FRAME_BODY ? picture->frame->locals : NULL;
    compare_slot(depth, count, &slots[count], namespace == state.globals ? NULL : namespace);
}

void state_compare_top(void)
{
    if (state.depth)
        compare_frame(state.depth - 1);
}

static bool room_for_frame(uint32_t slots)
{
    if (state.depth == state.frame_capacity) {
        size_t capacity = state.frame_capacity ? state.frame_capacity * 2 : 64;
        PictureFrame *frames = realloc(state.frames, capacity * sizeof *frames);
        if (!frames)
            return false;
        state.frames = frames;
        state.frame_capacity = capacity;
    }
    uint32_t base = state.depth ? state.frames[state.depth - 1].base + state.frames[state.depth - 1].info->variable_count + 2 : 0;
    if (base + slots > state.slot_capacity) {
        size_t capacity = (base + slots) * 2 + 256;
        Slot *more = realloc(state.slots, capacity * sizeof *more);
        if (!more)
            return false;
        state.slots = more;
        state.slot_capacity = capacity;
    }
    state.frames[state.depth].base = base;
    return true;
}

void state_push(Frame *frame, const CodeInfo *info, uint32_t line)
{
    if (!room_for_frame(info->variable_count + 2)) {
        state.failed = true;
        return;
    }
    PictureFrame *picture = &state.frames[state.depth++];
    *picture = (PictureFrame){.frame = frame, .code = frame->code, .info = info, .base = picture->base, .line = line};
    memset(&state.slots[picture->base], 0, (info->variable_count + 2) * sizeof(Slot));
    if (log_room(state.log, 9)) {
        log_8(state.log, NOTE_PUSH);
        log_32(state.log, info->number);
        log_32(state.log, line);
    }
    state.doubt |= DOUBT_COUNTS;
    if (frame->generator)
        state_doubt(AS_OBJECT(frame->generator));
}

void state_pop(void)
{
    PictureFrame *picture = &state.frames[--state.depth];
    if (log_room(state.log, 2)) {
        log_8(state.log, NOTE_POP);
        log_8(state.log, !picture->has_left && !picture->may_leave);
    }
    for (uint32_t i = 0; i < picture->info->variable_count + 2; i++)
        unlink_from(state.slots[picture->base + i].known);
    state.doubt |= DOUBT_COUNTS;
}

void state_set_special(Special special, View value)
{
    PictureFrame *picture = &state.frames[state.depth - 1];
    Slot *slot = &state.slots[picture->base + picture->info->variable_count + 1];
    if (picture->special == special && slot->value == value && !state.known[slot->known].is_dead)
        return;
    uint32_t before = slot->known;
    picture->special = special;
    slot->value = value;
    slot->known = link_to(value);
    if (log_room(state.log, 14)) {
        log_8(state.log, NOTE_SPECIAL);
        log_32(state.log, (uint32_t)state.depth - 1);
        log_8(state.log, special);
        log_64(state.log, id_of(value));
    }
    unlink_from(before);
}

/* --- an update -------------------------------------------------------------------------------------------------------------------- */

static void find_globals(void)
{
    View main = dict_get_text_peek(modules_peek(), "__main__");
    if (!main || main->type != TYPE_MODULE)
        return;
    state.globals = AS_OBJECT(((ModuleObject *)main)->dict);
    state.globals_known = link_to(state.globals);
    if (log_room(state.log, 9)) {
        log_8(state.log, NOTE_GLOBALS);
        log_64(state.log, id_of(state.globals));
    }
}

static void look_at(uint32_t place, bool is_thorough)
{
    Known *known = &state.known[place];
    if (known->object && !known->is_dead && (has_changed(known) || (is_thorough && has_dead_edge(known))))
        refresh(place);
}

static void look_at_fresh(void)
{
    for (uint32_t i = 0; i < state.fresh.count; i++) { /* it grows meanwhile */
        const Known *known = &state.known[state.fresh.list[i]];
        if (known->object && !known->is_dead)
            refresh(state.fresh.list[i]);
    }
    state.fresh.count = 0;
}

/* Thorough: also where the memory looks the same, but one that was there has died. */
static void look_at_all(bool is_thorough)
{
    for (uint32_t i = 1; i < state.known_count; i++)
        if (state.known[i].check != CHECK_NEVER || is_thorough)
            look_at(i, is_thorough);
    look_at_fresh();
}

static void look_at_dirty(void)
{
    for (uint32_t i = 0; i < state.dirty.count; i++) {
        Known *known = &state.known[state.dirty.list[i]];
        known->is_dirty = false;
        look_at(state.dirty.list[i], state.dead.count > 0);
    }
    state.dirty.count = 0;
    look_at_fresh();
}

static void look_at_counts(void)
{
    for (uint32_t i = 1; i < state.known_count; i++) {
        int32_t count = *state.count_at[i];
        if (count == state.counts[i] || !log_room(state.log, 13))
            continue;
        state.counts[i] = count;
        log_8(state.log, NOTE_COUNT);
        log_64(state.log, id_of(state.known[i].object));
        log_32(state.log, (uint32_t)count);
    }
}

/* Those that died and to which something in the picture leads all the same. */
static bool some_dead_are_left(void)
{
    for (uint32_t i = 0; i < state.dead.count; i++)
        if (state.known[state.dead.list[i]].is_dead)
            return true;
    return false;
}

/* Its place is to be given to another, though something leads there. */
static void forget_ways_to(uint32_t place)
{
    for (uint32_t i = 1; i < state.known_count; i++)
        for (uint32_t k = 0; state.known[i].object && k < state.known[i].edge_count; k++)
            if (state.known[i].edges[k].known == place)
                state.known[i].edges[k].known = 0;
    size_t slots = state.depth ? state.frames[state.depth - 1].base + state.frames[state.depth - 1].info->variable_count + 2 : 0;
    for (size_t i = 0; i < slots; i++)
        if (state.slots[i].known == place)
            state.slots[i].known = 0;
}

static void bury(void)
{
    for (size_t i = 0; i < state.depth; i++)
        compare_frame(i);
    for (int round = 0; round < 3 && some_dead_are_left(); round++)
        look_at_all(true);
    for (uint32_t i = 0; i < state.dead.count; i++)
        if (state.known[state.dead.list[i]].is_dead) {
            forget_ways_to(state.dead.list[i]);
            take_out(state.dead.list[i]);
        }
}

void state_update(void)
{
    if (!state.globals)
        find_globals();
    state_compare_top();
    if (state.doubt & DOUBT_ALL)
        look_at_all(false);
    if (state.dirty.count || state.fresh.count)
        look_at_dirty();
    if (state.dead.count && some_dead_are_left())
        bury();
    state.dead.count = 0;
    if (state.doubt)
        look_at_counts();
    state.doubt = 0;
}

void state_collected(void)
{
    for (uint32_t i = 1; i < state.known_count; i++)
        if (state.known[i].object && !state.known[i].is_dead)
            refresh_generation(&state.known[i]);
}

/* --- a keyframe ------------------------------------------------------------------------------------------------------------------- */

static void keyframe_of_frame(size_t depth)
{
    const PictureFrame *picture = &state.frames[depth];
    Log *log = state.log;
    if (!log_room(log, 32))
        return;
    log_8(log, NOTE_PUSH);
    log_32(log, picture->info->number);
    log_32(log, picture->line);
    for (uint32_t i = 0; i <= picture->info->variable_count; i++) {
        View value = state.slots[picture->base + i].value;
        if (value && value != UNBOUND)
            log_set(depth, i, value);
    }
    if (picture->special && log_room(log, 14)) {
        log_8(log, NOTE_SPECIAL);
        log_32(log, (uint32_t)depth);
        log_8(log, picture->special);
        log_64(log, id_of(state.slots[picture->base + picture->info->variable_count + 1].value));
    }
}

void state_keyframe(uint64_t output)
{
    Log *log = state.log;
    if (!log_room(log, 32))
        return;
    log_8(log, NOTE_KEYFRAME);
    log_64(log, state.step + 1);
    log_64(log, output);
    for (uint32_t i = 1; i < state.known_count; i++) {
        const Known *known = &state.known[i];
        if (!known->object)
            continue;
        log_new(known);
        for (uint32_t k = 0; k < known->edge_count; k++)
            log_edge(known, k, &known->edges[k], true);
    }
    for (size_t i = 0; i < state.depth; i++)
        keyframe_of_frame(i);
    if (log_room(log, 9)) {
        log_8(log, NOTE_STATE_END);
        log_64(log, id_of(state.globals));
    }
}

bool state_start(Limits limits, Log *log)
{
    state = (State){.limits = limits, .log = log, .known_count = 1};
    state.known = calloc(limits.objects + 1, sizeof *state.known);
    state.scratch = calloc(limits.edges > GLOBALS_EDGES ? limits.edges : GLOBALS_EDGES, sizeof *state.scratch);
    names.by_index = calloc(TYPES_MOST, sizeof *names.by_index);
    state.count_at = calloc(limits.objects + 1, sizeof *state.count_at);
    state.counts = calloc(limits.objects + 1, sizeof *state.counts);
    bool done = state.known && state.count_at && state.counts && state.scratch && names.by_index;
    if (!done)
        state_stop();
    return done;
}

void state_stop(void)
{
    for (uint32_t i = 0; state.known && i < state.known_count; i++) {
        free(state.known[i].edges);
        free(state.known[i].contents);
    }
    void *const all[] = {state.known, (void *)state.count_at, state.counts,    state.scratch,   state.frames,    state.slots,  names.by_index,
                         state.dirty.list, state.fresh.list, state.dead.list, state.gone.list};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        free(all[i]);
    for (uint32_t i = 0; i < names.count; i++)
        free(names.list[i]);
    free(names.list);
    memset(&names, 0, sizeof names);
    state = (State){0};
    text_free(&words);
    marks_free();
}
