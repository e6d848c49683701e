/* pickle_output: the bytes of a pickle on their way, in frames from protocol 4 on, and the memo.
 *
 *     | … | FRAME | length, 8 bytes | instructions … |     a frame that is open has room for its head, which is
 *           ^ frame_start                                   filled in, or closed up if the frame is tiny, at its end
 *
 * A frame of 64 KiB goes to the file. Data as large as that stands between frames, and is not copied. */
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"

enum { FRAME_TARGET = 64 * 1024, FRAME_LEAST = 4, FRAME_HEAD = 9 };

bool pickle_write(PicklerObject *pickler, const void *data, size_t length)
{
    ByteBuilder *out = &pickler->out;
    if (UNLIKELY(pickler->framing && pickler->frame_start < 0)) {
        size_t start = out->length;
        if (!bytebuilder_extend(out, FRAME_HEAD))
            return raise_memory_error() != NULL;
        pickler->frame_start = (Index)start;
    }
    if (LIKELY(out->bytes && length <= out->capacity - out->length)) {
        memcpy(out->bytes->data + out->length, data, length);
        out->length += length;
        return true;
    }
    unsigned char *place = bytebuilder_extend(out, length);
    if (!place)
        return raise_memory_error() != NULL;
    if (length)
        memcpy(place, data, length);
    return true;
}

bool pickle_commit_frame(PicklerObject *pickler)
{
    ByteBuilder *out = &pickler->out;
    if (!pickler->framing || pickler->frame_start < 0)
        return true;
    unsigned char *head = out->bytes->data + pickler->frame_start;
    size_t length = out->length - (size_t)pickler->frame_start - FRAME_HEAD;
    if (length >= FRAME_LEAST) {
        head[0] = OP_FRAME;
        pickle_store(head + 1, length, 8);
    } else {
        memmove(head, head + FRAME_HEAD, length);
        out->length -= FRAME_HEAD;
    }
    pickler->frame_start = -1;
    return true;
}

/* write(data), whose result nobody wants. */
static bool call_write(PicklerObject *pickler, View data)
{
    if (!pickler->write) /* a callback has called __init__ again, which failed */
        return raise_pickling("Pickler.__init__() was not called by %s.__init__()", type_of_peek(AS_OBJECT(pickler))->name) != NULL;
    Ref write = retain(pickler->write), result = call_1(write, data);
    release(write);
    release_maybe(result);
    return result != NULL;
}

bool pickler_flush(PicklerObject *pickler)
{
    Ref data = bytebuilder_finish(&pickler->out);
    bool done = data && call_write(pickler, data);
    release_maybe(data);
    return done;
}

bool pickle_boundary(PicklerObject *pickler)
{
    if (!pickler->framing || pickler->frame_start < 0)
        return true;
    if (LIKELY(pickler->out.length - (size_t)pickler->frame_start - FRAME_HEAD < FRAME_TARGET))
        return true;
    return pickle_commit_frame(pickler) && (!pickler->write || pickler_flush(pickler));
}

/* Past the buffer, if there is a file. */
static bool write_past(PicklerObject *pickler, const unsigned char *data, size_t length, View owner)
{
    if (!pickler_flush(pickler))
        return false;
    Ref bytes = owner ? retain(owner) : bytes_new(data, length);
    bool done = bytes && call_write(pickler, bytes);
    release_maybe(bytes);
    return done;
}

bool pickle_write_large(PicklerObject *pickler, const void *head, size_t head_length, const unsigned char *data, size_t length, View owner)
{
    bool framing = pickler->framing, is_large = length >= FRAME_TARGET;
    if (!is_large)
        return pickle_write(pickler, head, head_length) && pickle_write(pickler, data, length);
    if (!pickle_commit_frame(pickler))
        return false;
    pickler->framing = false;
    bool done = pickle_write(pickler, head, head_length) &&
                (pickler->write ? write_past(pickler, data, length, owner) : pickle_write(pickler, data, length));
    pickler->framing = framing;
    return done;
}

/* --- the memo ------------------------------------------------------------------------------------------- */

static MemoEntry *memo_place(const PickleMemo *memo, View object)
{
    size_t mask = memo->size - 1, i = (uintptr_t)object >> 4;
    for (i = (i ^ i >> 16) & mask; memo->entries[i].object && memo->entries[i].object != object; i = (i + 1) & mask)
        ;
    return &memo->entries[i];
}

Index pickle_memo_find(const PickleMemo *memo, View object)
{
    if (!memo->entries)
        return -1;
    const MemoEntry *entry = memo_place(memo, object);
    return entry->object ? (Index)entry->number : -1;
}

static bool memo_grow(PickleMemo *memo)
{
    size_t used = memo->used + 1, wanted = used > 50000 ? used * 2 : used * 4, size = MEMO_SMALLEST;
    while (memo->entries && size < wanted)
        size *= 2;
    PickleMemo grown = {.size = size, .used = memo->used};
    if (!(grown.entries = heap_allocate_zeroed(heap_array_size(size, sizeof *grown.entries))))
        return raise_memory_error() != NULL;
    for (size_t i = 0; memo->entries && i < memo->size; i++)
        if (memo->entries[i].object)
            *memo_place(&grown, memo->entries[i].object) = memo->entries[i];
    if (memo->entries)
        heap_free(memo->entries, memo->size * sizeof *memo->entries);
    *memo = grown;
    return true;
}

bool pickle_memo_set(PickleMemo *memo, View object, size_t number)
{
    if ((!memo->entries || (memo->used + 1) * 3 >= memo->size * 2) && !memo_grow(memo))
        return false;
    MemoEntry *entry = memo_place(memo, object);
    if (!entry->object) {
        entry->object = retain(object);
        memo->used++;
    }
    entry->number = number;
    return true;
}

void pickle_memo_clear(PickleMemo *memo)
{
    PickleMemo old = *memo;
    *memo = (PickleMemo){0};
    if (!old.entries)
        return;
    for (size_t i = 0; i < old.size; i++)
        release_maybe(old.entries[i].object);
    heap_free(old.entries, old.size * sizeof *old.entries);
}

/* An instruction with the number of something in the memo. */
static bool write_number(PicklerObject *pickler, size_t number, unsigned line, unsigned byte, unsigned word)
{
    unsigned char text[32];
    size_t length;
    if (!pickler->is_binary) {
        text[0] = (unsigned char)line;
        length = 1 + int_word_text((int64_t)number, (char *)text + 1);
        text[length++] = '\n';
    } else {
        bool is_small = number < 256;
        text[0] = (unsigned char)(is_small ? byte : word);
        length = is_small ? 2 : 5;
        pickle_store(text + 1, number, length - 1);
    }
    return pickle_write(pickler, text, length);
}

bool pickle_put(PicklerObject *pickler, View object)
{
    if (pickler->fast)
        return true;
    size_t number = pickler->memo.used;
    if (!pickle_memo_set(&pickler->memo, object, number))
        return false;
    if (pickler->protocol >= 4)
        return pickle_write_op(pickler, OP_MEMOIZE);
    if (pickler->is_binary && number > UINT32_MAX)
        return raise_pickling("memo id too large for LONG_BINPUT") != NULL;
    return write_number(pickler, number, OP_PUT, OP_BINPUT, OP_LONG_BINPUT);
}

bool pickle_get(PicklerObject *pickler, size_t number)
{
    if (pickler->is_binary && number > UINT32_MAX)
        return raise_pickling("memo id too large for LONG_BINGET") != NULL;
    return write_number(pickler, number, OP_GET, OP_BINGET, OP_LONG_BINGET);
}
