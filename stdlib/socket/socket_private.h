/* socket_private: what the files of the module _socket share. */
#ifndef OURO_STDLIB_SOCKET_SOCKET_PRIVATE_H
#define OURO_STDLIB_SOCKET_SOCKET_PRIVATE_H

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "vm/module.h"

typedef struct SocketObject {
    GC_HEAD(unused);
    int descriptor; /* -1: closed */
    int family, type, protocol;
    int64_t timeout; /* in nanoseconds; -1: waits for ever; 0: does not wait */
} SocketObject;

extern TypeObject socket_type;

static inline SocketObject *socket_of(View self)
{
    return (SocketObject *)self;
}

/* --- socket_address.c ----------------------------------------------------------------------------------- */

typedef union SocketAddress {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un local;
    struct sockaddr_storage room;
} SocketAddress;

/* The address that Python gives, for a socket of this family; `caller` is the name of the function. False with an exception. */
MUST_USE bool socket_address_from(const SocketObject *socket, View given, SocketAddress *address, socklen_t *length, const char *caller);
/* The address as Python sees it. NULL with an exception. */
MUST_USE Ref socket_address_new(const SocketAddress *address, socklen_t length);

/* gaierror for the code of getaddrinfo. NULL. */
void *socket_raise_gai(int code);
extern Ref socket_gaierror, socket_herror;

/* --- socket_wait.c -------------------------------------------------------------------------------------- */

/* A moment at which waiting ends. */
typedef struct SocketDeadline {
    bool is_limited;
    int64_t until; /* nanoseconds of the monotonic clock */
} SocketDeadline;
SocketDeadline socket_deadline(const SocketObject *socket);

/* Wait until the socket can be read from, or written to, if it has a timeout. False with TimeoutError, or what a signal's
 * handler raised. */
MUST_USE bool socket_wait(const SocketObject *socket, bool for_writing, const SocketDeadline *deadline);

/* A call failed with errno: is it to be made again, since the socket was not ready after all? Raises otherwise. */
MUST_USE bool socket_again(const SocketObject *socket);

/* Make a call that may wait, with the socket's timeout. */
#define SOCKET_CALL(socket, for_writing, deadline, result, call) \
    do {                                                         \
        (result) = -1;                                           \
        if (!socket_wait(socket, for_writing, deadline))         \
            break;                                               \
        errno = EINTR;                                           \
        int failure_ = EINTR;                                    \
        if (interrupt_wait_begin()) {                            \
            (result) = (call);                                   \
            failure_ = errno;                                    \
        }                                                        \
        interrupt_wait_end();                                    \
        errno = failure_;                                        \
    } while ((result) < 0 && socket_again(socket))

/* --- methods and functions in other files --------------------------------------------------------------- */

extern const NativeFunction socket_transfer_methods[];
#define SOCKET_FUNCTION(name) Ref socket_##name(View self, View *args)
SOCKET_FUNCTION(recv);
SOCKET_FUNCTION(recv_into);
SOCKET_FUNCTION(recvfrom);
SOCKET_FUNCTION(recvfrom_into);
SOCKET_FUNCTION(send);
SOCKET_FUNCTION(sendall);
SOCKET_FUNCTION(sendto);
SOCKET_FUNCTION(getsockopt);
SOCKET_FUNCTION(setsockopt);
SOCKET_FUNCTION(getaddrinfo);
SOCKET_FUNCTION(getnameinfo);
SOCKET_FUNCTION(gethostname);
SOCKET_FUNCTION(gethostbyname);
SOCKET_FUNCTION(gethostbyname_ex);
SOCKET_FUNCTION(gethostbyaddr);
SOCKET_FUNCTION(getservbyname);
SOCKET_FUNCTION(getservbyport);
SOCKET_FUNCTION(getprotobyname);
SOCKET_FUNCTION(htons);
SOCKET_FUNCTION(htonl);
SOCKET_FUNCTION(inet_aton);
SOCKET_FUNCTION(inet_ntoa);
SOCKET_FUNCTION(inet_pton);
SOCKET_FUNCTION(inet_ntop);
SOCKET_FUNCTION(if_nameindex);
SOCKET_FUNCTION(if_nametoindex);
SOCKET_FUNCTION(if_indextoname);

/* socket.timeout of new sockets, and the functions that set it. */
extern int64_t socket_default_timeout;
/* Seconds, or None: -1. False with an exception. */
MUST_USE bool socket_timeout_from(View seconds, int64_t *timeout);
MUST_USE Ref socket_timeout_new(int64_t timeout);

#endif
