/* socket_address: addresses, between the system's form and Python's:
 *
 *     AF_INET    (host, port)                       AF_UNIX   a path, as str; a name that begins with a zero byte, as bytes
 *     AF_INET6   (host, port, flow, scope)
 *
 * A host is a number or a name; names are looked up while other threads run. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stddef.h>
#include <string.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "stdlib/socket/socket_private.h"
#include "vm/run/threads.h"

void *socket_raise_gai(int code)
{
    if (code == EAI_SYSTEM)
        return raise_errno(errno, NULL);
    View class = module_error_class_peek(&socket_gaierror, "socket", "gaierror", AS_OBJECT(&exception_types[OSError]));
    Ref number = class ? int_new(code) : NULL, text = number ? str_from_text(gai_strerror(code)) : NULL;
    Ref error = text ? call_2(class, number, text) : NULL;
    release_maybe(number);
    release_maybe(text);
    return error ? raise_take(error) : NULL;
}

/* The first address of the host, of this family. */
static bool look_up(const char *host, int family, SocketAddress *address)
{
    struct addrinfo wanted = {.ai_family = family, .ai_socktype = SOCK_DGRAM, .ai_flags = *host ? 0 : AI_PASSIVE}, *found = NULL;
    threads_release();
    int code = getaddrinfo(*host ? host : NULL, "0", &wanted, &found);
    threads_acquire();
    if (code == 0)
        memcpy(address, found->ai_addr, found->ai_addrlen);
    if (found)
        freeaddrinfo(found);
    if (code != 0)
        socket_raise_gai(code);
    return code == 0;
}

static bool set_host(const char *host, int family, SocketAddress *address)
{
    if (family == AF_INET && strcmp(host, "<broadcast>") == 0) {
        address->v4.sin_addr.s_addr = htonl(INADDR_BROADCAST);
        return true;
    }
    void *place = family == AF_INET ? (void *)&address->v4.sin_addr : (void *)&address->v6.sin6_addr;
    return inet_pton(family, host, place) == 1 || look_up(host, family, address);
}

/* The text of a host: ASCII, or what the codec idna makes of it. Owned. */
static Ref host_bytes(View host)
{
    const unsigned char *data;
    size_t length;
    Ref bytes = NULL;
    if (is_str(host)) {
        View text = AS_OBJECT(str_view(host));
        bytes = codec_encode_str(text, ((StrView)text)->is_ascii ? "ascii" : "idna", "strict");
    } else if (bytes_data_peek(host, &data, &length)) {
        bytes = bytes_new(data, length);
    } else {
        raise_error(TypeError, "str, bytes or bytearray expected, not %T", host);
    }
    if (bytes && memchr(((BytesObject *)bytes)->data, 0, ((BytesObject *)bytes)->length)) {
        clear_place(&bytes);
        raise_error(TypeError, "host name must not contain null character");
    }
    return bytes;
}

/* Host and port of an internet address. */
static bool set_internet(int family, View given, SocketAddress *address, const char *caller)
{
    size_t count = is_tuple(given) ? tuple_length(given) : 0, most = family == AF_INET ? 2 : 4;
    const char *name = family == AF_INET ? "AF_INET" : "AF_INET6";
    if (!is_tuple(given)) {
        raise_error(TypeError, "%s(): %s address must be tuple, not %T", caller, name, given);
        return false;
    }
    if (count < 2 || count > most) {
        raise_error(TypeError, family == AF_INET ? "AF_INET address must be a pair (host, port)"
                                                 : "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
        return false;
    }
    int64_t port, flow = 0, scope = 0;
    Ref host = host_bytes(tuple_item_peek(given, 0));
    bool done = host && object_as_int64(tuple_item_peek(given, 1), &port) &&
                (count < 3 || object_as_int64(tuple_item_peek(given, 2), &flow)) &&
                (count < 4 || object_as_int64(tuple_item_peek(given, 3), &scope));
    if (done && (port < 0 || port > UINT16_MAX)) {
        raise_error(OverflowError, "%s(): port must be 0-65535.", caller);
        done = false;
    }
    done = done && set_host((const char *)((BytesObject *)host)->data, family, address);
    release_maybe(host);
    if (!done)
        return false;
    if (family == AF_INET) {
        address->v4.sin_port = htons((uint16_t)port);
    } else {
        address->v6.sin6_port = htons((uint16_t)port);
        address->v6.sin6_flowinfo = htonl((uint32_t)flow);
        address->v6.sin6_scope_id = (uint32_t)scope;
    }
    return true;
}

static bool set_path(View given, SocketAddress *address, socklen_t *length)
{
    Ref path = is_str(given) ? posix_bytes(AS_OBJECT(str_view(given))) : retain(given);
    BytesHold hold;
    if (!path || !bytes_hold_required(path, &hold)) {
        release_maybe(path);
        return false;
    }
    bool is_abstract = hold.length && hold.data[0] == 0;
    bool fits = hold.length < sizeof address->local.sun_path + is_abstract;
    if (fits) {
        memcpy(address->local.sun_path, hold.data, hold.length);
        *length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + hold.length + !is_abstract);
    } else {
        raise_error(OSError, "AF_UNIX path too long");
    }
    bytes_let_go(&hold);
    release(path);
    return fits;
}

bool socket_address_from(const SocketObject *socket, View given, SocketAddress *address, socklen_t *length, const char *caller)
{
    memset(address, 0, sizeof *address);
    address->any.sa_family = (sa_family_t)socket->family;
    switch (socket->family) {
    case AF_INET: *length = sizeof address->v4; return set_internet(AF_INET, given, address, caller);
    case AF_INET6: *length = sizeof address->v6; return set_internet(AF_INET6, given, address, caller);
    case AF_UNIX: return set_path(given, address, length);
    default: raise_error(OSError, "%s(): bad family", caller); return false;
    }
}

static Ref path_of(const SocketAddress *address, socklen_t length)
{
    size_t head = offsetof(struct sockaddr_un, sun_path);
    size_t count = length > head ? length - head : 0;
    if (count && address->local.sun_path[0] == 0)
        return bytes_new(address->local.sun_path, count);
    return posix_text(address->local.sun_path, strnlen(address->local.sun_path, count));
}

Ref socket_address_new(const SocketAddress *address, socklen_t length)
{
    char host[INET6_ADDRSTRLEN];
    if (length == 0)
        return none_new();
    switch (address->any.sa_family) {
    case AF_INET:
        inet_ntop(AF_INET, &address->v4.sin_addr, host, sizeof host);
        return tuple_from_array_take((Ref[]){str_from_text(host), int_new(ntohs(address->v4.sin_port))}, 2);
    case AF_INET6:
        inet_ntop(AF_INET6, &address->v6.sin6_addr, host, sizeof host);
        return tuple_from_array_take((Ref[]){str_from_text(host), int_new(ntohs(address->v6.sin6_port)),
                                             int_new(ntohl(address->v6.sin6_flowinfo)), int_new(address->v6.sin6_scope_id)},
                                     4);
    case AF_UNIX: return path_of(address, length);
    default:
        return tuple_from_array_take((Ref[]){int_new(address->any.sa_family), bytes_new(address->any.sa_data, length > 2 ? length - 2 : 0)},
                                     2);
    }
}
