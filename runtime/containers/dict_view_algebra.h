/* dict_view_algebra: slots and methods of dict_keys and dict_items, which behave as sets. Each returns a new
 * reference, or NULL with an exception. */
#ifndef OURO_RUNTIME_CONTAINERS_DICT_VIEW_ALGEBRA_H
#define OURO_RUNTIME_CONTAINERS_DICT_VIEW_ALGEBRA_H

#include "runtime/containers/dict_views.h"

MUST_USE Ref dict_view_compare(View left, View right, Comparison comparison);
MUST_USE Ref dict_view_and(View left, View right);
MUST_USE Ref dict_view_or(View left, View right);
MUST_USE Ref dict_view_sub(View left, View right);
MUST_USE Ref dict_view_xor(View left, View right);
MUST_USE Ref dict_view_isdisjoint(View self, View *args);

#endif
