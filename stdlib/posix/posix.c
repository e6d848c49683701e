/* posix: the system's calls, on which os.py of the library is built. Files are in posix_file.c, posix_stat.c
 * and posix_directory.c.
 *
 * What CPython knows and Ouro does not (fork, exec, users' rights …) is absent, so that os.py and programs
 * see that it is. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix_private.h"
#include "vm/module.h"
#include "vm/run/frame.h"
#include "vm/run/signals.h"

extern char **environ;

static Ref posix_fspath(View self UNUSED, View *args)
{
    return posix_path(args[0]);
}

/* --- the environment ------------------------------------------------------------------------------------ */

static bool add_variable(DictView dict, const char *entry)
{
    const char *equals = strchr(entry, '=');
    if (!equals || equals == entry)
        return true;
    Ref key = bytes_new(entry, (size_t)(equals - entry)), value = key ? bytes_new(equals + 1, strlen(equals + 1)) : NULL;
    int known = value ? dict_contains(dict, key) : -1; /* the first of two of the same name counts */
    bool done = known > 0 || (known == 0 && dict_set(dict, key, value));
    release_maybe(key);
    release_maybe(value);
    return done;
}

/* As bytes: os.py decodes. */
static Ref environment(void)
{
    Ref dict = dict_new();
    for (char **entry = environ; dict && entry && *entry; entry++)
        if (!add_variable((DictView)dict, *entry))
            clear_place(&dict);
    return dict;
}

/* A str or bytes without a zero inside, as an owned bytes. */
static Ref variable_text(View argument)
{
    const unsigned char *data;
    size_t length;
    Ref path = posix_path(argument), bytes = path ? is_bytes(path) ? retain(path) : posix_bytes(path) : NULL;
    release_maybe(path);
    if (bytes && bytes_data_peek(bytes, &data, &length) && strlen((const char *)data) != length) {
        release(bytes);
        return raise_error(ValueError, "embedded null byte");
    }
    return bytes;
}

static const char *text_of(View bytes)
{
    return (const char *)((BytesObject *)bytes)->data;
}

static Ref posix_putenv(View self UNUSED, View *args)
{
    Ref name = variable_text(args[0]), value = name ? variable_text(args[1]) : NULL, result = NULL;
    if (value && strchr(text_of(name), '='))
        raise_error(ValueError, "illegal environment variable name");
    else if (value)
        result = setenv(text_of(name), text_of(value), 1) ? raise_errno(errno, NULL) : none_new();
    release_maybe(name);
    release_maybe(value);
    return result;
}

static Ref posix_unsetenv(View self UNUSED, View *args)
{
    Ref name = variable_text(args[0]);
    if (!name)
        return NULL;
    Ref result = unsetenv(text_of(name)) ? raise_errno(errno, NULL) : none_new();
    release(name);
    return result;
}

/* --- processes ------------------------------------------------------------------------------------------ */

#define NUMBER(name, value)                                      \
    static Ref posix_##name(View self UNUSED, View *args UNUSED) \
    {                                                            \
        return int_new(value);                                   \
    }
NUMBER(getpid, getpid())
NUMBER(getppid, getppid())
NUMBER(getpgrp, getpgrp())
NUMBER(getuid, getuid())
NUMBER(geteuid, geteuid())
NUMBER(getgid, getgid())
NUMBER(getegid, getegid())
#undef NUMBER

static Ref posix_exit_now(View self UNUSED, View *args)
{
    int status;
    if (!posix_int(args[0], &status))
        return NULL;
    _exit(status);
}

static Ref posix_abort(View self UNUSED, View *args UNUSED)
{
    abort();
}

static Ref posix_kill(View self UNUSED, View *args)
{
    int process, number;
    if (!posix_process_id(args[0], &process) || !posix_int(args[1], &number))
        return NULL;
    if (kill(process, number))
        return raise_errno(errno, NULL);
    return signals_handle() ? none_new() : NULL; /* it may have been this process's, by SIGINT */
}

static Ref posix_killpg(View self UNUSED, View *args)
{
    int group, number;
    if (!posix_process_id(args[0], &group) || !posix_int(args[1], &number))
        return NULL;
    if (killpg(group, number))
        return raise_errno(errno, NULL);
    return signals_handle() ? none_new() : NULL;
}

static Ref posix_system(View self UNUSED, View *args)
{
    Ref command = variable_text(args[0]);
    if (!command)
        return NULL;
    int status = system(text_of(command));
    release(command);
    return int_new(status);
}

static Ref posix_waitpid(View self UNUSED, View *args)
{
    int process, options, status = 0;
    pid_t found;
    if (!posix_process_id(args[0], &process) || !posix_int(args[1], &options))
        return NULL;
    do
        found = waitpid(process, &status, options);
    while (found < 0 && posix_retry());
    Ref first = found < 0 ? NULL : int_new(found), second = first ? int_new(status) : NULL;
    Ref result = second ? tuple_pack(2, first, second) : NULL;
    release_maybe(first);
    release_maybe(second);
    return result;
}

static Ref posix_waitstatus_to_exitcode(View self UNUSED, View *args)
{
    int status;
    if (!posix_int(args[0], &status))
        return NULL;
    if (WIFEXITED(status))
        return int_new(WEXITSTATUS(status));
    if (WIFSIGNALED(status))
        return int_new(-WTERMSIG(status));
    if (WIFSTOPPED(status))
        return raise_error(ValueError, "process stopped by delivery of signal %d", WSTOPSIG(status));
    return raise_error(ValueError, "invalid wait status: %d", status);
}

/* --- the machine ---------------------------------------------------------------------------------------- */

static const StructSeqField uname_fields[] = {
    {"sysname", "operating system name"},    {"nodename", "name of machine on network (implementation-defined)"},
    {"release", "operating system release"}, {"version", "operating system version"},
    {"machine", "hardware identifier"},      {NULL, NULL},
};
static StructSeqType uname_type = STRUCTSEQ("posix.uname_result", uname_fields, 5, 0, "What uname returns.");

static const StructSeqField times_fields[] = {
    {"user", "user time"},
    {"system", "system time"},
    {"children_user", "user time of children"},
    {"children_system", "system time of children"},
    {"elapsed", "elapsed time since an arbitrary point in the past"},
    {NULL, NULL},
};
static StructSeqType times_type = STRUCTSEQ("posix.times_result", times_fields, 5, 0, "What times returns.");

static const StructSeqField terminal_fields[] = {
    {"columns", "width of the terminal window in characters"},
    {"lines", "height of the terminal window in characters"},
    {NULL, NULL},
};
static StructSeqType terminal_type = STRUCTSEQ("os.terminal_size", terminal_fields, 2, 0,
                                               "A tuple of (columns, lines) for holding terminal window size");

static Ref text(const char *bytes)
{
    return posix_text(bytes, strlen(bytes));
}

static Ref posix_uname(View self UNUSED, View *args UNUSED)
{
    struct utsname names;
    if (uname(&names))
        return raise_errno(errno, NULL);
    return structseq_new_take(
        &uname_type, (Ref[]){text(names.sysname), text(names.nodename), text(names.release), text(names.version), text(names.machine)});
}

static Ref posix_times(View self UNUSED, View *args UNUSED)
{
    struct tms spent;
    clock_t elapsed = times(&spent);
    double ticks = (double)sysconf(_SC_CLK_TCK);
    if (elapsed == (clock_t)-1)
        return raise_errno(errno, NULL);
    return structseq_new_take(&times_type, (Ref[]){float_new((double)spent.tms_utime / ticks), float_new((double)spent.tms_stime / ticks),
                                                   float_new((double)spent.tms_cutime / ticks), float_new((double)spent.tms_cstime / ticks),
                                                   float_new((double)elapsed / ticks)});
}

Ref posix_get_terminal_size(View self UNUSED, View *args)
{
    int fd = STDOUT_FILENO;
    struct winsize size;
    if (args[0] && !posix_int(args[0], &fd))
        return NULL;
    if (ioctl(fd, TIOCGWINSZ, &size))
        return raise_errno(errno, NULL);
    return structseq_new_take(&terminal_type, (Ref[]){int_new(size.ws_col), int_new(size.ws_row)});
}

static Ref posix_cpu_count(View self UNUSED, View *args UNUSED)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? none_new() : int_new(count);
}

static Ref posix_sched_yield(View self UNUSED, View *args UNUSED)
{
    return sched_yield() ? raise_errno(errno, NULL) : none_new();
}

static Ref posix_getloadavg(View self UNUSED, View *args UNUSED)
{
    double loads[3];
    if (getloadavg(loads, 3) != 3)
        return raise_error(OSError, "Load averages are unobtainable");
    Ref a = float_new(loads[0]), b = float_new(loads[1]), c = float_new(loads[2]), result = a && b && c ? tuple_pack(3, a, b, c) : NULL;
    release_maybe(a);
    release_maybe(b);
    release_maybe(c);
    return result;
}

static Ref posix_urandom(View self UNUSED, View *args)
{
    Index wanted;
    if (!object_as_index(args[0], &wanted))
        return NULL;
    if (wanted < 0)
        return raise_error(ValueError, "negative argument not allowed");
    Ref result = bytes_new(NULL, (size_t)wanted);
    for (Index got = 0; result && got < wanted;) {
        ssize_t count = getrandom(((BytesObject *)result)->data + got, (size_t)(wanted - got), 0);
        if (count < 0 && !posix_retry())
            clear_place(&result);
        got += count > 0 ? count : 0;
    }
    return result;
}

static Ref posix_strerror(View self UNUSED, View *args)
{
    int code;
    return posix_int(args[0], &code) ? text(strerror(code)) : NULL;
}

/* --- the table ------------------------------------------------------------------------------------------ */

static const NativeFunction functions[] = {
    {"_exit(status)", posix_exit_now, "Exit to the system with specified status, without normal exit processing."},
    {"abort()", posix_abort, "Abort the interpreter immediately."},
    {"access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", posix_access,
     "Use the real uid/gid to test for access to a path."},
    {"chdir(path)", posix_chdir, "Change the current working directory to the specified path."},
    {"chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", posix_chmod, "Change the access permissions of a file."},
    {"close(fd)", posix_close, "Close a file descriptor."},
    {"cpu_count()", posix_cpu_count, "Return the number of CPUs in the system; return None if indeterminable."},
    {"dup(fd, /)", posix_dup, "Return a duplicate of a file descriptor."},
    {"dup2(fd, fd2, inheritable=True)", posix_dup2, "Duplicate file descriptor."},
    {"fspath(path)", posix_fspath, "Return the file system path representation of the object."},
    {"fstat(fd)", posix_fstat, "Perform a stat system call on the given file descriptor."},
    {"fsync(fd)", posix_fsync, "Force write of fd to disk."},
    {"ftruncate(fd, length, /)", posix_ftruncate, "Truncate a file, specified by file descriptor, to a specific length."},
    {"get_terminal_size(fd=1, /)", posix_get_terminal_size, "Return the size of the terminal window as (columns, lines)."},
    {"getcwd()", posix_getcwd, "Return a unicode string representing the current working directory."},
    {"getcwdb()", posix_getcwdb, "Return a bytes string representing the current working directory."},
    {"getegid()", posix_getegid, "Return the current process's effective group id."},
    {"geteuid()", posix_geteuid, "Return the current process's effective user id."},
    {"getgid()", posix_getgid, "Return the current process's group id."},
    {"getloadavg()", posix_getloadavg, "Return average recent system load information."},
    {"getpgrp()", posix_getpgrp, "Return the current process group id."},
    {"getpid()", posix_getpid, "Return the current process id."},
    {"getppid()", posix_getppid, "Return the parent's process id."},
    {"getuid()", posix_getuid, "Return the current process's user id."},
    {"isatty(fd, /)", posix_isatty, "Return True if the fd is connected to a terminal."},
    {"kill(pid, signal, /)", posix_kill, "Kill a process with a signal."},
    {"killpg(pgid, signal, /)", posix_killpg, "Kill a process group with a signal."},
    {"link(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_link, "Create a hard link to a file."},
    {"listdir(path=None)", posix_listdir, "Return a list containing the names of the files in the directory."},
    {"lseek(fd, position, whence, /)", posix_lseek, "Set the position of a file descriptor.  Return the new position."},
    {"lstat(path, *, dir_fd=None)", posix_lstat, "Perform a stat system call on the given path, without following symbolic links."},
    {"mkdir(path, mode=511, *, dir_fd=None)", posix_mkdir, "Create a directory."},
    {"open(path, flags, mode=511, *, dir_fd=None)", posix_open, "Open a file for low level IO.  Returns a file descriptor (integer)."},
    {"pipe()", posix_pipe, "Create a pipe."},
    {"putenv(name, value, /)", posix_putenv, "Change or add an environment variable."},
    {"read(fd, length, /)", posix_read, "Read from a file descriptor.  Returns a bytes object."},
    {"readlink(path, *, dir_fd=None)", posix_readlink, "Return a string representing the path to which the symbolic link points."},
    {"remove(path, *, dir_fd=None)", posix_remove, "Remove a file (same as unlink())."},
    {"rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_rename, "Rename a file or directory."},
    {"replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_replace, "Rename a file or directory, overwriting the destination."},
    {"rmdir(path, *, dir_fd=None)", posix_rmdir, "Remove a directory."},
    {"scandir(path=None)", posix_scandir, "Return an iterator of DirEntry objects for given path."},
    {"sched_yield()", posix_sched_yield, "Voluntarily relinquish the CPU."},
    {"stat(path, *, dir_fd=None, follow_symlinks=True)", posix_stat, "Perform a stat system call on the given path."},
    {"strerror(code, /)", posix_strerror, "Translate an error code to a message string."},
    {"symlink(src, dst, target_is_directory=False, *, dir_fd=None)", posix_symlink, "Create a symbolic link pointing to src named dst."},
    {"system(command)", posix_system, "Execute the command in a subshell."},
    {"times()", posix_times, "Return a collection containing process timing information."},
    {"truncate(path, length)", posix_truncate, "Truncate a file, specified by path, to a specific length."},
    {"umask(mask, /)", posix_umask, "Set the current numeric umask and return the previous umask."},
    {"uname()", posix_uname, "Return an object identifying the current operating system."},
    {"unlink(path, *, dir_fd=None)", posix_unlink, "Remove a file (same as remove())."},
    {"unsetenv(name, /)", posix_unsetenv, "Delete an environment variable."},
    {"urandom(size, /)", posix_urandom, "Return a bytes object containing random bytes suitable for cryptographic use."},
    {"utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", posix_utime, "Set the access and modified time of path."},
    {"waitpid(pid, options, /)", posix_waitpid, "Wait for completion of a given child process."},
    {"waitstatus_to_exitcode(status)", posix_waitstatus_to_exitcode, "Convert a wait status to an exit code."},
    {"write(fd, data, /)", posix_write, "Write a bytes object to a file descriptor."},
    {NULL, NULL, NULL},
};

#define CONSTANT(name) #name, name

static const struct {
    const char *name;
    int64_t value;
} constants[] = {
#ifdef F_OK
    {CONSTANT(F_OK)},
#endif
#ifdef R_OK
    {CONSTANT(R_OK)},
#endif
#ifdef W_OK
    {CONSTANT(W_OK)},
#endif
#ifdef X_OK
    {CONSTANT(X_OK)},
#endif
#ifdef O_RDONLY
    {CONSTANT(O_RDONLY)},
#endif
#ifdef O_WRONLY
    {CONSTANT(O_WRONLY)},
#endif
#ifdef O_RDWR
    {CONSTANT(O_RDWR)},
#endif
#ifdef O_NDELAY
    {CONSTANT(O_NDELAY)},
#endif
#ifdef O_NONBLOCK
    {CONSTANT(O_NONBLOCK)},
#endif
#ifdef O_APPEND
    {CONSTANT(O_APPEND)},
#endif
#ifdef O_DSYNC
    {CONSTANT(O_DSYNC)},
#endif
#ifdef O_RSYNC
    {CONSTANT(O_RSYNC)},
#endif
#ifdef O_SYNC
    {CONSTANT(O_SYNC)},
#endif
#ifdef O_NOCTTY
    {CONSTANT(O_NOCTTY)},
#endif
#ifdef O_CREAT
    {CONSTANT(O_CREAT)},
#endif
#ifdef O_EXCL
    {CONSTANT(O_EXCL)},
#endif
#ifdef O_TRUNC
    {CONSTANT(O_TRUNC)},
#endif
#ifdef O_LARGEFILE
    {CONSTANT(O_LARGEFILE)},
#endif
#ifdef O_PATH
    {CONSTANT(O_PATH)},
#endif
#ifdef O_TMPFILE
    {CONSTANT(O_TMPFILE)},
#endif
#ifdef O_DIRECT
    {CONSTANT(O_DIRECT)},
#endif
#ifdef O_DIRECTORY
    {CONSTANT(O_DIRECTORY)},
#endif
#ifdef O_NOFOLLOW
    {CONSTANT(O_NOFOLLOW)},
#endif
#ifdef O_NOATIME
    {CONSTANT(O_NOATIME)},
#endif
#ifdef O_CLOEXEC
    {CONSTANT(O_CLOEXEC)},
#endif
#ifdef O_ACCMODE
    {CONSTANT(O_ACCMODE)},
#endif
#ifdef EX_OK
    {CONSTANT(EX_OK)},
#endif
#ifdef EX_USAGE
    {CONSTANT(EX_USAGE)},
#endif
#ifdef EX_DATAERR
    {CONSTANT(EX_DATAERR)},
#endif
#ifdef EX_NOINPUT
    {CONSTANT(EX_NOINPUT)},
#endif
#ifdef EX_NOUSER
    {CONSTANT(EX_NOUSER)},
#endif
#ifdef EX_NOHOST
    {CONSTANT(EX_NOHOST)},
#endif
#ifdef EX_UNAVAILABLE
    {CONSTANT(EX_UNAVAILABLE)},
#endif
#ifdef EX_SOFTWARE
    {CONSTANT(EX_SOFTWARE)},
#endif
#ifdef EX_OSERR
    {CONSTANT(EX_OSERR)},
#endif
#ifdef EX_OSFILE
    {CONSTANT(EX_OSFILE)},
#endif
#ifdef EX_CANTCREAT
    {CONSTANT(EX_CANTCREAT)},
#endif
#ifdef EX_IOERR
    {CONSTANT(EX_IOERR)},
#endif
#ifdef EX_TEMPFAIL
    {CONSTANT(EX_TEMPFAIL)},
#endif
#ifdef EX_PROTOCOL
    {CONSTANT(EX_PROTOCOL)},
#endif
#ifdef EX_NOPERM
    {CONSTANT(EX_NOPERM)},
#endif
#ifdef EX_CONFIG
    {CONSTANT(EX_CONFIG)},
#endif
#ifdef WNOHANG
    {CONSTANT(WNOHANG)},
#endif
#ifdef WUNTRACED
    {CONSTANT(WUNTRACED)},
#endif
#ifdef WCONTINUED
    {CONSTANT(WCONTINUED)},
#endif
#ifdef SEEK_DATA
    {CONSTANT(SEEK_DATA)},
#endif
#ifdef SEEK_HOLE
    {CONSTANT(SEEK_HOLE)},
#endif
#ifdef NGROUPS_MAX
    {CONSTANT(NGROUPS_MAX)},
#endif
#ifdef TMP_MAX
    {CONSTANT(TMP_MAX)},
#endif
#ifdef F_LOCK
    {CONSTANT(F_LOCK)},
#endif
#ifdef F_TLOCK
    {CONSTANT(F_TLOCK)},
#endif
#ifdef F_ULOCK
    {CONSTANT(F_ULOCK)},
#endif
#ifdef F_TEST
    {CONSTANT(F_TEST)},
#endif
    {CONSTANT(P_PID)},          {CONSTANT(P_PGID)}, {CONSTANT(P_ALL)},
#ifdef WEXITED
    {CONSTANT(WEXITED)},
#endif
#ifdef WNOWAIT
    {CONSTANT(WNOWAIT)},
#endif
#ifdef WSTOPPED
    {CONSTANT(WSTOPPED)},
#endif
#ifdef PRIO_PROCESS
    {CONSTANT(PRIO_PROCESS)},
#endif
#ifdef PRIO_PGRP
    {CONSTANT(PRIO_PGRP)},
#endif
#ifdef PRIO_USER
    {CONSTANT(PRIO_USER)},
#endif
#ifdef GRND_RANDOM
    {CONSTANT(GRND_RANDOM)},
#endif
#ifdef GRND_NONBLOCK
    {CONSTANT(GRND_NONBLOCK)},
#endif
};

#undef CONSTANT

/* What os.py asks to know where a descriptor may stand for a path, and where links need not be followed. */
static Ref have_functions(void)
{
    static const char *const names[] = {"HAVE_FCHDIR",   "HAVE_FCHMOD", "HAVE_FDOPENDIR", "HAVE_FTRUNCATE",
                                        "HAVE_FUTIMENS", "HAVE_LSTAT",  "HAVE_LUTIMES"};
    Ref list = list_new(0);
    for (size_t i = 0; list && i < COUNT_OF(names); i++) {
        Ref name = str_from_text(names[i]);
        if (!name || !list_append_take((ListView)list, name))
            clear_place(&list);
    }
    return list;
}

static bool add_structseq(DictView dict, const char *name, StructSeqType *type)
{
    return structseq_ready(type, module_type_ready) && dict_set_text(dict, name, AS_OBJECT(type));
}

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(dict, constants[i].name, int_new(constants[i].value)))
            return false;
    return posix_stat_ready(dict) && posix_directory_ready(dict) && add_structseq(dict, "uname_result", &uname_type) &&
           add_structseq(dict, "times_result", &times_type) && add_structseq(dict, "terminal_size", &terminal_type) &&
           dict_set_text_take(dict, "environ", environment()) && dict_set_text_take(dict, "_have_functions", have_functions()) &&
           dict_set_text(dict, "error", AS_OBJECT(&exception_types[OSError]));
}

const NativeModule posix_module = {
    .name = "posix", .doc = "This module provides access to operating system functionality.", .functions = functions, .init = init};
