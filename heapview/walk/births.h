/* births: which line made which block, kept from the moment that somebody asks: for map, growth and diff. It
 * listens to the heap and keeps its table outside of it. */
#ifndef OURO_HEAPVIEW_WALK_BIRTHS_H
#define OURO_HEAPVIEW_WALK_BIRTHS_H

#include "heapview/tell/watcher.h"
#include "runtime/memory/heap.h"

typedef struct Birth {
    void *block; /* NULL: a free place of the table */
    size_t size;
    uint32_t line;   /* 0: no Python code was running */
    uint32_t file;   /* births_file_peek */
    uint64_t number; /* counts up */
    BlockUse use;
} Birth;

/* Begin, or go on, to note for the watcher of now. False if there is no memory. All the functions below tell
 * of what was noted for it. */
MUST_USE bool births_start(void);
void births_stop(void);

/* The name of a file by its number, as UTF-8; it lives until births_stop. */
const char *births_file_peek(uint32_t file);

/* All that live, in no order; NULL at the end. *place starts at 0. */
const Birth *births_next(size_t *place);

/* A number for this time of noting: another after births_stop and births_start, since files are numbered
 * anew. 0 while births are not noted. */
uint64_t births_epoch(void);

#endif
