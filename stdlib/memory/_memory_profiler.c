/* _memory_profiler: the native half of memory_profiler: how many bytes the heap holds, at any moment, by line
 * (_memory_profiler_lines.c) and over time (Sampler).
 *
 * A Sampler looks at the clock each 64 instructions, and when its interval has passed notes the time and the
 * heap's bytes, outside the heap. While a C function runs for long there is no sample. If the heap held more
 * in between than at both ends, that peak is a sample of its own, in the middle: the most of all samples is
 * the most that there was. */
#include "stdlib/memory/_memory_profiler.h"

#include <stdlib.h>
#include <time.h>

#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/growing.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "vm/module.h"
#include "vm/run/eval_observe.h"

/* --- counting ------------------------------------------------------------------------------------------- */

HeapCount memory_profiler_count;
static size_t counters;

/* What a block takes, as heap_statistics() counts it. */
static size_t taken_by(size_t size)
{
    return HEAP_ALWAYS_LARGE || size > HEAP_SMALL_LIMIT ? size : heap_class_of(size) * HEAP_ALIGNMENT;
}

static void on_allocate(void *block UNUSED, size_t size, BlockUse use UNUSED)
{
    memory_profiler_count.now += taken_by(size);
    if (memory_profiler_count.now > memory_profiler_count.peak)
        memory_profiler_count.peak = memory_profiler_count.now;
}

static void on_free(void *block UNUSED, size_t size)
{
    memory_profiler_count.now -= taken_by(size);
}

static const HeapObserver heap_observer = {.allocated = on_allocate, .freeing = on_free};

bool memory_profiler_count_start(void)
{
    if (counters == 0) {
        if (!heap_observe(&heap_observer)) {
            raise_error(RuntimeError, "too many listen to the heap");
            return false;
        }
        memory_profiler_count.now = memory_profiler_count.peak = heap_statistics().bytes;
    }
    counters++;
    return true;
}

void memory_profiler_count_stop(void)
{
    if (--counters == 0)
        heap_unobserve(&heap_observer);
}

/* --- the sampler ---------------------------------------------------------------------------------------- */

typedef struct Sample {
    double time;
    size_t bytes;
} Sample;

typedef struct SamplerObject {
    GC_HEAD(is_running);
    struct SamplerObject *next; /* among those that run */
    double interval, due;
    size_t count, room, most; /* samples, room for them, and how many at most (0: no limit) */
    size_t peak;              /* since the last sample */
    Sample *samples;
} SamplerObject;

enum { CLOCK_EVERY = 64 };

static SamplerObject *running;
static unsigned countdown = CLOCK_EVERY;

static SamplerObject *sampler_of(View self)
{
    return (SamplerObject *)self;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Without memory for it there is no sample. */
static void add_sample(SamplerObject *sampler, double time, size_t bytes)
{
    if (sampler->most && sampler->count == sampler->most)
        return;
    if (!GROWING_ROOM(sampler->samples, sampler->count, sampler->room, 64))
        return;
    sampler->samples[sampler->count++] = (Sample){time, bytes};
}

/* All samplers learn of a new peak before the count of it starts anew. */
static void share_peak(void)
{
    for (SamplerObject *sampler = running; sampler; sampler = sampler->next)
        if (memory_profiler_count.peak > sampler->peak)
            sampler->peak = memory_profiler_count.peak;
    memory_profiler_count.peak = memory_profiler_count.now;
}

static void take_sample(SamplerObject *sampler, double time)
{
    share_peak();
    if (sampler->count) {
        const Sample *last = &sampler->samples[sampler->count - 1];
        if (sampler->peak > last->bytes && sampler->peak > memory_profiler_count.now)
            add_sample(sampler, (last->time + time) / 2, sampler->peak);
    }
    add_sample(sampler, time, memory_profiler_count.now);
    sampler->peak = memory_profiler_count.now;
    sampler->due = time + sampler->interval;
}

static void observe(Frame *frame UNUSED)
{
    if (--countdown)
        return;
    countdown = CLOCK_EVERY;
    double time = now();
    for (SamplerObject *sampler = running; sampler; sampler = sampler->next)
        if (time >= sampler->due)
            take_sample(sampler, time);
}

static Ref sampler_new(View type, View *args)
{
    double interval;
    int64_t most = 0;
    if (!object_as_double(args[0], &interval) || (args[1] && !object_as_int64(args[1], &most)))
        return NULL;
    if (!(interval >= 0) || most < 0)
        return raise_error(ValueError, "the interval and the number of samples must not be negative");
    Ref self = type_allocate((TypeObject *)type, 0);
    if (!self)
        return NULL;
    sampler_of(self)->interval = interval;
    sampler_of(self)->most = (size_t)most;
    return self;
}

static Ref sampler_start(View self, View *args UNUSED)
{
    SamplerObject *sampler = sampler_of(self);
    if (sampler->is_running)
        return raise_error(RuntimeError, "Sampler: already running");
    if (!memory_profiler_count_start())
        return NULL;
    if (!running && !eval_observe(observe)) {
        memory_profiler_count_stop();
        return raise_error(RuntimeError, "Sampler: too many observe the evaluation loop");
    }
    sampler->next = running;
    running = sampler;
    sampler->is_running = true;
    take_sample(sampler, now());
    return none_new();
}

static void stop(SamplerObject *sampler)
{
    if (!sampler->is_running)
        return;
    take_sample(sampler, now());
    SamplerObject **place = &running;
    while (*place && *place != sampler)
        place = &(*place)->next;
    if (*place)
        *place = sampler->next;
    if (!running)
        eval_unobserve(observe);
    memory_profiler_count_stop();
    sampler->is_running = false;
}

static Ref sampler_stop(View self, View *args UNUSED)
{
    stop(sampler_of(self));
    return none_new();
}

static Ref sampler_samples(View self, View *args UNUSED)
{
    const SamplerObject *sampler = sampler_of(self);
    Ref list = list_new(0);
    for (size_t i = 0; list && i < sampler->count; i++) {
        Sample sample = sampler->samples[i];
        Ref bytes = int_new((int64_t)sample.bytes), time = float_new(sample.time),
            tuple = bytes && time ? tuple_pack(2, bytes, time) : NULL;
        release_maybe(bytes);
        release_maybe(time);
        if (!tuple || !list_append_take((ListView)list, tuple))
            clear_place(&list);
    }
    return list;
}

static void sampler_finish(View self)
{
    stop(sampler_of(self));
    free(sampler_of(self)->samples);
}

static const NativeFunction sampler_constructor = {"Sampler(interval, most=0, /)", sampler_new, NULL};
static const NativeFunction sampler_methods[] = {
    {"samples()", sampler_samples, "A list of (bytes, time)."},
    {"start()", sampler_start, "Take a sample, and then one in each interval."},
    {"stop()", sampler_stop, "Take a last sample."},
    {NULL, NULL, NULL},
};

static TypeObject sampler_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_memory_profiler.Sampler",
    .size = sizeof(SamplerObject),
    .flags = TYPE_FLAG_GC,
    .new_native = &sampler_constructor,
    .finish = sampler_finish,
    .methods = sampler_methods,
    .doc = "The heap's bytes over time.",
};

/* --- the module ----------------------------------------------------------------------------------------- */

static Ref heap_bytes(View self UNUSED, View *args UNUSED)
{
    return int_new((int64_t)(counters ? memory_profiler_count.now : heap_statistics().bytes));
}

static const NativeFunction functions[] = {
    {"heap_bytes()", heap_bytes, "How many bytes the heap's live blocks take."},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    return module_type_ready(&lines_type) && module_type_ready(&sampler_type) &&
           dict_set_text(module->dict, "Lines", AS_OBJECT(&lines_type)) && dict_set_text(module->dict, "Sampler", AS_OBJECT(&sampler_type));
}

const NativeModule _memory_profiler_module = {
    .name = "_memory_profiler", .doc = "How many bytes the heap holds, by line and over time.", .functions = functions, .init = init};
