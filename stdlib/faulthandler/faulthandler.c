/* faulthandler: the module: reports of where the program is, when it crashes, when a signal comes, after a time, or
 * now. */
#include "stdlib/faulthandler/faulthandler.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/faulthandler/fault_private.h"
#include "stdlib/posix/posix.h"
#include "vm/module.h"
#include "vm/run/traceback_write.h"

/* --- files ---------------------------------------------------------------------------------------------- */

static View standard_error_peek(void)
{
    Ref name = str_intern_text("stderr");
    View file = name ? sys_attribute_peek(name) : NULL;
    release_maybe(name);
    if (!file && !error_is_set())
        raise_error(RuntimeError, "unable to get sys.stderr");
    else if (file == NONE)
        raise_error(RuntimeError, "sys.stderr is None");
    return error_is_set() ? NULL : file;
}

/* What it has in its buffer comes before the report; that this fails does not matter. */
static void flush(View file)
{
    Ref method = object_get_attribute_text(file, "flush"), result = method ? call_0(method) : NULL;
    release_maybe(method);
    release_maybe(result);
    error_clear();
}

static bool descriptor_of(View file, int *descriptor)
{
    Ref method = object_get_attribute_text(file, "fileno"), number = method ? call_0(method) : NULL;
    int64_t value = -1;
    bool fits = number && is_int(number) && int_to_int64(int_view(number), &value) && value >= 0 && value <= INT32_MAX;
    if (number && !fits)
        raise_error(RuntimeError, "file.fileno() is not a valid file descriptor");
    *descriptor = (int)value;
    release_maybe(method);
    release_maybe(number);
    return fits;
}

bool fault_target(FaultTarget *target, View file, View all_threads)
{
    int all = all_threads ? object_truth(all_threads) : 1;
    *target = (FaultTarget){.all_threads = all > 0};
    if (all < 0)
        return false;
    if (file && is_int(file)) {
        if (!posix_int(file, &target->descriptor))
            return false;
        if (target->descriptor < 0)
            raise_error(ValueError, "file is not a valid file descripter");
        return target->descriptor >= 0;
    }
    View chosen = file && file != NONE ? file : standard_error_peek();
    if (!chosen)
        return false;
    target->file = retain(chosen);
    if (!descriptor_of(chosen, &target->descriptor)) {
        fault_target_free(target);
        return false;
    }
    flush(chosen);
    return true;
}

void fault_target_free(FaultTarget *target)
{
    clear_place(&target->file);
}

void fault_write(const FaultTarget *target, bool is_outside)
{
    if (target->all_threads)
        traceback_write_all(target->descriptor, is_outside);
    else
        traceback_write(target->descriptor);
}

/* --- now ------------------------------------------------------------------------------------------------ */

static Ref dump(View self UNUSED, View *args)
{
    FaultTarget target;
    if (!fault_target(&target, args[0], args[1]))
        return NULL;
    fault_write(&target, false);
    fault_target_free(&target);
    return none_new();
}

/* --- crashes for tests ---------------------------------------------------------------------------------- */

static Ref crash_by_signal(View self UNUSED, View *args UNUSED)
{
    signal(SIGSEGV, signal(SIGSEGV, SIG_DFL)); /* whoever handles it still does */
    raise(SIGSEGV);
    return none_new();
}

static Ref crash_by_abort(View self UNUSED, View *args UNUSED)
{
    abort();
}

static Ref crash_by_arithmetic(View self UNUSED, View *args UNUSED)
{
    raise(SIGFPE);
    return none_new();
}

static Ref crash_by_reading(View self UNUSED, View *args UNUSED)
{
    kill(0, 0);
    raise(SIGSEGV);
    return none_new();
}

/* --- the table ------------------------------------------------------------------------------------------ */

static const NativeFunction functions[] = {
    {"_read_null()", crash_by_reading, "Crash as if by reading from address 0."},
    {"_sigabrt()", crash_by_abort, "Crash by SIGABRT."},
    {"_sigfpe()", crash_by_arithmetic, "Crash by SIGFPE."},
    {"_sigsegv(release_gil=False, /)", crash_by_signal, "Crash by SIGSEGV."},
    {"cancel_dump_traceback_later()", fault_cancel_dump_later, "Take back the last call of dump_traceback_later()."},
    {"disable()", fault_disable, "Report no crashes any more. Returns whether they were reported."},
    {"dump_traceback(file=sys.stderr, all_threads=True)", dump, "Write where the program is: of each thread the running frames."},
    {"dump_traceback_later(timeout, repeat=False, file=sys.stderr, exit=False)", fault_dump_later,
     "Write where the program is, in so many seconds, once or again and again; with exit the program ends then."},
    {"enable(file=sys.stderr, all_threads=True)", fault_enable, "When the program crashes, write where it was."},
    {"is_enabled()", fault_is_enabled, "Return whether crashes are reported."},
    {"register(signum, file=sys.stderr, all_threads=True, chain=False)", fault_register_signal,
     "When the signal comes, write where the program is. With chain, do also what was done before."},
    {"unregister(signum, /)", fault_unregister_signal, "Take back register(). Returns whether the signal was registered."},
    {NULL, NULL, NULL},
};

const NativeModule faulthandler_module = {
    .name = "faulthandler", .doc = "Reports of where the program is, also when it crashes.", .functions = functions};

bool faulthandler_start(void)
{
    Ref descriptor = int_new(STDERR_FILENO), result = descriptor ? fault_enable(NULL, (View[]){descriptor, NULL}) : NULL;
    release_maybe(descriptor);
    release_maybe(result);
    return result != NULL;
}

void faulthandler_stop(void)
{
    fault_later_stop();
    fault_signals_stop();
}
