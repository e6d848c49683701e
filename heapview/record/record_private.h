/* record_private: between the parts of the picture: record_state.c (frames, updates), record_known.c
 * (objects and their edges), record_values.c (what is noted of one). */
#ifndef OURO_HEAPVIEW_RECORD_RECORD_PRIVATE_H
#define OURO_HEAPVIEW_RECORD_RECORD_PRIVATE_H

#include "heapview/record/record_marks.h"
#include "heapview/record/record_state.h"

/* How changes of an object are found. */
enum Check {
    CHECK_NEVER, /* it cannot change */
    CHECK_LIST,
    CHECK_TUPLE, /* zip, enumerate and others fill theirs anew when nobody else has it */
    CHECK_DICT,
    CHECK_SET,
    CHECK_CELL,
    CHECK_GENERATOR,
    CHECK_ALWAYS,
    CHECK_WEAK, /* a weak reference: emptied by a death anywhere, whatever the script is about */
    CHECK_CONTAINERS_END,
    CHECK_INSTANCE = CHECK_CONTAINERS_END,
    CHECK_FUNCTION,
    CHECK_CLASS,
    CHECK_END
};

/* So many places are looked at together; the tables of places are filled up to a multiple of it. */
enum { PLACES_PER_LOOK = 8 };

enum { VALUE_MOST = 120, NAME_MOST = 60, GLOBALS_EDGES = 400 };

extern const int32_t known_no_count; /* 0: for those whose counts are not shown */
extern Text value_words;             /* for values and names, used again and again */

/* --- values (record_values.c) --------------------------------------------------------------------------- */

MUST_USE bool value_types_start(void);
void value_types_stop(void);
uint32_t value_type_number(uint32_t index);

/* An int or float: it has no edges, and does not change. */
static inline bool value_is_plain(View object)
{
    return object->type == TYPE_INT || object->type == TYPE_FLOAT;
}

bool value_is_shared(View object);
enum Check value_check(View object);
/* Does an object that is checked so have edges at all? */
bool value_has_edges(View object, enum Check check);
/* The number of items of a container; of a generator, its state and name, of a function, its name as a
 * number; UINT64_MAX: it has no such number. */
uint64_t value_length(View object);
void value_log(View object, uint64_t length);
void value_add_name(View name);        /* to `words` */
bool value_add_plain_str(View object); /* to `words`; false if it is not so plain */
size_t value_generator_variables(const struct GeneratorObject *generator);

/* The memory that holds an object's references. */
typedef struct Contents {
    const void *start;
    size_t size;
    uint64_t number; /* what else must be the same */
} Contents;

Contents value_contents(const Known *known);
void value_keep_contents(Known *known);
bool value_has_changed(const Known *known);
size_t value_most_edges(const Known *known);
int value_known_generation(const Known *known);

/* --- objects (record_known.c) --------------------------------------------------------------------------- */

void known_place_add_slow(PlaceList *places, uint32_t place);
static inline void place_add(PlaceList *places, uint32_t place)
{
    if (places->count < places->capacity)
        places->list[places->count++] = place;
    else
        known_place_add_slow(places, place);
}

uint32_t known_add(View object);
void known_take_out(uint32_t place);
bool known_has_dead_edge(const Known *known);
void known_log_new(Known *known);
/* A class has been given another name: note again what may show it. */
void known_say_names_anew(Known *known);
void known_log_edge(const Known *known, uint32_t position, const ShownEdge *edge, bool is_named);
/* Compare the object's edges with those noted, and note what is different. */
void known_refresh(uint32_t place);
void known_refresh_generation(Known *known);
/* Its edges now, in state.scratch; their number. */
size_t known_gather_edges(const Known *known);
bool known_edge_has_same_name(const ShownEdge *a, const ShownEdge *b);

/* One more way leads to the object: its place in the picture, or 0 if it has none and there is no room. */
static inline uint32_t link_to(View object)
{
    if (!object || object == UNBOUND)
        return 0;
    uint32_t place = mark_of(object)->known;
    if (!place)
        place = known_add(object);
    if (place)
        state.known[place].in++;
    return place;
}

/* One way less. */
static inline void unlink_from(uint32_t place)
{
    if (place && state.known[place].object && --state.known[place].in == 0)
        known_take_out(place);
}

#endif
