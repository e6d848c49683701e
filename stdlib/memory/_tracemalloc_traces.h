/* _tracemalloc_traces: the tables of tracemalloc: which live block was allocated where.
 *
 * All of it lies outside the heap, so looking does not disturb; where memory for a trace is lacking, the
 * block goes without one. */
#ifndef OURO_STDLIB_MEMORY__TRACEMALLOC_TRACES_H
#define OURO_STDLIB_MEMORY__TRACEMALLOC_TRACES_H

#include "runtime/life/object.h"

typedef struct Place {
    Ref filename; /* owned; NULL: no Python code was running */
    uint32_t line;
} Place;

typedef struct Traceback {
    struct Traceback *next; /* in the same bucket */
    uint64_t hash;
    uint32_t id;
    uint32_t count, total; /* frames kept, and how many there were (at most 65535 are counted, as in CPython) */
    Ref tuple;             /* while an answer is being made: the traceback as Python sees it */
    Place places[];        /* the youngest frame first */
} Traceback;

/* Begin to trace, with at most `frames` places for each block. False if there is no memory for it. */
MUST_USE bool traces_start(uint32_t frames);

/* From now on sizes are those of Ouro's own blocks, not of the blocks that CPython would have. */
void traces_count_real_sizes(void);

/* Stop, and forget everything. */
void traces_stop(void);

/* Forget all traces, and the peak. */
void traces_clear(void);

/* While paused, allocations are not traced (those that make an answer about traces); frees still are. */
void traces_pause(bool pause);

/* Where the block at an address was allocated; NULL if it is not traced. Valid until traces are cleared. */
Traceback *traces_find(const void *block);

/* A block of somebody else's memory, in a domain that is not 0. */
typedef struct ForeignTrace {
    uint32_t domain, id; /* of its traceback */
    uintptr_t address;
    size_t size;
} ForeignTrace;

/* Note such a block as allocated now, in place of what was known of it. False if there is no memory for it. Only while tracing. */
MUST_USE bool traces_add_foreign(uint32_t domain, uintptr_t address, size_t size);
/* Forget it, if it is known. */
void traces_remove_foreign(uint32_t domain, uintptr_t address);
/* Where it was allocated, or NULL. */
Traceback *traces_find_foreign(uint32_t domain, uintptr_t address);
/* The one at this index, and its traceback; NULL at the end. */
const ForeignTrace *traces_foreign_at(size_t index, Traceback **traceback);

/* --- _tracemalloc_foreign.c: the table of them, for _tracemalloc_traces.c --- */

ForeignTrace *foreign_find(uint32_t domain, uintptr_t address); /* NULL: there is none */
const ForeignTrace *foreign_at(size_t index);                   /* NULL at the end */
MUST_USE bool foreign_set(const ForeignTrace *trace);           /* false without memory */
void foreign_remove(const ForeignTrace *trace);
void foreign_clear(void);
size_t foreign_own_memory(void);

/* Walk all traces: begin with 0; false at the end. Nothing traced may be freed meanwhile. */
bool traces_next(size_t *position, size_t *size, Traceback **traceback);

/* Drop the tuples that were made for an answer. */
void traces_drop_tuples(void);

size_t traces_now(void);  /* bytes in traced blocks */
size_t traces_peak(void); /* the most that they were */
void traces_reset_peak(void);
size_t traces_own_memory(void); /* bytes in these tables */

#endif
