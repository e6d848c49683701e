/* _tracemalloc: which line of the program allocated which block: what the module tracemalloc is built on.
 *
 * While tracing, the heap tells of every allocation and every free. A trace is kept for each live block that was allocated meanwhile:
 *
 *     traces:      address ──► size, traceback          a hash table with linear probing; deleting closes the gap
 *     tracebacks:  each different one once              (file name, line) of up to frame_limit frames, the youngest first
 *
 * Both tables lie outside of the heap (malloc), and the file names are held by a reference each: looking does not disturb. Objects that are made to answer
 * a question about traces are not traced themselves. If memory for a trace is lacking, the block goes without one. */
#include "stdlib/_tracemalloc.h"

#include <stdlib.h>

#include "runtime/errors.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/frame.h"
#include "vm/modules.h"
#include "vm/observe.h"

enum { FRAMES_LIMIT_MOST = 65535, SMALLEST_TABLE = 1024 };

typedef struct Place {
    Ref filename; /* owned; NULL: no Python code was running */
    uint32_t line;
} Place;

typedef struct Traceback {
    struct Traceback *next; /* in the same bucket */
    uint64_t hash;
    uint32_t count, total; /* frames kept, and how many there were */
    Ref tuple;             /* while an answer is being made: the traceback as Python sees it */
    Place places[];
} Traceback;

typedef struct Trace {
    void *block; /* NULL: free */
    size_t size;
    Traceback *traceback;
} Trace;

static struct {
    bool is_on, is_paused;
    uint32_t frame_limit;
    Trace *traces;
    size_t trace_mask, trace_count;
    Traceback **buckets;
    size_t bucket_mask, traceback_count, traceback_bytes;
    Traceback *candidate; /* scratch, with room for frame_limit places */
    size_t traced, peak;
} state = {.frame_limit = 1};

/* --- tracebacks ----------------------------------------------------------------------------------------------------------------- */

static size_t traceback_size(uint32_t count)
{
    return sizeof(Traceback) + count * sizeof(Place);
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    return (hash ^ value) * 0x9E3779B97F4A7C15u ^ hash >> 29;
}

/* Where Python is now, into the scratch traceback; its file names are borrowed. */
static void look_around(void)
{
    Traceback *traceback = state.candidate;
    traceback->count = traceback->total = 0;
    uint64_t hash = 0;
    for (Frame *frame = vm.current; frame; frame = frame_previous(frame)) {
        if (traceback->count < state.frame_limit) {
            size_t instruction = (size_t)(frame->pc - frame->code->instructions);
            Place *place = &traceback->places[traceback->count++];
            *place = (Place){frame->code->filename, code_position(frame->code, instruction)->line};
            hash = mix(mix(hash, (uintptr_t)place->filename), place->line);
        }
        traceback->total++;
        if (state.frame_limit == 1)
            break; /* CPython counts on, but nobody asks for the total of one frame */
    }
    if (traceback->total == 0) {
        traceback->places[0] = (Place){NULL, 0};
        traceback->count = traceback->total = 1;
    }
    traceback->hash = mix(hash, traceback->total);
}

static bool is_same(const Traceback *a, const Traceback *b)
{
    if (a->hash != b->hash || a->count != b->count || a->total != b->total)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (a->places[i].filename != b->places[i].filename || a->places[i].line != b->places[i].line)
            return false;
    return true;
}

static bool grow_buckets(void)
{
    size_t size = (state.bucket_mask + 1) * 2;
    Traceback **larger = calloc(size, sizeof(Traceback *));
    if (!larger)
        return false;
    for (size_t i = 0; i <= state.bucket_mask; i++)
        for (Traceback *step = state.buckets[i], *next; step; step = next) {
            next = step->next;
            step->next = larger[step->hash & (size - 1)];
            larger[step->hash & (size - 1)] = step;
        }
    free(state.buckets);
    state.buckets = larger;
    state.bucket_mask = size - 1;
    return true;
}

/* The traceback of the present moment. NULL if there is no memory for a new one. */
static Traceback *present_traceback(void)
{
    look_around();
    for (Traceback *step = state.buckets[state.candidate->hash & state.bucket_mask]; step; step = step->next)
        if (is_same(step, state.candidate))
            return step;
    if (state.traceback_count > state.bucket_mask && !grow_buckets())
        return NULL;
    size_t size = traceback_size(state.candidate->count);
    Traceback *made = malloc(size);
    if (!made)
        return NULL;
    memcpy(made, state.candidate, size);
    made->tuple = NULL;
    for (uint32_t i = 0; i < made->count; i++)
        retain_maybe(made->places[i].filename);
    Traceback **bucket = &state.buckets[made->hash & state.bucket_mask];
    made->next = *bucket;
    *bucket = made;
    state.traceback_count++;
    state.traceback_bytes += size;
    return made;
}

/* --- traces --------------------------------------------------------------------------------------------------------------------- */

static size_t home_of(const void *block)
{
    return (size_t)(((uintptr_t)block >> 4) * 0x9E3779B97F4A7C15u >> 20) & state.trace_mask;
}

static Trace *find_trace(const void *block)
{
    size_t i = home_of(block);
    while (state.traces[i].block && state.traces[i].block != block)
        i = (i + 1) & state.trace_mask;
    return &state.traces[i];
}

static bool grow_traces(void)
{
    Trace *old = state.traces;
    size_t old_size = state.trace_mask + 1;
    Trace *larger = calloc(old_size * 2, sizeof *larger);
    if (!larger)
        return false;
    state.traces = larger;
    state.trace_mask = old_size * 2 - 1;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].block)
            *find_trace(old[i].block) = old[i];
    free(old);
    return true;
}

static void close_gap(size_t gap)
{
    for (size_t i = (gap + 1) & state.trace_mask; state.traces[i].block; i = (i + 1) & state.trace_mask) {
        size_t home = home_of(state.traces[i].block);
        if (((i - home) & state.trace_mask) >= ((i - gap) & state.trace_mask)) {
            state.traces[gap] = state.traces[i];
            gap = i;
        }
    }
    state.traces[gap].block = NULL;
}

static void on_allocate(void *block, size_t size, BlockUse use UNUSED)
{
    if (state.is_paused || (state.trace_count * 3 > state.trace_mask * 2 && !grow_traces()))
        return;
    Traceback *traceback = present_traceback();
    if (!traceback)
        return;
    *find_trace(block) = (Trace){block, size, traceback};
    state.trace_count++;
    state.traced += size;
    if (state.traced > state.peak)
        state.peak = state.traced;
}

static void on_free(void *block, size_t size)
{
    (void)size;
    Trace *trace = find_trace(block);
    if (!trace->block)
        return;
    state.traced -= trace->size;
    state.trace_count--;
    close_gap((size_t)(trace - state.traces));
}

static const HeapObserver observer = {on_allocate, on_free};

/* --- starting and stopping ------------------------------------------------------------------------------------------------------- */

static void free_tables(void)
{
    free(state.traces);
    free(state.buckets);
    free(state.candidate);
    state.traces = NULL;
    state.buckets = NULL;
    state.candidate = NULL;
}

static bool allocate_tables(uint32_t frames)
{
    state.traces = calloc(SMALLEST_TABLE, sizeof *state.traces);
    state.buckets = calloc(SMALLEST_TABLE, sizeof(Traceback *));
    state.candidate = malloc(traceback_size(frames));
    if (state.traces && state.buckets && state.candidate) {
        state.trace_mask = state.bucket_mask = SMALLEST_TABLE - 1;
        return true;
    }
    free_tables();
    return false;
}

static void forget_traces(void)
{
    memset(state.traces, 0, (state.trace_mask + 1) * sizeof *state.traces);
    state.trace_count = state.traced = state.peak = 0;
    bool was_paused = state.is_paused;
    state.is_paused = true;
    for (size_t i = 0; i <= state.bucket_mask; i++) {
        Traceback *step = state.buckets[i];
        state.buckets[i] = NULL;
        while (step) {
            Traceback *next = step->next;
            for (uint32_t n = 0; n < step->count; n++)
                release_maybe(step->places[n].filename);
            free(step);
            step = next;
        }
    }
    state.is_paused = was_paused;
    state.traceback_count = state.traceback_bytes = 0;
}

bool tracemalloc_start(int frames)
{
    if (state.is_on)
        return true;
    if (!allocate_tables((uint32_t)frames))
        return false;
    if (!heap_observe(&observer)) {
        free_tables();
        return false;
    }
    state.frame_limit = (uint32_t)frames;
    state.is_on = true;
    eval_store_pc();
    return true;
}

void tracemalloc_stop(void)
{
    if (!state.is_on)
        return;
    heap_unobserve(&observer);
    eval_store_pc_no_longer();
    state.is_on = false;
    forget_traces();
    free_tables();
}

static Ref start_native(View self UNUSED, View *args)
{
    int64_t frames = 1;
    if (args[0] && !object_as_int64(args[0], &frames))
        return NULL;
    if (frames < 1 || frames > FRAMES_LIMIT_MOST)
        return raise_error(ValueError, "the number of frames must be in range [1; %d]", FRAMES_LIMIT_MOST);
    return tracemalloc_start((int)frames) ? none_new() : raise_memory_error();
}

static Ref stop_native(View self UNUSED, View *args UNUSED)
{
    tracemalloc_stop();
    return none_new();
}

static Ref clear_native(View self UNUSED, View *args UNUSED)
{
    if (state.is_on)
        forget_traces();
    return none_new();
}

/* --- numbers --------------------------------------------------------------------------------------------------------------------- */

static Ref is_tracing_native(View self UNUSED, View *args UNUSED)
{
    return bool_new(state.is_on);
}

static Ref limit_native(View self UNUSED, View *args UNUSED)
{
    return int_new(state.frame_limit);
}

static Ref traced_memory_native(View self UNUSED, View *args UNUSED)
{
    Ref now = int_new(state.is_on ? (int64_t)state.traced : 0), peak = int_new(state.is_on ? (int64_t)state.peak : 0);
    Ref result = now && peak ? tuple_pack(2, now, peak) : NULL;
    release_maybe(now);
    release_maybe(peak);
    return result;
}

static Ref reset_peak_native(View self UNUSED, View *args UNUSED)
{
    state.peak = state.traced;
    return none_new();
}

static Ref own_memory_native(View self UNUSED, View *args UNUSED)
{
    size_t size = 0;
    if (state.is_on)
        size = (state.trace_mask + 1) * sizeof(Trace) + (state.bucket_mask + 1) * sizeof(Traceback *) + state.traceback_bytes;
    return int_new((int64_t)size);
}

/* --- traces as objects ------------------------------------------------------------------------------------------------------------ */

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

static void drop_tuples(void)
{
    for (size_t i = 0; i <= state.bucket_mask; i++)
        for (Traceback *step = state.buckets[i]; step; step = step->next)
            clear_place(&step->tuple);
}

/* (domain, size, traceback, total number of frames) */
static bool add_trace(ListView list, const Trace *trace)
{
    View traceback = traceback_tuple_peek(trace->traceback);
    Ref domain = traceback ? int_new(0) : NULL, size = domain ? int_new((int64_t)trace->size) : NULL;
    Ref total = size ? int_new(trace->traceback->total) : NULL, tuple = total ? tuple_pack(4, domain, size, traceback, total) : NULL;
    release_maybe(domain);
    release_maybe(size);
    release_maybe(total);
    return tuple && list_append_take(list, tuple);
}

static Ref get_traces_native(View self UNUSED, View *args UNUSED)
{
    if (!state.is_on)
        return list_new(0);
    state.is_paused = true; /* so the table stays as it is, too: nothing that was traced is freed here */
    Ref list = list_new(0);
    for (size_t i = 0; list && i <= state.trace_mask; i++)
        if (state.traces[i].block && !add_trace((ListView)list, &state.traces[i]))
            clear_place(&list);
    drop_tuples();
    state.is_paused = false;
    return list;
}

static Ref object_traceback_native(View self UNUSED, View *args)
{
    Trace *trace = state.is_on ? find_trace(args[0]) : NULL;
    if (!trace || !trace->block)
        return none_new();
    state.is_paused = true;
    Ref result = retain_maybe(traceback_tuple_peek(trace->traceback));
    drop_tuples();
    state.is_paused = false;
    return result;
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
    {NULL, NULL, NULL}};

const NativeModule _tracemalloc_module = {
    .name = "_tracemalloc", .doc = "Debug module to trace memory blocks allocated by Python.", .functions = functions};
