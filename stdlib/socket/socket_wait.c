/* socket_wait: timeouts. A socket with one does not block by itself; before each call the thread waits until it is ready,
 * while other threads run, and at most until the deadline. */
#include <errno.h>
#include <math.h>
#include <poll.h>
#include <time.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "stdlib/duration.h"
#include "stdlib/posix/posix.h"
#include "stdlib/socket/socket_private.h"
#include "vm/run/interrupt.h"

int64_t socket_default_timeout = -1;

static int64_t now(void)
{
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return (int64_t)moment.tv_sec * DURATION_SECOND + moment.tv_nsec;
}

SocketDeadline socket_deadline(const SocketObject *socket)
{
    SocketDeadline deadline = {.is_limited = socket->timeout > 0};
    if (deadline.is_limited && __builtin_add_overflow(now(), socket->timeout, &deadline.until))
        deadline.until = INT64_MAX;
    return deadline;
}

bool socket_wait(const SocketObject *socket, bool for_writing, const SocketDeadline *deadline)
{
    if (socket->timeout <= 0)
        return true;
    enum { MILLISECOND = 1000000 };
    struct pollfd wanted = {.fd = socket->descriptor, .events = for_writing ? POLLOUT : POLLIN};
    for (;;) {
        int64_t left = deadline->until - now(), milliseconds = (left + MILLISECOND - 1) / MILLISECOND;
        int ready = 0, limit = left < 0 ? 0 : milliseconds > INT32_MAX ? INT32_MAX : (int)milliseconds;
        POSIX_WAIT(ready, -1, poll(&wanted, 1, limit));
        if (ready < 0)
            return false;
        if (ready > 0)
            return true;
        if (now() >= deadline->until)
            break;
    }
    raise_error(TimeoutError, "timed out");
    return false;
}

bool socket_again(const SocketObject *socket)
{
    if (error_is_set())
        return false;
    if (socket->timeout > 0 && (errno == EWOULDBLOCK || errno == EAGAIN))
        return true;
    return posix_retry();
}

bool socket_timeout_from(View seconds, int64_t *timeout)
{
    if (seconds == NONE) {
        *timeout = -1;
        return true;
    }
    if (!duration_nanoseconds(seconds, timeout))
        return false;
    if (*timeout >= 0)
        return true;
    raise_error(ValueError, "Timeout value out of range");
    return false;
}

Ref socket_timeout_new(int64_t timeout)
{
    return timeout < 0 ? none_new() : float_new((double)timeout / (double)DURATION_SECOND);
}
