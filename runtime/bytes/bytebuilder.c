/* bytebuilder: builds a bytes piece by piece, in a bytes object that grows by half and is cut to size at the
 * end. */
#include "runtime/bytes/bytebuilder.h"

#include "runtime/errors/errors.h"

static size_t size_for(size_t capacity)
{
    return sizeof(BytesObject) + capacity + 1;
}

unsigned char *bytebuilder_extend(ByteBuilder *b, size_t count)
{
    if (b->failed || count > (size_t)PTRDIFF_MAX / 4 - b->length) {
        b->failed = true;
        return NULL;
    }
    size_t needed = b->length + count;
    if (!b->bytes || needed > b->capacity) {
        size_t capacity = b->bytes ? needed + needed / 2 : needed < 39 ? 39 : needed;
        BytesObject *grown = b->bytes ? heap_resize(b->bytes, size_for(b->capacity), size_for(capacity))
                                      : heap_allocate(size_for(capacity));
        if (!grown) {
            b->failed = true;
            return NULL;
        }
        b->bytes = grown;
        b->capacity = capacity;
    }
    unsigned char *place = b->bytes->data + b->length;
    b->length = needed;
    return place;
}

void bytebuilder_add(ByteBuilder *b, const void *bytes, size_t count)
{
    unsigned char *place = count ? bytebuilder_extend(b, count) : NULL;
    if (place)
        memcpy(place, bytes, count);
}

void bytebuilder_add_byte(ByteBuilder *b, unsigned byte)
{
    unsigned char *place = bytebuilder_extend(b, 1);
    if (place)
        *place = (unsigned char)byte;
}

Ref bytebuilder_finish(ByteBuilder *b)
{
    Ref result = NULL;
    if (b->failed)
        raise_memory_error();
    else
        result = bytes_new(b->bytes ? b->bytes->data : (const unsigned char *)"", b->length);
    bytebuilder_abandon(b);
    return result;
}

void bytebuilder_abandon(ByteBuilder *b)
{
    if (b->bytes)
        heap_free(b->bytes, size_for(b->capacity));
    *b = (ByteBuilder){0};
}
