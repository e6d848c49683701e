/* record_verify: is the picture true? For tests: at every step all of it is compared with the program, also
 * what is not in doubt. */
#include <inttypes.h>
#include <stdio.h>

#include "heapview/record/record_private.h"

static char wrong[300];

static const char *say(const Known *known, const char *what)
{
    snprintf(wrong, sizeof wrong, "%s of %s %" PRIu64, what, value_type_name(value_type_number(known->type)), id_of(known->object));
    return wrong;
}

static const char *verify_edges(const Known *known)
{
    size_t count = value_has_edges(known->object, (enum Check)known->check) ? known_gather_edges(known) : 0;
    if (count != known->edge_count)
        return say(known, "the number of edges");
    for (size_t i = 0; i < count; i++) {
        const ShownEdge *now = &state.scratch[i], *noted = &known->edges[i];
        if (now->child != noted->child)
            return say(known, "the target of an edge");
        if (!known_edge_has_same_name(now, noted))
            return say(known, "the name of an edge");
        if (noted->known && state.known[noted->known].object != noted->child)
            return say(known, "the place where an edge leads to");
    }
    return NULL;
}

static const char *verify_object(uint32_t place)
{
    const Known *known = &state.known[place];
    if (!known->object)
        return NULL;
    if (known->is_dead)
        return "an object that has died is left";
    if (known->type != known->object->type)
        return say(known, "the class");
    if (*state.count_at[place] != state.counts[place] ||
        (state.count_at[place] != &known_no_count && state.counts[place] != known->object->refcount))
        return say(known, "the count");
    if (known->check != CHECK_NEVER && known->length != value_length(known->object))
        return say(known, "the length");
    if (known->generation != value_known_generation(known))
        return say(known, "the generation");
    return verify_edges(known);
}

static const char *verify_frame(const PictureFrame *picture)
{
    for (uint32_t i = 0; i < picture->info->variable_count; i++) {
        const Slot *slot = &state.slots[picture->base + i];
        View value = picture->frame->registers[i];
        bool is_nothing = !value || value == UNBOUND, was_nothing = !slot->value || slot->value == UNBOUND;
        if (is_nothing != was_nothing || (!is_nothing && value != slot->value))
            return "a variable of a frame";
        if (slot->known && state.known[slot->known].object != slot->value)
            return "what a variable refers to";
    }
    return NULL;
}

const char *verify_state(void)
{
    const char *problem = NULL;
    for (uint32_t i = 1; i < state.known_count && !problem; i++)
        problem = verify_object(i);
    for (size_t i = 0; i < state.depth && !problem; i++)
        problem = verify_frame(&state.frames[i]);
    return problem;
}
