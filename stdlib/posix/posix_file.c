/* posix_file: files by descriptor and by name: open, read, mkdir, rename … Each function is the system call
 * of its name. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix_private.h"
#include "vm/run/interrupt.h"

/* --- descriptors ---------------------------------------------------------------------------------------- */

Ref posix_open(View self UNUSED, View *args)
{
    int flags, mode = 0777, fd, directory;
    Path path;
    if (!path_from_argument(&path, args[0], PATH_ONLY, "open", "path"))
        return NULL;
    if (!posix_int(args[1], &flags) || (args[2] && !posix_int(args[2], &mode)) || !posix_dir_fd(args[3], &directory)) {
        path_free(&path);
        return NULL;
    }
    if (!AUDIT("open", "OOi", path.object, NONE, (int64_t)(flags | O_CLOEXEC)))
        return path_give_up(&path);
    do {
        int failure = EINTR;
        fd = -1;
        if (interrupt_wait_begin()) { /* a pipe with a name waits for its other end */
            fd = openat(directory, path.text, flags | O_CLOEXEC, mode);
            failure = errno;
        }
        interrupt_wait_end();
        errno = failure;
        if (fd < 0 && errno != EINTR)
            return path_raise_free(&path);
    } while (fd < 0 && posix_retry());
    path_free(&path);
    return fd < 0 ? NULL : int_new(fd);
}

Ref posix_close(View self UNUSED, View *args)
{
    int fd;
    if (!posix_int(args[0], &fd))
        return NULL;
    return close(fd) && errno != EINTR ? raise_errno(errno, NULL) : none_new(); /* the descriptor is gone even then */
}

Ref posix_read(View self UNUSED, View *args)
{
    int fd;
    Index wanted;
    if (!posix_int(args[0], &fd) || !object_as_ssize(args[1], &wanted))
        return NULL;
    if (wanted < 0)
        return raise_errno(EINVAL, NULL);
    if (wanted > INT_MAX)
        wanted = INT_MAX; /* the most that Linux reads at once */
    Ref buffer = bytes_new(NULL, (size_t)wanted);
    if (!buffer)
        return NULL;
    ssize_t count;
    POSIX_WAIT(count, -1, read(fd, ((BytesObject *)buffer)->data, (size_t)wanted));
    Ref result = count < 0 ? NULL : count == wanted ? retain(buffer) : bytes_new(((BytesObject *)buffer)->data, (size_t)count);
    release(buffer);
    return result;
}

Ref posix_write(View self UNUSED, View *args)
{
    int fd;
    ssize_t count;
    BytesHold hold;
    if (!posix_int(args[0], &fd) || !bytes_hold_required(args[1], &hold))
        return NULL;
    POSIX_WAIT(count, -1, write(fd, hold.data, hold.length > INT_MAX ? INT_MAX : hold.length));
    bytes_let_go(&hold);
    return count < 0 ? NULL : int_new(count);
}

Ref posix_lseek(View self UNUSED, View *args)
{
    int fd, whence;
    int64_t position;
    if (!posix_int(args[0], &fd) || !object_as_int64(args[1], &position) || !posix_int(args[2], &whence))
        return NULL;
    off_t result = lseek(fd, position, whence);
    return result < 0 ? raise_errno(errno, NULL) : int_new(result);
}

Ref posix_isatty(View self UNUSED, View *args)
{
    int fd;
    return posix_int(args[0], &fd) ? bool_new(isatty(fd)) : NULL;
}

Ref posix_fsync(View self UNUSED, View *args)
{
    int fd, result;
    if (!posix_descriptor(args[0], &fd))
        return NULL;
    POSIX_WAIT(result, -1, fsync(fd));
    return result < 0 ? NULL : none_new();
}

Ref posix_ftruncate(View self UNUSED, View *args)
{
    int fd;
    int64_t length;
    if (!posix_int(args[0], &fd) || !object_as_int64(args[1], &length))
        return NULL;
    if (!AUDIT("os.truncate", "ii", (int64_t)fd, length))
        return NULL;
    return ftruncate(fd, length) ? raise_errno(errno, NULL) : none_new();
}

/* Copies are not inherited by other programs, unless asked for. */
Ref posix_dup(View self UNUSED, View *args)
{
    int fd;
    if (!posix_int(args[0], &fd))
        return NULL;
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? raise_errno(errno, NULL) : int_new(copy);
}

Ref posix_dup2(View self UNUSED, View *args)
{
    int fd, target, inheritable = args[2] ? object_truth(args[2]) : 1;
    if (inheritable < 0 || !posix_int(args[0], &fd) || !posix_int(args[1], &target))
        return NULL;
    int copy = inheritable || fd == target ? dup2(fd, target) : dup3(fd, target, O_CLOEXEC);
    return copy < 0 ? raise_errno(errno, NULL) : int_new(copy);
}

static Ref pair_take(Ref first, Ref second)
{
    Ref result = first && second ? tuple_pack(2, first, second) : NULL;
    release_maybe(first);
    release_maybe(second);
    return result;
}

Ref posix_pipe(View self UNUSED, View *args UNUSED)
{
    int ends[2];
    return pipe2(ends, O_CLOEXEC) ? raise_errno(errno, NULL) : pair_take(int_new(ends[0]), int_new(ends[1]));
}

/* --- one path ------------------------------------------------------------------------------------------- */

/* The result of a call about the path: None, or OSError. Frees the path. */
static Ref finished(Path *path, int result)
{
    if (result)
        return path_raise_free(path);
    path_free(path);
    return none_new();
}

Ref posix_chdir(View self UNUSED, View *args)
{
    Path path;
    if (!path_from_argument(&path, args[0], PATH_OR_FD, "chdir", "path"))
        return NULL;
    if (!AUDIT("os.chdir", "O", path.object))
        return path_give_up(&path);
    return finished(&path, path.text ? chdir(path.text) : fchdir(path.fd));
}

Ref posix_mkdir(View self UNUSED, View *args)
{
    int mode = 0777, directory;
    Path path;
    if ((args[1] && !posix_int(args[1], &mode)) || !posix_dir_fd(args[2], &directory) ||
        !path_from_argument(&path, args[0], PATH_ONLY, "mkdir", "path"))
        return NULL;
    if (!AUDIT("os.mkdir", "Oii", path.object, (int64_t)mode, directory_told(directory)))
        return path_give_up(&path);
    return finished(&path, mkdirat(directory, path.text, (mode_t)mode));
}

Ref posix_rmdir(View self UNUSED, View *args)
{
    int directory;
    Path path;
    if (!posix_dir_fd(args[1], &directory) || !path_from_argument(&path, args[0], PATH_ONLY, "rmdir", "path"))
        return NULL;
    if (!AUDIT("os.rmdir", "Oi", path.object, directory_told(directory)))
        return path_give_up(&path);
    return finished(&path, unlinkat(directory, path.text, AT_REMOVEDIR));
}

static Ref unlink_as(View *args, const char *function)
{
    int directory;
    Path path;
    if (!posix_dir_fd(args[1], &directory) || !path_from_argument(&path, args[0], PATH_ONLY, function, "path"))
        return NULL;
    if (!AUDIT("os.remove", "Oi", path.object, directory_told(directory)))
        return path_give_up(&path);
    return finished(&path, unlinkat(directory, path.text, 0));
}

Ref posix_unlink(View self UNUSED, View *args)
{
    return unlink_as(args, "unlink");
}

Ref posix_remove(View self UNUSED, View *args)
{
    return unlink_as(args, "remove");
}

Ref posix_access(View self UNUSED, View *args)
{
    int mode, directory, effective = args[3] ? object_truth(args[3]) : 0, follow = args[4] ? object_truth(args[4]) : 1;
    Path path;
    if (effective < 0 || follow < 0 || !posix_int(args[1], &mode) || !posix_dir_fd(args[2], &directory) ||
        !path_from_argument(&path, args[0], PATH_ONLY, "access", "path"))
        return NULL;
    int flags = (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
    bool result = faccessat(directory, path.text, mode, flags) == 0;
    path_free(&path);
    return bool_new(result);
}

Ref posix_chmod(View self UNUSED, View *args)
{
    int mode, directory, follow = args[3] ? object_truth(args[3]) : 1;
    Path path;
    if (follow < 0 || !posix_int(args[1], &mode) || !posix_dir_fd(args[2], &directory) ||
        !path_from_argument(&path, args[0], PATH_OR_FD, "chmod", "path"))
        return NULL;
    if (!AUDIT("os.chmod", "Oii", path.object, (int64_t)mode, directory_told(directory)))
        return path_give_up(&path);
    int result = path.text ? fchmodat(directory, path.text, (mode_t)mode, follow ? 0 : AT_SYMLINK_NOFOLLOW) : fchmod(path.fd, (mode_t)mode);
    if (result == 0 || follow || (errno != ENOTSUP && errno != EOPNOTSUPP))
        return finished(&path, result);
    path_free(&path); /* the system cannot change a link itself */
    if (directory != AT_FDCWD)
        return raise_error(ValueError, "chmod: cannot use dir_fd and follow_symlinks together");
    return raise_error(NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
}

Ref posix_truncate(View self UNUSED, View *args)
{
    int64_t length;
    Path path;
    if (!path_from_argument(&path, args[0], PATH_OR_FD, "truncate", "path"))
        return NULL;
    if (!object_as_int64(args[1], &length)) {
        path_free(&path);
        return NULL;
    }
    if (!AUDIT("os.truncate", "Oi", path.object, length))
        return path_give_up(&path);
    return finished(&path, path.text ? truncate(path.text, length) : ftruncate(path.fd, length));
}

Ref posix_readlink(View self UNUSED, View *args)
{
    char target[PATH_MAX];
    int directory;
    Path path;
    if (!posix_dir_fd(args[1], &directory) || !path_from_argument(&path, args[0], PATH_ONLY, "readlink", "path"))
        return NULL;
    ssize_t length = readlinkat(directory, path.text, target, sizeof target);
    if (length < 0)
        return path_raise_free(&path);
    Ref result = path.is_bytes ? bytes_new(target, (size_t)length) : posix_text(target, (size_t)length);
    path_free(&path);
    return result;
}

/* --- two paths ------------------------------------------------------------------------------------------ */

/* OSError that shows both, as "'a' -> 'b'". */
static void *raise_two(int number, View first, View second)
{
    Ref code = int_new(number), text = code ? str_from_text(strerror(number)) : NULL;
    Ref args = text ? tuple_pack(5, code, text, first, NONE, second) : NULL;
    Ref exception = args ? call_tuple(AS_OBJECT(&exception_types[OSError]), args, NULL) : NULL;
    release_maybe(code);
    release_maybe(text);
    release_maybe(args);
    return exception ? raise_take(exception) : NULL;
}

/* How the system is asked: from a path below one directory to one below another. */
typedef int PathsCall(int from, const char *source, int to, const char *target);

static bool tell_two(const char *event, const Path *source, const Path *target, View from, int from_directory, int to_directory)
{
    int64_t to = directory_told(to_directory);
    return from ? AUDIT(event, "OOii", source->object, target->object, directory_told(from_directory), to)
                : AUDIT(event, "OOi", source->object, target->object, to);
}

static Ref with_two(View *args, View from, View to, const char *function, const char *event, PathsCall *call)
{
    int from_directory, to_directory;
    Path source, target;
    if (!posix_dir_fd(from, &from_directory) || !posix_dir_fd(to, &to_directory) ||
        !path_from_argument(&source, args[0], PATH_ONLY, function, "src"))
        return NULL;
    if (!path_from_argument(&target, args[1], PATH_ONLY, function, "dst")) {
        path_free(&source);
        return NULL;
    }
    bool is_allowed = tell_two(event, &source, &target, from, from_directory, to_directory);
    int failure = is_allowed && call(from_directory, source.text, to_directory, target.text) ? errno : 0;
    Ref result = !is_allowed ? NULL : failure ? raise_two(failure, source.object, target.object) : none_new();
    path_free(&source);
    path_free(&target);
    return result;
}

static int link_itself(int from, const char *source, int to, const char *target)
{
    return linkat(from, source, to, target, 0);
}

static int link_target(int from, const char *source, int to, const char *target)
{
    return linkat(from, source, to, target, AT_SYMLINK_FOLLOW);
}

static int make_symlink(int from UNUSED, const char *source, int to, const char *target)
{
    return symlinkat(source, to, target);
}

Ref posix_rename(View self UNUSED, View *args)
{
    return with_two(args, args[2] ? args[2] : NONE, args[3], "rename", "os.rename", renameat);
}

Ref posix_replace(View self UNUSED, View *args)
{
    return with_two(args, args[2] ? args[2] : NONE, args[3], "replace", "os.rename", renameat);
}

/* Unless it was asked for, a link to a link is one to the link itself, as link(2) does it on Linux. */
Ref posix_link(View self UNUSED, View *args)
{
    int follow = args[4] ? object_truth(args[4]) : 0;
    return follow < 0 ? NULL : with_two(args, args[2] ? args[2] : NONE, args[3], "link", "os.link", follow ? link_target : link_itself);
}

Ref posix_symlink(View self UNUSED, View *args)
{
    return with_two(args, NULL, args[3], "symlink", "os.symlink", make_symlink);
}

/* --- times ---------------------------------------------------------------------------------------------- */

/* Split an int of nanoseconds, or an int or float of seconds. */
static bool moment_from(View number, bool is_nanoseconds, struct timespec *moment)
{
    int64_t whole;
    if (!is_nanoseconds && is_float(number)) {
        double seconds = float_value(number), start = __builtin_floor(seconds);
        // cppcheck-suppress incorrectLogicOperator ; it misreads hexadecimal floats
        if (!(start >= -0x1p62 && start < 0x1p62)) {
            raise_error(OverflowError, "timestamp out of range for platform time_t");
            return false;
        }
        *moment = (struct timespec){.tv_sec = (time_t)start, .tv_nsec = (long)((seconds - start) * 1e9)};
        return true;
    }
    if (!object_as_int64(number, &whole))
        return false;
    if (!is_nanoseconds) {
        *moment = (struct timespec){.tv_sec = whole};
        return true;
    }
    int64_t rest = whole % 1000000000;
    rest += rest < 0 ? 1000000000 : 0;
    *moment = (struct timespec){.tv_sec = (whole - rest) / 1000000000, .tv_nsec = rest};
    return true;
}

static bool moments_from(View times, bool is_nanoseconds, struct timespec *moments)
{
    if (!is_tuple(times) || tuple_length(times) != 2) {
        raise_error(TypeError, is_nanoseconds ? "utime: 'ns' must be a tuple of two ints"
                                              : "utime: 'times' must be either a tuple of two ints or None");
        return false;
    }
    return moment_from(tuple_item_peek(times, 0), is_nanoseconds, &moments[0]) &&
           moment_from(tuple_item_peek(times, 1), is_nanoseconds, &moments[1]);
}

Ref posix_utime(View self UNUSED, View *args)
{
    View times = args[1] && args[1] != NONE ? args[1] : NULL, nanoseconds = args[2];
    int follow = args[4] ? object_truth(args[4]) : 1;
    struct timespec moments[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
    int directory;
    Path path;
    if (follow < 0 || !posix_dir_fd(args[3], &directory))
        return NULL;
    if (times && nanoseconds)
        return raise_error(ValueError, "utime: you may specify either 'times' or 'ns' but not both");
    if ((times && !moments_from(times, false, moments)) || (nanoseconds && !moments_from(nanoseconds, true, moments)))
        return NULL;
    if (!path_from_argument(&path, args[0], PATH_OR_FD, "utime", "path"))
        return NULL;
    if (!posix_check_dir_fd(&path, directory, follow, "utime"))
        return NULL;
    if (!AUDIT("os.utime", "OOOi", path.object, args[1], nanoseconds, directory_told(directory)))
        return path_give_up(&path);
    int result = path.text ? utimensat(directory, path.text, moments, follow ? 0 : AT_SYMLINK_NOFOLLOW) : futimens(path.fd, moments);
    path_free(&path);
    return result ? raise_errno(errno, NULL) : none_new(); /* CPython does not show the path here */
}

/* --- the process's own ---------------------------------------------------------------------------------- */

static Ref current_directory(Ref (*make)(const char *, size_t))
{
    char *path = getcwd(NULL, 0);
    if (!path)
        return raise_errno(errno, NULL);
    Ref result = make(path, strlen(path));
    free(path);
    return result;
}

static Ref bytes_of(const char *text, size_t length)
{
    return bytes_new(text, length);
}

Ref posix_getcwd(View self UNUSED, View *args UNUSED)
{
    return current_directory(posix_text);
}

Ref posix_getcwdb(View self UNUSED, View *args UNUSED)
{
    return current_directory(bytes_of);
}

Ref posix_umask(View self UNUSED, View *args)
{
    int mask;
    return posix_int(args[0], &mask) ? int_new(umask((mode_t)mask)) : NULL;
}
