/* select_poll: objects of select.poll(): files registered once, waited for many times.
 *
 * Invariants:  `entries[0..count)` are in the order in which they were registered, each descriptor once. While
 *              a thread waits the system has them: others get RuntimeError from poll(), and what they register
 *              counts from the next call (the waiting thread works on a copy). */
#include <errno.h>
#include <limits.h>
#include <poll.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/posix/posix.h"
#include "stdlib/select/select_private.h"
#include "vm/run/signals.h"

typedef struct PollObject {
    GC_HEAD(is_waiting);
    struct pollfd *entries; /* owned, or NULL */
    size_t count, capacity;
} PollObject;

static PollObject *poll_of(View self)
{
    return (PollObject *)self;
}

Ref poll_new(View self UNUSED, View *args UNUSED)
{
    return type_allocate(&poll_type, 0);
}

static void poll_finish(View self)
{
    PollObject *poll = poll_of(self);
    if (poll->entries)
        heap_free(poll->entries, poll->capacity * sizeof *poll->entries);
}

static struct pollfd *find(PollObject *poll, int fd)
{
    for (size_t i = 0; i < poll->count; i++)
        if (poll->entries[i].fd == fd)
            return &poll->entries[i];
    return NULL;
}

static bool grow(PollObject *poll)
{
    size_t capacity = poll->capacity ? poll->capacity * 2 : 8;
    struct pollfd *entries = heap_allocate(capacity * sizeof *entries);
    if (!entries) {
        raise_memory_error();
        return false;
    }
    if (poll->entries) {
        memcpy(entries, poll->entries, poll->count * sizeof *entries);
        heap_free(poll->entries, poll->capacity * sizeof *poll->entries);
    }
    poll->entries = entries;
    poll->capacity = capacity;
    return true;
}

/* 16 bits without a sign. */
static bool events_from(View argument, short *events)
{
    int64_t number = 0;
    if (!argument) {
        *events = POLLIN | POLLPRI | POLLOUT;
        return true;
    }
    Ref whole = object_index(argument);
    if (!whole)
        return false;
    bool fits = int_to_int64(whole, &number), is_negative = int_sign(whole) < 0;
    release(whole);
    if (is_negative)
        raise_error(ValueError, "value must be positive");
    else if (!fits || number > USHRT_MAX)
        raise_error(OverflowError, "Python int too large for C unsigned short");
    *events = (short)number;
    return !error_is_set();
}

static Ref poll_register(View self, View *args)
{
    int fd;
    short events;
    PollObject *poll = poll_of(self);
    if (!posix_descriptor(args[0], &fd) || !events_from(args[1], &events))
        return NULL;
    struct pollfd *entry = find(poll, fd);
    if (!entry) {
        if (poll->count == poll->capacity && !grow(poll))
            return NULL;
        entry = &poll->entries[poll->count++];
    }
    *entry = (struct pollfd){.fd = fd, .events = events};
    return none_new();
}

static Ref poll_modify(View self, View *args)
{
    int fd;
    short events;
    if (!posix_descriptor(args[0], &fd) || !events_from(args[1], &events))
        return NULL;
    struct pollfd *entry = find(poll_of(self), fd);
    if (!entry)
        return raise_errno(ENOENT, NULL);
    entry->events = events;
    return none_new();
}

static Ref poll_unregister(View self, View *args)
{
    int fd;
    PollObject *poll = poll_of(self);
    if (!posix_descriptor(args[0], &fd))
        return NULL;
    struct pollfd *entry = find(poll, fd);
    if (!entry) {
        Ref key = int_new(fd);
        if (key)
            raise_value(KeyError, key);
        release_maybe(key);
        return NULL;
    }
    poll->count--;
    memmove(entry, entry + 1, (size_t)(poll->entries + poll->count - entry) * sizeof *entry);
    return none_new();
}

static Ref ready_entries(const struct pollfd *entries, size_t count)
{
    Ref list = list_new(0);
    for (size_t i = 0; list && i < count; i++) {
        if (!entries[i].revents)
            continue;
        Ref pair = tuple_from_array_take((Ref[]){int_new(entries[i].fd), int_new(entries[i].revents & 0xffff)}, 2);
        if (!pair || !list_append_take((ListView)list, pair))
            clear_place(&list);
    }
    return list;
}

static Ref wait_on(struct pollfd *entries, size_t count, const Timeout *timeout)
{
    int ready;
    POSIX_WAIT(ready, -1, poll(entries, count, timeout_milliseconds(timeout)));
    return ready < 0 ? NULL : ready_entries(entries, count);
}

static Ref poll_poll(View self, View *args)
{
    PollObject *poll = poll_of(self);
    Timeout timeout;
    bool is_negative;
    if (!timeout_from(&timeout, args[0], 1000000, "timeout must be an integer or None", &is_negative))
        return NULL;
    if (poll->is_waiting)
        return raise_error(RuntimeError, "concurrent poll() invocation");
    size_t count = poll->count;
    struct pollfd *copy = heap_allocate((count + 1) * sizeof *copy);
    if (!copy)
        return raise_memory_error();
    if (count)
        memcpy(copy, poll->entries, count * sizeof *copy);
    retain(self);
    poll->is_waiting = true;
    Ref result = wait_on(copy, count, &timeout);
    poll->is_waiting = false;
    release(self);
    heap_free(copy, (count + 1) * sizeof *copy);
    return result;
}

static const NativeFunction poll_methods[] = {
    {"register(fd, eventmask=POLLIN | POLLPRI | POLLOUT, /)", poll_register, "Register a file, or change what is awaited of it."},
    {"modify(fd, eventmask, /)", poll_modify, "Change what is awaited of a registered file."},
    {"unregister(fd, /)", poll_unregister, "Remove a file."},
    {"poll(timeout=None, /)", poll_poll,
     "Wait until something awaited has happened, for so many milliseconds at most.\n"
     "\n"
     "Returns a list of pairs (descriptor, events)."},
    {NULL, NULL, NULL},
};

TypeObject poll_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "select.poll",
    .size = sizeof(PollObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .finish = poll_finish,
    .methods = poll_methods,
};
