/* collection_private: what is noted of a collection while it runs, for its two halves: collection.c takes the
 * notes, collection_text.c tells them. */
#ifndef OURO_HEAPVIEW_VIEWS_COLLECTION_PRIVATE_H
#define OURO_HEAPVIEW_VIEWS_COLLECTION_PRIVATE_H

#include "heapview/views/collection.h"
#include "heapview/walk/edges.h"

enum { CANDIDATE_NONE = UINT32_MAX };

typedef struct Candidate {
    uintptr_t address;
    View object; /* borrowed; valid until the disposal begins */
    Text name;   /* "list 'b'", "MyObject (was 'obj1')" */
    Text path;   /* for the paths of cycles: "b", "obj1", "MyObject#2" */
    int32_t count;
    uint32_t left;                  /* of the count, when references among the candidates are subtracted */
    Text holder;                    /* who holds it from outside, in words */
    uint32_t through;               /* the candidate that leads to it; CANDIDATE_NONE */
    Text through_by;                /* ".ref" */
    bool is_reachable, is_programs; /* is_programs: not the library's */
} Candidate;

typedef enum EventKind { EVENT_CALLBACK, EVENT_FINALIZER, EVENT_RESURRECTED, EVENT_CLEARED } EventKind;

typedef struct Event {
    EventKind kind;
    uint32_t candidate; /* CANDIDATE_NONE: it is none (the weak reference of a callback) */
    Text text;
} Event;

typedef struct Collection {
    int generation;
    Candidate *candidates;
    size_t count;
    uint32_t *table; /* from address to candidate + 1 */
    size_t mask;
    size_t garbage; /* unreachable candidates */
    Text *cycles;   /* each as a path */
    size_t cycle_count;
    Event *events;
    size_t event_count;
    size_t collected;
    bool failed;
} Collection;

/* Tell it all. */
void collection_tell(const Collection *collection, Forms *forms);

#endif
