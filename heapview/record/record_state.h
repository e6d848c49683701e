/* record_state: the recorder's picture of the program: frames with their variables, and the objects that are
 * shown. It is compared with the program, where that can have changed, and every difference is noted
 * (record_log.h).
 *
 * An object is shown while a variable, or an edge of an object that is shown, leads to it: `in` counts these
 * ways. So what is garbage in a cycle stays in the picture until a collection frees it. Nothing here takes a
 * reference; that an object has died is told by the heap (known_note_died). */
#ifndef OURO_HEAPVIEW_RECORD_RECORD_STATE_H
#define OURO_HEAPVIEW_RECORD_RECORD_STATE_H

#include "heapview/record/record_log.h"
#include "heapview/walk/edges.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"

/* What the recorder knows of a code object. */
typedef struct CodeInfo {
    CodeView code; /* compared only: it may have died */
    bool is_own;   /* of the script, or of a module beside it: only these are recorded */
    uint32_t number, file, first_line, instruction_count;
    uint32_t variable_count; /* registers that are variables: locals, cells, free variables */
    uint32_t *lines;         /* of each instruction; with HANDLER_START, if an exception leads there */
    char *name, *qualified_name;
    char **variables;
    uint32_t parameter_count;
    struct CodeInfo *next; /* in the hash table */
} CodeInfo;

#define HANDLER_START 0x80000000u

/* A variable of a frame in the picture. */
typedef struct Slot {
    View value; /* compared only */
    uint32_t known;
} Slot;

typedef struct PictureFrame {
    Frame *frame;
    CodeView code;
    GeneratorObject *generator; /* compared only: whose frame it is, or NULL */
    const CodeInfo *info;
    uint32_t base; /* of its slots: variables, the namespace of a class body or NULL, the special one */
    uint32_t line;
    bool has_left;  /* it was about to return or yield */
    bool may_leave; /* it was about to delegate, which may yield */
    Special special;
} PictureFrame;

typedef struct ShownEdge {
    View child, name; /* compared only */
    const char *field;
    uint32_t known, index, name_hash;
    uint8_t kind;
} ShownEdge;

typedef struct Known {
    View object; /* NULL: a free place */
    uint32_t in, type;
    uint32_t type_number; /* its class's name, as noted */
    uint8_t check;        /* how changes are found, see record_state.c */
    int8_t generation;
    bool is_dead, is_dirty, is_gc;
    bool is_told; /* its death is noted already, as its id is another's */
    uint32_t edge_count, edge_capacity;
    ShownEdge *edges;
    uint64_t length;        /* as noted */
    uint64_t contents_size; /* bytes of `contents`, a copy of what holds its references */
    uint64_t contents_number;
    void *contents;
    uint32_t contents_capacity;
    uint32_t extent; /* of a dict: how many entries hold what is shown */
} Known;

/* What an instruction may have changed, besides the variables of its frame. */
enum Doubt { DOUBT_COUNTS = 1, DOUBT_ALL = 2, DOUBT_CONTAINERS = 4 /* and all that C code may change after it called a function */ };

typedef struct Limits {
    size_t steps, objects, edges;
} Limits;

typedef struct PlaceList {
    uint32_t *list;
    uint32_t count, capacity;
} PlaceList;

typedef struct State {
    Log *log;
    uint64_t step;  /* the one before */
    uint32_t place; /* file << 20 | line of the script's code that runs: for births */
    unsigned doubt;
    Limits limits;
    Known *known;             /* known[0] is no object */
    const int32_t **count_at; /* of each: where its count stands; a zero for what all share, whose counts say nothing of the script */
    int32_t *counts;          /* of each: its count, as noted */
    uint8_t *checks;          /* of each: how its changes are found (enum Check) */
    uint32_t known_count;     /* the highest place that is taken, plus 1 */
    uint64_t *free_places;    /* a bit for each */
    size_t first_free;        /* no word of these before it has a free place */
    uint32_t weak_count;      /* of shown weak references */
    PlaceList dirty, fresh, dead, gone,
        left; /* places: in doubt; not walked yet; of those that died; that lost a way, for the time of a walk; that a frame referred to which was left */
    PictureFrame *frames;
    Slot *slots;
    size_t depth, frame_capacity, slot_capacity;
    View globals; /* the dict of __main__; NULL until it is found */
    uint32_t globals_known;
    size_t collections;
    uint32_t generation_starts[GC_GENERATIONS]; /* in the collector's table: where they were when generations were looked at */
    uint32_t made_young;                        /* the collector's number, at that time */
    uint32_t renames;                           /* of classes, at the last update */
    ShownEdge *scratch;
    bool failed; /* memory was lacking: the recording is not whole */
} State;

extern State state;

MUST_USE bool state_start(Limits limits, Log *log);
void state_stop(void);

/* The heap's news. */
void known_note_born(const void *block);
void known_note_died(const void *block);

/* Is the object in the picture? */
bool known_is_shown(View object);

/* The object may have changed inside. */
void known_note_doubt(View object);

/* The frames: the topmost one is compared with what runs; a frame comes, a frame goes. */
void state_compare_top(void);
void state_push(Frame *frame, const CodeInfo *info, uint32_t line);
void state_pop(void);
/* After pops, before the program goes on: let go of what nothing has taken up again. */
void state_unlink_left(void);
/* The special place of the topmost frame. */
void state_set_special(Special special, View value);

/* Note all that may have changed since the step before. */
void state_update(void);

/* Compare all of the picture with the program, whatever is in doubt. What is wrong, as text; NULL:
 * nothing. */
const char *verify_state(void);

/* Note the whole state, as a keyframe. `output`: how many bytes the script has written so far. */
void state_keyframe(uint64_t output);

const char *value_type_name(uint32_t number);

#endif
