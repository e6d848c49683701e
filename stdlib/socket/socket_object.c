/* socket_object: _socket.socket, a descriptor with a family, a type and a timeout. socket.socket, in Python, is derived from it. */
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/posix/posix.h"
#include "stdlib/socket/socket_private.h"
#include "vm/run/interrupt.h"
#include "vm/run/threads.h"

/* --- making --------------------------------------------------------------------------------------------- */

static bool set_blocking(int descriptor, bool blocks)
{
    int off = !blocks;
    if (ioctl(descriptor, FIONBIO, &off) == 0)
        return true;
    raise_errno(errno, NULL);
    return false;
}

static Ref socket_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    SocketObject *socket = (SocketObject *)type_allocate(type, 0);
    if (!socket)
        return NULL;
    socket->descriptor = -1;
    socket->timeout = socket_default_timeout;
    gc_track(AS_OBJECT(socket));
    return AS_OBJECT(socket);
}

/* What the system knows of a descriptor, where it was not said. */
static bool ask_option(int descriptor, int option, int *place)
{
    socklen_t length = sizeof *place;
    if (*place != -1 || getsockopt(descriptor, SOL_SOCKET, option, place, &length) == 0)
        return true;
    raise_errno(errno, NULL);
    return false;
}

/* The socket that another process, or other code, has made. */
static bool adopt(SocketObject *socket, View number)
{
    int descriptor;
    if (is_float(number)) {
        raise_error(TypeError, "'float' object cannot be interpreted as an integer");
        return false;
    }
    if (!posix_int(number, &descriptor))
        return false;
    if (descriptor < 0) {
        raise_error(ValueError, "negative file descriptor");
        return false;
    }
    SocketAddress address = {0};
    socklen_t length = sizeof address;
    if (getsockname(descriptor, &address.any, &length) < 0) {
        if (socket->family == -1 || errno == EBADF || errno == ENOTSOCK) {
            raise_errno(errno, NULL);
            return false;
        }
    } else if (socket->family == -1) {
        socket->family = address.any.sa_family;
    }
    if (!ask_option(descriptor, SO_TYPE, &socket->type) || !ask_option(descriptor, SO_PROTOCOL, &socket->protocol))
        return false;
    socket->descriptor = descriptor;
    return true;
}

static bool create(SocketObject *made)
{
    made->family = made->family == -1 ? AF_INET : made->family;
    made->type = made->type == -1 ? SOCK_STREAM : made->type;
    made->protocol = made->protocol == -1 ? 0 : made->protocol;
    made->descriptor = socket(made->family, made->type | SOCK_CLOEXEC, made->protocol);
    if (made->descriptor >= 0)
        return true;
    raise_errno(errno, NULL);
    return false;
}

static Ref socket_init_native(View self, View *args)
{
    SocketObject *socket = socket_of(self);
    int family = -1, type = -1, protocol = -1;
    if ((args[0] && !posix_int(args[0], &family)) || (args[1] && !posix_int(args[1], &type)) || (args[2] && !posix_int(args[2], &protocol)))
        return NULL;
    if (socket->descriptor >= 0)
        return raise_error(RuntimeError, "the socket is initialised already");
    socket->family = family;
    socket->type = type;
    socket->protocol = protocol;
    if (args[3] && args[3] != NONE ? !adopt(socket, args[3]) : !create(socket))
        return NULL;
    bool is_nonblocking = socket->type & SOCK_NONBLOCK;
    socket->type &= ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    socket->timeout = is_nonblocking ? 0 : socket_default_timeout;
    if (socket->timeout >= 0 && !set_blocking(socket->descriptor, false))
        return NULL;
    return none_new();
}

/* One that nobody closed is closed, with a warning. */
static void socket_delete(View self)
{
    SocketObject *socket = socket_of(self);
    if (socket->descriptor < 0)
        return;
    Ref raised = error_take();
    if (!warn_of(self, ResourceWarning, "unclosed %R", self)) {
        if (error_matches(Warning))
            error_write_unraisable(NULL, self);
        error_clear();
    }
    if (socket->descriptor >= 0)
        close(socket->descriptor);
    socket->descriptor = -1;
    error_restore_take(raised);
}

static void socket_finish(View self)
{
    if (socket_of(self)->descriptor >= 0)
        close(socket_of(self)->descriptor);
    socket_of(self)->descriptor = -1;
}

static Ref socket_repr(View self)
{
    const SocketObject *socket = socket_of(self);
    return str_format("<socket object, fd=%d, family=%d, type=%d, proto=%d>", socket->descriptor, socket->family, socket->type,
                      socket->protocol);
}

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref socket_accept(View self, View *args UNUSED)
{
    SocketObject *socket = socket_of(self);
    SocketAddress address;
    socklen_t length = sizeof address;
    SocketDeadline deadline = socket_deadline(socket);
    int descriptor;
    SOCKET_CALL(socket, false, &deadline, descriptor,
                (length = sizeof address, accept4(socket->descriptor, &address.any, &length, SOCK_CLOEXEC)));
    if (descriptor < 0)
        return NULL;
    Ref result = tuple_from_array_take((Ref[]){int_new(descriptor), socket_address_new(&address, length)}, 2);
    if (!result)
        close(descriptor);
    return result;
}

static Ref socket_bind(View self, View *args)
{
    SocketAddress address;
    socklen_t length;
    if (!socket_address_from(socket_of(self), args[0], &address, &length, "bind") || !AUDIT("socket.bind", "OO", self, args[0]))
        return NULL;
    return bind(socket_of(self)->descriptor, &address.any, length) < 0 ? raise_errno(errno, NULL) : none_new();
}

static Ref socket_close(View self, View *args UNUSED)
{
    int descriptor = socket_of(self)->descriptor;
    if (descriptor < 0)
        return none_new();
    socket_of(self)->descriptor = -1;
    threads_release();
    int result = close(descriptor);
    threads_acquire();
    return result < 0 && errno != ECONNRESET ? raise_errno(errno, NULL) : none_new();
}

static Ref socket_detach(View self, View *args UNUSED)
{
    int descriptor = socket_of(self)->descriptor;
    socket_of(self)->descriptor = -1;
    return int_new(descriptor);
}

/* After a connect that a signal interrupted, or that has a timeout: it goes on by itself; see how it ended. The number of the error, or
 * -1 with an exception. */
static int finish_connect(SocketObject *socket)
{
    SocketObject waiting = *socket;
    SocketDeadline deadline = socket_deadline(socket);
    if (waiting.timeout < 0) {
        waiting.timeout = 1;
        deadline = (SocketDeadline){.is_limited = true, .until = INT64_MAX};
    }
    int number = 0;
    socklen_t length = sizeof number;
    if (!socket_wait(&waiting, true, &deadline))
        return -1;
    return getsockopt(socket->descriptor, SOL_SOCKET, SO_ERROR, &number, &length) < 0 ? errno : number;
}

/* The number of the error, 0: none; -1 with an exception. */
static int connect_to(View self, View given, const char *caller)
{
    SocketObject *socket = socket_of(self);
    SocketAddress address;
    socklen_t length;
    if (!socket_address_from(socket, given, &address, &length, caller) || !AUDIT("socket.connect", "OO", self, given))
        return -1;
    int result = -1, number = EINTR;
    if (interrupt_wait_begin()) {
        result = connect(socket->descriptor, &address.any, length);
        number = errno;
    }
    interrupt_wait_end();
    if (result == 0)
        return 0;
    if (number == EINTR && !check_interrupt())
        return -1;
    bool goes_on = (number == EINTR && socket->timeout != 0) || (number == EINPROGRESS && socket->timeout > 0);
    return goes_on ? finish_connect(socket) : number;
}

static Ref socket_connect(View self, View *args)
{
    int number = connect_to(self, args[0], "connect");
    return number < 0 ? NULL : number ? raise_errno(number, NULL) : none_new();
}

static Ref socket_connect_ex(View self, View *args)
{
    int number = connect_to(self, args[0], "connect_ex");
    if (number < 0 && error_clear_if(TimeoutError))
        number = EWOULDBLOCK;
    return number < 0 ? NULL : int_new(number);
}

static Ref socket_fileno(View self, View *args UNUSED)
{
    return int_new(socket_of(self)->descriptor);
}

static Ref name_by(View self, int (*ask)(int, struct sockaddr *, socklen_t *))
{
    SocketAddress address;
    socklen_t length = sizeof address;
    return ask(socket_of(self)->descriptor, &address.any, &length) < 0 ? raise_errno(errno, NULL) : socket_address_new(&address, length);
}

static int ask_peer(int descriptor, struct sockaddr *address, socklen_t *length)
{
    return getpeername(descriptor, address, length);
}

static int ask_own(int descriptor, struct sockaddr *address, socklen_t *length)
{
    return getsockname(descriptor, address, length);
}

static Ref socket_getpeername(View self, View *args UNUSED)
{
    return name_by(self, ask_peer);
}

static Ref socket_getsockname(View self, View *args UNUSED)
{
    return name_by(self, ask_own);
}

static Ref socket_listen(View self, View *args)
{
    int backlog = SOMAXCONN < 128 ? SOMAXCONN : 128;
    if (args[0] && !posix_int(args[0], &backlog))
        return NULL;
    return listen(socket_of(self)->descriptor, backlog < 0 ? 0 : backlog) < 0 ? raise_errno(errno, NULL) : none_new();
}

static Ref socket_shutdown(View self, View *args)
{
    int how;
    if (!posix_int(args[0], &how))
        return NULL;
    return shutdown(socket_of(self)->descriptor, how) < 0 ? raise_errno(errno, NULL) : none_new();
}

static Ref set_timeout(View self, int64_t timeout)
{
    socket_of(self)->timeout = timeout;
    return set_blocking(socket_of(self)->descriptor, timeout < 0) ? none_new() : NULL;
}

static Ref socket_setblocking(View self, View *args)
{
    int blocks = object_truth(args[0]);
    return blocks < 0 ? NULL : set_timeout(self, blocks ? -1 : 0);
}

static Ref socket_getblocking(View self, View *args UNUSED)
{
    return bool_new(socket_of(self)->timeout != 0);
}

static Ref socket_settimeout(View self, View *args)
{
    int64_t timeout;
    return socket_timeout_from(args[0], &timeout) ? set_timeout(self, timeout) : NULL;
}

static Ref socket_gettimeout(View self, View *args UNUSED)
{
    return socket_timeout_new(socket_of(self)->timeout);
}

static Ref get_family(View self)
{
    return int_new(socket_of(self)->family);
}
static Ref get_type(View self)
{
    return int_new(socket_of(self)->type);
}
static Ref get_protocol(View self)
{
    return int_new(socket_of(self)->protocol);
}
static Ref get_timeout(View self)
{
    return socket_timeout_new(socket_of(self)->timeout);
}

static const NativeFunction initialiser = {"socket(family=-1, type=-1, proto=-1, fileno=None)", socket_init_native, NULL};
static const NativeFunction methods[] = {
    {"_accept()", socket_accept, "Wait for an incoming connection: (descriptor, address)."},
    {"bind(address, /)", socket_bind, "Bind the socket to a local address."},
    {"close()", socket_close, "Close the socket. It cannot be used after this call."},
    {"connect(address, /)", socket_connect, "Connect the socket to a remote address."},
    {"connect_ex(address, /)", socket_connect_ex, "As connect(), but return the number of the error instead of raising it."},
    {"detach()", socket_detach, "Close the socket object without closing the descriptor, which is returned."},
    {"fileno()", socket_fileno, "Return the descriptor."},
    {"getpeername()", socket_getpeername, "Return the address of the remote end."},
    {"getsockname()", socket_getsockname, "Return the address of the local end."},
    {"getsockopt(level, option, buffersize=0, /)", socket_getsockopt,
     "Return the value of an option: an int, or bytes if a size is given."},
    {"listen(backlog=128, /)", socket_listen, "Accept connections from now on."},
    {"recv(buffersize, flags=0, /)", socket_recv, "Receive up to so many bytes; none at all: the other end has closed."},
    {"recv_into(buffer, nbytes=0, flags=0)", socket_recv_into, "Receive into a buffer; return how many bytes."},
    {"recvfrom(buffersize, flags=0, /)", socket_recvfrom, "As recv(), with the sender's address."},
    {"recvfrom_into(buffer, nbytes=0, flags=0)", socket_recvfrom_into, "As recv_into(), with the sender's address."},
    {"send(data, flags=0, /)", socket_send, "Send; return how many bytes were sent, perhaps not all."},
    {"sendall(data, flags=0, /)", socket_sendall, "Send all of it."},
    {"sendto(data, flags, address=None, /)", socket_sendto, "Send to an address: sendto(data[, flags], address)."},
    {"setblocking(flag, /)", socket_setblocking, "Wait for ever in calls (True), or not at all (False)."},
    {"getblocking()", socket_getblocking, "Does the socket wait?"},
    {"setsockopt(level, option, value, optlen=0, /)", socket_setsockopt, "Set an option, to an int, bytes, or None with a length."},
    {"settimeout(timeout, /)", socket_settimeout, "Wait so many seconds in calls; None: for ever."},
    {"gettimeout()", socket_gettimeout, "Return the timeout in seconds, or None."},
    {"shutdown(how, /)", socket_shutdown, "Shut down reading (0), writing (1) or both (2)."},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"family", get_family, descriptor_refuse_write, "the socket family"},
    {"type", get_type, descriptor_refuse_write, "the socket type"},
    {"proto", get_protocol, descriptor_refuse_write, "the socket protocol"},
    {"timeout", get_timeout, NULL, "the socket timeout"},
    {NULL, NULL, NULL, NULL},
};

TypeObject socket_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_socket.socket",
    .doc = "A socket of the system; see the class socket of the module socket.",
    .size = sizeof(SocketObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new = socket_new,
    .init_native = &initialiser,
    .finish = socket_finish,
    .finalize = socket_delete,
    .repr = socket_repr,
    .methods = methods,
    .properties = properties,
};
