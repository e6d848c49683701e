/* _tracemalloc: which line of the program allocated which block: what the module tracemalloc is built on. The
 * tables are in _tracemalloc_traces.c.
 *
 * Objects that are made to answer a question about traces are not traced themselves. */
#include "stdlib/memory/_tracemalloc.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/memory/_tracemalloc_traces.h"
#include "vm/module.h"

static bool is_on;
static uint32_t frame_limit = 1;

/* --- starting and stopping ------------------------------------------------------------------------------ */

bool tracemalloc_start(int frames)
{
    if (!is_on && traces_start((uint32_t)frames)) {
        frame_limit = (uint32_t)frames;
        is_on = true;
    }
    return is_on;
}

void tracemalloc_stop(void)
{
    if (is_on)
        traces_stop();
    is_on = false;
}

void tracemalloc_count_real_sizes(void)
{
    traces_count_real_sizes();
}

bool tracemalloc_is_on(void)
{
    return is_on;
}

static Ref start_native(View self UNUSED, View *args)
{
    int64_t frames = 1;
    if (args[0] && !object_as_int64(args[0], &frames))
        return NULL;
    if (frames != (int)frames)
        return int_raise_too_large("int");
    if (frames < 1 || frames > TRACEMALLOC_FRAMES_MOST)
        return raise_error(ValueError, "the number of frames must be in range [1; %d]", TRACEMALLOC_FRAMES_MOST);
    return tracemalloc_start((int)frames) ? none_new() : raise_memory_error();
}

static Ref stop_native(View self UNUSED, View *args UNUSED)
{
    tracemalloc_stop();
    return none_new();
}

static Ref clear_native(View self UNUSED, View *args UNUSED)
{
    if (is_on)
        traces_clear();
    return none_new();
}

/* --- numbers -------------------------------------------------------------------------------------------- */

static Ref is_tracing_native(View self UNUSED, View *args UNUSED)
{
    return bool_new(is_on);
}

static Ref limit_native(View self UNUSED, View *args UNUSED)
{
    return int_new(frame_limit);
}

static Ref traced_memory_native(View self UNUSED, View *args UNUSED)
{
    Ref now = int_new((int64_t)traces_now()), peak = int_new((int64_t)traces_peak());
    Ref result = now && peak ? tuple_pack(2, now, peak) : NULL;
    release_maybe(now);
    release_maybe(peak);
    return result;
}

static Ref reset_peak_native(View self UNUSED, View *args UNUSED)
{
    traces_reset_peak();
    return none_new();
}

static Ref own_memory_native(View self UNUSED, View *args UNUSED)
{
    return int_new((int64_t)traces_own_memory());
}

/* --- traces as objects ---------------------------------------------------------------------------------- */

static Ref place_tuple(const Place *place)
{
    Ref filename = place->filename ? retain(place->filename) : str_from_text("<unknown>"), line = int_new(place->line);
    Ref result = filename && line ? tuple_pack(2, filename, line) : NULL;
    release_maybe(filename);
    release_maybe(line);
    return result;
}

/* ((file name, line), …): made once for all traces of one answer. Borrowed. */
static View traceback_tuple_peek(Traceback *traceback)
{
    if (traceback->tuple)
        return traceback->tuple;
    Ref list = list_new(0);
    for (uint32_t i = 0; list && i < traceback->count; i++) {
        Ref place = place_tuple(&traceback->places[i]);
        if (!place || !list_append_take((ListView)list, place))
            clear_place(&list);
    }
    traceback->tuple = list ? list_to_tuple((ListView)list) : NULL;
    release_maybe(list);
    return traceback->tuple;
}

/* (domain, size, traceback, total number of frames) */
static bool add_trace(ListView list, uint32_t number, size_t size_of_block, Traceback *of)
{
    View traceback = traceback_tuple_peek(of);
    Ref domain = traceback ? int_new(number) : NULL, size = domain ? int_new((int64_t)size_of_block) : NULL;
    Ref total = size ? int_new(of->total) : NULL, tuple = total ? tuple_pack(4, domain, size, traceback, total) : NULL;
    release_maybe(domain);
    release_maybe(size);
    release_maybe(total);
    return tuple && list_append_take(list, tuple);
}

static Ref get_traces_native(View self UNUSED, View *args UNUSED)
{
    if (!is_on)
        return list_new(0);
    traces_pause(true); /* so the tables stay as they are, too: nothing that was traced is freed here */
    Ref list = list_new(0);
    size_t position = 0, size;
    Traceback *traceback;
    while (list && traces_next(&position, &size, &traceback))
        if (!add_trace((ListView)list, 0, size, traceback))
            clear_place(&list);
    const ForeignTrace *foreign;
    for (size_t i = 0; list && (foreign = traces_foreign_at(i, &traceback)); i++)
        if (!add_trace((ListView)list, foreign->domain, foreign->size, traceback))
            clear_place(&list);
    traces_drop_tuples();
    traces_pause(false);
    return list;
}

/* A tuple of (filename, lineno), the youngest frame first, or None. NULL with MemoryError. */
static Ref show_traceback(Traceback *traceback)
{
    if (!traceback)
        return none_new();
    traces_pause(true);
    Ref result = retain_maybe(traceback_tuple_peek(traceback));
    traces_drop_tuples();
    traces_pause(false);
    return result;
}

static Ref object_traceback_native(View self UNUSED, View *args)
{
    return show_traceback(is_on ? traces_find(args[0]) : NULL);
}

bool tracemalloc_track(uint32_t domain, uintptr_t address, size_t size)
{
    return is_on && traces_add_foreign(domain, address, size);
}

bool tracemalloc_untrack(uint32_t domain, uintptr_t address)
{
    if (is_on)
        traces_remove_foreign(domain, address);
    return is_on;
}

Ref tracemalloc_traceback_of(uint32_t domain, uintptr_t address)
{
    return show_traceback(is_on ? traces_find_foreign(domain, address) : NULL);
}

static const NativeFunction functions[] = {
    {"_get_object_traceback(obj, /)", object_traceback_native, "Where the object was allocated: a tuple of (filename, lineno), or None."},
    {"_get_traces()", get_traces_native, "All traces: a list of (domain, size, traceback, total_nframe)."},
    {"clear_traces()", clear_native, "Clear traces of memory blocks allocated by Python."},
    {"get_traceback_limit()", limit_native, "Get the maximum number of frames stored in the traceback of a trace."},
    {"get_traced_memory()", traced_memory_native, "Get the current size and peak size of memory blocks traced by tracemalloc."},
    {"get_tracemalloc_memory()", own_memory_native, "Get the memory usage in bytes of the tracemalloc module."},
    {"is_tracing()", is_tracing_native, "Return True if the tracemalloc module is tracing Python memory allocations."},
    {"reset_peak()", reset_peak_native, "Set the peak size of memory blocks traced by tracemalloc to the current size."},
    {"start(nframe=1, /)", start_native, "Start tracing Python memory allocations."},
    {"stop()", stop_native, "Stop tracing Python memory allocations."},
    {NULL, NULL, NULL},
};

const NativeModule _tracemalloc_module = {
    .name = "_tracemalloc", .doc = "Debug module to trace memory blocks allocated by Python.", .functions = functions};
