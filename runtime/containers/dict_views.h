/* dict_views: d.keys(), d.values(), d.items(), and the iterators over dicts. */
#ifndef OURO_RUNTIME_CONTAINERS_DICT_VIEWS_H
#define OURO_RUNTIME_CONTAINERS_DICT_VIEWS_H

#include "runtime/containers/dict.h"

typedef struct DictViewObject {
    GC_HEAD(unused);
    DictView dict; /* owned */
} DictViewObject;

/* A view of one of the three types, or of one derived from them. NULL with MemoryError. */
MUST_USE Ref dict_view_new(TypeObject *type, View dict);
/* The dict that a view is of, borrowed. */
View dict_view_dict_peek(View view);
/* The dict's iterate slot: over keys. */
MUST_USE Ref dict_iterate(View dict);
/* reversed(dict). */
MUST_USE Ref dict_reversed_new(View dict);

#endif
