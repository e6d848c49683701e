# The class that OSError gives for each number.
import errno, os
for n in ('EALREADY', 'EINPROGRESS', 'ESHUTDOWN', 'EAGAIN', 'EWOULDBLOCK', 'EPIPE', 'ECHILD', 'ECONNABORTED', 'ECONNREFUSED', 'ECONNRESET', 'EEXIST', 'ENOENT', 'EINTR', 'EISDIR', 'ENOTDIR', 'EACCES', 'EPERM', 'ESRCH', 'ETIMEDOUT', 'ENOSPC', 'EBADF'):
    e = OSError(getattr(errno, n), 'm'); print(n, type(e).__name__, e)
for n in range(0, 140): print(n, type(OSError(n, 'x')).__name__, errno.errorcode.get(n), os.strerror(n))
