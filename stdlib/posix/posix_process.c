/* posix_process: processes: making one (fork), ending, signalling and awaiting others. exec is in posix_exec.c.
 *
 * fork:   the child has the calling thread alone. Callables given to register_at_fork run around it: those
 *         `before` from the last to the first, the others in order; what they raise is reported.
 * wait:   as all calls that may take long, others run meanwhile, and a signal's handler is called. */
#include <errno.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/_imp.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix_private.h"
#include "stdlib/resource.h"
#include "vm/import/module_lock.h"
#include "vm/run/signals.h"
#include "vm/run/threads.h"

/* --- fork ----------------------------------------------------------------------------------------------- */

static Ref before_fork, after_in_child, after_in_parent; /* lists, or NULL */

static bool add_hook(Ref *list, View hook)
{
    if (!hook)
        return true;
    if (!*list && (!module_keep(list) || !(*list = list_new(0))))
        return false;
    return list_append((ListView)*list, hook);
}

Ref posix_register_at_fork(View self UNUSED, View *args)
{
    static const char *const names[] = {"before", "after_in_child", "after_in_parent"};
    if (!args[0] && !args[1] && !args[2])
        return raise_error(TypeError, "At least one argument is required.");
    for (int i = 0; i < 3; i++)
        if (args[i] && !object_is_callable(args[i]))
            return raise_error(TypeError, "'%s' must be callable, not %T", names[i], args[i]);
    bool done = add_hook(&before_fork, args[0]) && add_hook(&after_in_child, args[1]) && add_hook(&after_in_parent, args[2]);
    return done ? none_new() : NULL;
}

/* Those that were there at the start: a hook may add others. */
static void run_hooks(View list, bool from_the_last)
{
    Ref hooks_now = list ? list_from_iterable(list) : NULL;
    size_t count = hooks_now ? ((ListView)hooks_now)->used : 0;
    for (size_t i = 0; i < count; i++) {
        View hook = ((ListView)hooks_now)->items[from_the_last ? count - 1 - i : i];
        Ref result = call_0(hook);
        if (!result)
            error_write_unraisable(NULL, hook);
        release_maybe(result);
    }
    release_maybe(hooks_now);
    error_clear();
}

bool posix_before_fork(void)
{
    run_hooks(before_fork, true);
    return imp_lock_take();
}

void posix_after_fork_in_child(void)
{
    threads_after_fork();
    module_locks_after_fork();
    imp_lock_give();
    run_hooks(after_in_child, false);
}

void posix_after_fork_in_parent(void)
{
    imp_lock_give();
    run_hooks(after_in_parent, false);
}

/* Around either kind of fork. -1 with an exception. */
static pid_t fork_with_hooks(int *terminal)
{
    if (!posix_before_fork())
        return -1;
    pid_t process = terminal ? forkpty(terminal, NULL, NULL, NULL) : fork();
    int failure = errno;
    if (process == 0)
        posix_after_fork_in_child();
    else
        posix_after_fork_in_parent();
    if (process < 0)
        raise_errno(failure, NULL);
    return process;
}

Ref posix_fork(View self UNUSED, View *args UNUSED)
{
    pid_t process = fork_with_hooks(NULL);
    return process < 0 ? NULL : int_new(process);
}

Ref posix_forkpty(View self UNUSED, View *args UNUSED)
{
    int terminal = -1;
    pid_t process = fork_with_hooks(&terminal);
    return process < 0 ? NULL : tuple_from_array_take((Ref[]){int_new(process), int_new(terminal)}, 2);
}

/* --- its own number, its end ---------------------------------------------------------------------------- */

Ref posix_getpid(View self UNUSED, View *args UNUSED)
{
    return int_new(getpid());
}

Ref posix_getppid(View self UNUSED, View *args UNUSED)
{
    return int_new(getppid());
}

Ref posix_exit_now(View self UNUSED, View *args)
{
    int status;
    if (!posix_int(args[0], &status))
        return NULL;
    _exit(status);
}

Ref posix_abort(View self UNUSED, View *args UNUSED)
{
    abort();
}

/* --- signals and commands ------------------------------------------------------------------------------- */

Ref posix_kill(View self UNUSED, View *args)
{
    int process;
    Index number;
    if (!posix_process_id(args[0], &process) || !object_as_ssize(args[1], &number))
        return NULL;
    if (!AUDIT("os.kill", "ii", (int64_t)process, (int64_t)number))
        return NULL;
    if (kill(process, (int)number))
        return raise_errno(errno, NULL);
    return signals_handle() ? none_new() : NULL; /* it may have been this process's */
}

Ref posix_killpg(View self UNUSED, View *args)
{
    int group, number;
    if (!posix_process_id(args[0], &group) || !posix_int(args[1], &number))
        return NULL;
    if (!AUDIT("os.killpg", "ii", (int64_t)group, (int64_t)number))
        return NULL;
    if (killpg(group, number))
        return raise_errno(errno, NULL);
    return signals_handle() ? none_new() : NULL;
}

Ref posix_system(View self UNUSED, View *args)
{
    Ref command = posix_system_text(args[0]);
    if (!command)
        return NULL;
    if (!AUDIT("os.system", "O", command)) {
        release(command);
        return NULL;
    }
    threads_release(); /* system() itself sees to it that Ctrl-C is the command's */
    int status = system(posix_text_of(command));
    threads_acquire();
    release(command);
    return int_new(status);
}

Ref posix_pidfd_open(View self UNUSED, View *args)
{
    int process, flags = 0;
    if (!posix_process_id(args[0], &process) || (args[1] && !posix_int(args[1], &flags)))
        return NULL;
    long descriptor = syscall(SYS_pidfd_open, process, flags);
    return descriptor < 0 ? raise_errno(errno, NULL) : int_new(descriptor);
}

/* --- waiting -------------------------------------------------------------------------------------------- */

/* wait4 is all of the family. With `usage` its result has a third item. */
static Ref wait_for(pid_t process, int options, bool with_usage)
{
    int status = 0;
    pid_t found;
    struct rusage usage = {0};
    POSIX_WAIT(found, -1, wait4(process, &status, options, &usage));
    if (found < 0)
        return NULL;
    if (!with_usage)
        return tuple_from_array_take((Ref[]){int_new(found), int_new(status)}, 2);
    return tuple_from_array_take((Ref[]){int_new(found), int_new(status), resource_usage_new(&usage)}, 3);
}

Ref posix_wait(View self UNUSED, View *args UNUSED)
{
    return wait_for(-1, 0, false);
}

Ref posix_wait3(View self UNUSED, View *args)
{
    int options;
    return posix_int(args[0], &options) ? wait_for(-1, options, true) : NULL;
}

Ref posix_wait4(View self UNUSED, View *args)
{
    int process, options;
    return posix_process_id(args[0], &process) && posix_int(args[1], &options) ? wait_for(process, options, true) : NULL;
}

Ref posix_waitpid(View self UNUSED, View *args)
{
    int process, options;
    return posix_process_id(args[0], &process) && posix_int(args[1], &options) ? wait_for(process, options, false) : NULL;
}

static const StructSeqField waitid_fields[] = {{"si_pid", NULL},    {"si_uid", NULL},  {"si_signo", NULL},
                                               {"si_status", NULL}, {"si_code", NULL}, {NULL, NULL}};
static StructSeqType waitid_type = STRUCTSEQ("posix.waitid_result", waitid_fields, 5, 0, "What waitid returns.");

Ref posix_waitid(View self UNUSED, View *args)
{
    int kind, id, options, result;
    siginfo_t info = {0};
    if (!posix_process_id(args[0], &kind) || !posix_process_id(args[1], &id) || !posix_int(args[2], &options))
        return NULL;
    POSIX_WAIT(result, -1, waitid((idtype_t)kind, (id_t)id, &info, options));
    if (result < 0)
        return NULL;
    if (info.si_pid == 0)
        return none_new();
    return structseq_new_take(&waitid_type, (Ref[]){int_new(info.si_pid), int_new((int64_t)info.si_uid), int_new(info.si_signo),
                                                    int_new(info.si_status), int_new(info.si_code)});
}

Ref posix_waitstatus_to_exitcode(View self UNUSED, View *args)
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

#define STATUS_FUNCTION(name, make)                \
    Ref posix_##name(View self UNUSED, View *args) \
    {                                              \
        int status;                                \
        if (!posix_int(args[0], &status))          \
            return NULL;                           \
        return make(name(status));                 \
    }
STATUS_FUNCTION(WCOREDUMP, bool_new)
STATUS_FUNCTION(WEXITSTATUS, int_new)
STATUS_FUNCTION(WIFCONTINUED, bool_new)
STATUS_FUNCTION(WIFEXITED, bool_new)
STATUS_FUNCTION(WIFSIGNALED, bool_new)
STATUS_FUNCTION(WIFSTOPPED, bool_new)
STATUS_FUNCTION(WSTOPSIG, int_new)
STATUS_FUNCTION(WTERMSIG, int_new)
#undef STATUS_FUNCTION

bool posix_process_ready(DictView dict)
{
    return posix_structseq_ready(dict, "waitid_result", &waitid_type);
}
