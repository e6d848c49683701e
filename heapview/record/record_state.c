/* record_state: the frames of the picture, and how all of it is brought up to date; see record_state.h.
 *
 *     picture:  frames ──► slots (a variable's value, and its place below)
 *               known[]    objects by place: address, type, edges to other places, `in` (ways that lead here)
 *
 * A step is a comparison of the picture with the program. To compare everything each time would be slow, so
 * an instruction tells beforehand which kinds of objects it may change (doubt) or which object (dirty), and
 * the heap tells of deaths (dead). An object that is new to the picture is fresh: its edges are to be found.
 *
 * Update:    variables, objects in doubt, those that are new, counts, generations. Variables are first: they
 *            decide what is in the picture; counts late, when all objects have come or gone. The usual
 *            step of a loop, a number that takes a dead one's place, is one note (swap_number).
 *
 * Deaths:    the place of an object that died stays taken until nothing in the picture leads there; if
 *            something still does at the end, everything is compared (bury).
 * Places:    objects have places 1 up to the limit; 0 is none. Counts and kinds of check lie in arrays of
 *            their own by place, so that many are looked at with few instructions.
 * Ownership: no reference is taken. An address is followed only while the heap has not said that it died. */
#include <stdlib.h>

#include "heapview/record/record_names.h"
#include "heapview/record/record_private.h"
#include "runtime/classes/type_watch.h"
#include "runtime/containers/dict.h"
#include "runtime/memory/growing.h"
#include "vm/module.h"

State state;

/* --- frames --------------------------------------------------------------------------------------------- */

static void log_set(size_t depth, uint32_t variable, View value)
{
    Log *log = state.log;
    if (!log_room(log, 17))
        return;
    unsigned char *at = log_end(log);
    at = put_8(at, NOTE_SET);
    at = put_32(at, (uint32_t)depth);
    at = put_32(at, variable);
    at = put_64(at, value == UNBOUND ? 0 : id_of(value));
    log_end_at(log, at);
}

/* A number took the place of another, which died of it: the usual step of a loop. False if it is not so. */
static bool swap_number(size_t depth, uint32_t variable, Slot *slot, View value)
{
    Known *known = &state.known[slot->known];
    Log *log = state.log;
    if (!known->is_dead || known->is_told || known->in != 1 || !value_is_plain(value) ||
        (known->type != TYPE_INT && known->type != TYPE_FLOAT) || value_is_shared(value))
        return false;
    Mark *mark = mark_of(value);
    if (mark->known || !log_room(log, 64))
        return false;
    unsigned char *at = log_end(log);
    at = put_8(at, NOTE_SWAP);
    at = put_32(at, (uint32_t)depth);
    at = put_32(at, variable);
    at = put_64(at, id_of(slot->value));
    at = put_64(at, id_of(value));
    at = put_32(at, value_type_number(value->type));
    at = put_32(at, (uint32_t)value->refcount);
    at = put_64(at, mark->step);
    at = put_32(at, mark->place);
    log_end_at(log, at);
    value_log(value, UINT64_MAX);
    mark_of(known->object)->known = 0;
    known->object = value;
    state.count_at[slot->known] = &value->refcount;
    state.counts[slot->known] = value->refcount;
    known->type = value->type;
    known->is_dead = known->is_dirty = false;
    mark->known = slot->known;
    slot->value = value;
    return true;
}

/* Does the picture have the variable's value? */
static inline bool slot_is_true(const Slot *slot, View value)
{
    if (value != slot->value)
        return false;
    return slot->known ? !state.dead.count || !state.known[slot->known].is_dead : !value || value == UNBOUND;
}

static void set_slot(size_t depth, uint32_t variable, Slot *slot, View value)
{
    bool is_dead = state.known[slot->known].is_dead;
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
        if (!slot_is_true(&slots[i], registers[i]))
            set_slot(depth, i, &slots[i], registers[i]);
    View locals = picture->frame->flags & FRAME_BODY ? picture->frame->locals : NULL;
    if (locals == state.globals)
        locals = NULL;
    if (!slot_is_true(&slots[count], locals))
        set_slot(depth, count, &slots[count], locals);
}

void state_compare_top(void)
{
    if (state.depth)
        compare_frame(state.depth - 1);
}

static bool room_for_frame(uint32_t slots)
{
    if (!GROWING_ROOM(state.frames, state.depth, state.frame_capacity, 64))
        return false;
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
    *picture = (PictureFrame){
        .frame = frame, .code = frame->code, .generator = frame->generator, .info = info, .base = picture->base, .line = line};
    memset(&state.slots[picture->base], 0, (info->variable_count + 2) * sizeof(Slot));
    if (log_room(state.log, 9)) {
        unsigned char *at = log_end(state.log);
        at = put_8(at, NOTE_PUSH);
        at = put_32(at, info->number);
        at = put_32(at, line);
        log_end_at(state.log, at);
    }
    state.doubt |= DOUBT_COUNTS;
    if (frame->generator)
        known_note_doubt(AS_OBJECT(frame->generator));
}

void state_pop(void)
{
    PictureFrame *picture = &state.frames[--state.depth];
    if (log_room(state.log, 2)) {
        unsigned char *at = log_end(state.log);
        at = put_8(at, NOTE_POP);
        at = put_8(at, !picture->has_left && !picture->may_leave);
        log_end_at(state.log, at);
    }
    for (uint32_t i = 0; i < picture->info->variable_count + 2; i++) {
        uint32_t known = state.slots[picture->base + i].known;
        if (state.known[known].is_dead) /* its id may be another's by now */
            unlink_from(known);
        else if (known)
            place_add(&state.left, known);
    }
    state.doubt |= picture->has_left ? DOUBT_COUNTS : DOUBT_ALL;
    if (picture->generator)
        known_note_doubt(AS_OBJECT(picture->generator));
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
        unsigned char *at = log_end(state.log);
        at = put_8(at, NOTE_SPECIAL);
        at = put_32(at, (uint32_t)state.depth - 1);
        at = put_8(at, special);
        at = put_64(at, id_of(value));
        log_end_at(state.log, at);
    }
    unlink_from(before);
}

/* --- an update ------------------------------------------------------------------------------------------ */

static void find_globals(void)
{
    View main = dict_get_text_peek(modules_peek(), "__main__");
    if (!main || main->type != TYPE_MODULE)
        return;
    state.globals = AS_OBJECT(((ModuleObject *)main)->dict);
    state.globals_known = link_to(state.globals);
    if (log_room(state.log, 9)) {
        unsigned char *at = log_end(state.log);
        at = put_8(at, NOTE_GLOBALS);
        at = put_64(at, id_of(state.globals));
        log_end_at(state.log, at);
    }
}

static void look_at(uint32_t place, bool is_thorough)
{
    Known *known = &state.known[place];
    if (known->object && !known->is_dead && (value_has_changed(known) || (is_thorough && known_has_dead_edge(known))))
        known_refresh(place);
}

static void look_at_fresh(void)
{
    for (uint32_t i = 0; i < state.fresh.count; i++) { /* it grows meanwhile */
        const Known *known = &state.known[state.fresh.list[i]];
        if (known->object && !known->is_dead)
            known_refresh(state.fresh.list[i]);
    }
    state.fresh.count = 0;
}

static void look_at_weak_references(void)
{
    for (uint32_t i = 1; i < state.known_count; i++)
        if (state.checks[i] == CHECK_WEAK)
            look_at(i, false);
    look_at_fresh();
}

/* Look at the objects that are checked in one of the ways before `end`. Thorough: at all, also where the
 * memory looks the same, but one that was there has died. */
static void look_at_all(enum Check end, bool is_thorough)
{
    for (uint32_t start = 0; start < state.known_count; start += PLACES_PER_LOOK) {
        uint64_t checks; /* of that many places: most cannot change, and are passed over at once */
        memcpy(&checks, &state.checks[start], sizeof checks);
        if (!checks && !is_thorough)
            continue;
        for (uint32_t i = start ? start : 1; i < start + PLACES_PER_LOOK && i < state.known_count; i++)
            if ((state.checks[i] != CHECK_NEVER && state.checks[i] < end) || is_thorough)
                look_at(i, is_thorough);
    }
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

/* What variables of frames that are left referred to goes now, unless something has it again: a generator's
 * objects, mostly, go from its frame to the generator and back. */
void state_unlink_left(void)
{
    for (uint32_t i = 0; i < state.left.count; i++)
        unlink_from(state.left.list[i]);
    state.left.count = 0;
}

static void look_at_count(uint32_t place)
{
    int32_t count = *state.count_at[place];
    if (count == state.counts[place] || !log_room(state.log, 13))
        return;
    state.counts[place] = count;
    unsigned char *at = log_end(state.log);
    at = put_8(at, NOTE_COUNT);
    at = put_64(at, id_of(state.known[place].object));
    at = put_32(at, (uint32_t)count);
    log_end_at(state.log, at);
}

static void look_at_counts(void)
{
    const int32_t *const *at = state.count_at;
    const int32_t *noted = state.counts;
    for (uint32_t i = 0, end = state.known_count; i < end; i += PLACES_PER_LOOK) {
        int32_t is_other = 0;
#pragma GCC unroll 8
        for (uint32_t k = i; k < i + PLACES_PER_LOOK; k++)
            is_other |= *at[k] ^ noted[k];
        for (uint32_t k = i; is_other && k < i + PLACES_PER_LOOK; k++)
            look_at_count(k);
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
        look_at_all(CHECK_END, true);
    for (uint32_t i = 0; i < state.dead.count; i++)
        if (state.known[state.dead.list[i]].is_dead) {
            forget_ways_to(state.dead.list[i]);
            known_take_out(state.dead.list[i]);
        }
}

/* The collector has run, or begun to, or is told to leave all alone: where its generations begin in the table
 * has changed. Or a __del__ has made its object young. */
static void look_at_generations(void)
{
    state.made_young = gc_state.made_young;
    for (size_t g = 0; g < GC_GENERATIONS; g++)
        state.generation_starts[g] = gc_state.generations[g].start;
    for (uint32_t i = 1; i < state.known_count; i++)
        if (state.known[i].object && !state.known[i].is_dead)
            known_refresh_generation(&state.known[i]);
}

static bool generations_have_changed(void)
{
    return gc_state.generations[0].start != state.generation_starts[0] || gc_state.generations[1].start != state.generation_starts[1] ||
           gc_state.made_young != state.made_young;
}

static void say_names_anew(void)
{
    state.renames = type_renames;
    for (uint32_t i = 1; i < state.known_count; i++)
        if (state.known[i].object && !state.known[i].is_dead)
            known_say_names_anew(&state.known[i]);
}

void state_update(void)
{
    if (!state.globals)
        find_globals();
    if (state.renames != type_renames)
        say_names_anew();
    state_compare_top();
    if (state.doubt & (DOUBT_ALL | DOUBT_CONTAINERS))
        look_at_all(state.doubt & DOUBT_ALL ? CHECK_END : CHECK_CONTAINERS_END, false);
    else if (state.weak_count)
        look_at_weak_references();
    if (state.dirty.count || state.fresh.count)
        look_at_dirty();
    state_unlink_left();
    if (state.dead.count && some_dead_are_left())
        bury();
    state.dead.count = 0;
    if (state.doubt)
        look_at_counts();
    if (generations_have_changed() || gc_state.collecting)
        look_at_generations();
    state.doubt = 0;
}

/* --- a keyframe ----------------------------------------------------------------------------------------- */

static void keyframe_of_frame(size_t depth)
{
    const PictureFrame *picture = &state.frames[depth];
    Log *log = state.log;
    if (!log_room(log, 32))
        return;
    unsigned char *at = log_end(log);
    at = put_8(at, NOTE_PUSH);
    at = put_32(at, picture->info->number);
    at = put_32(at, picture->line);
    log_end_at(log, at);
    for (uint32_t i = 0; i <= picture->info->variable_count; i++) {
        View value = state.slots[picture->base + i].value;
        if (value && value != UNBOUND)
            log_set(depth, i, value);
    }
    if (picture->special && log_room(log, 14)) {
        at = log_end(log);
        at = put_8(at, NOTE_SPECIAL);
        at = put_32(at, (uint32_t)depth);
        at = put_8(at, picture->special);
        at = put_64(at, id_of(state.slots[picture->base + picture->info->variable_count + 1].value));
        log_end_at(log, at);
    }
}

void state_keyframe(uint64_t output)
{
    Log *log = state.log;
    if (!log_room(log, 32))
        return;
    unsigned char *at = log_end(log);
    at = put_8(at, NOTE_KEYFRAME);
    at = put_64(at, state.step + 1);
    at = put_64(at, output);
    log_end_at(log, at);
    for (uint32_t i = 1; i < state.known_count; i++) {
        Known *known = &state.known[i];
        if (!known->object)
            continue;
        known_log_new(known);
        for (uint32_t k = 0; k < known->edge_count; k++)
            known_log_edge(known, k, &known->edges[k], true);
    }
    for (size_t i = 0; i < state.depth; i++)
        keyframe_of_frame(i);
    if (log_room(log, 9)) {
        at = log_end(log);
        at = put_8(at, NOTE_STATE_END);
        at = put_64(at, id_of(state.globals));
        log_end_at(log, at);
    }
}

bool state_start(Limits limits, Log *log)
{
    state = (State){.limits = limits, .log = log, .known_count = 1, .renames = type_renames};
    size_t places = (limits.objects + PLACES_PER_LOOK) / PLACES_PER_LOOK * PLACES_PER_LOOK;
    state.known = calloc(places, sizeof *state.known);
    state.scratch = calloc(limits.edges > GLOBALS_EDGES ? limits.edges : GLOBALS_EDGES, sizeof *state.scratch);
    state.count_at = calloc(places, sizeof *state.count_at);
    state.counts = calloc(places, sizeof *state.counts);
    state.checks = calloc(places, sizeof *state.checks);
    state.free_places = calloc(limits.objects / 64 + 1, sizeof *state.free_places);
    bool done = state.known && state.free_places && state.count_at && state.counts && state.checks && state.scratch && value_types_start();
    for (size_t i = 0; done && i < places; i++)
        state.count_at[i] = &known_no_count;
    for (size_t i = 1; done && i <= limits.objects; i++)
        state.free_places[i / 64] |= (uint64_t)1 << i % 64;
    if (!done)
        state_stop();
    return done;
}

void state_stop(void)
{
    for (size_t i = 0; state.known && i <= state.limits.objects; i++) {
        free(state.known[i].edges);
        free(state.known[i].contents);
    }
    void *const all[] = {state.known,    state.free_places, (void *)state.count_at, state.counts,     state.checks,    state.scratch,
                         state.frames,   state.slots,       state.dirty.list,       state.fresh.list, state.dead.list, state.gone.list,
                         state.left.list};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        free(all[i]);
    value_types_stop();
    names_free();
    state = (State){0};
    text_free(&value_words);
    marks_free();
}
