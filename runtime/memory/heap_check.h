/* heap_check: is the heap what heap.h says it is? */
#ifndef OURO_RUNTIME_MEMORY_HEAP_CHECK_H
#define OURO_RUNTIME_MEMORY_HEAP_CHECK_H

/* NULL if arenas, pools and free lists are whole; else what is wrong, in words (static). It takes time in
 * proportion to the heap, and changes nothing. */
const char *heap_check(void);

#endif
