/* stack: how deep C code may recurse.
 *
 * One rule for every recursion in C whose depth a script decides (of its data, of its text, of its calls):
 * somewhere in the circle a function asks stack_is_low, and refuses to go deeper with a RecursionError. What
 * is compared is the real stack, as large as the system gave it (`ulimit -s`); below the limit there is a
 * reserve for functions that do not ask. CPython's count of nested calls (sys.setrecursionlimit,
 * error_enter_recursion in errors.h) comes in addition, where CPython has it. */
#ifndef OURO_RUNTIME_MEMORY_STACK_H
#define OURO_RUNTIME_MEMORY_STACK_H

#include <stdbool.h>
#include <stddef.h>

/* The lowest address that a recursion may reach; NULL before stack_find_limit. */
extern char *stack_limit;

/* Once, at the start: see how large the stack is. */
void stack_find_limit(void);

/* The limit for this very thread, one that is not the main one. */
char *stack_limit_of_thread(void);

static inline bool stack_is_low(void)
{
    return __builtin_expect((char *)__builtin_frame_address(0) < stack_limit, false);
}

/* Is there room for a recursion that takes so many bytes? For small circles that have no way to fail in their
 * midst. */
static inline bool stack_has(size_t bytes)
{
    return !stack_limit || (char *)__builtin_frame_address(0) - stack_limit > (ptrdiff_t)bytes;
}

#endif
