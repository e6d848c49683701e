/* posix_owner: whose a file is, its extended attributes; files that are not made by open: pipes with a name,
 * devices. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix_private.h"
#include "vm/run/signals.h"

static Ref finished(Path *path, int result)
{
    if (result)
        return path_raise_free(path);
    path_free(path);
    return none_new();
}

/* --- owners --------------------------------------------------------------------------------------------- */

Ref posix_chown(View self UNUSED, View *args)
{
    uint32_t user, group;
    int directory, follow = args[4] ? object_truth(args[4]) : 1;
    Path path;
    if (follow < 0 || !path_from_argument(&path, args[0], PATH_OR_FD, "chown", "path"))
        return NULL;
    if (!posix_owner_id(args[1], "uid", &user) || !posix_owner_id(args[2], "gid", &group) || !posix_dir_fd(args[3], &directory))
        ;
    else if (!path.text && directory != AT_FDCWD)
        raise_error(ValueError, "chown: can't specify both dir_fd and fd");
    else if (!path.text && !follow)
        raise_error(ValueError, "chown: cannot use fd and follow_symlinks together");
    else if (AUDIT("os.chown", "Oiii", path.object, (int64_t)(int32_t)user, (int64_t)(int32_t)group, directory_told(directory)))
        return finished(&path, path.text ? fchownat(directory, path.text, user, group, follow ? 0 : AT_SYMLINK_NOFOLLOW)
                                         : fchown(path.fd, user, group));
    path_free(&path);
    return NULL;
}

Ref posix_lchown(View self UNUSED, View *args)
{
    uint32_t user, group;
    Path path;
    if (!posix_owner_id(args[1], "uid", &user) || !posix_owner_id(args[2], "gid", &group) ||
        !path_from_argument(&path, args[0], PATH_ONLY, "lchown", "path"))
        return NULL;
    return finished(&path, lchown(path.text, user, group));
}

Ref posix_fchown(View self UNUSED, View *args)
{
    int fd, result;
    uint32_t user, group;
    if (!posix_int(args[0], &fd) || !posix_owner_id(args[1], "uid", &user) || !posix_owner_id(args[2], "gid", &group))
        return NULL;
    POSIX_WAIT(result, -1, fchown(fd, user, group));
    return result < 0 ? NULL : none_new();
}

Ref posix_chroot(View self UNUSED, View *args)
{
    Path path;
    return path_from_argument(&path, args[0], PATH_ONLY, "chroot", "path") ? finished(&path, chroot(path.text)) : NULL;
}

/* --- pipes and devices ---------------------------------------------------------------------------------- */

Ref posix_mkfifo(View self UNUSED, View *args)
{
    int mode = 0666, directory, result;
    Path path;
    if ((args[1] && !posix_int(args[1], &mode)) || !posix_dir_fd(args[2], &directory) ||
        !path_from_argument(&path, args[0], PATH_ONLY, "mkfifo", "path"))
        return NULL;
    POSIX_WAIT(result, -1, mkfifoat(directory, path.text, (mode_t)mode)); /* CPython does not show the path here */
    path_free(&path);
    return result < 0 ? NULL : none_new();
}

bool posix_uint64(View argument, uint64_t *number)
{
    int64_t value;
    *number = 0;
    if (!is_int(argument)) {
        raise_error(TypeError, "an integer is required");
        return false;
    }
    if (int_sign(argument) < 0) {
        raise_error(OverflowError, "can't convert negative int to unsigned");
        return false;
    }
    if (int_to_int64(int_view(argument), &value)) {
        *number = (uint64_t)value;
        return true;
    }
    Ref shift = int_new(1), half = shift ? object_binary(argument, shift, BINARY_RSHIFT) : NULL; /* 63 bits of it */
    Ref odd = half ? object_binary(argument, shift, BINARY_AND) : NULL;
    if (odd && int_to_int64(int_view(half), &value))
        *number = (uint64_t)value << 1 | (uint64_t)(int_sign(odd) != 0);
    else if (odd)
        raise_error(OverflowError, "int too big to convert");
    release_maybe(shift);
    release_maybe(half);
    release_maybe(odd);
    return !error_is_set();
}

Ref posix_mknod(View self UNUSED, View *args)
{
    int mode = 0600, directory, result;
    uint64_t device = 0;
    Path path;
    if ((args[1] && !posix_int(args[1], &mode)) || (args[2] && !posix_uint64(args[2], &device)) || !posix_dir_fd(args[3], &directory) ||
        !path_from_argument(&path, args[0], PATH_ONLY, "mknod", "path"))
        return NULL;
    POSIX_WAIT(result, -1, mknodat(directory, path.text, (mode_t)mode, device));
    path_free(&path);
    return result < 0 ? NULL : none_new();
}

Ref posix_major(View self UNUSED, View *args)
{
    uint64_t device;
    return posix_uint64(args[0], &device) ? int_new((int64_t)major(device)) : NULL;
}

Ref posix_minor(View self UNUSED, View *args)
{
    uint64_t device;
    return posix_uint64(args[0], &device) ? int_new((int64_t)minor(device)) : NULL;
}

Ref posix_makedev(View self UNUSED, View *args)
{
    int high, low;
    return posix_process_id(args[0], &high) && posix_process_id(args[1], &low) ? int_new((int64_t)makedev((unsigned)high, (unsigned)low))
                                                                               : NULL;
}

/* --- extended attributes -------------------------------------------------------------------------------- */

enum { XATTR_LENGTH_MOST = 65536 };

typedef struct Attribute {
    Path path;
    Ref name; /* bytes; NULL for listxattr */
    bool follows;
} Attribute;

static bool attribute_from(Attribute *attribute, View path, PathKind kind, View name, View follow, const char *function)
{
    int follows = follow ? object_truth(follow) : 1;
    attribute->name = NULL;
    if (follows < 0 || !path_from_argument(&attribute->path, path, kind, function, "path"))
        return false;
    attribute->follows = follows;
    if (!attribute->path.text && !follows)
        raise_error(ValueError, "%s: cannot use fd and follow_symlinks together", function);
    else if (!name || (attribute->name = posix_system_text(name)) != NULL)
        return true;
    path_free(&attribute->path);
    return false;
}

static Ref attribute_finish(Attribute *attribute, bool failed, Ref result)
{
    clear_place(&attribute->name);
    if (failed)
        return path_raise_free(&attribute->path);
    path_free(&attribute->path);
    return result;
}

Ref posix_getxattr(View self UNUSED, View *args)
{
    Attribute a;
    if (!attribute_from(&a, args[0], PATH_OR_FD, args[1], args[2], "getxattr"))
        return NULL;
    char *value = heap_allocate(XATTR_LENGTH_MOST);
    const char *name = posix_text_of(a.name);
    ssize_t length = !value         ? 0
                     : !a.path.text ? fgetxattr(a.path.fd, name, value, XATTR_LENGTH_MOST)
                     : a.follows    ? getxattr(a.path.text, name, value, XATTR_LENGTH_MOST)
                                    : lgetxattr(a.path.text, name, value, XATTR_LENGTH_MOST);
    int failure = errno;
    Ref result = !value ? raise_memory_error() : length < 0 ? NULL : bytes_new(value, (size_t)length);
    if (value)
        heap_free(value, XATTR_LENGTH_MOST);
    errno = failure;
    return attribute_finish(&a, length < 0, result);
}

Ref posix_setxattr(View self UNUSED, View *args)
{
    Attribute a;
    int flags = 0;
    BytesHold value;
    if ((args[3] && !posix_int(args[3], &flags)) || !bytes_hold_required(args[2], &value))
        return NULL;
    if (!attribute_from(&a, args[0], PATH_OR_FD, args[1], args[4], "setxattr")) {
        bytes_let_go(&value);
        return NULL;
    }
    const char *name = posix_text_of(a.name);
    int result = !a.path.text ? fsetxattr(a.path.fd, name, value.data, value.length, flags)
                 : a.follows  ? setxattr(a.path.text, name, value.data, value.length, flags)
                              : lsetxattr(a.path.text, name, value.data, value.length, flags);
    int failure = errno;
    bytes_let_go(&value);
    errno = failure;
    return attribute_finish(&a, result < 0, result < 0 ? NULL : none_new());
}

Ref posix_removexattr(View self UNUSED, View *args)
{
    Attribute a;
    if (!attribute_from(&a, args[0], PATH_OR_FD, args[1], args[2], "removexattr"))
        return NULL;
    const char *name = posix_text_of(a.name);
    int result = !a.path.text ? fremovexattr(a.path.fd, name)
                 : a.follows  ? removexattr(a.path.text, name)
                              : lremovexattr(a.path.text, name);
    return attribute_finish(&a, result < 0, result < 0 ? NULL : none_new());
}

static Ref names_to_list(const char *names, size_t length)
{
    Ref list = list_new(0);
    for (size_t at = 0; list && at < length; at += strlen(names + at) + 1) {
        Ref name = posix_text(names + at, strlen(names + at));
        if (!name || !list_append_take((ListView)list, name))
            clear_place(&list);
    }
    return list;
}

Ref posix_listxattr(View self UNUSED, View *args)
{
    Attribute a;
    if (!attribute_from(&a, args[0], PATH_OR_FD_OR_NONE, NULL, args[1], "listxattr"))
        return NULL;
    char *names = heap_allocate(XATTR_LENGTH_MOST);
    ssize_t length = !names         ? 0
                     : !a.path.text ? flistxattr(a.path.fd, names, XATTR_LENGTH_MOST)
                     : a.follows    ? listxattr(a.path.text, names, XATTR_LENGTH_MOST)
                                    : llistxattr(a.path.text, names, XATTR_LENGTH_MOST);
    int failure = errno;
    Ref result = !names ? raise_memory_error() : length < 0 ? NULL : names_to_list(names, (size_t)length);
    if (names)
        heap_free(names, XATTR_LENGTH_MOST);
    errno = failure;
    return attribute_finish(&a, length < 0, result);
}
