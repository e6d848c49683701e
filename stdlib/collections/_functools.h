/* _functools: the types of the module _functools, each in its own file. */
#ifndef OURO_STDLIB_COLLECTIONS__FUNCTOOLS_H
#define OURO_STDLIB_COLLECTIONS__FUNCTOOLS_H

#include "runtime/classes/type.h"

extern TypeObject partial_type;                                /* functools_partial.c */
extern TypeObject lru_cache_wrapper_type, lru_cache_link_type; /* functools_lru_cache.c */

#endif
