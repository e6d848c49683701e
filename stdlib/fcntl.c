/* fcntl: what is asked and set of open files by fcntl(2), ioctl(2), flock(2); locks on parts of files.
 *
 * An argument that is bytes is a C struct: it is copied into a buffer, which the system may change; the copy is the
 * result. ioctl changes an array or bytearray in its place. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/posix/posix.h"
#include "vm/module.h"
#include "vm/run/signals.h"

enum { ARGUMENT_MOST = 1024 };

/* An int of 32 bits, with or without a sign. */
static bool number_argument(View argument, long *number)
{
    int64_t value;
    if (!object_as_int64(argument, &value))
        return false;
    *number = (int)value;
    return true;
}

/* A str or bytes as a struct in `buffer`; what it was is held. 1; 0: it is none; -1 with an exception. */
static int struct_from(View argument, const char *function, unsigned char *buffer, size_t *length)
{
    BytesHold hold;
    Ref encoded = is_str(argument) ? posix_bytes(argument) : NULL;
    if (is_str(argument) && !encoded)
        return -1;
    if (!bytes_hold(encoded ? encoded : argument, BYTES_READ, &hold)) {
        release_maybe(encoded);
        return error_is_set() ? -1 : 0;
    }
    int result = 1;
    if (hold.length > ARGUMENT_MOST) {
        raise_error(ValueError, "%s string arg too long", function);
        result = -1;
    } else {
        memcpy(buffer, hold.data, hold.length);
        buffer[hold.length] = 0;
        *length = hold.length;
    }
    bytes_let_go(&hold);
    release_maybe(encoded);
    return result;
}

static Ref fcntl_of(View self UNUSED, View *args)
{
    int fd, command, result;
    long number = 0;
    unsigned char buffer[ARGUMENT_MOST + 1];
    size_t length = 0;
    if (!posix_descriptor(args[0], &fd) || !posix_int(args[1], &command))
        return NULL;
    if (!AUDIT("fcntl.fcntl", "iiO", (int64_t)fd, (int64_t)command, args[2]))
        return NULL;
    int is_struct = args[2] ? struct_from(args[2], "fcntl", buffer, &length) : 0;
    if (is_struct < 0 || (!is_struct && args[2] && !number_argument(args[2], &number)))
        return NULL;
    if (is_struct)
        POSIX_WAIT(result, -1, fcntl(fd, command, buffer));
    else
        POSIX_WAIT(result, -1, fcntl(fd, command, (int)number));
    if (result < 0)
        return NULL;
    return is_struct ? bytes_new(buffer, length) : int_new(result);
}

/* A buffer that may be changed is changed. Small ones by way of a copy that ends with a zero, as CPython does. */
static Ref ioctl_in_place(int fd, unsigned long request, BytesHold *hold)
{
    int result;
    unsigned char buffer[ARGUMENT_MOST + 1];
    bool is_small = hold->length <= ARGUMENT_MOST;
    if (is_small) {
        memcpy(buffer, hold->data, hold->length);
        buffer[hold->length] = 0;
    }
    POSIX_WAIT(result, -1, ioctl(fd, request, is_small ? buffer : hold->data));
    if (is_small)
        memcpy(hold->data, buffer, hold->length);
    bytes_let_go(hold);
    return result < 0 ? NULL : int_new(result);
}

static Ref ioctl_of(View self UNUSED, View *args)
{
    int fd, result, mutates = args[3] ? object_truth(args[3]) : 1;
    int64_t request;
    long number = 0;
    unsigned char buffer[ARGUMENT_MOST + 1];
    size_t length = 0;
    BytesHold hold;
    if (mutates < 0 || !posix_descriptor(args[0], &fd) || !object_as_int64(args[1], &request))
        return NULL;
    request = (unsigned)request;
    if (args[2] && mutates && !is_bytes(args[2]) && bytes_hold(args[2], BYTES_WRITE, &hold))
        return ioctl_in_place(fd, (unsigned long)request, &hold);
    if (error_is_set())
        return NULL;
    int is_struct = args[2] ? struct_from(args[2], "ioctl", buffer, &length) : 0;
    if (is_struct < 0 || (!is_struct && args[2] && !number_argument(args[2], &number)))
        return NULL;
    if (is_struct)
        POSIX_WAIT(result, -1, ioctl(fd, (unsigned long)request, buffer));
    else
        POSIX_WAIT(result, -1, ioctl(fd, (unsigned long)request, number));
    if (result < 0)
        return NULL;
    return is_struct ? bytes_new(buffer, length) : int_new(result);
}

static Ref flock_of(View self UNUSED, View *args)
{
    int fd, operation, result;
    if (!posix_descriptor(args[0], &fd) || !posix_int(args[1], &operation))
        return NULL;
    POSIX_WAIT(result, -1, flock(fd, operation));
    return result < 0 ? NULL : none_new();
}

static bool offset_from(View argument, off_t *offset)
{
    int64_t number = 0;
    bool done = !argument || object_as_int64(argument, &number);
    *offset = number;
    return done;
}

/* flock's words for fcntl's locks. */
static Ref lockf_of(View self UNUSED, View *args)
{
    int fd, operation, whence = 0, result;
    struct flock lock = {0};
    if (!posix_descriptor(args[0], &fd) || !posix_int(args[1], &operation) || (args[4] && !posix_int(args[4], &whence)))
        return NULL;
    if (operation == LOCK_UN)
        lock.l_type = F_UNLCK;
    else if (operation & LOCK_SH)
        lock.l_type = F_RDLCK;
    else if (operation & LOCK_EX)
        lock.l_type = F_WRLCK;
    else
        return raise_error(ValueError, "unrecognized lockf argument");
    lock.l_whence = (short)whence;
    if (!offset_from(args[2], &lock.l_len) || !offset_from(args[3], &lock.l_start))
        return NULL;
    POSIX_WAIT(result, -1, fcntl(fd, operation & LOCK_NB ? F_SETLK : F_SETLKW, &lock));
    return result < 0 ? NULL : none_new();
}

static const NativeFunction functions[] = {
    {"fcntl(fd, cmd, arg=0, /)", fcntl_of,
     "Perform the operation on the file. The result is its number, or, where arg is bytes, what the system made of them."},
    {"flock(fd, operation, /)", flock_of, "Lock the whole file, or unlock it."},
    {"ioctl(fd, request, arg=0, mutate_flag=True, /)", ioctl_of,
     "Perform the request on the device. Where arg is a buffer that can be changed it is; bytes are returned changed."},
    {"lockf(fd, cmd, len=0, start=0, whence=0, /)", lockf_of, "Lock a part of the file, or unlock it. len 0 is up to the end."},
    {NULL, NULL, NULL},
};

#define CONSTANT(name)       \
    {                        \
#name, (int64_t)name \
    }
static const struct {
    const char *name;
    int64_t value;
} constants[] = {
    CONSTANT(DN_ACCESS),    CONSTANT(DN_ATTRIB),    CONSTANT(DN_CREATE),
    CONSTANT(DN_DELETE),    CONSTANT(DN_MODIFY),    {"DN_MULTISHOT", 0x80000000},
    CONSTANT(DN_RENAME),    CONSTANT(FASYNC),       CONSTANT(FD_CLOEXEC),
    CONSTANT(F_ADD_SEALS),  CONSTANT(F_DUPFD),      CONSTANT(F_DUPFD_CLOEXEC),
    CONSTANT(F_EXLCK),      CONSTANT(F_GETFD),      CONSTANT(F_GETFL),
    CONSTANT(F_GETLEASE),   CONSTANT(F_GETLK),      CONSTANT(F_GETLK64),
    CONSTANT(F_GETOWN),     CONSTANT(F_GETPIPE_SZ), CONSTANT(F_GETSIG),
    CONSTANT(F_GET_SEALS),  CONSTANT(F_NOTIFY),     CONSTANT(F_OFD_GETLK),
    CONSTANT(F_OFD_SETLK),  CONSTANT(F_OFD_SETLKW), CONSTANT(F_RDLCK),
    CONSTANT(F_SEAL_GROW),  CONSTANT(F_SEAL_SEAL),  CONSTANT(F_SEAL_SHRINK),
    CONSTANT(F_SEAL_WRITE), CONSTANT(F_SETFD),      CONSTANT(F_SETFL),
    CONSTANT(F_SETLEASE),   CONSTANT(F_SETLK),      CONSTANT(F_SETLK64),
    CONSTANT(F_SETLKW),     CONSTANT(F_SETLKW64),   CONSTANT(F_SETOWN),
    CONSTANT(F_SETPIPE_SZ), CONSTANT(F_SETSIG),     CONSTANT(F_SHLCK),
    CONSTANT(F_UNLCK),      CONSTANT(F_WRLCK),      CONSTANT(LOCK_EX),
    CONSTANT(LOCK_MAND),    CONSTANT(LOCK_NB),      CONSTANT(LOCK_READ),
    CONSTANT(LOCK_RW),      CONSTANT(LOCK_SH),      CONSTANT(LOCK_UN),
    CONSTANT(LOCK_WRITE),
};
#undef CONSTANT

static bool init(ModuleObject *module)
{
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(module->dict, constants[i].name, int_new(constants[i].value)))
            return false;
    return true;
}

const NativeModule fcntl_module = {
    .name = "fcntl", .doc = "File control and I/O control on file descriptors.", .functions = functions, .init = init};
