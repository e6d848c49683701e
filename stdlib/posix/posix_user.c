/* posix_user: users and groups of the process, process groups, sessions, terminals.
 *
 * A user's or group's number is 32 bits without a sign; -1 stands for "leave it as it is". */
#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <utmp.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix_private.h"

bool posix_owner_id(View argument, const char *what, uint32_t *result)
{
    int64_t number;
    if (!is_int(argument) && !type_of_peek(argument)->as_index) {
        raise_error(TypeError, "%s should be integer, not %T", what, argument);
        return false;
    }
    Ref whole = object_index(argument);
    if (!whole)
        return false;
    bool fits = int_to_int64(whole, &number), is_negative = int_sign(whole) < 0;
    release(whole);
    if (fits && number >= -1 && number <= UINT32_MAX) {
        *result = (uint32_t)number;
        return true;
    }
    raise_error(OverflowError, fits || is_negative ? "%s is less than minimum" : "%s is greater than maximum", what);
    return false;
}

/* --- numbers of the process ----------------------------------------------------------------------------- */

#define NUMBER(name, value)                               \
    Ref posix_##name(View self UNUSED, View *args UNUSED) \
    {                                                     \
        return int_new((int64_t)(value));                 \
    }
NUMBER(getpgrp, getpgrp())
NUMBER(getuid, getuid())
NUMBER(geteuid, geteuid())
NUMBER(getgid, getgid())
NUMBER(getegid, getegid())
#undef NUMBER

static Ref done(int result)
{
    return result ? raise_errno(errno, NULL) : none_new();
}

/* One, two or three numbers; `setter` gets them. */
#define SET_1(name, what)                                                  \
    Ref posix_##name(View self UNUSED, View *args)                         \
    {                                                                      \
        uint32_t id;                                                       \
        return posix_owner_id(args[0], what, &id) ? done(name(id)) : NULL; \
    }
#define SET_2(name, first, second)                                                                                  \
    Ref posix_##name(View self UNUSED, View *args)                                                                  \
    {                                                                                                               \
        uint32_t a, b;                                                                                              \
        return posix_owner_id(args[0], first, &a) && posix_owner_id(args[1], second, &b) ? done(name(a, b)) : NULL; \
    }
#define SET_3(name, what)                                                                                                        \
    Ref posix_##name(View self UNUSED, View *args)                                                                               \
    {                                                                                                                            \
        uint32_t a, b, c;                                                                                                        \
        bool good = posix_owner_id(args[0], what, &a) && posix_owner_id(args[1], what, &b) && posix_owner_id(args[2], what, &c); \
        return good ? done(name(a, b, c)) : NULL;                                                                                \
    }
SET_1(setuid, "uid")
SET_1(seteuid, "uid")
SET_1(setgid, "gid")
SET_1(setegid, "gid")
SET_2(setreuid, "uid", "uid")
SET_2(setregid, "gid", "gid")
SET_3(setresuid, "uid")
SET_3(setresgid, "gid")
#undef SET_1
#undef SET_2
#undef SET_3

static Ref three(uint32_t a, uint32_t b, uint32_t c)
{
    return tuple_from_array_take((Ref[]){int_new((int64_t)a), int_new((int64_t)b), int_new((int64_t)c)}, 3);
}

Ref posix_getresuid(View self UNUSED, View *args UNUSED)
{
    uid_t real, effective, saved;
    return getresuid(&real, &effective, &saved) ? raise_errno(errno, NULL) : three(real, effective, saved);
}

Ref posix_getresgid(View self UNUSED, View *args UNUSED)
{
    gid_t real, effective, saved;
    return getresgid(&real, &effective, &saved) ? raise_errno(errno, NULL) : three(real, effective, saved);
}

/* --- groups --------------------------------------------------------------------------------------------- */

static Ref groups_to_list(const gid_t *groups, size_t count)
{
    Ref list = list_new(0);
    for (size_t i = 0; list && i < count; i++) {
        Ref number = int_new((int64_t)groups[i]);
        if (!number || !list_append_take((ListView)list, number))
            clear_place(&list);
    }
    return list;
}

Ref posix_getgroups(View self UNUSED, View *args UNUSED)
{
    static gid_t groups[NGROUPS_MAX];
    int count = getgroups(NGROUPS_MAX, groups);
    return count < 0 ? raise_errno(errno, NULL) : groups_to_list(groups, (size_t)count);
}

bool posix_groups_from(View items, const char *too_many, gid_t **groups, size_t *count)
{
    Ref list = is_kind(items, TYPE_FLAG_LIST) || is_tuple(items) ? list_from_iterable(items) : NULL;
    *groups = NULL;
    if (!list) {
        if (!error_is_set())
            raise_error(TypeError, "setgroups argument must be a sequence");
        return false;
    }
    *count = ((ListView)list)->used;
    if (*count > NGROUPS_MAX)
        raise_error(ValueError, "%s", too_many);
    else if (!(*groups = heap_allocate((*count + 1) * sizeof **groups)))
        raise_memory_error();
    for (size_t i = 0; *groups && !error_is_set() && i < *count; i++) {
        View item = ((ListView)list)->items[i];
        if (!is_int(item))
            raise_error(TypeError, "groups must be integers");
        else
            (void)!posix_owner_id(item, "gid", &(*groups)[i]);
    }
    release(list);
    if (!error_is_set())
        return true;
    posix_groups_free(*groups, *count);
    *groups = NULL;
    return false;
}

void posix_groups_free(gid_t *groups, size_t count)
{
    if (groups)
        heap_free(groups, (count + 1) * sizeof *groups);
}

Ref posix_setgroups(View self UNUSED, View *args)
{
    gid_t *groups;
    size_t count;
    if (!posix_groups_from(args[0], "too many groups", &groups, &count))
        return NULL;
    Ref result = done(setgroups(count, groups));
    posix_groups_free(groups, count);
    return result;
}

Ref posix_getgrouplist(View self UNUSED, View *args)
{
    uint32_t group;
    static gid_t groups[NGROUPS_MAX];
    Ref user = posix_system_text(args[0]), result = NULL;
    if (user && posix_owner_id(args[1], "gid", &group))
        result = groups_to_list(groups, posix_groups_of_user(posix_text_of(user), group, groups, NGROUPS_MAX));
    release_maybe(user);
    return result;
}

Ref posix_initgroups(View self UNUSED, View *args)
{
    uint32_t group;
    static gid_t groups[NGROUPS_MAX];
    Ref user = posix_system_text(args[0]), result = NULL;
    if (user && posix_owner_id(args[1], "gid", &group))
        result = done(setgroups(posix_groups_of_user(posix_text_of(user), group, groups, NGROUPS_MAX), groups));
    release_maybe(user);
    return result;
}

/* --- process groups and sessions ------------------------------------------------------------------------ */

Ref posix_getpgid(View self UNUSED, View *args)
{
    int process;
    if (!posix_process_id(args[0], &process))
        return NULL;
    pid_t group = getpgid(process);
    return group < 0 ? raise_errno(errno, NULL) : int_new(group);
}

Ref posix_setpgid(View self UNUSED, View *args)
{
    int process, group;
    return posix_process_id(args[0], &process) && posix_process_id(args[1], &group) ? done(setpgid(process, group)) : NULL;
}

Ref posix_setpgrp(View self UNUSED, View *args UNUSED)
{
    return done(setpgrp());
}

Ref posix_getsid(View self UNUSED, View *args)
{
    int process;
    if (!posix_process_id(args[0], &process))
        return NULL;
    pid_t session = getsid(process);
    return session < 0 ? raise_errno(errno, NULL) : int_new(session);
}

Ref posix_setsid(View self UNUSED, View *args UNUSED)
{
    return setsid() < 0 ? raise_errno(errno, NULL) : none_new();
}

/* --- terminals ------------------------------------------------------------------------------------------ */

Ref posix_tcgetpgrp(View self UNUSED, View *args)
{
    int fd;
    if (!posix_int(args[0], &fd))
        return NULL;
    pid_t group = tcgetpgrp(fd);
    return group < 0 ? raise_errno(errno, NULL) : int_new(group);
}

Ref posix_tcsetpgrp(View self UNUSED, View *args)
{
    int fd, group;
    return posix_int(args[0], &fd) && posix_process_id(args[1], &group) ? done(tcsetpgrp(fd, group)) : NULL;
}

Ref posix_ttyname(View self UNUSED, View *args)
{
    int fd;
    char name[PATH_MAX];
    if (!posix_int(args[0], &fd))
        return NULL;
    int failure = ttyname_r(fd, name, sizeof name);
    return failure ? raise_errno(failure, NULL) : posix_text(name, strlen(name));
}

Ref posix_ctermid(View self UNUSED, View *args UNUSED)
{
    char name[L_ctermid];
    return ctermid(name) ? posix_text(name, strlen(name)) : raise_errno(errno, NULL);
}

/* Neither end is inherited by other programs. */
Ref posix_openpty(View self UNUSED, View *args UNUSED)
{
    int master, slave;
    if (openpty(&master, &slave, NULL, NULL, NULL))
        return raise_errno(errno, NULL);
    if (!posix_make_inheritable(master, false) || !posix_make_inheritable(slave, false)) {
        close(master);
        close(slave);
        return NULL;
    }
    return tuple_from_array_take((Ref[]){int_new(master), int_new(slave)}, 2);
}

Ref posix_login_tty(View self UNUSED, View *args)
{
    int fd;
    return posix_int(args[0], &fd) ? done(login_tty(fd)) : NULL;
}
