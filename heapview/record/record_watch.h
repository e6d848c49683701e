/* record_watch: listens to the evaluation loop, the heap and the collector, and makes steps of what it
 * hears. */
#ifndef OURO_HEAPVIEW_RECORD_RECORD_WATCH_H
#define OURO_HEAPVIEW_RECORD_RECORD_WATCH_H

#include "heapview/record/record_state.h"

/* Called after each step has been noted. */
typedef void (*StepTaken)(void);

/* Begin to listen; state_start and code_start were called. False if there is no room for another observer. */
MUST_USE bool watch_start(StepTaken step_taken);

/* The program has ended: the last step. Listening stops. */
void watch_stop(void);

#endif
