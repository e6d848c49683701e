/* _lsprof: the class Profiler, which notes how often and how long functions run; see README.md.
 *
 * What it is told is CPython's: a Python function is known by its code object, a built-in one by its line in a table of
 * native functions and shown as a text. */
#include <math.h>
#include <time.h>

#include "runtime/calls/audit.h"
#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/duration.h"
#include "stdlib/lsprof/profile_calls.h"
#include "stdlib/module_types.h"
#include "stdlib/modules.h"
#include "vm/module.h"
#include "vm/run/trace.h"

typedef struct ProfilerObject {
    GC_HEAD(unused);
    ProfileCalls calls;
    Ref timer;   /* owned; NULL: the system's clock */
    double unit; /* of what the timer gives, in seconds; 0: it gives seconds itself */
    bool is_on, by_caller, with_native, lacks_memory;
} ProfilerObject;

static ProfilerObject *profiler_of(View self)
{
    return (ProfilerObject *)self;
}

/* --- the time ------------------------------------------------------------------------------------------- */

/* Integers stand for themselves (getstats knows their unit), else seconds become nanoseconds. False with an exception. */
static bool moment_of(const ProfilerObject *profiler, View now, int64_t *result)
{
    if (is_float(now) && profiler->unit <= 0) {
        double nanoseconds = floor(float_value(now) * (double)DURATION_SECOND);
        *result = (int64_t)nanoseconds;
        if (nanoseconds > -9e18 && nanoseconds < 9e18)
            return true;
        raise_error(isnan(nanoseconds) ? ValueError : OverflowError,
                    isnan(nanoseconds) ? "Invalid value NaN (not a number)" : "timestamp too large to convert to C _PyTime_t");
        return false;
    }
    if (profiler->unit > 0 && !is_int(now)) {
        raise_error(TypeError, "expect int, got %T", now);
        return false;
    }
    Ref whole = object_index(now);
    bool fits = whole && int_to_int64(whole, result) && (profiler->unit > 0 || !__builtin_mul_overflow(*result, DURATION_SECOND, result));
    if (whole && !fits)
        raise_error(OverflowError, "timestamp too large to convert to C _PyTime_t");
    release_maybe(whole);
    return fits;
}

/* A timer that raises, or gives no time, counts as 0. */
static int64_t ask_timer(const ProfilerObject *profiler)
{
    Ref timer = retain(profiler->timer), now = call_0(timer);
    int64_t result;
    if (!now || !moment_of(profiler, now, &result)) {
        error_write_unraisable(NULL, timer);
        result = 0;
    }
    release_maybe(now);
    release(timer);
    return result;
}

static int64_t now_of(const ProfilerObject *profiler)
{
    if (profiler->timer)
        return ask_timer(profiler);
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Seconds for one of the units that the times are kept in. */
static double unit_of(const ProfilerObject *profiler)
{
    return profiler->timer && profiler->unit > 0 ? profiler->unit : 1e-9;
}

/* --- what it is told ------------------------------------------------------------------------------------ */

/* How a built-in function is shown: as the method that its instance has, else by its name. */
static Ref text_of_native(const NativeObject *native)
{
    Ref name = native_name(native->function);
    View method = name && native->self && !native->module_name ? type_lookup_peek(type_of_peek(native->self), name) : NULL;
    Ref text = NULL;
    if (method) {
        Ref held = retain(method);
        text = object_repr(held);
        release(held);
        if (!text)
            error_clear();
    }
    if (!text && name)
        text = native->module_name ? str_format("<built-in method %U.%U>", native->module_name, name)
                                   : str_format("<built-in method %U>", name);
    release_maybe(name);
    return text;
}

static ProfileEntry *entry_made(ProfilerObject *profiler, const void *key, View what, bool is_native)
{
    ProfileEntry *entry = profile_entry_of(&profiler->calls, key);
    if (entry)
        return entry;
    Ref code = is_native ? text_of_native((const NativeObject *)what) : retain(what);
    if (code && !(entry = profile_entry_new_take(&profiler->calls, key, code)))
        release(code);
    return entry;
}

/* `what`: the code object, or the built-in function. */
static void told(View self, TraceEvent event, View what)
{
    ProfilerObject *profiler = profiler_of(self);
    bool is_native = event >= TRACE_C_CALL;
    if (is_native && !profiler->with_native)
        return;
    const void *key = is_native ? (const void *)((const NativeObject *)what)->function : (const void *)what;
    if (event == TRACE_CALL || event == TRACE_C_CALL) {
        Ref raised = error_take();
        ProfileEntry *entry = entry_made(profiler, key, what, is_native);
        ProfileCall *call = entry ? profile_call_begin(&profiler->calls, entry, profiler->by_caller) : NULL;
        if (!call) {
            profiler->lacks_memory = true;
            error_clear();
        }
        int64_t now = now_of(profiler);
        if (call && profiler->calls.innermost == call)
            call->start = now;
        error_restore_take(raised);
    } else if (profiler->calls.innermost) {
        Ref raised = error_take();
        ProfileEntry *entry = profile_entry_of(&profiler->calls, key);
        int64_t now = entry ? now_of(profiler) : 0;
        if (entry && profiler->calls.innermost && profile_entry_of(&profiler->calls, key) == entry)
            profile_call_end(&profiler->calls, entry, now, profiler->by_caller);
        else if (profiler->calls.innermost)
            profile_call_drop(&profiler->calls);
        error_restore_take(raised);
    }
}

/* --- on and off ----------------------------------------------------------------------------------------- */

static Ref profiler_init(View self, View *args)
{
    ProfilerObject *profiler = profiler_of(self);
    double unit = 0;
    int by_caller = args[2] ? object_truth(args[2]) : 1, with_native = by_caller < 0 ? -1 : args[3] ? object_truth(args[3]) : 1;
    if (with_native < 0 || (args[1] && !object_as_double(args[1], &unit)))
        return NULL;
    profiler->by_caller = by_caller;
    profiler->with_native = with_native;
    profiler->unit = unit;
    replace_take(&profiler->timer, args[0] && args[0] != NONE ? retain(args[0]) : NULL);
    return none_new();
}

static bool listens(View self)
{
    return tracing.profiler == self && tracing.hook == told;
}

static Ref profiler_enable(View self, View *args)
{
    ProfilerObject *profiler = profiler_of(self);
    int by_caller = args[0] ? object_truth(args[0]) : profiler->by_caller;
    int with_native = by_caller < 0 ? -1 : args[1] ? object_truth(args[1]) : profiler->with_native;
    if (with_native < 0 || !AUDIT("sys.setprofile", ""))
        return NULL;
    trace_set_profile_hook(self, told);
    profiler->by_caller = by_caller;
    profiler->with_native = with_native;
    profiler->is_on = true;
    return none_new();
}

/* Calls that are under way end now. */
static void end_all(ProfilerObject *profiler)
{
    while (profiler->calls.innermost) {
        int64_t now = now_of(profiler);
        if (profiler->calls.innermost)
            profile_call_end(&profiler->calls, profiler->calls.innermost->entry, now, profiler->by_caller);
    }
}

static Ref profiler_disable(View self, View *args UNUSED)
{
    ProfilerObject *profiler = profiler_of(self);
    if (profiler->is_on) {
        if (!AUDIT("sys.setprofile", ""))
            return NULL;
        if (listens(self))
            trace_set_profile_hook(NULL, NULL);
        profiler->is_on = false;
        end_all(profiler);
    }
    if (!profiler->lacks_memory)
        return none_new();
    profiler->lacks_memory = false;
    return raise_error(MemoryError, "memory was exhausted while profiling");
}

static Ref profiler_clear(View self, View *args UNUSED)
{
    profile_calls_clear(&profiler_of(self)->calls);
    return none_new();
}

/* --- the statistics ------------------------------------------------------------------------------------- */

#define SHARED_FIELDS                                                                                       \
    {"callcount", "how many times this was called"}, {"reccallcount", "how many times called recursively"}, \
        {"totaltime", "total time in this entry"},                                                          \
    {                                                                                                       \
        "inlinetime", "inline time in this entry (not in subcalls)"                                         \
    }
static const StructSeqField entry_fields[] = {
    {"code", "code object or built-in function name"},
    SHARED_FIELDS,
    {"calls", "details of the calls"},
    {NULL, NULL},
};
static const StructSeqField part_fields[] = {
    {"code", "called code object or built-in function name"},
    SHARED_FIELDS,
    {NULL, NULL},
};
static StructSeqType entry_type = STRUCTSEQ("_lsprof.profiler_entry", entry_fields, 6, 0, NULL);
static StructSeqType part_type = STRUCTSEQ("_lsprof.profiler_subentry", part_fields, 5, 0, NULL);

/* None if there is none. */
static Ref list_of_parts(const ProfilePart *part, double unit)
{
    if (!part)
        return none_new();
    Ref list = list_new(0);
    for (; list && part; part = part->next) {
        const ProfileTimes *times = &part->times;
        if (!times->calls)
            continue;
        Ref item = structseq_new_take(&part_type, (Ref[]){retain(part->entry->code), int_new(times->calls), int_new(times->recursive),
                                                          float_new((double)times->total * unit), float_new((double)times->inside * unit)});
        if (!item || !list_append_take((ListView)list, item))
            clear_place(&list);
    }
    return list;
}

static Ref profiler_getstats(View self, View *args)
{
    Ref disabled = profiler_disable(self, args);
    if (!disabled)
        return NULL;
    release(disabled);
    double unit = unit_of(profiler_of(self));
    Ref list = list_new(0);
    for (const ProfileEntry *entry = profiler_of(self)->calls.newest; list && entry; entry = entry->next) {
        const ProfileTimes *times = &entry->times;
        if (!times->calls)
            continue;
        Ref item = structseq_new_take(&entry_type, (Ref[]){retain(entry->code), int_new(times->calls), int_new(times->recursive),
                                                           float_new((double)times->total * unit), float_new((double)times->inside * unit),
                                                           list_of_parts(entry->parts, unit)});
        if (!item || !list_append_take((ListView)list, item))
            clear_place(&list);
    }
    if (list && !list_reverse((ListView)list))
        clear_place(&list);
    return list;
}

/* --- the type ------------------------------------------------------------------------------------------- */

static void profiler_traverse(View self, Visitor visit, void *context)
{
    VISIT(profiler_of(self)->timer);
    for (const ProfileEntry *entry = profiler_of(self)->calls.newest; entry; entry = entry->next)
        VISIT(entry->code);
}

static void profiler_break(View self)
{
    clear_place(&profiler_of(self)->timer);
}

static void profiler_finish(View self)
{
    profile_calls_clear(&profiler_of(self)->calls);
    clear_place(&profiler_of(self)->timer);
}

static Ref profiler_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Ref self = type_allocate(type, 0);
    if (self)
        gc_track(self);
    return self;
}

static const NativeFunction initialiser = {"Profiler(timer=None, timeunit=0.0, subcalls=True, builtins=True)", profiler_init, NULL};
static const NativeFunction profiler_methods[] = {
    {"clear()", profiler_clear, "Forget what was noted so far."},
    {"disable()", profiler_disable, "Note no more."},
    {"enable(subcalls=True, builtins=True)", profiler_enable,
     "Note from now on how often and how long functions run.\n\nsubcalls: for each caller, too. builtins: built-in functions, too, apart "
     "from "
     "who calls them."},
    {"getstats()", profiler_getstats,
     "A list of profiler_entry objects: what was noted of each function.\n\nThe field calls is None, or a list of profiler_subentry "
     "objects: "
     "what of it was for\nthe functions that it called."},
    {NULL, NULL, NULL},
};

static TypeObject profiler_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_lsprof.Profiler",
    .doc =
        "Profiler(timer=None, timeunit=None, subcalls=True, builtins=True)\n\nNotes how often and how long functions run. The timer is a "
        "function that gives\nthe time: as seconds, or as integers, with timeunit the seconds that one of them is.",
    .size = sizeof(ProfilerObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new = profiler_new,
    .init_native = &initialiser,
    .methods = profiler_methods,
    .traverse = profiler_traverse,
    .clear = profiler_break,
    .finish = profiler_finish,
};

static bool init(ModuleObject *module)
{
    return module_type_ready(&profiler_type) && structseq_ready(&entry_type, module_type_ready) &&
           structseq_ready(&part_type, module_type_ready) && dict_set_text(module->dict, "Profiler", AS_OBJECT(&profiler_type)) &&
           dict_set_text(module->dict, "profiler_entry", AS_OBJECT(&entry_type)) &&
           dict_set_text(module->dict, "profiler_subentry", AS_OBJECT(&part_type));
}

const NativeModule _lsprof_module = {.name = "_lsprof", .doc = "What cProfile notes, quickly.", .init = init};
