/* _posixshmem: memory that several processes share, by name. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>

#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/posix/posix.h"
#include "vm/module.h"
#include "vm/run/signals.h"

/* The name for the system, as bytes. NULL with an exception. */
static Ref name_of(View name, const char *function)
{
    if (!is_str(name))
        return raise_error(TypeError, "%s() argument 'path' must be str, not %K", function, name);
    return posix_system_text(name);
}

static Ref open_memory(View self UNUSED, View *args)
{
    int flags, mode = 0777, descriptor;
    if (!posix_int(args[1], &flags) || (args[2] && !posix_int(args[2], &mode)))
        return NULL;
    Ref name = name_of(args[0], "shm_open");
    if (!name)
        return NULL;
    do
        descriptor = shm_open(posix_text_of(name), flags, (mode_t)mode);
    while (descriptor < 0 && errno == EINTR && signals_handle());
    if (descriptor < 0 && !error_is_set())
        raise_errno(errno, args[0]);
    release(name);
    return descriptor < 0 ? NULL : int_new(descriptor);
}

static Ref unlink_memory(View self UNUSED, View *args)
{
    Ref name = name_of(args[0], "shm_unlink");
    if (!name)
        return NULL;
    bool done = shm_unlink(posix_text_of(name)) == 0;
    if (!done)
        raise_errno(errno, args[0]);
    release(name);
    return done ? none_new() : NULL;
}

static const NativeFunction functions[] = {
    {"shm_open(path, flags, mode=511)", open_memory, "Open a shared memory object.  Returns a file descriptor (integer)."},
    {"shm_unlink(path)", unlink_memory, "Remove a shared memory object: its name now, the memory when nobody has it open or mapped."},
    {NULL, NULL, NULL},
};

const NativeModule _posixshmem_module = {.name = "_posixshmem", .doc = "POSIX shared memory module", .functions = functions};
