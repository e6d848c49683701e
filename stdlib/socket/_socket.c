/* _socket: the module on which socket, in Python, is built: its functions and constants. The class is in socket_object.c. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "stdlib/socket/socket_private.h"
#include "vm/run/threads.h"

static Ref new_from_descriptor(int family, int type, int protocol, int descriptor)
{
    SocketObject *made = (SocketObject *)socket_type.new(&socket_type, NULL, NULL);
    if (!made) {
        close(descriptor);
        return NULL;
    }
    made->descriptor = descriptor;
    made->family = family;
    made->type = type;
    made->protocol = protocol;
    return AS_OBJECT(made);
}

static Ref make_pair(View self UNUSED, View *args)
{
    int family = AF_UNIX, type = SOCK_STREAM, protocol = 0, both[2];
    if ((args[0] && !posix_int(args[0], &family)) || (args[1] && !posix_int(args[1], &type)) || (args[2] && !posix_int(args[2], &protocol)))
        return NULL;
    if (socketpair(family, type | SOCK_CLOEXEC, protocol, both) < 0)
        return raise_errno(errno, NULL);
    Ref first = new_from_descriptor(family, type, protocol, both[0]), second = NULL;
    if (first)
        second = new_from_descriptor(family, type, protocol, both[1]);
    else
        close(both[1]);
    return tuple_from_array_take((Ref[]){first, second}, 2);
}

static Ref close_descriptor(View self UNUSED, View *args)
{
    int descriptor;
    if (!posix_int(args[0], &descriptor))
        return NULL;
    threads_release();
    int result = close(descriptor);
    threads_acquire();
    return result < 0 && errno != ECONNRESET ? raise_errno(errno, NULL) : none_new();
}

static Ref duplicate(View self UNUSED, View *args)
{
    int descriptor;
    if (!posix_int(args[0], &descriptor))
        return NULL;
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? raise_errno(errno, NULL) : int_new(copy);
}

static Ref get_default_timeout(View self UNUSED, View *args UNUSED)
{
    return socket_timeout_new(socket_default_timeout);
}

static Ref set_default_timeout(View self UNUSED, View *args)
{
    return socket_timeout_from(args[0], &socket_default_timeout) ? none_new() : NULL;
}

static Ref set_host_name(View self UNUSED, View *args)
{
    return raise_error(NotImplementedError, "Ouro does not rename the host: %R", args[0]);
}

static const NativeFunction functions[] = {
    {"gethostbyname(host, /)", socket_gethostbyname, "Return the address of a host, as a number in text form."},
    {"gethostbyname_ex(host, /)", socket_gethostbyname_ex, "Return (name, other names, addresses) of a host."},
    {"gethostbyaddr(host, /)", socket_gethostbyaddr, "Return (name, other names, addresses) of the host with an address."},
    {"gethostname()", socket_gethostname, "Return the name of this host."},
    {"sethostname(name, /)", set_host_name, NULL},
    {"getservbyname(servicename, protocolname=None, /)", socket_getservbyname, "Return the port of a service."},
    {"getservbyport(port, protocolname=None, /)", socket_getservbyport, "Return the service at a port."},
    {"getprotobyname(name, /)", socket_getprotobyname, "Return the number of a protocol."},
    {"close(fd, /)", close_descriptor, "Close the descriptor of a socket."},
    {"dup(fd, /)", duplicate, "Return another descriptor of the same socket."},
    {"socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0, /)", make_pair, "Return a pair of connected sockets."},
    {"ntohs(x, /)", socket_htons, "Convert 16 bits from network to host byte order."},
    {"ntohl(x, /)", socket_htonl, "Convert 32 bits from network to host byte order."},
    {"htons(x, /)", socket_htons, "Convert 16 bits from host to network byte order."},
    {"htonl(x, /)", socket_htonl, "Convert 32 bits from host to network byte order."},
    {"inet_aton(ip_addr, /)", socket_inet_aton, "Return the four bytes of an address like 123.45.67.89."},
    {"inet_ntoa(packed_ip, /)", socket_inet_ntoa, "Return the text of an address of four bytes."},
    {"inet_pton(af, ip, /)", socket_inet_pton, "Return the bytes of an address of the family."},
    {"inet_ntop(af, packed_ip, /)", socket_inet_ntop, "Return the text of an address of the family."},
    {"getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", socket_getaddrinfo,
     "Return a list of (family, type, protocol, canonical name, address)."},
    {"getnameinfo(sockaddr, flags, /)", socket_getnameinfo, "Return (host, port) of an address."},
    {"getdefaulttimeout()", get_default_timeout, "Return the timeout of new sockets, in seconds, or None."},
    {"setdefaulttimeout(timeout, /)", set_default_timeout, "Set the timeout of new sockets, in seconds, or None."},
    {"if_nameindex()", socket_if_nameindex, "Return a list of (index, name) of the network interfaces."},
    {"if_nametoindex(if_name, /)", socket_if_nametoindex, "Return the index of an interface."},
    {"if_indextoname(if_index, /)", socket_if_indextoname, "Return the name of an interface."},
    {NULL, NULL, NULL},
};

static const struct {
    const char *name;
    int64_t value;
} constants[] = {
#define CONSTANT(name) {#name, (int64_t)name},
#include "stdlib/socket/socket_constants.def"
#undef CONSTANT
};

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(dict, constants[i].name, int_new(constants[i].value)))
            return false;
    View os_error = AS_OBJECT(&exception_types[OSError]);
    View gaierror = module_error_class_peek(&socket_gaierror, "socket", "gaierror", os_error);
    View herror = gaierror ? module_error_class_peek(&socket_herror, "socket", "herror", os_error) : NULL;
    return herror && module_type_ready(&socket_type) && dict_set_text(dict, "gaierror", gaierror) &&
           dict_set_text(dict, "herror", herror) && dict_set_text(dict, "error", os_error) &&
           dict_set_text(dict, "timeout", AS_OBJECT(&exception_types[TimeoutError])) &&
           dict_set_text(dict, "socket", AS_OBJECT(&socket_type)) && dict_set_text(dict, "SocketType", AS_OBJECT(&socket_type)) &&
           dict_set_text(dict, "has_ipv6", TRUE);
}

const NativeModule _socket_module = {.name = "_socket", .doc = "Sockets of the system; see socket.", .functions = functions, .init = init};
