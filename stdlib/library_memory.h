/* library_memory: blocks of Ouro's heap for C libraries, which do not tell the size of what they free. */
#ifndef OURO_STDLIB_LIBRARY_MEMORY_H
#define OURO_STDLIB_LIBRARY_MEMORY_H

#include <stddef.h>

/* A block, which library_free gives back. NULL, without an exception, if there is no memory. */
void *library_allocate(size_t size);
void *library_allocate_array(size_t count, size_t size);
void *library_allocate_zeroed(size_t count, size_t size);

/* The same block with another size, perhaps elsewhere; a new one for NULL. NULL if there is no memory: the block stays as it is. */
void *library_reallocate(void *address, size_t size);

/* NULL may be given. */
void library_free(void *address);

#endif
