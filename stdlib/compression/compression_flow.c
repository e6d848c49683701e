/* compression_flow: drives a stream of libbz2 or liblzma; see compression_private.h.
 *
 * A signal handler may run between two steps, and use the same object: what a step reads and where it writes is said anew before each. */
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/compression/compression_private.h"
#include "stdlib/library_memory.h"

/* --- memory --------------------------------------------------------------------------------------------- */

void *compression_allocate(void *context UNUSED, size_t count, size_t size)
{
    return library_allocate_array(count, size);
}

void compression_free(void *context UNUSED, void *address)
{
    library_free(address);
}

/* --- steps ---------------------------------------------------------------------------------------------- */

/* How much room the next step gets: more each time, but never more than the limit leaves. */
static size_t room_for(const ByteBuilder *out, size_t limit)
{
    enum { LEAST = 32 * 1024, MOST = 16 * 1024 * 1024 };
    size_t room = out->length < LEAST ? LEAST : out->length < MOST ? out->length : MOST;
    return room < limit - out->length ? room : limit - out->length;
}

/* A step into new room at the end of the output. */
static StepResult take_step(View self, FlowStep step, Flow *flow, ByteBuilder *out, size_t limit)
{
    size_t room = room_for(out, limit);
    flow->room = bytebuilder_extend(out, room);
    flow->room_left = room;
    if (!flow->room) {
        raise_memory_error();
        return STEP_FAILED;
    }
    StepResult result = step(self, flow);
    out->length -= flow->room_left;
    return result != STEP_FAILED && check_interrupt() ? result : STEP_FAILED;
}

static Ref finish(ByteBuilder *out, bool done)
{
    if (done)
        return bytebuilder_finish(out);
    bytebuilder_abandon(out);
    return NULL;
}

static Ref compress(View self, FlowStep step, View data, bool is_last)
{
    BytesHold hold = {.owner = NULL};
    ByteBuilder out = {.bytes = NULL};
    if (data && !bytes_hold_required(data, &hold))
        return NULL;
    Flow flow = {.data = hold.data, .left = hold.length, .is_last = is_last};
    StepResult result = STEP_ON;
    while (result == STEP_ON && (flow.left > 0 || is_last))
        result = take_step(self, step, &flow, &out, PTRDIFF_MAX);
    bytes_let_go(&hold);
    return finish(&out, result != STEP_FAILED);
}

Ref flow_compress(View self, FlowStep step, View data)
{
    if (((CompressorHead *)self)->is_flushed)
        return raise_error(ValueError, "Compressor has been flushed");
    return compress(self, step, data, false);
}

Ref flow_flush(View self, FlowStep step)
{
    if (((CompressorHead *)self)->is_flushed)
        return raise_error(ValueError, "Repeated call to flush()");
    ((CompressorHead *)self)->is_flushed = true;
    return compress(self, step, NULL, true);
}

/* --- decompressing -------------------------------------------------------------------------------------- */

bool unpacked_start(Unpacked *unpacked)
{
    unpacked->needs_input = true;
    unpacked->unused_data = bytes_new("", 0);
    return unpacked->unused_data != NULL;
}

void unpacked_finish(Unpacked *unpacked)
{
    clear_place(&unpacked->waiting);
    clear_place(&unpacked->unused_data);
}

static const Unpacked *unpacked_of(View self)
{
    return &((DecompressorHead *)self)->unpacked;
}

Ref unpacked_get_eof(View self)
{
    return bool_new(unpacked_of(self)->is_at_end);
}
Ref unpacked_get_needs_input(View self)
{
    return bool_new(unpacked_of(self)->needs_input);
}
Ref unpacked_get_unused_data(View self)
{
    return retain(unpacked_of(self)->unused_data);
}

/* Is there nothing more to come of what has been read? */
static bool is_drained(const Unpacked *unpacked, const Flow *flow)
{
    return flow->left == 0 && (!unpacked->keeps_output || flow->room_left > 0);
}

/* What was not read is kept. False with MemoryError. */
static bool keep_rest(Unpacked *unpacked, const Flow *flow)
{
    Ref rest = flow->left ? bytes_new(flow->data, flow->left) : NULL;
    if (flow->left && !rest)
        return false;
    if (unpacked->is_at_end && rest) {
        replace_take(&unpacked->unused_data, rest);
        rest = NULL;
    }
    replace_take(&unpacked->waiting, rest);
    unpacked->needs_input = !unpacked->is_at_end && is_drained(unpacked, flow);
    return true;
}

/* Step until the limit, the end, or the end of what there is to read. */
static StepResult run(View self, Unpacked *unpacked, FlowStep step, Flow *flow, ByteBuilder *out, size_t limit)
{
    StepResult result = STEP_ON;
    flow->room_left = 0;
    while (result == STEP_ON && out->length < limit) {
        result = take_step(self, step, flow, out, limit);
        if (result == STEP_ON && is_drained(unpacked, flow))
            break;
    }
    return result;
}

/* What waits, and the new data behind it. NULL with MemoryError. */
static Ref joined(const Unpacked *unpacked, const BytesHold *hold)
{
    ByteBuilder all = {.bytes = NULL};
    const BytesObject *waiting = (BytesObject *)unpacked->waiting;
    bytebuilder_add(&all, waiting->data, waiting->length);
    bytebuilder_add(&all, hold->data, hold->length);
    return bytebuilder_finish(&all);
}

Ref flow_decompress(View self, Unpacked *unpacked, FlowStep step, View data, View max_length, const char *after_end)
{
    BytesHold hold;
    Index limit = -1;
    if (max_length && !object_as_ssize(max_length, &limit))
        return NULL;
    if (!bytes_hold_required(data, &hold))
        return NULL;
    ByteBuilder out = {.bytes = NULL};
    Flow flow = {.data = hold.data, .left = hold.length};
    Ref all = NULL;
    bool done = !unpacked->is_at_end || raise_error(EOFError, "%s", after_end) != NULL;
    if (done && unpacked->has_failed)
        done = raise_error(ValueError, "Decompressor is unusable after a previous error") != NULL;
    if (done && unpacked->waiting) {
        all = joined(unpacked, &hold);
        done = all != NULL;
        if (all)
            flow = (Flow){.data = ((BytesObject *)all)->data, .left = ((BytesObject *)all)->length};
    }
    if (done) {
        StepResult result = run(self, unpacked, step, &flow, &out, limit < 0 ? PTRDIFF_MAX : (size_t)limit);
        unpacked->is_at_end = unpacked->is_at_end || result == STEP_END;
        unpacked->has_failed = result == STEP_FAILED && unpacked->ends_with_error && !error_matches(KeyboardInterrupt);
        unpacked->needs_input = unpacked->needs_input && !unpacked->has_failed;
        done = result != STEP_FAILED && keep_rest(unpacked, &flow);
    }
    release_maybe(all);
    bytes_let_go(&hold);
    return finish(&out, done);
}
