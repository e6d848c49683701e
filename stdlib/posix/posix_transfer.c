/* posix_transfer: reading and writing at a place (pread), into several buffers (readv), from descriptor to
 * descriptor (sendfile). Buffers are held while the call waits and other threads run. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix_private.h"
#include "vm/run/signals.h"

static Ref count_or_error(ssize_t count)
{
    return count < 0 ? NULL : int_new(count);
}

/* --- at a place ----------------------------------------------------------------------------------------- */

Ref posix_pread(View self UNUSED, View *args)
{
    int fd;
    Index wanted;
    int64_t offset;
    ssize_t count;
    if (!posix_int(args[0], &fd) || !object_as_ssize(args[1], &wanted) || !object_as_int64(args[2], &offset))
        return NULL;
    if (wanted < 0)
        return raise_errno(EINVAL, NULL);
    if (wanted > INT_MAX)
        wanted = INT_MAX;
    Ref buffer = bytes_new(NULL, (size_t)wanted);
    if (!buffer)
        return NULL;
    POSIX_WAIT(count, -1, pread(fd, ((BytesObject *)buffer)->data, (size_t)wanted, offset));
    Ref result = count < 0 ? NULL : count == wanted ? retain(buffer) : bytes_new(((BytesObject *)buffer)->data, (size_t)count);
    release(buffer);
    return result;
}

Ref posix_pwrite(View self UNUSED, View *args)
{
    int fd;
    int64_t offset;
    ssize_t count;
    BytesHold hold;
    if (!posix_int(args[0], &fd) || !bytes_hold_required(args[1], &hold))
        return NULL;
    if (!object_as_int64(args[2], &offset)) {
        bytes_let_go(&hold);
        return NULL;
    }
    POSIX_WAIT(count, -1, pwrite(fd, hold.data, hold.length, offset));
    bytes_let_go(&hold);
    return count_or_error(count);
}

/* --- several buffers ------------------------------------------------------------------------------------ */

typedef struct Buffers {
    struct iovec *vectors;
    BytesHold *holds;
    size_t count, held;
} Buffers;

static void buffers_free(Buffers *buffers)
{
    for (size_t i = 0; i < buffers->held; i++)
        bytes_let_go(&buffers->holds[i]);
    if (buffers->vectors)
        heap_free(buffers->vectors, (buffers->count + 1) * sizeof *buffers->vectors);
    if (buffers->holds)
        heap_free(buffers->holds, (buffers->count + 1) * sizeof *buffers->holds);
}

static bool hold(View item, BytesAccess access, BytesHold *held)
{
    if (access == BYTES_READ)
        return bytes_hold_required(item, held);
    if (bytes_hold(item, BYTES_WRITE, held))
        return true;
    if (error_is_set())
        return false;
    if (!bytes_hold_required(item, held))
        return false;
    bytes_let_go(held);
    raise_error(BufferError, "Object is not writable.");
    return false;
}

static bool buffers_from(Buffers *buffers, View items, BytesAccess access, const char *function)
{
    *buffers = (Buffers){0};
    if (!type_of_peek(items)->length || !type_of_peek(items)->get_item) {
        raise_error(TypeError, "%s() arg 2 must be a sequence", function);
        return false;
    }
    Ref list = list_from_iterable(items);
    if (!list)
        return false;
    buffers->count = ((ListView)list)->used;
    buffers->vectors = heap_allocate((buffers->count + 1) * sizeof *buffers->vectors);
    buffers->holds = heap_allocate((buffers->count + 1) * sizeof *buffers->holds);
    bool has_room = buffers->vectors && buffers->holds;
    if (!has_room)
        raise_memory_error();
    while (has_room && !error_is_set() && buffers->held < buffers->count && buffers->held < ((ListView)list)->used) {
        BytesHold *held = &buffers->holds[buffers->held];
        if (!hold(((ListView)list)->items[buffers->held], access, held))
            break;
        buffers->vectors[buffers->held++] = (struct iovec){held->data, held->length};
    }
    release(list);
    if (!error_is_set())
        return true;
    buffers_free(buffers);
    return false;
}

static int vector_count(const Buffers *buffers)
{
    return buffers->held > INT_MAX ? INT_MAX : (int)buffers->held;
}

Ref posix_readv(View self UNUSED, View *args)
{
    int fd;
    ssize_t count;
    Buffers buffers;
    if (!posix_int(args[0], &fd) || !buffers_from(&buffers, args[1], BYTES_WRITE, "readv"))
        return NULL;
    POSIX_WAIT(count, -1, readv(fd, buffers.vectors, vector_count(&buffers)));
    buffers_free(&buffers);
    return count_or_error(count);
}

Ref posix_writev(View self UNUSED, View *args)
{
    int fd;
    ssize_t count;
    Buffers buffers;
    if (!posix_int(args[0], &fd) || !buffers_from(&buffers, args[1], BYTES_READ, "writev"))
        return NULL;
    POSIX_WAIT(count, -1, writev(fd, buffers.vectors, vector_count(&buffers)));
    buffers_free(&buffers);
    return count_or_error(count);
}

Ref posix_preadv(View self UNUSED, View *args)
{
    int fd, flags = 0;
    int64_t offset;
    ssize_t count;
    Buffers buffers;
    if (!posix_int(args[0], &fd) || !object_as_int64(args[2], &offset) || (args[3] && !posix_int(args[3], &flags)) ||
        !buffers_from(&buffers, args[1], BYTES_WRITE, "preadv"))
        return NULL;
    POSIX_WAIT(count, -1, preadv2(fd, buffers.vectors, vector_count(&buffers), offset, flags));
    buffers_free(&buffers);
    return count_or_error(count);
}

Ref posix_pwritev(View self UNUSED, View *args)
{
    int fd, flags = 0;
    int64_t offset;
    ssize_t count;
    Buffers buffers;
    if (!posix_int(args[0], &fd) || !object_as_int64(args[2], &offset) || (args[3] && !posix_int(args[3], &flags)) ||
        !buffers_from(&buffers, args[1], BYTES_READ, "pwritev"))
        return NULL;
    POSIX_WAIT(count, -1, pwritev2(fd, buffers.vectors, vector_count(&buffers), offset, flags));
    buffers_free(&buffers);
    return count_or_error(count);
}

/* --- from one descriptor to another --------------------------------------------------------------------- */

/* offset None: where the file stands, which moves. */
Ref posix_sendfile(View self UNUSED, View *args)
{
    int out, in;
    int64_t offset = 0;
    Index wanted;
    ssize_t count;
    if (!posix_int(args[0], &out) || !posix_int(args[1], &in) || (args[2] != NONE && !object_as_int64(args[2], &offset)) ||
        !object_as_ssize(args[3], &wanted))
        return NULL;
    off_t place = offset, *where = args[2] == NONE ? NULL : &place;
    POSIX_WAIT(count, -1, sendfile(out, in, where, (size_t)wanted));
    return count_or_error(count);
}

typedef struct Copy {
    int source, target;
    Index count;
    int64_t source_place, target_place;
    int64_t *from, *to; /* NULL: where the file stands */
} Copy;

/* args: src, dst, count, offset_src, offset_dst */
static bool copy_from(Copy *copy, View *args)
{
    *copy = (Copy){0};
    if (!posix_int(args[0], &copy->source) || !posix_int(args[1], &copy->target) || !object_as_ssize(args[2], &copy->count))
        return false;
    if (copy->count < 0) {
        raise_error(ValueError, "negative value for 'count' not allowed");
        return false;
    }
    if (args[3] && args[3] != NONE) {
        copy->from = &copy->source_place;
        if (!object_as_int64(args[3], copy->from))
            return false;
    }
    if (args[4] && args[4] != NONE) {
        copy->to = &copy->target_place;
        if (!object_as_int64(args[4], copy->to))
            return false;
    }
    return true;
}

Ref posix_copy_file_range(View self UNUSED, View *args)
{
    Copy copy;
    ssize_t count;
    if (!copy_from(&copy, args))
        return NULL;
    POSIX_WAIT(count, -1, copy_file_range(copy.source, copy.from, copy.target, copy.to, (size_t)copy.count, 0));
    return count_or_error(count);
}

Ref posix_splice(View self UNUSED, View *args)
{
    Copy copy;
    ssize_t count;
    int flags = 0;
    if (!copy_from(&copy, args) || (args[5] && !posix_int(args[5], &flags)))
        return NULL;
    POSIX_WAIT(count, -1, splice(copy.source, copy.from, copy.target, copy.to, (size_t)copy.count, (unsigned)flags));
    return count_or_error(count);
}

/* --- from the system's dice ----------------------------------------------------------------------------- */

Ref posix_getrandom(View self UNUSED, View *args)
{
    Index wanted;
    int flags = 0;
    ssize_t count;
    if (!object_as_ssize(args[0], &wanted) || (args[1] && !posix_int(args[1], &flags)))
        return NULL;
    if (wanted < 0)
        return raise_errno(EINVAL, NULL);
    Ref buffer = bytes_new(NULL, (size_t)wanted);
    if (!buffer)
        return NULL;
    POSIX_WAIT(count, -1, getrandom(((BytesObject *)buffer)->data, (size_t)wanted, (unsigned)flags));
    Ref result = count < 0 ? NULL : count == wanted ? retain(buffer) : bytes_new(((BytesObject *)buffer)->data, (size_t)count);
    release(buffer);
    return result;
}
