/* bytes_hold: the bytes of an object, kept in their place while C code works on them.
 *
 * Between a look at the bytes and their use Python code may run (an error handler, a raw stream's write). A
 * bytes never changes; a bytearray (or an array) counts who shows it (`exports`) and refuses to change its length as long
 * as there is anybody; a memoryview's bytes are those of what it shows. */
#include "runtime/bytes/bytes.h"
#include "runtime/bytes/memoryview.h"
#include "runtime/errors/errors.h"

uint32_t *bytes_exports_peek(View object)
{
    BytesLook look;
    if (is_instance(object, &bytearray_type))
        return &((ByteArrayObject *)object)->exports;
    return bytes_look_of_other(object, &look) ? look.exports : NULL;
}

bool bytes_hold(View object, BytesAccess access, BytesHold *hold)
{
    const unsigned char *data;
    bool is_readonly = is_bytes(object);
    View owner = type_of_peek(object) == &memoryview_type ? memoryview_shown_peek(object, &is_readonly) : object;
    hold->owner = NULL;
    if (!owner || !bytes_data_peek(object, &data, &hold->length))
        return false;
    uint32_t *exports = bytes_exports_peek(owner);
    if (owner == object && !is_readonly)
        is_readonly = !exports;
    if (access == BYTES_WRITE && is_readonly)
        return false;
    hold->data = (unsigned char *)(uintptr_t)data;
    hold->owner = retain(owner);
    if (exports)
        ++*exports;
    return true;
}

bool bytes_hold_required(View object, BytesHold *hold)
{
    bool is_readonly;
    if (bytes_hold(object, BYTES_READ, hold))
        return true;
    if (type_of_peek(object) != &memoryview_type)
        return raise_error(TypeError, "a bytes-like object is required, not '%T'", object) != NULL;
    if (memoryview_shown_peek(object, &is_readonly))
        return raise_error(BufferError, "memoryview: underlying buffer is not C-contiguous") != NULL;
    return raise_error(ValueError, "operation forbidden on released memoryview object") != NULL;
}

void bytes_let_go(BytesHold *hold)
{
    uint32_t *exports = hold->owner ? bytes_exports_peek(hold->owner) : NULL;
    if (exports)
        --*exports;
    clear_place(&hold->owner);
}
