# Sockets: pairs, connections within the machine, timeouts, addresses, options, errors.
import errno, gc, os, socket, sys, tempfile, threading, warnings

def attempt(what):
    try:
        return what()
    except BaseException as e:
        return f'{type(e).__name__}: {e}'
a, b = socket.socketpair()
print(a.family, a.type, a.proto, a.timeout, a.getblocking(), a.fileno() >= 0)
print(a.send(b'hello'), b.recv(3), b.recv(10), a.sendall(b'x' * 100), len(b.recv(1000)))
room = bytearray(4)
print(a.send(b'abcdef'), b.recv_into(room), room, b.recv_into(room, 1), room, b.recvfrom(5)[0])
print(a.shutdown(socket.SHUT_WR), b.recv(5), attempt(lambda: a.send(b'late')))
b.settimeout(0.01)
print(b.gettimeout(), b.getblocking(), b.settimeout(None), b.setblocking(False), b.gettimeout(), attempt(lambda: b.recv(-1)))
a.close(); b.close()
print(a.fileno(), attempt(lambda: a.recv(1)), 'closed' in repr(a), a.close())

# a server in a thread
server = socket.create_server(('127.0.0.1', 0))
port = server.getsockname()[1]
def serve():
    connection, address = server.accept()
    with connection:
        while data := connection.recv(1000):
            connection.sendall(data.upper())
t = threading.Thread(target=serve); t.start()
with socket.create_connection(('localhost', port)) as client:
    print(client.getpeername() == ('127.0.0.1', port), client.getsockname()[0], client.sendall(b'some text'), client.recv(100))
    f = client.makefile('rw', encoding='ascii')
    print(f.write('line\n'), f.flush(), f.readline())
    f.close()
t.join()
server.settimeout(0.01)
print(attempt(server.accept))
server.close()
print(attempt(lambda: socket.create_connection(('127.0.0.1', port), 1)))
s = socket.socket()
print(s.connect_ex(('127.0.0.1', port)) == errno.ECONNREFUSED)
for bad in [1, ('localhost',), ('127.0.0.1', 70000), ('127.0.0.1', -1), ('127.0.0.1', 'x'), (1, 2), ('a\0b', 1), ['127.0.0.1', 1]]:
    print(bad, attempt(lambda: s.connect(bad)))
s.close()

# UDP and UNIX
u1, u2 = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for i in range(2))
u1.bind(('127.0.0.1', 0))
print(u2.sendto(b'datagram', u1.getsockname()), u1.recvfrom(100)[0], u2.sendto(b'more', 0, u1.getsockname()), u1.recvfrom_into(room)[0], room)
u1.close(); u2.close()
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'socket')
    l = socket.socket(socket.AF_UNIX); l.bind(path); l.listen()
    c = socket.socket(socket.AF_UNIX); c.connect(path)
    d, address = l.accept()
    print(l.getsockname() == path, repr(address), c.getpeername() == path)
    for x in l, c, d: x.close()
print(attempt(lambda: socket.socket(socket.AF_UNIX).bind('x' * 200)))

# options, names, addresses
s = socket.socket()
print(s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1), s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), len(s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)),
      attempt(lambda: s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 2000)), s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM)
s.close()
print(socket.inet_aton('1.2.3.4'), socket.inet_ntoa(b'\1\2\3\4'), socket.inet_pton(socket.AF_INET6, '::1'), socket.inet_ntop(socket.AF_INET6, bytes(15) + b'\1'))
for bad in [lambda: socket.inet_aton('x'), lambda: socket.inet_ntoa(b'1'), lambda: socket.inet_pton(socket.AF_INET, '1.2'), lambda: socket.inet_ntop(5, b''), lambda: socket.inet_ntop(socket.AF_INET, b'1')]:
    print(attempt(bad))
print(socket.htons(1), socket.ntohl(1), attempt(lambda: socket.htons(70000)), attempt(lambda: socket.htonl(-1)))
print(socket.gethostbyname('127.0.0.1'), socket.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM), socket.getprotobyname('tcp'))
print(attempt(lambda: socket.getaddrinfo('127.0.0.1', 'no such service')), socket.getnameinfo(('127.0.0.1', 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
print(socket.error is OSError, socket.timeout is TimeoutError, socket.gaierror.__mro__[1], socket.has_ipv6, type(socket.gethostname()))
print(socket.getdefaulttimeout(), socket.setdefaulttimeout(2.5), socket.getdefaulttimeout(), socket.socket().gettimeout(), socket.setdefaulttimeout(None), attempt(lambda: socket.setdefaulttimeout(-1)))
print(attempt(lambda: socket.socket(fileno=-1)), attempt(lambda: socket.socket(fileno=1.5)), attempt(lambda: socket.socket(99)), attempt(lambda: socket.socket(fileno=os.open('/dev/null', 0))))

# one that nobody closed
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    socket.socket()
    gc.collect()
print([(w.category.__name__, str(w.message)[:18]) for w in caught])
d = socket.socket().detach()
with socket.socket(fileno=d) as again:
    print(again.family, again.type, again.fileno() == d)
