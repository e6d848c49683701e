/* socket_transfer: sending and receiving, and options.
 *
 * Buffers are held while other threads run, so that they stay where they are. */
#include <errno.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix.h"
#include "stdlib/socket/socket_private.h"
#include "vm/run/interrupt.h"

/* --- receiving ------------------------------------------------------------------------------------------ */

/* Into `room`; the number of bytes, -1 with an exception. `from` may be NULL. */
static ssize_t receive(SocketObject *socket, void *room, size_t size, int flags, SocketAddress *from, socklen_t *from_length)
{
    SocketDeadline deadline = socket_deadline(socket);
    ssize_t count;
    retain(AS_OBJECT(socket));
    SOCKET_CALL(socket, false, &deadline, count,
                recvfrom(socket->descriptor, room, size, flags, from ? &from->any : NULL, from ? from_length : NULL));
    release(AS_OBJECT(socket));
    return count;
}

/* A bytes of at most so many; with the sender's address, if *from_length is set. */
static Ref receive_bytes(View self, View size, View flag_argument, const char *name, SocketAddress *from, socklen_t *from_length)
{
    Index wanted;
    int flags = 0;
    if (!object_as_index(size, &wanted) || (flag_argument && !posix_int(flag_argument, &flags)))
        return NULL;
    if (wanted < 0)
        return raise_error(ValueError, "negative buffersize in %s", name);
    Ref room = bytearray_new(NULL, (size_t)wanted);
    ssize_t count = room ? receive(socket_of(self), ((ByteArrayObject *)room)->data, (size_t)wanted, flags, from, from_length) : -1;
    Ref result = count < 0 ? NULL : bytes_new(((ByteArrayObject *)room)->data, (size_t)count);
    release_maybe(room);
    return result;
}

SOCKET_FUNCTION(recv)
{
    return receive_bytes(self, args[0], args[1], "recv", NULL, NULL);
}

static Ref with_address_take(Ref result, const SocketAddress *from, socklen_t length)
{
    return result ? tuple_from_array_take((Ref[]){result, socket_address_new(from, length)}, 2) : NULL;
}

SOCKET_FUNCTION(recvfrom)
{
    SocketAddress from;
    socklen_t length = sizeof from;
    return with_address_take(receive_bytes(self, args[0], args[1], "recvfrom", &from, &length), &from, length);
}

static Ref receive_into(View self, View *args, const char *name, SocketAddress *from, socklen_t *from_length)
{
    BytesHold hold;
    Index wanted = 0;
    int flags = 0;
    if ((args[1] && !object_as_ssize(args[1], &wanted)) || (args[2] && !posix_int(args[2], &flags)))
        return NULL;
    if (!bytes_hold(args[0], BYTES_WRITE, &hold))
        return error_is_set() ? NULL
                              : raise_error(TypeError, "%s() argument 1 must be read-write bytes-like object, not %K", name, args[0]);
    Ref result = NULL;
    if (wanted < 0)
        raise_error(ValueError, "negative buffersize in %s", name);
    else if ((size_t)wanted > hold.length)
        raise_error(ValueError, "buffer too small for requested bytes");
    else {
        ssize_t count = receive(socket_of(self), hold.data, wanted ? (size_t)wanted : hold.length, flags, from, from_length);
        result = count < 0 ? NULL : int_new(count);
    }
    bytes_let_go(&hold);
    return result;
}

SOCKET_FUNCTION(recv_into)
{
    return receive_into(self, args, "recv_into", NULL, NULL);
}

SOCKET_FUNCTION(recvfrom_into)
{
    SocketAddress from;
    socklen_t length = sizeof from;
    return with_address_take(receive_into(self, args, "recvfrom_into", &from, &length), &from, length);
}

/* --- sending -------------------------------------------------------------------------------------------- */

static ssize_t transmit(SocketObject *socket, const void *data, size_t length, int flags, const SocketDeadline *deadline)
{
    ssize_t count;
    SOCKET_CALL(socket, true, deadline, count, send(socket->descriptor, data, length, flags));
    return count;
}

SOCKET_FUNCTION(send)
{
    BytesHold hold;
    int flags = 0;
    if ((args[1] && !posix_int(args[1], &flags)) || !bytes_hold_required(args[0], &hold))
        return NULL;
    SocketDeadline deadline = socket_deadline(socket_of(self));
    ssize_t count = transmit(socket_of(self), hold.data, hold.length, flags, &deadline);
    bytes_let_go(&hold);
    return count < 0 ? NULL : int_new(count);
}

SOCKET_FUNCTION(sendall)
{
    BytesHold hold;
    int flags = 0;
    if ((args[1] && !posix_int(args[1], &flags)) || !bytes_hold_required(args[0], &hold))
        return NULL;
    SocketDeadline deadline = socket_deadline(socket_of(self));
    size_t sent = 0;
    ssize_t count = 0;
    while (count >= 0 && sent < hold.length && check_interrupt()) {
        count = transmit(socket_of(self), hold.data + sent, hold.length - sent, flags, &deadline);
        sent += count > 0 ? (size_t)count : 0;
    }
    bytes_let_go(&hold);
    return error_is_set() ? NULL : none_new();
}

/* sendto(data, address) or sendto(data, flags, address). */
SOCKET_FUNCTION(sendto)
{
    BytesHold hold;
    int flags = 0;
    View given = args[2] ? args[2] : args[1];
    SocketObject *socket = socket_of(self);
    SocketAddress address;
    socklen_t length;
    if ((args[2] && !posix_int(args[1], &flags)) || !socket_address_from(socket, given, &address, &length, "sendto") ||
        !bytes_hold_required(args[0], &hold))
        return NULL;
    SocketDeadline deadline = socket_deadline(socket);
    ssize_t count;
    SOCKET_CALL(socket, true, &deadline, count, sendto(socket->descriptor, hold.data, hold.length, flags, &address.any, length));
    bytes_let_go(&hold);
    return count < 0 ? NULL : int_new(count);
}

/* --- options -------------------------------------------------------------------------------------------- */

/* getsockopt(level, option[, buffer length]): an int, or the bytes. */
SOCKET_FUNCTION(getsockopt)
{
    enum { MOST = 1024 };
    int level, option, size = 0, number = 0;
    unsigned char room[MOST];
    if (!posix_int(args[0], &level) || !posix_int(args[1], &option) || (args[2] && !posix_int(args[2], &size)))
        return NULL;
    if (args[2] && size && (size < 0 || size > MOST))
        return raise_error(OSError, "getsockopt buflen out of range");
    socklen_t length = size ? (socklen_t)size : sizeof number;
    if (getsockopt(socket_of(self)->descriptor, level, option, size ? (void *)room : &number, &length) < 0)
        return raise_errno(errno, NULL);
    return size ? bytes_new(room, length) : int_new(number);
}

/* setsockopt(level, option, an int or bytes) or setsockopt(level, option, None, length). */
SOCKET_FUNCTION(setsockopt)
{
    int level, option, number, descriptor = socket_of(self)->descriptor, result;
    int64_t length = 0;
    if (!posix_int(args[0], &level) || !posix_int(args[1], &option) || (args[3] && !object_as_int64(args[3], &length)))
        return NULL;
    if (args[2] == NONE) {
        result = setsockopt(descriptor, level, option, NULL, (socklen_t)length);
    } else if (is_int(args[2])) {
        if (!posix_int(args[2], &number))
            return NULL;
        result = setsockopt(descriptor, level, option, &number, sizeof number);
    } else {
        BytesHold hold;
        if (!bytes_hold_required(args[2], &hold))
            return NULL;
        result = setsockopt(descriptor, level, option, hold.data, (socklen_t)hold.length);
        bytes_let_go(&hold);
    }
    return result < 0 ? raise_errno(errno, NULL) : none_new();
}
