/* stack: where it ends; see stack.h. */
#include "runtime/memory/stack.h"

#include <pthread.h>
#include <stddef.h>
#include <sys/auxv.h>
#include <sys/resource.h>

/* The reserve: what goes on below the limit without asking again: making and printing an exception, GMP, the
 * C library. AddressSanitizer makes frames several times as large. */
#if defined(__SANITIZE_ADDRESS__)
enum { RESERVE = 512 * 1024 };
#else
enum { RESERVE = 64 * 1024 };
#endif

char *stack_limit;

void stack_find_limit(void)
{
    const size_t most = (size_t)1 << 30, usual = (size_t)8 << 20;
    struct rlimit limit;
    size_t size = getrlimit(RLIMIT_STACK, &limit)                            ? usual
                  : limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > most ? most
                                                                             : limit.rlim_cur;
    /* Arguments and environment are on the same stack, at its very top: the last of them is the name of the
     * program. */
    char *top = (char *)getauxval(AT_EXECFN);
    if (!top)
        top = __builtin_frame_address(0);
    size_t reserve = size / 2 < RESERVE ? size / 2 : RESERVE;
    stack_limit = top - (size - reserve);
}

char *stack_limit_of_thread(void)
{
    pthread_attr_t attributes;
    void *lowest = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &lowest, &size);
        pthread_attr_destroy(&attributes);
    }
    size_t reserve = size / 2 < RESERVE ? size / 2 : RESERVE;
    return (char *)lowest + reserve;
}
