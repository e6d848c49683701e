/* gc_check: the invariants of the collector's table.
 *
 * Places:  the object at entries[i] has i in its `gc` word, is of a type that can be traversed, is alive, and
 *          is no candidate of a collection. The generations lie one after the other: old, middle, young.
 * Counts:  step 1 of a collection takes off an object's count one for each reference that another object
 *          holds. A count that is smaller than these references is a reference that was given back twice,
 *          or a `traverse` that visits what the object does not own: the collector would free what is in
 *          use. So the references are counted apart, in an array beside the table, and compared.
 *
 * Debug builds call the first after each collection for what was collected, the second after each full
 * one. */
#include "runtime/life/gc_check.h"

#include <stdlib.h>

#include "runtime/classes/instance.h"
#include "runtime/classes/type.h"
#include "runtime/life/gc.h"

static const char *check_generations(void)
{
    const GcGeneration *generations = gc_state.generations;
    bool in_order = generations[2].start >= 1 && generations[2].start <= generations[1].start &&
                    generations[1].start <= generations[0].start && generations[0].start <= gc_state.used &&
                    gc_state.used <= gc_state.capacity;
    return in_order ? NULL : "the generations do not follow each other";
}

static const char *check_entry(const GcObject *object, uint32_t place)
{
    if ((object->gc & GC_INDEX_MASK) != place)
        return "an object does not know its place in the table";
    if (object->object.refcount == 0)
        return "a dead object is tracked";
    if (!type_has(type_of_peek((View)&object->object), TYPE_FLAG_GC))
        return "an object is tracked whose type has no references to visit";
    if (object->gc & GC_COLLECTING)
        return "an object is a candidate of no collection";
    return NULL;
}

const char *gc_check_places(uint32_t start)
{
    const char *damage = check_generations();
    for (uint32_t i = start; i < gc_state.used && !damage; i++)
        if (gc_state.entries[i])
            damage = check_entry(gc_state.entries[i], i);
    return damage;
}

/* context: the references found so far, by the place of the object. */
static void count_one(View child, void *context)
{
    int32_t *references = context;
    if (child->type >= TYPE_OBJECT && type_has(type_of_peek(child), TYPE_FLAG_GC))
        references[((GcObject *)child)->gc & GC_INDEX_MASK]++; /* those that are not tracked have 0 */
}

const char *gc_check_counts(void)
{
    int32_t *references = calloc(gc_state.used + 1, sizeof *references);
    if (!references)
        return NULL;
    for (uint32_t i = 1; i < gc_state.used; i++)
        if (gc_state.entries[i])
            instance_traverse_object(&gc_state.entries[i]->object, type_of_peek(&gc_state.entries[i]->object), count_one, references);
    const char *damage = NULL;
    for (uint32_t i = 1; i < gc_state.used && !damage; i++) {
        const GcObject *object = gc_state.entries[i];
        if (object && object->object.refcount >= 0 && object->object.refcount < references[i])
            damage = "an object has fewer references than others hold on it";
    }
    free(references);
    return damage;
}
