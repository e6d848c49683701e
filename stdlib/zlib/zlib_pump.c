/* zlib_pump: drives a stream of zlib's: input piece by piece, output into a growing buffer.
 *
 * A signal handler may run between two steps, and use the same stream: what a step reads and where it writes is
 * said anew before each. */
#include <limits.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "stdlib/library_memory.h"
#include "stdlib/module_types.h"
#include "stdlib/zlib/zlib_private.h"

/* --- memory --------------------------------------------------------------------------------------------- */

static void *allocate(void *context UNUSED, unsigned count, unsigned size)
{
    return library_allocate_zeroed(count, size);
}

static void give_back(void *context UNUSED, void *address)
{
    library_free(address);
}

z_stream zlib_stream(void)
{
    return (z_stream){.zalloc = allocate, .zfree = give_back};
}

/* --- what is wrong -------------------------------------------------------------------------------------- */

static const char *words_for(const z_stream *stream, int result)
{
    if (result == Z_VERSION_ERROR)
        return "library version mismatch";
    if (stream->msg)
        return stream->msg;
    switch (result) {
    case Z_BUF_ERROR: return "incomplete or truncated stream";
    case Z_STREAM_ERROR: return "inconsistent stream state";
    case Z_DATA_ERROR: return "invalid input data";
    default: return NULL;
    }
}

void *zlib_raise(const z_stream *stream, int result, const char *what)
{
    if (result == Z_MEM_ERROR)
        return raise_memory_error();
    const char *words = words_for(stream, result);
    return module_raise(zlib_error_peek(), words ? "Error %d %.200s: %.200s" : "Error %d %.200s", result, what, words);
}

bool zlib_set_dictionary(z_stream *stream, View dictionary)
{
    BytesHold hold;
    if (!bytes_hold_required(dictionary, &hold))
        return false;
    if (hold.length > UINT_MAX)
        raise_error(OverflowError, "zdict length does not fit in an unsigned int");
    int result = hold.length > UINT_MAX ? Z_OK : inflateSetDictionary(stream, hold.data, (unsigned)hold.length);
    bytes_let_go(&hold);
    if (result != Z_OK)
        zlib_raise(stream, result, "while setting zdict");
    return !error_is_set();
}

bool zlib_read_int(View argument, int otherwise, int *result)
{
    *result = otherwise;
    return !argument || object_as_int32(argument, result);
}

/* --- the work ------------------------------------------------------------------------------------------- */

/* Room for the next step's output, as much as CPython makes: where data are stored as they are, the parts are as large as there is
 * room, so it is seen in the result. 0: the limit is reached. */
static size_t room_for(Pump *pump)
{
    static const size_t kib[] = {32, 64, 256, 1024, 4096, 8192, 16384};
    enum { KIB_COUNT = sizeof kib / sizeof *kib };
    unsigned number = pump->blocks++;
    size_t room = number == 0 && pump->room ? pump->room : kib[number < KIB_COUNT ? number : KIB_COUNT - 1] * 1024;
    size_t left = pump->limit - pump->out.length;
    room = room < left ? room : left;
    return room < UINT_MAX ? room : UINT_MAX;
}

/* One step into `room` bytes. False with MemoryError. */
static bool take_step(Pump *pump, size_t room)
{
    unsigned char *place = bytebuilder_extend(&pump->out, room);
    if (!place)
        return raise_memory_error() != NULL;
    unsigned given = pump->left > UINT_MAX ? UINT_MAX : (unsigned)pump->left;
    z_stream *stream = pump->stream;
    stream->next_in = (unsigned char *)(uintptr_t)pump->data; /* zlib only reads it */
    stream->avail_in = given;
    stream->next_out = place;
    stream->avail_out = (unsigned)room;
    pump->result = pump->step(stream, given == pump->left ? pump->flush_last : pump->flush_more);
    pump->data += given - stream->avail_in;
    pump->left -= given - stream->avail_in;
    pump->out.length -= stream->avail_out;
    return true;
}

bool zlib_pump(Pump *pump)
{
    bool goes_on = true;
    while (goes_on) {
        size_t room = room_for(pump);
        if (room == 0)
            return true;
        if (!take_step(pump, room) || !check_interrupt())
            return false;
        bool is_full = pump->stream->avail_out == 0;
        if (pump->result == Z_NEED_DICT && pump->dictionary) {
            if (!zlib_set_dictionary(pump->stream, pump->dictionary))
                return false;
            continue;
        }
        if (pump->result == Z_MEM_ERROR)
            return raise_memory_error() != NULL;
        if (pump->result != Z_OK && pump->result != Z_BUF_ERROR)
            return true;
        goes_on = is_full || pump->left > 0;
    }
    return true;
}

Ref zlib_pump_finish(Pump *pump)
{
    if (!error_is_set())
        return bytebuilder_finish(&pump->out);
    bytebuilder_abandon(&pump->out);
    return NULL;
}
