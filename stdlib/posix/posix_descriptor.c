/* posix_descriptor: what is asked and set of an open descriptor: inheritable, blocking, locked; pipes, event
 * counters, files in memory. Reading and writing is in posix_file.c and posix_transfer.c. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix_private.h"
#include "vm/run/signals.h"

bool posix_descriptor(View object, int *fd)
{
    Ref number = NULL;
    if (is_int(object)) {
        number = retain(object);
    } else {
        Ref name = str_intern_text("fileno"), method = name ? object_get_attribute_maybe(object, name) : NULL;
        release_maybe(name);
        if (!method) {
            if (!error_is_set())
                raise_error(TypeError, "argument must be an int, or have a fileno() method.");
            return false;
        }
        number = call_0(method);
        release(method);
        if (number && !is_int(number)) {
            clear_place(&number);
            raise_error(TypeError, "fileno() returned a non-integer");
        }
    }
    bool fits = number && posix_int(number, fd);
    release_maybe(number);
    if (fits && *fd < 0) {
        raise_error(ValueError, "file descriptor cannot be a negative integer (%d)", *fd);
        return false;
    }
    return fits;
}

static Ref done(int result)
{
    return result < 0 ? raise_errno(errno, NULL) : none_new();
}

/* --- inherited by other programs? ----------------------------------------------------------------------- */

bool posix_make_inheritable(int fd, bool is_inheritable)
{
    int flags = fcntl(fd, F_GETFD);
    int wanted = is_inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
    if (flags >= 0 && (flags == wanted || fcntl(fd, F_SETFD, wanted) >= 0))
        return true;
    raise_errno(errno, NULL);
    return false;
}

Ref posix_get_inheritable(View self UNUSED, View *args)
{
    int fd;
    if (!posix_int(args[0], &fd))
        return NULL;
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? raise_errno(errno, NULL) : bool_new(!(flags & FD_CLOEXEC));
}

Ref posix_set_inheritable(View self UNUSED, View *args)
{
    int fd, inheritable;
    if (!posix_int(args[0], &fd) || !posix_int(args[1], &inheritable))
        return NULL;
    return posix_make_inheritable(fd, inheritable) ? none_new() : NULL;
}

Ref posix_get_blocking(View self UNUSED, View *args)
{
    int fd;
    if (!posix_int(args[0], &fd))
        return NULL;
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 ? raise_errno(errno, NULL) : bool_new(!(flags & O_NONBLOCK));
}

Ref posix_set_blocking(View self UNUSED, View *args)
{
    int fd, blocking = object_truth(args[1]);
    if (blocking < 0 || !posix_int(args[0], &fd))
        return NULL;
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 ? raise_errno(errno, NULL) : done(fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

/* --- more of them --------------------------------------------------------------------------------------- */

Ref posix_pipe2(View self UNUSED, View *args)
{
    int flags, ends[2];
    if (!posix_int(args[0], &flags))
        return NULL;
    return pipe2(ends, flags) ? raise_errno(errno, NULL) : tuple_from_array_take((Ref[]){int_new(ends[0]), int_new(ends[1])}, 2);
}

Ref posix_eventfd(View self UNUSED, View *args)
{
    int64_t value;
    int flags = EFD_CLOEXEC;
    if (!object_as_int64(args[0], &value) || (args[1] && !posix_int(args[1], &flags)))
        return NULL;
    int fd = eventfd((unsigned)value, flags);
    return fd < 0 ? raise_errno(errno, NULL) : int_new(fd);
}

Ref posix_eventfd_read(View self UNUSED, View *args)
{
    int fd, result;
    eventfd_t value;
    if (!posix_descriptor(args[0], &fd))
        return NULL;
    POSIX_WAIT(result, -1, eventfd_read(fd, &value));
    return result < 0 ? NULL : int_from_uint64(value);
}

Ref posix_eventfd_write(View self UNUSED, View *args)
{
    int fd, result;
    uint64_t value;
    if (!posix_descriptor(args[0], &fd) || !posix_uint64(args[1], &value))
        return NULL;
    POSIX_WAIT(result, -1, eventfd_write(fd, value));
    return result < 0 ? NULL : none_new();
}

Ref posix_memfd_create(View self UNUSED, View *args)
{
    int64_t flags = MFD_CLOEXEC;
    Ref name = posix_system_text(args[0]), result = NULL;
    if (name && (!args[1] || object_as_int64(args[1], &flags))) {
        int fd = memfd_create(posix_text_of(name), (unsigned)flags);
        result = fd < 0 ? raise_errno(errno, NULL) : int_new(fd);
    }
    release_maybe(name);
    return result;
}

Ref posix_closerange(View self UNUSED, View *args)
{
    int low, high;
    if (!posix_int(args[0], &low) || !posix_int(args[1], &high))
        return NULL;
    posix_close_range(low, high - 1);
    return none_new();
}

void posix_close_range(int first, int last)
{
    if (first < 0)
        first = 0;
    if (first > last)
        return;
    if (syscall(SYS_close_range, (unsigned)first, (unsigned)last, 0) == 0)
        return;
    long most = sysconf(_SC_OPEN_MAX);
    for (int fd = first; fd <= last && (most < 0 || fd < most); fd++)
        close(fd);
}

/* --- the file behind it --------------------------------------------------------------------------------- */

Ref posix_fchdir(View self UNUSED, View *args)
{
    int fd;
    return posix_descriptor(args[0], &fd) && AUDIT("os.chdir", "i", (int64_t)fd) ? done(fchdir(fd)) : NULL;
}

Ref posix_fdatasync(View self UNUSED, View *args)
{
    int fd, result;
    if (!posix_descriptor(args[0], &fd))
        return NULL;
    POSIX_WAIT(result, -1, fdatasync(fd));
    return result < 0 ? NULL : none_new();
}

Ref posix_sync(View self UNUSED, View *args UNUSED)
{
    sync();
    return none_new();
}

Ref posix_fchmod(View self UNUSED, View *args)
{
    int fd, mode, result;
    if (!posix_int(args[0], &fd) || !posix_int(args[1], &mode))
        return NULL;
    POSIX_WAIT(result, -1, fchmod(fd, (mode_t)mode));
    return result < 0 ? NULL : none_new();
}

Ref posix_lockf(View self UNUSED, View *args)
{
    int fd, command, result;
    int64_t length;
    if (!posix_int(args[0], &fd) || !posix_int(args[1], &command) || !object_as_int64(args[2], &length))
        return NULL;
    POSIX_WAIT(result, -1, lockf(fd, command, length));
    return result < 0 ? NULL : none_new();
}

/* These return the error's number; after a signal they are tried again. */
Ref posix_posix_fallocate(View self UNUSED, View *args)
{
    int fd, failure;
    int64_t offset, length;
    if (!posix_int(args[0], &fd) || !object_as_int64(args[1], &offset) || !object_as_int64(args[2], &length))
        return NULL;
    do
        errno = failure = posix_fallocate(fd, offset, length);
    while (failure && posix_retry());
    return failure ? NULL : none_new();
}

Ref posix_posix_fadvise(View self UNUSED, View *args)
{
    int fd, advice, failure;
    int64_t offset, length;
    if (!posix_int(args[0], &fd) || !object_as_int64(args[1], &offset) || !object_as_int64(args[2], &length) ||
        !posix_int(args[3], &advice))
        return NULL;
    do
        errno = failure = posix_fadvise(fd, offset, length, advice);
    while (failure && posix_retry());
    return failure ? NULL : none_new();
}

/* The encoding of a terminal; None of anything else. */
Ref posix_device_encoding(View self UNUSED, View *args)
{
    int fd;
    if (!posix_int(args[0], &fd))
        return NULL;
    return fd >= 0 && isatty(fd) ? str_from_text("UTF-8") : none_new();
}

/* --- file systems --------------------------------------------------------------------------------------- */

static const StructSeqField statvfs_fields[] = {{"f_bsize", NULL},  {"f_frsize", NULL},  {"f_blocks", NULL}, {"f_bfree", NULL},
                                                {"f_bavail", NULL}, {"f_files", NULL},   {"f_ffree", NULL},  {"f_favail", NULL},
                                                {"f_flag", NULL},   {"f_namemax", NULL}, {"f_fsid", NULL},   {NULL, NULL}};
static StructSeqType statvfs_type = STRUCTSEQ("os.statvfs_result", statvfs_fields, 10, 0, "What statvfs and fstatvfs return.");

static Ref statvfs_new(const struct statvfs *s)
{
    return structseq_new_take(&statvfs_type,
                              (Ref[]){int_from_uint64(s->f_bsize), int_from_uint64(s->f_frsize), int_from_uint64(s->f_blocks),
                                      int_from_uint64(s->f_bfree), int_from_uint64(s->f_bavail), int_from_uint64(s->f_files),
                                      int_from_uint64(s->f_ffree), int_from_uint64(s->f_favail), int_from_uint64(s->f_flag),
                                      int_from_uint64(s->f_namemax), int_from_uint64(s->f_fsid)});
}

Ref posix_statvfs(View self UNUSED, View *args)
{
    Path path;
    struct statvfs result;
    if (!path_from_argument(&path, args[0], PATH_OR_FD, "statvfs", "path"))
        return NULL;
    if (path.text ? statvfs(path.text, &result) : fstatvfs(path.fd, &result))
        return path_raise_free(&path);
    path_free(&path);
    return statvfs_new(&result);
}

Ref posix_fstatvfs(View self UNUSED, View *args)
{
    int fd, failure;
    struct statvfs result;
    if (!posix_int(args[0], &fd))
        return NULL;
    POSIX_WAIT(failure, -1, fstatvfs(fd, &result));
    return failure < 0 ? NULL : statvfs_new(&result);
}

bool posix_descriptor_ready(DictView dict)
{
    return posix_structseq_ready(dict, "statvfs_result", &statvfs_type);
}
