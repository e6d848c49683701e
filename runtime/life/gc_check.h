/* gc_check: is the collector's table what gc.h says it is? */
#ifndef OURO_RUNTIME_LIFE_GC_CHECK_H
#define OURO_RUNTIME_LIFE_GC_CHECK_H

#include <stdint.h>

/* NULL if the entries from `start` on are whole; else what is wrong, in words (static). Not while a
 * collection runs. */
const char *gc_check_places(uint32_t start);

/* The same for the count of each tracked object: at least as many references as other tracked objects have on
 * it. It takes time in proportion to all that is tracked; NULL also if there is no memory for it. */
const char *gc_check_counts(void);

#endif
