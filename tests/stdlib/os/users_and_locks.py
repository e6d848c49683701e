# pwd, grp, fcntl, termios, resource: what the system's tables and files say, what arguments are refused.
import fcntl
import grp
import os
import pwd
import struct
import tempfile
import termios


def attempt(function, *args):
    try:
        print(function.__name__, args, repr(function(*args)))
    except Exception as error:
        print(function.__name__, args, type(error).__name__, error, error.args if type(error) is termios.error else '')


for name in ['root', 'no such user', 5, 'a\0']:
    attempt(pwd.getpwnam, name)
    attempt(grp.getgrnam, name)
for number in [0, 123456, 2**40, 'a', -1, -2, 1.5]:
    attempt(pwd.getpwuid, number)
    attempt(grp.getgrgid, number)
print(pwd.getpwnam('root') in pwd.getpwall(), grp.getgrgid(0) in grp.getgrall())

file = tempfile.TemporaryFile()
for args in [(99, 1), (file, fcntl.F_GETFD), (file, fcntl.F_GETFD, 'a'), (file.fileno(), 1, 5.5), ('a', 1), (-1, 1)]:
    attempt(fcntl.fcntl, *args) if args[0] is not file else print(fcntl.fcntl(*args))
for function, args in [(fcntl.ioctl, (99, 1)), (fcntl.flock, (99, 1)), (fcntl.lockf, (99, 1))]:
    attempt(function, *args)
for call in [lambda: fcntl.lockf(file, 99), lambda: fcntl.fcntl(file, 1, b'x' * 2000), lambda: fcntl.ioctl(file, 1, 'x' * 2000)]:
    try:
        call()
    except ValueError as error:
        print(error)
print(fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB), fcntl.lockf(file, fcntl.LOCK_EX, 10, 5), fcntl.lockf(file, fcntl.LOCK_UN))
lock = struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 0, 0, 0)
print(struct.unpack('hhqqi4x', fcntl.fcntl(file, fcntl.F_GETLK, lock))[0] == fcntl.F_UNLCK)

reader, writer = os.pipe()
os.write(writer, b'abc')
count = bytearray(4)
print(fcntl.ioctl(reader, termios.FIONREAD, count), count, fcntl.ioctl(reader, termios.FIONREAD, bytes(4)), fcntl.ioctl(reader, termios.FIONREAD, bytearray(4), False))

master, slave = os.openpty()
mode = termios.tcgetattr(slave)
print(len(mode), len(mode[6]), mode[6][termios.VINTR], mode[6][termios.VMIN], mode[4] == termios.B38400)
mode[3] &= ~(termios.ICANON | termios.ECHO)
mode[6][termios.VMIN] = 2
print(termios.tcsetattr(slave, termios.TCSANOW, mode), termios.tcgetattr(slave)[6][termios.VMIN], termios.tcgetattr(slave) == mode)
termios.tcsetwinsize(slave, (12, 34))
print(termios.tcgetwinsize(master), os.get_terminal_size(slave), termios.tcflush(slave, termios.TCIFLUSH), termios.tcdrain(slave))
for function, args in [(termios.tcgetattr, (99,)), (termios.tcgetattr, ('a',)), (termios.tcsendbreak, (99, 0)), (termios.tcsetattr, (1, 0, 5)),
                       (termios.tcsetattr, (99, 0, [])), (termios.tcgetwinsize, (99,)), (termios.tcsetwinsize, (99, (1, 2))), (termios.tcsetwinsize, (1, 5)),
                       (termios.tcgetattr, (reader,))]:
    attempt(function, *args)
print(termios.error.__mro__)
