/* select_epoll: epoll objects: the system keeps the list of files. The object owns the descriptor of that list;
 * -1 when it is closed. */
#include <errno.h>
#include <limits.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/duration.h"
#include "stdlib/posix/posix.h"
#include "stdlib/select/select_private.h"
#include "vm/run/signals.h"

typedef struct EpollObject {
    GC_HEAD(unused);
    int descriptor;
} EpollObject;

static EpollObject *epoll_of(View self)
{
    return (EpollObject *)self;
}

static Ref with_descriptor(TypeObject *type, int fd)
{
    Ref self = type_allocate(type, 0);
    if (self)
        epoll_of(self)->descriptor = fd;
    return self;
}

static Ref epoll_new(View type, View *args)
{
    int size = -1, flags = 0;
    if ((args[0] && !posix_int(args[0], &size)) || (args[1] && !posix_int(args[1], &flags)))
        return NULL;
    if (size != -1 && size <= 0)
        return raise_error(ValueError, "negative sizehint");
    if (flags && flags != EPOLL_CLOEXEC)
        return raise_error(OSError, "invalid flags");
    int fd = epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0)
        return raise_errno(errno, NULL);
    Ref self = with_descriptor((TypeObject *)type, fd);
    if (!self)
        close(fd);
    return self;
}

static Ref epoll_from_fd(View type, View *args)
{
    int fd;
    return posix_int(args[0], &fd) ? with_descriptor((TypeObject *)type, fd) : NULL;
}

static int close_it(EpollObject *epoll)
{
    int fd = epoll->descriptor;
    epoll->descriptor = -1;
    return fd >= 0 && close(fd) ? errno : 0;
}

static void epoll_finish(View self)
{
    (void)close_it(epoll_of(self));
}

static bool check_open(View self)
{
    if (epoll_of(self)->descriptor < 0)
        raise_error(ValueError, "I/O operation on closed epoll object");
    return epoll_of(self)->descriptor >= 0;
}

static Ref epoll_close(View self, View *args UNUSED)
{
    int failure = close_it(epoll_of(self));
    return failure ? raise_errno(failure, NULL) : none_new();
}

static Ref epoll_fileno(View self, View *args UNUSED)
{
    return check_open(self) ? int_new(epoll_of(self)->descriptor) : NULL;
}

static Ref epoll_enter(View self, View *args UNUSED)
{
    return check_open(self) ? retain(self) : NULL;
}

static Ref epoll_get_closed(View self)
{
    return bool_new(epoll_of(self)->descriptor < 0);
}

/* 32 bits; more are cut off, as in CPython. */
static bool events_from(View argument, uint32_t *events)
{
    int64_t number = EPOLLIN | EPOLLPRI | EPOLLOUT;
    if (argument && !object_as_int64(argument, &number))
        return false;
    *events = (uint32_t)number;
    return true;
}

static Ref control(View self, int operation, View file, View mask)
{
    int fd;
    uint32_t events = 0;
    if (!check_open(self) || !posix_descriptor(file, &fd) || (operation != EPOLL_CTL_DEL && !events_from(mask, &events)))
        return NULL;
    struct epoll_event event = {.events = events, .data.fd = fd};
    return epoll_ctl(epoll_of(self)->descriptor, operation, fd, &event) ? raise_errno(errno, NULL) : none_new();
}

static Ref epoll_register(View self, View *args)
{
    return control(self, EPOLL_CTL_ADD, args[0], args[1]);
}

static Ref epoll_modify(View self, View *args)
{
    return control(self, EPOLL_CTL_MOD, args[0], args[1]);
}

static Ref epoll_unregister(View self, View *args)
{
    return control(self, EPOLL_CTL_DEL, args[0], NULL);
}

static Ref events_to_list(const struct epoll_event *events, int count)
{
    Ref list = list_new(0);
    for (int i = 0; list && i < count; i++) {
        Ref pair = tuple_from_array_take((Ref[]){int_new(events[i].data.fd), int_new((int64_t)events[i].events)}, 2);
        if (!pair || !list_append_take((ListView)list, pair))
            clear_place(&list);
    }
    return list;
}

static Ref epoll_poll(View self, View *args)
{
    int most = FD_SETSIZE - 1, count;
    bool is_negative;
    Timeout timeout;
    if (!check_open(self) || !timeout_from(&timeout, args[0], DURATION_SECOND, "timeout must be an integer or None", &is_negative))
        return NULL;
    if (args[1] && !posix_int(args[1], &most))
        return NULL;
    if (most == -1)
        most = FD_SETSIZE - 1;
    if (most < 1)
        return raise_error(ValueError, "maxevents must be greater than 0, got %d", most);
    size_t size = (size_t)most * sizeof(struct epoll_event);
    struct epoll_event *events = heap_allocate(size);
    if (!events)
        return raise_memory_error();
    retain(self);
    POSIX_WAIT(count, -1, epoll_wait(epoll_of(self)->descriptor, events, most, timeout_milliseconds(&timeout)));
    Ref result = count < 0 ? NULL : events_to_list(events, count);
    release(self);
    heap_free(events, size);
    return result;
}

static const NativeProperty epoll_properties[] = {
    {"closed", epoll_get_closed, NULL, "True if the object is closed"},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction epoll_methods[] = {
    {"register(fd, eventmask=EPOLLIN | EPOLLPRI | EPOLLOUT)", epoll_register, "Register a file; OSError if it is registered already."},
    {"modify(fd, eventmask)", epoll_modify, "Change what is awaited of a registered file."},
    {"unregister(fd)", epoll_unregister, "Remove a file."},
    {"poll(timeout=None, maxevents=-1)", epoll_poll,
     "Wait until something awaited has happened, for so many seconds at most.\n"
     "\n"
     "Returns a list of at most maxevents pairs (descriptor, events)."},
    {"close()", epoll_close, "Close the object; it cannot be used any more."},
    {"fileno()", epoll_fileno, "Return the object's own descriptor."},
    {"__enter__()", epoll_enter, NULL},
    {"__exit__(exc_type=None, exc_value=None, exc_tb=None, /)", epoll_close, NULL},
    {NULL, NULL, NULL},
};
static const NativeFunction epoll_class_methods[] = {
    {"fromfd(fd, /)", epoll_from_fd, "Return an epoll object of an open descriptor."},
    {NULL, NULL, NULL},
};
static const NativeFunction epoll_new_native = {"epoll(sizehint=-1, flags=0)", epoll_new, NULL};

TypeObject epoll_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "select.epoll",
    .doc = "An object with which files are registered and waited for, also very many. sizehint is not needed any more.",
    .size = sizeof(EpollObject),
    .flags = TYPE_FLAG_GC,
    .finish = epoll_finish,
    .new_native = &epoll_new_native,
    .methods = epoll_methods,
    .class_methods = epoll_class_methods,
    .properties = epoll_properties,
};
