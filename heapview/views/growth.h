/* growth: what grew between two moments, by type and by line. */
#ifndef OURO_HEAPVIEW_VIEWS_GROWTH_H
#define OURO_HEAPVIEW_VIEWS_GROWTH_H

#include "heapview/tell/view.h"

extern TypeObject snapshot_type;

/* How many objects of each type live now, and, while births are noted, how many blocks each line made. NULL
 * with MemoryError. */
MUST_USE Ref growth_snapshot_new(void);

/* What changed from one snapshot to the next. False if there is no memory. */
MUST_USE bool growth_diff_make(View before, View after, Forms *forms);

/* What changed since the last call, which begins anew; the first call only begins. False if there is no
 * memory. */
MUST_USE bool growth_make(Forms *forms);

#endif
