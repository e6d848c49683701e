/* select: waiting until one of several files is ready. */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <time.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/duration.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "stdlib/select/select_private.h"
#include "vm/module.h"
#include "vm/run/signals.h"

/* --- time ----------------------------------------------------------------------------------------------- */

bool timeout_from(Timeout *timeout, View argument, int64_t unit, const char *wrong_type, bool *is_negative)
{
    int64_t nanoseconds;
    *timeout = (Timeout){0};
    *is_negative = false;
    if (!argument || argument == NONE)
        return true;
    if (!duration_nanoseconds(argument, &nanoseconds)) {
        double number;
        if (error_clear_if(TypeError))
            raise_error(TypeError, "%s", wrong_type);
        else if (unit < DURATION_SECOND && error_clear_if(OverflowError) && object_as_double(argument, &number))
            raise_error(OverflowError, number * (double)unit < (double)INT64_MAX ? "timeout is too large"
                                                                                 : "timestamp too large to convert to C _PyTime_t");
        return false;
    }
    *is_negative = nanoseconds < 0;
    if (*is_negative)
        return true;
    nanoseconds = unit == DURATION_SECOND ? nanoseconds
                                          : nanoseconds / (DURATION_SECOND / unit) + (nanoseconds % (DURATION_SECOND / unit) > 0);
    if (nanoseconds / 1000000 > INT_MAX) {
        raise_error(OverflowError, "timeout is too large");
        return false;
    }
    *timeout = (Timeout){true, duration_moment(nanoseconds)};
    return true;
}

struct timespec timeout_rest(const Timeout *timeout)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    struct timespec rest = {timeout->until.tv_sec - now.tv_sec, timeout->until.tv_nsec - now.tv_nsec};
    if (rest.tv_nsec < 0) {
        rest.tv_nsec += DURATION_SECOND;
        rest.tv_sec--;
    }
    return rest.tv_sec < 0 ? (struct timespec){0} : rest;
}

int timeout_milliseconds(const Timeout *timeout)
{
    if (!timeout->is_limited)
        return -1;
    struct timespec rest = timeout_rest(timeout);
    int64_t milliseconds = (int64_t)rest.tv_sec * 1000 + (rest.tv_nsec + 999999) / 1000000;
    return milliseconds > INT_MAX ? INT_MAX : (int)milliseconds;
}

/* --- select() ------------------------------------------------------------------------------------------- */

/* One of the three lists. A fileno() may change what was given: here are those that were asked. */
typedef struct Files {
    Ref items; /* a list, or NULL */
    int numbers[FD_SETSIZE];
    size_t count;
    fd_set set;
} Files;

static bool add_file(Files *files, View item, int *highest)
{
    int fd;
    if (!posix_descriptor(item, &fd))
        return false;
    if (fd >= FD_SETSIZE)
        raise_error(ValueError, "filedescriptor out of range in select()");
    else if (files->count == FD_SETSIZE)
        raise_error(ValueError, "too many file descriptors in select()");
    if (error_is_set())
        return false;
    files->numbers[files->count++] = fd;
    FD_SET(fd, &files->set);
    *highest = fd > *highest ? fd : *highest;
    return true;
}

static bool files_from(Files *files, View sequence, int *highest)
{
    FD_ZERO(&files->set);
    files->count = 0;
    Ref source = is_kind(sequence, TYPE_FLAG_LIST) ? retain(sequence) : list_from_iterable(sequence);
    if (!source && error_clear_if(TypeError))
        raise_error(TypeError, "arguments 1-3 must be sequences");
    files->items = source ? list_new(0) : NULL;
    bool done = files->items != NULL;
    for (size_t i = 0; done && i < ((ListView)source)->used; i++) {
        Ref item = retain(((ListView)source)->items[i]);
        done = list_append((ListView)files->items, item) && add_file(files, item, highest);
        release(item);
    }
    release_maybe(source);
    return done;
}

/* Those that the system found ready, as they were given. */
static Ref ready_files(const Files *files, const fd_set *ready)
{
    Ref result = list_new(0);
    for (size_t i = 0; result && i < files->count && i < ((ListView)files->items)->used; i++)
        if (FD_ISSET(files->numbers[i], ready) && !list_append((ListView)result, ((ListView)files->items)->items[i]))
            clear_place(&result);
    return result;
}

/* How many are ready; -1 with an exception. */
static int wait_for(Files *files, fd_set *ready, int highest, const Timeout *timeout)
{
    int count;
    do {
        struct timespec rest = timeout->is_limited ? timeout_rest(timeout) : (struct timespec){0};
        int failure = EINTR;
        for (int i = 0; i < 3; i++)
            ready[i] = files[i].set;
        count = -1;
        if (interrupt_wait_begin()) {
            count = pselect(highest + 1, &ready[0], &ready[1], &ready[2], timeout->is_limited ? &rest : NULL, NULL);
            failure = errno;
        }
        interrupt_wait_end();
        errno = failure;
    } while (count < 0 && posix_retry());
    return count;
}

static Ref select_files(View self UNUSED, View *args)
{
    Files files[3] = {{0}};
    fd_set ready[3];
    Timeout timeout;
    bool is_negative;
    int highest = -1;
    Ref result = NULL;
    if (!timeout_from(&timeout, args[3], DURATION_SECOND, "timeout must be a float or None", &is_negative))
        return NULL;
    if (is_negative)
        return raise_error(ValueError, "timeout must be non-negative");
    if (files_from(&files[0], args[0], &highest) && files_from(&files[1], args[1], &highest) && files_from(&files[2], args[2], &highest) &&
        wait_for(files, ready, highest, &timeout) >= 0)
        result = tuple_from_array_take(
            (Ref[]){ready_files(&files[0], &ready[0]), ready_files(&files[1], &ready[1]), ready_files(&files[2], &ready[2])}, 3);
    for (int i = 0; i < 3; i++)
        release_maybe(files[i].items);
    return result;
}

/* --- the table ------------------------------------------------------------------------------------------ */

static const NativeFunction functions[] = {
    {"poll()", poll_new, "Return an object with which files are registered and waited for."},
    {"select(rlist, wlist, xlist, timeout=None, /)", select_files,
     "Wait until one of the files is ready: to be read, to be written to, or in an exceptional state.\n"
     "\n"
     "A file is a descriptor or an object with fileno(). Returns three lists of those that are ready;\n"
     "they are empty if the time, in seconds, is over before."},
    {NULL, NULL, NULL},
};

#define CONSTANT(name)       \
    {                        \
#name, (int64_t)name \
    }
static const struct {
    const char *name;
    int64_t value;
} constants[] = {
    CONSTANT(PIPE_BUF),     CONSTANT(POLLIN),         CONSTANT(POLLPRI),       CONSTANT(POLLOUT),     CONSTANT(POLLERR),
    CONSTANT(POLLHUP),      CONSTANT(POLLNVAL),       CONSTANT(POLLRDNORM),    CONSTANT(POLLRDBAND),  CONSTANT(POLLWRNORM),
    CONSTANT(POLLWRBAND),   CONSTANT(POLLMSG),        CONSTANT(POLLRDHUP),     CONSTANT(EPOLLIN),     CONSTANT(EPOLLOUT),
    CONSTANT(EPOLLPRI),     CONSTANT(EPOLLERR),       CONSTANT(EPOLLHUP),      CONSTANT(EPOLLRDHUP),  CONSTANT(EPOLLET),
    CONSTANT(EPOLLONESHOT), CONSTANT(EPOLLEXCLUSIVE), CONSTANT(EPOLLRDNORM),   CONSTANT(EPOLLRDBAND), CONSTANT(EPOLLWRNORM),
    CONSTANT(EPOLLWRBAND),  CONSTANT(EPOLLMSG),       CONSTANT(EPOLL_CLOEXEC),
};
#undef CONSTANT

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(dict, constants[i].name, int_new(constants[i].value)))
            return false;
    return module_type_ready(&poll_type) && module_type_ready(&epoll_type) && dict_set_text(dict, "epoll", AS_OBJECT(&epoll_type)) &&
           dict_set_text(dict, "error", AS_OBJECT(&exception_types[OSError]));
}

const NativeModule select_module = {.name = "select",
                                    .doc = "Waiting until one of several files is ready. selectors is easier to use.",
                                    .functions = functions,
                                    .init = init};
