/* duration: seconds from Python, for all that waits. */
#ifndef OURO_STDLIB_DURATION_H
#define OURO_STDLIB_DURATION_H

#include <time.h>

#include "runtime/life/object.h"

#define DURATION_SECOND INT64_C(1000000000)

/* An int or float of seconds as nanoseconds, rounded up: one waits no less than asked. False with TypeError,
 * ValueError (NaN) or OverflowError. */
MUST_USE bool duration_nanoseconds(View seconds, int64_t *result);

/* The moment of the monotonic clock so far from now; the end of time, if it would be beyond that. */
struct timespec duration_moment(int64_t nanoseconds);

#endif
