/* _posixsubprocess: fork and exec in one step, for subprocess.
 *
 * Between fork and exec the child must do little: it is a copy of one thread of this process. Everything that
 * needs memory or Python is made ready before (Plan); only preexec_fn runs Python code in it.
 *
 * A child that cannot exec tells its parent over the error pipe: "OSError:" errno in hexadecimal ":" what
 * failed, or "SubprocessError:0:" what was wrong; then it ends with 255. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/life/gc.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix_private.h"
#include "vm/module.h"

extern char **environ;

/* The arguments of fork_exec, in order. */
enum {
    ARGS,
    EXECUTABLE_LIST,
    CLOSE_FDS,
    FDS_TO_KEEP,
    CWD,
    ENV,
    FIRST_PIPE, /* p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write */
    RESTORE_SIGNALS = FIRST_PIPE + 8,
    CALL_SETSID,
    PGID_TO_SET,
    GID,
    EXTRA_GROUPS,
    UID,
    CHILD_UMASK,
    PREEXEC_FN,
    ALLOW_VFORK, /* not needed: the copy of a process is cheap */
    ARGUMENT_COUNT
};
enum { IN_READ, IN_WRITE, OUT_READ, OUT_WRITE, ERROR_READ, ERROR_WRITE, REPORT_READ, REPORT_WRITE, PIPE_COUNT };

typedef struct Plan {
    TextVector arguments, executables, environment; /* environment.texts NULL: this process's */
    Ref directory;                                  /* bytes, or NULL */
    int *kept;                                      /* descriptors, in rising order */
    size_t kept_count;
    int pipes[PIPE_COUNT];
    bool closes, restores_signals, makes_session;
    int group_to_join, mask;
    gid_t *groups; /* NULL: as they are */
    size_t group_count;
    bool sets_user, sets_group;
    uint32_t user, group;
    View prepare; /* preexec_fn, or NULL */
} Plan;

/* --- before the fork ------------------------------------------------------------------------------------ */

static bool kept_from(Plan *plan, View descriptors)
{
    int64_t last = -1;
    plan->kept_count = tuple_length(descriptors);
    plan->kept = heap_allocate((plan->kept_count + 1) * sizeof *plan->kept);
    if (!plan->kept) {
        raise_memory_error();
        return false;
    }
    for (size_t i = 0; i < plan->kept_count; i++) {
        View item = tuple_item_peek(descriptors, i);
        int64_t number;
        if (!is_int(item) || !int_to_int64(int_view(item), &number) || number <= last || number > INT32_MAX) {
            raise_error(ValueError, "bad value(s) in fds_to_keep");
            return false;
        }
        last = number;
        plan->kept[i] = (int)number;
    }
    return true;
}

/* Each is a bytes already. */
static bool texts_from(TextVector *vector, View items, const char *name)
{
    if (!is_tuple(items) && !is_kind(items, TYPE_FLAG_LIST)) {
        raise_error(TypeError, "%s must be a sequence", name);
        return false;
    }
    return text_vector_from(vector, items);
}

static bool users_from(Plan *plan, View *args)
{
    if (args[EXTRA_GROUPS] != NONE) {
        if (!is_kind(args[EXTRA_GROUPS], TYPE_FLAG_LIST)) {
            raise_error(TypeError, "setgroups argument must be a sequence");
            return false;
        }
        if (!posix_groups_from(args[EXTRA_GROUPS], "too many extra_groups", &plan->groups, &plan->group_count)) {
            if (error_clear_if(OverflowError))
                raise_error(ValueError, "invalid group id");
            return false;
        }
    }
    plan->sets_group = args[GID] != NONE;
    plan->sets_user = args[UID] != NONE;
    return (!plan->sets_group || posix_owner_id(args[GID], "gid", &plan->group)) &&
           (!plan->sets_user || posix_owner_id(args[UID], "uid", &plan->user));
}

static bool numbers_from(Plan *plan, View *args)
{
    int restores, makes_session, closes = object_truth(args[CLOSE_FDS]);
    for (int i = 0; i < PIPE_COUNT; i++)
        if (!posix_int(args[FIRST_PIPE + i], &plan->pipes[i]))
            return false;
    if (closes < 0 || !posix_int(args[RESTORE_SIGNALS], &restores) || !posix_int(args[CALL_SETSID], &makes_session) ||
        !posix_process_id(args[PGID_TO_SET], &plan->group_to_join) || !posix_int(args[CHILD_UMASK], &plan->mask))
        return false;
    plan->closes = closes;
    plan->restores_signals = restores;
    plan->makes_session = makes_session;
    return true;
}

static bool make_plan(Plan *plan, View *args)
{
    *plan = (Plan){.prepare = args[PREEXEC_FN] == NONE ? NULL : args[PREEXEC_FN]};
    if (!is_tuple(args[FDS_TO_KEEP])) {
        raise_error(TypeError, "fork_exec() argument 4 must be tuple, not %K", args[FDS_TO_KEEP]);
        return false;
    }
    if (!numbers_from(plan, args))
        return false;
    if (plan->closes && plan->pipes[REPORT_WRITE] < 3) {
        raise_error(ValueError, "errpipe_write must be >= 3");
        return false;
    }
    if (!kept_from(plan, args[FDS_TO_KEEP]) || !texts_from(&plan->executables, args[EXECUTABLE_LIST], "executable_list") ||
        (args[ARGS] != NONE && !texts_from(&plan->arguments, args[ARGS], "argv")) ||
        (args[ENV] != NONE && !texts_from(&plan->environment, args[ENV], "env_list")))
        return false;
    if (args[CWD] != NONE && !(plan->directory = posix_system_text(args[CWD])))
        return false;
    return users_from(plan, args);
}

static void plan_free(Plan *plan)
{
    text_vector_free(&plan->arguments);
    text_vector_free(&plan->executables);
    text_vector_free(&plan->environment);
    clear_place(&plan->directory);
    if (plan->kept)
        heap_free(plan->kept, (plan->kept_count + 1) * sizeof *plan->kept);
    posix_groups_free(plan->groups, plan->group_count);
}

/* --- in the child --------------------------------------------------------------------------------------- */

static bool set_inherited(int fd, bool is_inherited)
{
    int flags = fcntl(fd, F_GETFD);
    return flags >= 0 && fcntl(fd, F_SETFD, is_inherited ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC) >= 0;
}

static void close_end(int fd)
{
    if (fd >= 0)
        close(fd);
}

/* A copy that does not stand in the way of the standard descriptors below `least`. */
static bool move_up(int *fd, int least)
{
    if (*fd < 0 || *fd >= least)
        return true;
    *fd = fcntl(*fd, F_DUPFD_CLOEXEC, least);
    return *fd >= 0;
}

static bool put_at(int fd, int target)
{
    return fd < 0 || (fd == target ? set_inherited(fd, true) : dup2(fd, target) >= 0);
}

/* The pipes become the standard descriptors. One that happens to have such a number already is first moved
 * out of the way. */
static bool arrange_pipes(Plan *plan)
{
    int *pipes = plan->pipes;
    for (size_t i = 0; i < plan->kept_count; i++)
        if (plan->kept[i] != pipes[REPORT_WRITE] && !set_inherited(plan->kept[i], true) && errno != EBADF)
            return false;
    close_end(pipes[IN_WRITE]);
    close_end(pipes[OUT_READ]);
    close_end(pipes[ERROR_READ]);
    close_end(pipes[REPORT_READ]);
    return move_up(&pipes[OUT_WRITE], 1) && move_up(&pipes[ERROR_WRITE], 2) && put_at(pipes[IN_READ], 0) && put_at(pipes[OUT_WRITE], 1) &&
           put_at(pipes[ERROR_WRITE], 2);
}

/* Those that Ouro ignores. */
static void restore_signals(void)
{
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
}

static bool change_user(const Plan *plan)
{
    return (!plan->groups || setgroups(plan->group_count, plan->groups) == 0) &&
           (!plan->sets_group || setregid(plan->group, plan->group) == 0) && (!plan->sets_user || setreuid(plan->user, plan->user) == 0);
}

static void close_others(const Plan *plan)
{
    int first = 3;
    for (size_t i = 0; i < plan->kept_count; i++) {
        if (plan->kept[i] < first)
            continue;
        posix_close_range(first, plan->kept[i] - 1);
        first = plan->kept[i] + 1;
    }
    posix_close_range(first, INT32_MAX);
}

/* errno of the one that was found and could not be run; else of the last. */
static void execute(const Plan *plan)
{
    int failure = 0;
    char **environment = plan->environment.texts ? plan->environment.texts : environ;
    for (size_t i = 0; i < plan->executables.count; i++) {
        execve(plan->executables.texts[i], plan->arguments.texts, environment);
        if (errno != ENOENT && errno != ENOTDIR && failure == 0)
            failure = errno;
    }
    if (failure)
        errno = failure;
}

static void write_all(int fd, const char *text)
{
    ssize_t written;
    for (size_t length = strlen(text); length; text += written, length -= (size_t)written)
        if ((written = write(fd, text, length)) <= 0)
            return;
}

static void report(int fd, int failure, const char *message)
{
    char text[64];
    if (failure)
        snprintf(text, sizeof text, "OSError:%X:", (unsigned)failure);
    write_all(fd, failure ? text : "SubprocessError:0:");
    write_all(fd, message);
}

/* Returns when something failed: errno, and the message. */
static const char *become(Plan *plan)
{
    const char *not_yet = "noexec"; /* subprocess knows by it that no program was tried */
    if (!arrange_pipes(plan))
        return "";
    if (plan->directory && chdir(posix_text_of(plan->directory)))
        return not_yet;
    if (plan->mask >= 0)
        umask((mode_t)plan->mask);
    if (plan->restores_signals)
        restore_signals();
    if ((plan->makes_session && setsid() < 0) || (plan->group_to_join >= 0 && setpgid(0, plan->group_to_join) < 0) || !change_user(plan))
        return "";
    if (plan->prepare) {
        posix_after_fork_in_child();
        Ref result = call_0(plan->prepare);
        if (!result) {
            errno = 0; /* what it raised is not known to be an errno */
            return "Exception occurred in preexec_fn.";
        }
        release(result);
    }
    if (plan->closes)
        close_others(plan);
    execute(plan);
    return "";
}

static _Noreturn void run_child(Plan *plan)
{
    const char *message = become(plan);
    report(plan->pipes[REPORT_WRITE], errno, message);
    _exit(255);
}

/* --- fork_exec ------------------------------------------------------------------------------------------ */

static pid_t fork_by_plan(Plan *plan)
{
    bool collects = gc_state.enabled;
    if (plan->prepare && !posix_before_fork())
        return -1;
    if (plan->prepare)
        gc_state.enabled = false; /* no finalizer shall run in the child by accident */
    pid_t process = fork();
    if (process == 0)
        run_child(plan);
    int failure = errno;
    if (plan->prepare) {
        posix_after_fork_in_parent();
        gc_state.enabled = collects;
    }
    if (process < 0)
        raise_errno(failure, NULL);
    return process;
}

static Ref fork_exec(View self UNUSED, View *args)
{
    View values = args[0];
    Plan plan;
    if (tuple_length(values) != ARGUMENT_COUNT)
        return raise_error(TypeError, "fork_exec() takes exactly %d arguments (%zu given)", ARGUMENT_COUNT, tuple_length(values));
    View items[ARGUMENT_COUNT];
    for (size_t i = 0; i < ARGUMENT_COUNT; i++)
        items[i] = tuple_item_peek(values, i);
    pid_t process = -1;
    if (make_plan(&plan, items))
        process = fork_by_plan(&plan);
    plan_free(&plan);
    return process < 0 ? NULL : int_new(process);
}

static const NativeFunction functions[] = {
    {"fork_exec(*arguments)", fork_exec,
     "fork_exec(args, executable_list, close_fds, pass_fds, cwd, env,\n"
     "          p2cread, p2cwrite, c2pread, c2pwrite,\n"
     "          errread, errwrite, errpipe_read, errpipe_write,\n"
     "          restore_signals, call_setsid, pgid_to_set,\n"
     "          gid, groups_list, uid,\n"
     "          preexec_fn, allow_vfork)\n"
     "\n"
     "Start a process that runs the first of the executables that can be run. Returns its number."},
    {NULL, NULL, NULL},
};

const NativeModule _posixsubprocess_module = {
    .name = "_posixsubprocess", .doc = "What subprocess needs of the system.", .functions = functions};
