/* posix_stat: stat, lstat, fstat, and what they return.
 *
 * A stat_result is a tuple of ten numbers, and has more fields by name. Times are there three times: whole
 * seconds in the tuple, floats (not exact to the nanosecond) and nanoseconds by name. The table of fields and
 * the array in stat_new have the same order. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix_private.h"

static const StructSeqField stat_fields[] = {
    {"st_mode", "protection bits"},
    {"st_ino", "inode"},
    {"st_dev", "device"},
    {"st_nlink", "number of hard links"},
    {"st_uid", "user ID of owner"},
    {"st_gid", "group ID of owner"},
    {"st_size", "total size, in bytes"},
    {"", "integer time of last access"},
    {"", "integer time of last modification"},
    {"", "integer time of last change"},
    {"st_atime", "time of last access"},
    {"st_mtime", "time of last modification"},
    {"st_ctime", "time of last change"},
    {"st_atime_ns", "time of last access in nanoseconds"},
    {"st_mtime_ns", "time of last modification in nanoseconds"},
    {"st_ctime_ns", "time of last change in nanoseconds"},
    {"st_blksize", "blocksize for filesystem I/O"},
    {"st_blocks", "number of blocks allocated"},
    {"st_rdev", "device type (if inode device)"},
    {NULL, NULL},
};
static StructSeqType stat_type = STRUCTSEQ("os.stat_result", stat_fields, 10, 0,
                                           "What stat, fstat and lstat return: a tuple, and more by name.");

static Ref seconds(const struct timespec *moment)
{
    return float_new((double)moment->tv_sec + 1e-9 * (double)moment->tv_nsec);
}

static Ref nanoseconds(const struct timespec *moment)
{
    return int_new((int64_t)moment->tv_sec * 1000000000 + moment->tv_nsec);
}

static Ref stat_new(const struct stat *s)
{
    return structseq_new_take(&stat_type, (Ref[]){int_new(s->st_mode), int_from_uint64(s->st_ino), int_from_uint64(s->st_dev),
                                                  int_from_uint64(s->st_nlink), int_new(s->st_uid), int_new(s->st_gid), int_new(s->st_size),
                                                  int_new(s->st_atim.tv_sec), int_new(s->st_mtim.tv_sec), int_new(s->st_ctim.tv_sec),
                                                  seconds(&s->st_atim), seconds(&s->st_mtim), seconds(&s->st_ctim),
                                                  nanoseconds(&s->st_atim), nanoseconds(&s->st_mtim), nanoseconds(&s->st_ctim),
                                                  int_new(s->st_blksize), int_new(s->st_blocks), int_from_uint64(s->st_rdev)});
}

static Ref stat_argument(View argument, PathKind kind, const char *function, View directory_argument, bool follow)
{
    int directory;
    Path path;
    struct stat result;
    if (!posix_dir_fd(directory_argument, &directory) || !path_from_argument(&path, argument, kind, function, "path") ||
        !posix_check_dir_fd(&path, directory, follow, function))
        return NULL;
    if (path.text ? fstatat(directory, path.text, &result, follow ? 0 : AT_SYMLINK_NOFOLLOW) : fstat(path.fd, &result))
        return path_raise_free(&path);
    path_free(&path);
    return stat_new(&result);
}

Ref posix_stat(View self UNUSED, View *args)
{
    int follow = args[2] ? object_truth(args[2]) : 1;
    return follow < 0 ? NULL : stat_argument(args[0], PATH_OR_FD, "stat", args[1], follow);
}

Ref posix_lstat(View self UNUSED, View *args)
{
    return stat_argument(args[0], PATH_ONLY, "lstat", args[1], false);
}

Ref posix_fstat(View self UNUSED, View *args)
{
    int fd;
    struct stat result;
    if (!posix_int(args[0], &fd))
        return NULL;
    return fstat(fd, &result) ? raise_errno(errno, NULL) : stat_new(&result);
}

bool posix_stat_ready(DictView dict)
{
    return structseq_ready(&stat_type, module_type_ready) && dict_set_text(dict, "stat_result", AS_OBJECT(&stat_type));
}
