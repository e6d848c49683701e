/* trace_hash: a number for the whole state, kept from step to step: only what a step changed is hashed again.
 * See trace.h.
 *
 * Objects have no order, so theirs are summed up. Frames have one: each one's number contains those below it,
 * and a change makes those from there on void. */
#include <stdlib.h>
#include <string.h>

#include "heapview/play/trace_private.h"
#include "runtime/memory/growing.h"

static uint64_t mix(uint64_t hash, uint64_t number)
{
    hash = (hash ^ number) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
    if (!text)
        return mix(hash, 1);
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001B3u;
    return mix(hash, 2);
}

static uint64_t hash_of_object(const TraceObject *object)
{
    const uint64_t numbers[] = {
        object->id,         (uint64_t)object->length,     (uint64_t)object->count,      (uint64_t)object->generation,
        object->birth_step, (uint64_t)object->birth_file, (uint64_t)object->birth_line, object->edge_count};
    uint64_t hash = mix_text(mix_text(mix_text(0, object->type), object->value), object->state);
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        hash = mix(hash, numbers[i]);
    for (size_t i = 0; i < object->edge_count; i++)
        hash = mix(mix_text(hash, object->edges[i].name), object->edges[i].to << 1 | object->edges[i].is_weak);
    return hash ? hash : 1;
}

static uint64_t hash_of_frame(const Trace *trace, const TraceFrame *frame, uint64_t below)
{
    uint64_t hash = mix(mix_text(mix(mix(below, frame->code), (uint64_t)frame->line), frame->special), frame->special_value);
    for (size_t k = 0; k <= trace->codes[frame->code].variable_count; k++)
        hash = mix(hash, frame->values[k]);
    return hash;
}

bool trace_touch(Trace *trace, TraceObject *object)
{
    TraceHash *hash = &trace->hash;
    if (!hash->is_kept)
        return true;
    hash->objects -= object->hash;
    bool is_listed = object->hash == 0 && object->is_touched;
    object->hash = 0;
    object->is_touched = true;
    if (is_listed)
        return true;
    if (!GROWING_ROOM(hash->touched, hash->touched_count, hash->touched_capacity, 256))
        return false;
    hash->touched[hash->touched_count++] = object->id;
    return true;
}

void trace_touch_frame(Trace *trace, size_t depth)
{
    if (trace->hash.frames > depth)
        trace->hash.frames = depth;
}

bool trace_hash(Trace *trace, uint64_t *number)
{
    TraceHash *hash = &trace->hash;
    if (!hash->is_kept) {
        hash->is_kept = true;
        for (size_t i = 0; i < trace->object_count; i++)
            if (!trace_touch(trace, &trace->objects[i]))
                return false;
    }
    for (size_t i = 0; i < hash->touched_count; i++) {
        TraceObject *object = trace_find(trace, hash->touched[i]);
        if (!object || object->hash) /* it has gone, or another with its id was hashed already */
            continue;
        object->hash = hash_of_object(object);
        object->is_touched = false;
        hash->objects += object->hash;
    }
    hash->touched_count = 0;
    for (; hash->frames < trace->frame_count; hash->frames++) {
        TraceFrame *frame = &trace->frames[hash->frames];
        frame->hash = hash_of_frame(trace, frame, hash->frames ? frame[-1].hash : 0);
    }
    *number = mix(mix(trace->frame_count ? trace->frames[trace->frame_count - 1].hash : 0, hash->objects), trace->globals);
    return true;
}

void trace_hash_clear(Trace *trace)
{
    trace->hash.objects = 0;
    trace->hash.touched_count = trace->hash.frames = 0;
}
