/* why: every reference that makes up an object's count, named; the parts add up to the count. */
#ifndef OURO_HEAPVIEW_VIEWS_WHY_H
#define OURO_HEAPVIEW_VIEWS_WHY_H

#include "heapview/tell/view.h"

/* Tell it in *forms. False if there is no memory. */
MUST_USE bool why_make(View object, Forms *forms);

#endif
