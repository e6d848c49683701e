/* select_private: what the files of select share. */
#ifndef OURO_STDLIB_SELECT_SELECT_PRIVATE_H
#define OURO_STDLIB_SELECT_SELECT_PRIVATE_H

#include <time.h>

#include "runtime/calls/native.h"
#include "runtime/classes/type.h"

/* How long to wait. */
typedef struct Timeout {
    bool is_limited;
    struct timespec until; /* of the monotonic clock */
} Timeout;

/* None, or a number of `unit` nanoseconds, rounded up; what is negative is no limit. False with TypeError
 * (`wrong_type`) or OverflowError. */
MUST_USE bool timeout_from(Timeout *timeout, View argument, int64_t unit, const char *wrong_type, bool *is_negative);
/* What is left, in milliseconds rounded up: -1 without limit. */
int timeout_milliseconds(const Timeout *timeout);
/* What is left. */
struct timespec timeout_rest(const Timeout *timeout);

extern TypeObject poll_type, epoll_type;
MUST_USE Ref poll_new(View self, View *args);

#endif
