/* record_known: objects come into the picture and leave it, and their edges are compared; see
 * record_state.h.
 *
 * Finding changes is cheap where nothing changed: of each container, a copy of the memory that holds its
 * references is compared (record_values.c); only if that differs are its edges walked (edges.h). What cannot
 * be found so is walked each time it is in doubt (CHECK_ALWAYS). */
#include <inttypes.h>
#include <stdlib.h>

#include "heapview/record/record_code.h"
#include "heapview/record/record_names.h"
#include "heapview/record/record_private.h"
#include "heapview/walk/describe.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

const int32_t known_no_count;

/* Does an edge lead to one that has died? Its address may belong to another by now, so that the memory looks
 * the same. */
bool known_has_dead_edge(const Known *known)
{
    for (uint32_t i = 0; i < known->edge_count; i++)
        if (state.known[known->edges[i].known].is_dead)
            return true;
    return false;
}

void known_place_add_slow(PlaceList *places, uint32_t place)
{
    uint32_t capacity = places->capacity ? places->capacity * 2 : 64;
    uint32_t *list = realloc(places->list, capacity * sizeof *list);
    if (!list) {
        state.failed = true;
        return;
    }
    places->list = list;
    places->capacity = capacity;
    places->list[places->count++] = place;
}

/* --- coming and going ----------------------------------------------------------------------------------- */

void known_log_new(Known *known)
{
    known->type_number = value_type_number(known->type);
    Log *log = state.log;
    const Mark *mark = mark_of(known->object);
    if (!log_room(log, 64))
        return;
    unsigned char *at = log_end(log);
    at = put_8(at, NOTE_NEW);
    at = put_64(at, id_of(known->object));
    at = put_32(at, known->type_number);
    at = put_32(at, (uint32_t)state.counts[known - state.known]);
    at = put_8(at, (uint8_t)known->generation);
    at = put_64(at, mark->step);
    at = put_32(at, mark->place);
    log_end_at(log, at);
    value_log(known->object, known->length);
}

/* The lowest free place, so that what is looked at again and again lies close together; 0 if there is
 * none. */
static uint32_t take_place(void)
{
    for (size_t word = state.first_free; word * 64 <= state.limits.objects; word++)
        if (state.free_places[word]) {
            uint32_t place = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(state.free_places[word]);
            state.free_places[word] &= state.free_places[word] - 1;
            state.first_free = word;
            if (place >= state.known_count)
                state.known_count = place + 1;
            return place;
        }
    return 0;
}

static void give_place_back(uint32_t place)
{
    state.free_places[place / 64] |= (uint64_t)1 << place % 64;
    if (place / 64 < state.first_free)
        state.first_free = place / 64;
    while (state.known_count > 1 && !state.known[state.known_count - 1].object)
        state.known_count--;
}

static void set_check(uint32_t place, enum Check check)
{
    Known *known = &state.known[place];
    state.weak_count -= known->check == CHECK_WEAK;
    state.weak_count += check == CHECK_WEAK;
    known->check = state.checks[place] = (uint8_t)check;
}

uint32_t known_add(View object)
{
    uint32_t place = take_place();
    if (!place)
        return 0;
    Known *known = &state.known[place];
    known->object = object;
    known->in = object == NONE || object->type == TYPE_BOOL; /* these stay, once they were shown: they come and go all the time */
    known->is_dead = known->is_told = known->is_dirty = false;
    state.count_at[place] = value_is_shared(object) ? &known_no_count : &object->refcount;
    state.counts[place] = *state.count_at[place];
    known->type = object->type;
    known->edge_count = 0;
    if (value_is_plain(object)) {
        known->is_gc = false;
        known->generation = -1;
        known->length = UINT64_MAX;
    } else {
        known->is_gc = type_has(type_of_peek(object), TYPE_FLAG_GC);
        set_check(place, value_check(object));
        known->generation = 0; /* until it can be read: not while the collector uses the word for something else */
        known->generation = (int8_t)value_known_generation(known);
        known->length = value_length(object);
        if (value_has_edges(object, (enum Check)known->check))
            place_add(&state.fresh, place);
    }
    mark_of(object)->known = place;
    known_log_new(known);
    return place;
}

static void log_gone(const Known *known)
{
    if (!log_room(state.log, 10))
        return;
    unsigned char *at = log_end(state.log);
    at = put_8(at, NOTE_GONE);
    at = put_64(at, id_of(known->object));
    at = put_8(at, known->is_dead);
    log_end_at(state.log, at);
}

void known_take_out(uint32_t place)
{
    Known *known = &state.known[place];
    if (!known->is_told) {
        log_gone(known);
        mark_of(known->object)->known = 0;
    }
    uint32_t count = known->edge_count;
    known->edge_count = 0;
    known->in = UINT32_MAX / 2; /* a cycle comes back here: not again */
    for (uint32_t i = 0; i < count; i++)
        unlink_from(known->edges[i].known);
    known->in = 0;
    set_check(place, CHECK_NEVER);
    known->object = NULL;
    state.count_at[place] = &known_no_count;
    state.counts[place] = 0;
    known->is_dead = known->is_told = known->is_dirty = false;
    give_place_back(place);
}

/* The id of one that died, and to which something in the picture leads still, is another's: that it is free
 * must be noted before the other can be shown. */
static NOINLINE void tell_death(Mark *mark)
{
    Known *known = &state.known[mark->known];
    mark->known = 0;
    if (!known->is_dead)
        return;
    log_gone(known);
    known->is_told = true;
}

void known_note_born(const void *block)
{
    Mark *mark = mark_of(block);
    if (mark->known)
        tell_death(mark);
    mark->step = state.step + 1;
    mark->place = state.place;
}

void known_note_died(const void *block)
{
    Mark *mark = mark_of_maybe(block);
    if (!mark || !mark->known)
        return;
    Known *known = &state.known[mark->known];
    if (known->is_dead) /* it was another block's end, which is no object */
        return;
    known->is_dead = true;
    state.count_at[mark->known] = &known_no_count;
    state.counts[mark->known] = 0;
    place_add(&state.dead, mark->known);
}

bool known_is_shown(View object)
{
    const Mark *mark = mark_of_maybe(object);
    return mark && mark->known;
}

void known_note_doubt(View object)
{
    const Mark *mark = mark_of_maybe(object);
    if (!mark || !mark->known || state.known[mark->known].is_dirty)
        return;
    state.known[mark->known].is_dirty = true;
    place_add(&state.dirty, mark->known);
}

/* --- edges ---------------------------------------------------------------------------------------------- */

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
    return name->type == TYPE_STR ? str_hash32((StrView)name) : name->type == TYPE_INT ? (uint32_t)((IntObject *)name)->value : 1;
}

/* A key that its value's name shows whole. */
bool known_key_is_simple(View key)
{
    return value_is_plain(key) || key->type == TYPE_STR || key->type == TYPE_BOOL || key->type == TYPE_NONE || key->type == TYPE_BYTES;
}

/* Which of the references are shown. */
static bool is_shown(const Known *known, const Edge *edge)
{
    switch (edge->kind) {
    case EDGE_CLASS: return false;
    case EDGE_TEMPORARY: return false;
    case EDGE_KEY: return !is_dict(known->object) || !known_key_is_simple(edge->child);
    case EDGE_VALUE: return known->object != state.globals || !is_dunder(edge->name);
    case EDGE_FIELD:
        return known->check == CHECK_FUNCTION ? strcmp(edge->field, "__closure__") == 0 || strcmp(edge->field, "__defaults__") == 0 ||
                                                    strcmp(edge->field, "__kwdefaults__") == 0
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
    state.scratch[gathering->count++] = (ShownEdge){
        .child = edge->child,
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
        if (code_is_own_class((TypeObject *)base) &&
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

/* Of a list or tuple: what edges_each would tell, without the way through it. */
static size_t gather_items(const Ref *items, size_t length, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < length && count < most; i++)
        if (items[i])
            state.scratch[count++] = (ShownEdge){.child = items[i], .index = (uint32_t)i, .kind = EDGE_ITEM};
    return count;
}

/* Of a generator that does not run: its variables. */
static size_t gather_variables(const GeneratorObject *generator, size_t most)
{
    const CodeObject *code = generator->code;
    const View names[] = {code->local_names, code->cell_names, code->free_names};
    const size_t lengths[] = {code->local_count, code->cell_count, code->free_count};
    size_t count = 0;
    const Ref *place = generator->registers;
    for (size_t group = 0; group < COUNT_OF(names); group++)
        for (size_t i = 0; i < lengths[group] && count < most; i++, place++) {
            if (!*place || *place == UNBOUND)
                continue;
            View name = tuple_item_peek(names[group], i);
            state.scratch[count++] = (ShownEdge){
                .child = *place, .name = name, .name_hash = hash_of_name(name), .index = (uint32_t)i, .kind = EDGE_LOCAL};
        }
    return count;
}

size_t known_gather_edges(const Known *known)
{
    Gathering gathering = {.known = known, .most = value_most_edges(known)};
    if (known->check == CHECK_LIST)
        return gather_items(((ListView)known->object)->items, ((ListView)known->object)->used, gathering.most);
    if (known->check == CHECK_TUPLE)
        return gather_items(((TupleView)known->object)->items, tuple_length(known->object), gathering.most);
    if (known->check == CHECK_GENERATOR)
        return value_generator_variables((GeneratorObject *)known->object)
                   ? gather_variables((GeneratorObject *)known->object, gathering.most)
                   : 0;
    if (known->check == CHECK_CLASS)
        gather_class((TypeObject *)known->object, &gathering);
    else
        edges_each(known->object, gather, &gathering);
    return gathering.count;
}

void known_log_edge(const Known *known, uint32_t position, const ShownEdge *edge, bool is_named)
{
    Log *log = state.log;
    if (!log_room(log, 32))
        return;
    unsigned char *at = log_end(log);
    at = put_8(at, is_named ? NOTE_EDGE : NOTE_EDGE_TO);
    at = put_64(at, id_of(known->object));
    at = put_32(at, position);
    at = put_64(at, id_of(edge->child));
    log_end_at(log, at);
    if (!is_named)
        return;
    log_8(log, edge->kind == EDGE_WEAK);
    names_log(log, edge);
}

bool known_edge_has_same_name(const ShownEdge *a, const ShownEdge *b)
{
    return a->kind == b->kind && a->index == b->index && a->name == b->name && a->name_hash == b->name_hash && a->field == b->field;
}

static bool make_room_for_edges(Known *known, size_t count)
{
    if (!count || count <= known->edge_capacity)
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

static void log_value(const Known *known)
{
    if (!log_room(state.log, 16))
        return;
    unsigned char *at = log_end(state.log);
    at = put_8(at, NOTE_VALUE);
    at = put_64(at, id_of(known->object));
    log_end_at(state.log, at);
    value_log(known->object, known->length);
}

/* Its value: the number of items, or words of what it does. */
static void refresh_value(Known *known)
{
    uint64_t length = value_length(known->object);
    if (length == known->length || !log_room(state.log, 16))
        return;
    known->length = length;
    log_value(known);
}

void known_refresh_generation(Known *known)
{
    int generation = value_known_generation(known);
    if (generation == known->generation || !log_room(state.log, 16))
        return;
    known->generation = (int8_t)generation;
    unsigned char *at = log_end(state.log);
    at = put_8(at, NOTE_GENERATION);
    at = put_64(at, id_of(known->object));
    at = put_8(at, (uint8_t)generation);
    log_end_at(state.log, at);
}

/* A change cannot tell of a class, so that an instance of one that was renamed is taken out and put in again;
 * the reader knows it for the same by its birth. Others may show the name in their values, as the class
 * itself does, or in keys. */
void known_say_names_anew(Known *known)
{
    bool is_of_renamed = type_has(types[known->type], TYPE_FLAG_HEAP) && known->type_number != value_type_number(known->type);
    if (is_of_renamed) {
        log_gone(known);
        known_log_new(known);
    } else if (known->length == UINT64_MAX && !value_is_plain(known->object) && known->object->type != TYPE_STR) {
        log_value(known);
    }
    for (uint32_t i = 0; i < known->edge_count; i++) {
        const ShownEdge *edge = &known->edges[i];
        if (is_of_renamed || (edge->name && !known_key_is_simple(edge->name)))
            known_log_edge(known, i, edge, true);
    }
}

/* An assignment to __class__: another object, as far as the picture goes. */
static void begin_again(Known *known)
{
    log_gone(known);
    for (uint32_t i = 0; i < known->edge_count; i++)
        place_add(&state.gone, known->edges[i].known);
    known->edge_count = 0;
    known->type = known->object->type;
    set_check((uint32_t)(known - state.known), value_check(known->object));
    known->length = value_length(known->object);
    known_log_new(known);
}

/* The edge at this position is now `new`. */
static void replace_edge(const Known *known, uint32_t position, ShownEdge new, bool is_old)
{
    ShownEdge *edge = &known->edges[position];
    bool is_named = !is_old || !known_edge_has_same_name(edge, &new), is_stale = is_old && state.known[edge->known].is_dead;
    bool is_same = is_old && !is_named && edge->child == new.child && !is_stale;
    if (is_same && edge->known)
        return;
    if (is_old)
        place_add(&state.gone, edge->known);
    *edge = new;
    edge->known = new.kind == EDGE_WEAK ? 0 : link_to(new.child);
    if (!is_same)
        known_log_edge(known, position, edge, is_named);
}

/* The same names as before, with other targets: then the edges need not be walked. False if it may not be so;
 * what was updated stays right. */
static bool refresh_targets(Known *known)
{
    Contents now = value_contents(known);
    bool is_pairs = known->check == CHECK_DICT;
    if (!(is_pairs || known->check == CHECK_LIST || known->check == CHECK_TUPLE || known->check == CHECK_INSTANCE) ||
        known->object == state.globals || !known->contents || now.number == UINT64_MAX || now.number != known->contents_number ||
        now.size != known->contents_size)
        return false;
    const View *before = known->contents, *after = now.start;
    uint32_t position = 0;
    for (size_t i = 0; i < now.size / sizeof(View); i++) {
        if (is_pairs && (before[i] != after[i] || (before[i] && !known_key_is_simple(before[i]))))
            return false;
        if (is_pairs && !before[i++])
            continue;
        if (!before[i] != !after[i])
            return false;
        if (!before[i])
            continue;
        if (position == known->edge_count)
            return known->edge_count == value_most_edges(known);
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
    uint32_t count = (uint32_t)known_gather_edges(known), old_count = known->edge_count;
    if (!make_room_for_edges(known, count))
        return;
    for (uint32_t i = 0; i < count; i++)
        replace_edge(known, i, state.scratch[i], i < old_count);
    for (uint32_t i = count; i < old_count; i++)
        place_add(&state.gone, known->edges[i].known);
    known->edge_count = count;
    if (count < old_count && log_room(state.log, 16)) {
        unsigned char *at = log_end(state.log);
        at = put_8(at, NOTE_EDGES_CUT);
        at = put_64(at, id_of(known->object));
        at = put_32(at, count);
        log_end_at(state.log, at);
    }
}

void known_refresh(uint32_t place)
{
    Known *known = &state.known[place];
    known->in++; /* it stays while it is looked at */
    if (known->type != known->object->type)
        begin_again(known);
    if (!refresh_targets(known))
        refresh_edges(known);
    refresh_value(known);
    known_refresh_generation(known);
    value_keep_contents(known);
    for (uint32_t i = 0; i < state.gone.count; i++)
        unlink_from(state.gone.list[i]);
    state.gone.count = 0;
    unlink_from(place);
}
