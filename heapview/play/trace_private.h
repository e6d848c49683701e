/* trace_private: the parts of the reader: trace.c finds lines, trace_state.c applies what they say. */
#ifndef OURO_HEAPVIEW_PLAY_TRACE_PRIVATE_H
#define OURO_HEAPVIEW_PLAY_TRACE_PRIVATE_H

#include "heapview/play/trace.h"

/* Empty the state. */
void trace_clear(Trace *trace);
void trace_free_state(Trace *trace);

/* trace_hash.c: the object is new or about to change or go (false if there is no memory); so is the frame of
 * this depth; the state has been emptied. */
MUST_USE bool trace_touch(Trace *trace, TraceObject *object);
void trace_touch_frame(Trace *trace, size_t depth);
void trace_hash_clear(Trace *trace);

/* Apply a list of changes. NULL, or what is wrong with them. */
const char *trace_apply(Trace *trace, const Json *changes, uint64_t step);

/* A copy of a text. NULL if there is no memory. */
char *trace_copy_text(const Json *text);

/* The number of a member, or what is to be taken for a missing one. */
int64_t trace_number_of(const Json *object, const char *key, int64_t otherwise);

#endif
