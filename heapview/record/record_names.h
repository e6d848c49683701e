/* record_names: how edges are called. A name is noted in the log as one number: the index of an item, or the
 * place of a text that is written once and used again and again. */
#ifndef OURO_HEAPVIEW_RECORD_RECORD_NAMES_H
#define OURO_HEAPVIEW_RECORD_RECORD_NAMES_H

#include "heapview/record/record_log.h"
#include "heapview/record/record_state.h"

/* Note the edge's name. */
void names_log(Log *log, const ShownEdge *edge);
/* Write a text that was noted by its number, as JSON. */
void names_write(uint32_t number, Text *out);
void names_free(void);

#endif
