# posix: descriptors, transfers, owners, limits: the rest of the system's calls.
import errno
import os
import posix
import resource
import tempfile


def attempt(function, *args, **keywords):
    try:
        print(function.__name__, args, keywords, repr(function(*args, **keywords)))
    except Exception as error:
        print(function.__name__, args, keywords, type(error).__name__, error)


folder = tempfile.mkdtemp()
os.chdir(folder)
with open('a', 'wb') as file:
    file.write(b'0123456789')
fd = os.open('a', os.O_RDWR)
one, two = bytearray(3), bytearray(4)
print(os.pread(fd, 4, 2), os.preadv(fd, [one, two], 1), one, two, os.pwrite(fd, b'ab', 8), os.pwritev(fd, [b'c', b'd'], 0), os.pread(fd, 20, 0))
print(os.readv(fd, [memoryview(one)]), one, os.lseek(fd, 0, os.SEEK_END), os.writev(fd, [b'x', bytearray(b'yz')]), os.stat(fd).st_size)
reader, writer = os.pipe()
print(os.sendfile(writer, fd, 3, 4), os.read(reader, 10), os.get_inheritable(fd), os.get_blocking(fd))
os.set_inheritable(fd, True)
os.set_blocking(reader, False)
print(os.get_inheritable(fd), os.get_blocking(reader))
attempt(os.read, reader, 1)
copy = os.open('b', os.O_RDWR | os.O_CREAT)
print(os.copy_file_range(fd, copy, 5, offset_src=2), os.pread(copy, 10, 0))
directory = os.open('.', os.O_RDONLY)
os.mkdir('d', dir_fd=directory)
os.rename('b', 'd/c', src_dir_fd=directory)
os.symlink('a', 'l', dir_fd=directory)
os.link('l', 'l2', src_dir_fd=directory, follow_symlinks=False)
print(sorted(os.listdir(directory)), os.readlink('l2', dir_fd=directory), os.stat('d/c', dir_fd=directory).st_size, os.access('a', os.R_OK, dir_fd=directory))
with os.scandir(directory) as entries:
    print(sorted((entry.name, entry.path, entry.is_dir(), entry.stat(follow_symlinks=False).st_size > 0) for entry in entries))
os.mkfifo('f', dir_fd=directory)
os.utime('a', ns=(10**9, 2 * 10**9), dir_fd=directory)
print(os.stat('a').st_mtime_ns, os.unlink('f', dir_fd=directory), os.statvfs('.').f_namemax)
os.fchdir(directory)
os.chown('a', -1, -1)
os.chmod('a', 0o640)
print(oct(os.stat('a').st_mode))

for args in [('x', -1, -1), ('x', -2, -1), ('x', 2**70, -1), ('x', 'a', -1), ('x', -1, 1.5), (99, -1, -1)]:
    attempt(os.chown, *args)
attempt(os.chown, 99, -1, -1, dir_fd=3)
attempt(os.chown, 99, -1, -1, follow_symlinks=False)
for keywords in [{'dir_fd': 3}, {'follow_symlinks': False}]:
    attempt(os.stat, 5, **keywords)
    attempt(os.utime, 5, **keywords)
attempt(os.stat, 'x', dir_fd='a')
attempt(os.stat, 'x', dir_fd=2**40)
attempt(os.stat, 'x', dir_fd=99)
attempt(os.chmod, 'l', 0, follow_symlinks=False)
attempt(os.link, 'x', 'y', src_dir_fd=99)
for name in ['SC_PAGE_SIZE', 'xx', 1.5, 99999, 2**40]:
    attempt(os.sysconf, name)
attempt(os.confstr, 'CS_PATH')
attempt(os.pathconf, '/', 'PC_NAME_MAX')
attempt(os.fpathconf, 99, 'PC_NAME_MAX')
for function, args in [(os.pread, (99, 1, 0)), (os.pread, (0, -1, 0)), (os.pwrite, (1, 'a', 0)), (os.readv, (0, 5)), (os.readv, (0, [b'a'])),
                       (os.writev, (1, ['a'])), (os.copy_file_range, (98, 99, -5)), (os.splice, (98, 99, 5)), (os.eventfd_read, (99,)),
                       (os.getrandom, (5, 99)), (os.getrandom, (-1,)), (os.posix_fallocate, (99, 0, 1)), (os.lockf, (99, 0, 0)),
                       (os.sched_setparam, (0, 5)), (os.sched_setaffinity, (0, ['a'])), (os.sched_setaffinity, (0, [-1])), (os.sched_setaffinity, (0, [])),
                       (os.sched_setaffinity, (0, 5)), (os.sched_get_priority_max, (99,)), (os.setpriority, (9, 0, 0)), (os.setgroups, (5,)),
                       (os.setgroups, (['a'],)), (os.setuid, (-2,)), (os.major, (-1,)), (os.major, ('a',)), (os.makedev, (1, 2)), (os.statvfs, (99,)),
                       (os.close, (2**40,)), (os.kill, (2**40, 0)), (os.ttyname, (99,)), (os.device_encoding, (99,)), (resource.getrusage, (99,)),
                       (resource.setrlimit, (4, 5)), (resource.setrlimit, (4, (1,))), (resource.setrlimit, (4, (5, 2))), (resource.getrlimit, (99,)),
                       (os.getxattr, ('x', 'user.a')), (os.setxattr, ('a', 'user.a', b'x', 5000))]:
    attempt(function, *args)
print(os.sched_param(5), posix.sched_param(sched_priority=2) if 0 else '', len(os.getresuid()), sorted(os.sched_getaffinity(0))[:1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0, resource.prlimit(0, resource.RLIMIT_NOFILE) == resource.getrlimit(resource.RLIMIT_NOFILE))
counter = os.eventfd(3)
os.eventfd_write(counter, 4)
print(os.eventfd_read(counter), os.isatty(os.openpty()[1]), os.memfd_create('x') > 2)
print(sorted(f.__name__ for f in os.supports_dir_fd), sorted(f.__name__ for f in os.supports_fd))
for name in ['a', 'l', 'l2', 'd/c']:
    os.remove(name)
os.rmdir('d')
os.rmdir(folder)
