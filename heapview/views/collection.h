/* collection: one collection, explained: the candidates, the subtraction as a table, who is reachable and
 * through whom, the cycles, and what was done with what was left. */
#ifndef OURO_HEAPVIEW_VIEWS_COLLECTION_H
#define OURO_HEAPVIEW_VIEWS_COLLECTION_H

#include "heapview/tell/view.h"

/* From now on each collection is explained; `told` gets its forms when it has ended, and owns them. NULL
 * stops. */
void collection_explain(void (*told)(Forms *forms));

/* Run a collection and explain it. False if there is no memory (it was run all the same), or if one is
 * running already. */
MUST_USE bool collection_make(int generation, Forms *forms);

#endif
