/* trace: a recording, read: the state of the program at any of its steps.
 *
 * A recording (FORMAT.md) says at some steps what the whole state is, and at every step what changed. A state
 * is found by going on from where one is, or from the whole state before it. When a file is opened all of it
 * is read and gone through once: what is damaged is refused, with the place, and so is a recording whose
 * changes do not lead to its whole states. */
#ifndef OURO_HEAPVIEW_PLAY_TRACE_H
#define OURO_HEAPVIEW_PLAY_TRACE_H

#include <stdint.h>
#include <stdio.h>

#include "heapview/play/trace_json.h"
#include "heapview/tell/text.h"

typedef struct TraceEdge {
    char *name; /* "[0]", ".next", "['key']" */
    uint64_t to;
    bool is_weak;
} TraceEdge;

typedef struct TraceObject {
    uint64_t id;
    uint32_t label;      /* a small number for people: in the order in which objects first appear in the recording */
    char *type, *value;  /* value: NULL, if it has a length */
    char *state;         /* of a generator, else NULL */
    int64_t length;      /* of a container; -1: none */
    int64_t count;       /* 0: all of the interpreter share it */
    int generation;      /* -1: the collector does not know it */
    uint64_t birth_step; /* 0: before the recording */
    int64_t birth_file;  /* -1: none */
    int64_t birth_line;
    TraceEdge *edges;
    size_t edge_count, edge_capacity;
    uint64_t new_at, changed_at; /* steps */
    int64_t count_before;        /* the count at the step before changed_at */
    uint64_t hash;               /* its part of the state's; 0: to be found (trace_hash) */
    bool is_touched;             /* it is in TraceHash.touched */
} TraceObject;

typedef struct TraceCode {
    char *name, *qualified_name;
    size_t file, variable_count, parameter_count;
    int64_t first_line;
    char **variables;
} TraceCode;

typedef struct TraceFile {
    char *name, *source;
} TraceFile;

typedef struct TraceFrame {
    size_t code;
    int64_t line;
    uint64_t *values;     /* ids by variable, 0: unbound; one more: the namespace of a class body */
    uint64_t *changed_at; /* steps */
    char *special;        /* "return value", …; NULL: none */
    uint64_t special_value;
    uint64_t hash; /* of this frame and those below; see TraceHash.frames */
} TraceFrame;

/* What trace_hash knows of the state. */
typedef struct TraceHash {
    bool is_kept;      /* from the first question on */
    uint64_t objects;  /* the sum */
    uint64_t *touched; /* ids of objects that have changed since */
    size_t touched_count, touched_capacity;
    size_t frames; /* so many have their hashes */
} TraceHash;

/* A step, as far as it is no state. */
typedef struct TraceStep {
    char event[16];
    int64_t line, generation, collected; /* the last two: of a collection */
} TraceStep;

/* A line of the file that is a step or a whole state. */
typedef struct TraceLine {
    size_t start, end; /* in the file's bytes */
    uint64_t step;     /* of a whole state: the step that comes next */
    bool is_state;
    uint32_t depth;       /* how many frames there are at the step */
    size_t output_length; /* what had been printed */
    char event[16];
} TraceLine;

typedef struct Trace {
    char *bytes; /* the file */
    size_t length;
    char *script;
    TraceFile *files;
    size_t file_count;
    TraceCode *codes;
    size_t code_count;
    TraceLine *lines; /* steps and whole states, in order */
    size_t line_count, line_capacity;
    uint64_t first, last; /* the steps that are there */
    bool is_complete;     /* the program's end was recorded */
    int64_t status;
    JsonReader reader;
    struct TraceLabel *labels; /* hash table from an object's id and birth to its label */
    size_t label_mask;
    uint32_t label_count;

    /* the state at `now` */
    uint64_t now;
    TraceStep step;
    TraceObject *objects; /* in the order in which they came */
    size_t object_count, object_capacity;
    uint32_t *table; /* hash table from id to place */
    size_t table_mask;
    TraceFrame *frames; /* the outermost first */
    size_t frame_count, frame_capacity;
    uint64_t globals;     /* the id of __main__'s dict */
    Text freed;           /* the objects that the step at `now` freed, for people */
    size_t output_length; /* how much of `output` had been printed */
    TraceHash hash;

    Text output;  /* all that was printed in the steps that are there */
    bool is_open; /* the file has been gone through */
} Trace;

/* Read a recording. False with the message, for people, in `problem`. */
MUST_USE bool trace_open(Trace *trace, FILE *file, const char *name, Text *problem);
void trace_close(Trace *trace);

/* Make `now` the step, which is there. False if there is no memory. */
MUST_USE bool trace_go(Trace *trace, uint64_t step);

/* The object, in the state at `now`; NULL if it is not shown. Valid until trace_go. */
TraceObject *trace_find(const Trace *trace, uint64_t id);

/* The next step after `now` at which the object is freed; 0: it is not. */
uint64_t trace_death(Trace *trace, uint64_t id);

/* What a step is, without going there; NULL if it is not there. */
const TraceLine *trace_look(const Trace *trace, uint64_t step);

/* The whole state as text, to compare states: equal texts, equal states. */
void trace_write(const Trace *trace, Text *text);

/* The same as a number, in time proportional to what changed since it was asked for before. False if there is
 * no memory. */
MUST_USE bool trace_hash(Trace *trace, uint64_t *number);

/* The value of an object for people, as Python would show it, to a depth: "[1, 'a', …]". */
void trace_describe(const Trace *trace, Text *text, uint64_t id, size_t most);

#endif
