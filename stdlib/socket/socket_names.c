/* socket_names: names of hosts, services, protocols and interfaces, and addresses as text. Look-ups may take long: other threads run
 * meanwhile. What the C library gives in static memory is copied before they do. */
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "stdlib/socket/socket_private.h"
#include "vm/run/threads.h"

Ref socket_gaierror, socket_herror;

/* A str as ASCII (or by idna), or a bytes; None: *text is NULL. Owned in *owner. False with an exception. */
static bool text_of(View given, const char **text, Ref *owner, const char *caller)
{
    *text = NULL;
    *owner = NULL;
    if (!given || given == NONE)
        return true;
    if (is_str(given)) {
        View name = AS_OBJECT(str_view(given));
        *owner = codec_encode_str(name, ((StrView)name)->is_ascii ? "ascii" : "idna", "strict");
    } else if (is_bytes(given)) {
        *owner = retain(given);
    } else if (is_int(given)) {
        Ref digits = object_str(given);
        *owner = digits ? codec_encode_str(digits, "ascii", "strict") : NULL;
        release_maybe(digits);
    } else {
        raise_error(TypeError, "%s must be string, bytes or None", caller);
    }
    const unsigned char *data;
    size_t length;
    if (*owner && bytes_data_peek(*owner, &data, &length))
        *text = (const char *)data;
    return *owner != NULL;
}

static void *raise_herror(int code)
{
    View class = module_error_class_peek(&socket_herror, "socket", "herror", AS_OBJECT(&exception_types[OSError]));
    Ref number = class ? int_new(code) : NULL, text = number ? str_from_text(hstrerror(code)) : NULL;
    Ref error = text ? call_2(class, number, text) : NULL;
    release_maybe(number);
    release_maybe(text);
    return error ? raise_take(error) : NULL;
}

/* --- getaddrinfo and its reverse ------------------------------------------------------------------------ */

static Ref entry_of(const struct addrinfo *entry)
{
    SocketAddress address;
    memcpy(&address, entry->ai_addr, entry->ai_addrlen < sizeof address ? entry->ai_addrlen : sizeof address);
    return tuple_from_array_take((Ref[]){int_new(entry->ai_family), int_new(entry->ai_socktype), int_new(entry->ai_protocol),
                                         str_from_text(entry->ai_canonname ? entry->ai_canonname : ""),
                                         socket_address_new(&address, entry->ai_addrlen)},
                                 5);
}

SOCKET_FUNCTION(getaddrinfo)
{
    (void)self;
    const char *host, *port;
    Ref host_owner, port_owner;
    int family = AF_UNSPEC, type = 0, protocol = 0, flags = 0;
    if ((args[2] && !posix_int(args[2], &family)) || (args[3] && !posix_int(args[3], &type)) ||
        (args[4] && !posix_int(args[4], &protocol)) || (args[5] && !posix_int(args[5], &flags)))
        return NULL;
    if (!text_of(args[0], &host, &host_owner, "getaddrinfo() argument 1"))
        return NULL;
    if (!text_of(args[1], &port, &port_owner, "Int or String expected: getaddrinfo() argument 2")) {
        release_maybe(host_owner);
        return NULL;
    }
    struct addrinfo wanted = {.ai_family = family, .ai_socktype = type, .ai_protocol = protocol, .ai_flags = flags}, *found = NULL;
    threads_release();
    int code = getaddrinfo(host, port, &wanted, &found);
    threads_acquire();
    release_maybe(host_owner);
    release_maybe(port_owner);
    if (code != 0)
        return socket_raise_gai(code);
    Ref list = list_new(0);
    for (const struct addrinfo *entry = found; list && entry; entry = entry->ai_next) {
        Ref item = entry_of(entry);
        if (!item || !list_append_take((ListView)list, item))
            clear_place(&list);
    }
    freeaddrinfo(found);
    return list;
}

SOCKET_FUNCTION(getnameinfo)
{
    (void)self;
    int flags;
    if (!posix_int(args[1], &flags))
        return NULL;
    if (!is_tuple(args[0]) || tuple_length(args[0]) < 2)
        return raise_error(TypeError, "getnameinfo() argument 1 must be a tuple");
    View host_text = tuple_item_peek(args[0], 0);
    StrView host_name = str_view(host_text);
    bool has_colon = host_name && memchr(host_name->data, ':', str_length(AS_OBJECT(host_name)));
    SocketObject as_if = {.family = has_colon || tuple_length(args[0]) > 2 ? AF_INET6 : AF_INET};
    SocketAddress address;
    socklen_t length;
    if (!socket_address_from(&as_if, args[0], &address, &length, "getnameinfo"))
        return NULL;
    char host[NI_MAXHOST], service[NI_MAXSERV];
    threads_release();
    int code = getnameinfo(&address.any, length, host, sizeof host, service, sizeof service, flags);
    threads_acquire();
    if (code != 0)
        return socket_raise_gai(code);
    return tuple_from_array_take((Ref[]){str_from_text(host), str_from_text(service)}, 2);
}

/* --- hosts ---------------------------------------------------------------------------------------------- */

SOCKET_FUNCTION(gethostname)
{
    (void)self, (void)args;
    char name[1024];
    if (!AUDIT("socket.gethostname", ""))
        return NULL;
    return gethostname(name, sizeof name - 1) < 0 ? raise_errno(errno, NULL) : posix_text(name, strnlen(name, sizeof name));
}

static bool address_of_host(View given, int family, SocketAddress *address)
{
    SocketObject as_if = {.family = family};
    socklen_t length;
    Ref port = int_new(0), pair = port ? tuple_pack(2, given, port) : NULL;
    release_maybe(port);
    bool done = pair && socket_address_from(&as_if, pair, address, &length, "gethostbyname");
    release_maybe(pair);
    return done;
}

SOCKET_FUNCTION(gethostbyname)
{
    (void)self;
    SocketAddress address;
    char text[INET_ADDRSTRLEN];
    if (!address_of_host(args[0], AF_INET, &address))
        return NULL;
    return str_from_text(inet_ntop(AF_INET, &address.v4.sin_addr, text, sizeof text));
}

/* (name, other names, addresses). */
static Ref host_entry(const struct hostent *entry)
{
    Ref names = list_new(0), addresses = list_new(0);
    for (char **alias = entry->h_aliases; names && *alias; alias++) {
        Ref name = str_from_text(*alias);
        if (!name || !list_append_take((ListView)names, name))
            clear_place(&names);
    }
    for (char **address = entry->h_addr_list; addresses && *address; address++) {
        char text[INET6_ADDRSTRLEN];
        Ref shown = str_from_text(inet_ntop(entry->h_addrtype, *address, text, sizeof text));
        if (!shown || !list_append_take((ListView)addresses, shown))
            clear_place(&addresses);
    }
    return tuple_from_array_take((Ref[]){str_from_text(entry->h_name), names, addresses}, 3);
}

/* By name or (address not NULL) by address. */
static Ref ask_host(const char *name, const void *address, socklen_t length, int family)
{
    enum { ROOM = 16384 };
    struct hostent entry, *found = NULL;
    char room[ROOM];
    int code = 0;
    threads_release();
    if (address)
        gethostbyaddr_r(address, length, family, &entry, room, sizeof room, &found, &code);
    else
        gethostbyname_r(name, &entry, room, sizeof room, &found, &code);
    threads_acquire();
    return found ? host_entry(found) : raise_herror(code);
}

SOCKET_FUNCTION(gethostbyname_ex)
{
    (void)self;
    const char *name;
    Ref owner;
    if (!text_of(args[0], &name, &owner, "gethostbyname_ex() argument 1"))
        return NULL;
    Ref result = name ? ask_host(name, NULL, 0, AF_INET) : raise_error(TypeError, "gethostbyname_ex() argument 1 must be str, not None");
    release_maybe(owner);
    return result;
}

SOCKET_FUNCTION(gethostbyaddr)
{
    (void)self;
    SocketAddress address;
    if (address_of_host(args[0], AF_INET, &address))
        return ask_host(NULL, &address.v4.sin_addr, sizeof address.v4.sin_addr, AF_INET);
    error_clear();
    if (!address_of_host(args[0], AF_INET6, &address))
        return NULL;
    return ask_host(NULL, &address.v6.sin6_addr, sizeof address.v6.sin6_addr, AF_INET6);
}

/* --- services, protocols, interfaces -------------------------------------------------------------------- */

static bool two_texts(View first, View second, const char **name, const char **protocol, Ref owners[2])
{
    owners[1] = NULL;
    return text_of(first, name, &owners[0], "a name") && text_of(second, protocol, &owners[1], "a protocol");
}

SOCKET_FUNCTION(getservbyname)
{
    (void)self;
    const char *name = NULL, *protocol = NULL;
    Ref owners[2] = {NULL, NULL};
    bool done = two_texts(args[0], args[1], &name, &protocol, owners);
    const struct servent *found = done && name ? getservbyname(name, protocol) : NULL;
    Ref result = found ? int_new(ntohs((uint16_t)found->s_port)) : done ? raise_error(OSError, "service/proto not found") : NULL;
    release_maybe(owners[0]);
    release_maybe(owners[1]);
    return result;
}

SOCKET_FUNCTION(getservbyport)
{
    (void)self;
    int port;
    const char *protocol = NULL;
    Ref owner = NULL;
    if (!posix_int(args[0], &port))
        return NULL;
    if (port < 0 || port > UINT16_MAX)
        return raise_error(OverflowError, "getservbyport: port must be 0-65535.");
    if (!text_of(args[1], &protocol, &owner, "a protocol"))
        return NULL;
    const struct servent *found = getservbyport(htons((uint16_t)port), protocol);
    Ref result = found ? str_from_text(found->s_name) : raise_error(OSError, "port/proto not found");
    release_maybe(owner);
    return result;
}

SOCKET_FUNCTION(getprotobyname)
{
    (void)self;
    const char *name;
    Ref owner;
    if (!text_of(args[0], &name, &owner, "a protocol"))
        return NULL;
    const struct protoent *found = name ? getprotobyname(name) : NULL;
    release_maybe(owner);
    return found ? int_new(found->p_proto) : raise_error(OSError, "protocol not found");
}

SOCKET_FUNCTION(if_nameindex)
{
    (void)self, (void)args;
    struct if_nameindex *all = if_nameindex();
    if (!all)
        return raise_errno(errno, NULL);
    Ref list = list_new(0);
    for (const struct if_nameindex *entry = all; list && entry->if_index; entry++) {
        Ref pair = tuple_from_array_take((Ref[]){int_new(entry->if_index), posix_text(entry->if_name, strlen(entry->if_name))}, 2);
        if (!pair || !list_append_take((ListView)list, pair))
            clear_place(&list);
    }
    if_freenameindex(all);
    return list;
}

SOCKET_FUNCTION(if_nametoindex)
{
    (void)self;
    Ref bytes = is_str(args[0]) ? posix_bytes(AS_OBJECT(str_view(args[0]))) : retain(args[0]);
    const unsigned char *data;
    size_t length;
    unsigned index = bytes && bytes_data_peek(bytes, &data, &length) ? if_nametoindex((const char *)data) : 0;
    release_maybe(bytes);
    if (error_is_set())
        return NULL;
    return index ? int_new(index) : raise_error(OSError, "no interface with this name");
}

SOCKET_FUNCTION(if_indextoname)
{
    (void)self;
    int index;
    char name[IF_NAMESIZE + 1];
    if (!posix_int(args[0], &index))
        return NULL;
    return if_indextoname((unsigned)index, name) ? posix_text(name, strlen(name)) : raise_errno(errno, NULL);
}

/* --- addresses as text, and byte orders ----------------------------------------------------------------- */

static Ref swap_number(View given, int64_t most, const char *name, bool is_short)
{
    int64_t number;
    if (!object_as_int64(given, &number)) {
        if (error_clear_if(OverflowError))
            raise_error(OverflowError, "%s: Python int too large to convert to C %s", name,
                        is_short ? "16-bit unsigned integer" : "32-bit");
        return NULL;
    }
    if (number < 0 && !is_short)
        return raise_error(OverflowError, "can't convert negative value to unsigned int");
    if (number < 0)
        return raise_error(OverflowError, "%s: can't convert negative Python int to C %s", name,
                           is_short ? "16-bit unsigned integer" : "32-bit unsigned integer");
    if (number > most)
        return raise_error(OverflowError, "%s: Python int too large to convert to C %s", name,
                           is_short ? "16-bit unsigned integer" : "32-bit unsigned integer");
    return int_new(is_short ? (int64_t)htons((uint16_t)number) : (int64_t)htonl((uint32_t)number));
}

SOCKET_FUNCTION(htons)
{
    (void)self;
    return swap_number(args[0], UINT16_MAX, "htons", true);
}

SOCKET_FUNCTION(htonl)
{
    (void)self;
    return swap_number(args[0], UINT32_MAX, "htonl", false);
}

SOCKET_FUNCTION(inet_aton)
{
    (void)self;
    struct in_addr address;
    const char *text;
    Ref owner;
    if (!text_of(args[0], &text, &owner, "inet_aton() argument 1"))
        return NULL;
    bool done = text && inet_aton(text, &address);
    release_maybe(owner);
    return done ? bytes_new(&address, sizeof address) : raise_error(OSError, "illegal IP address string passed to inet_aton");
}

SOCKET_FUNCTION(inet_ntoa)
{
    (void)self;
    BytesHold hold;
    char text[INET_ADDRSTRLEN];
    if (!bytes_hold_required(args[0], &hold))
        return NULL;
    Ref result = hold.length == sizeof(struct in_addr) ? str_from_text(inet_ntop(AF_INET, hold.data, text, sizeof text))
                                                       : raise_error(OSError, "packed IP wrong length for inet_ntoa");
    bytes_let_go(&hold);
    return result;
}

SOCKET_FUNCTION(inet_pton)
{
    (void)self;
    int family;
    unsigned char room[sizeof(struct in6_addr)];
    const char *text;
    Ref owner;
    if (!posix_int(args[0], &family) || !text_of(args[1], &text, &owner, "inet_pton() argument 2"))
        return NULL;
    int done = text ? inet_pton(family, text, room) : 0;
    release_maybe(owner);
    if (done < 0)
        return raise_errno(errno, NULL);
    return done ? bytes_new(room, family == AF_INET ? sizeof(struct in_addr) : sizeof room)
                : raise_error(OSError, "illegal IP address string passed to inet_pton");
}

SOCKET_FUNCTION(inet_ntop)
{
    (void)self;
    int family;
    BytesHold hold;
    char text[INET6_ADDRSTRLEN];
    if (!posix_int(args[0], &family) || !bytes_hold_required(args[1], &hold))
        return NULL;
    Ref result = NULL;
    if (family != AF_INET && family != AF_INET6)
        raise_error(ValueError, "unknown address family %d", family);
    else if (hold.length != (family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr)))
        raise_error(ValueError, "invalid length of packed IP address string");
    else
        result = str_from_text(inet_ntop(family, hold.data, text, sizeof text));
    bytes_let_go(&hold);
    return result;
}
