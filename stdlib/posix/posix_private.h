/* posix_private: what the files posix*.c share: path arguments, descriptors, errors. */
#ifndef OURO_STDLIB_POSIX_POSIX_PRIVATE_H
#define OURO_STDLIB_POSIX_POSIX_PRIVATE_H

#include "runtime/calls/native.h"
#include "runtime/containers/dict.h"
#include "runtime/text/str.h"
#include "stdlib/posix/posix.h"

/* Which arguments stand for a path, besides str, bytes and os.PathLike. */
typedef enum PathKind { PATH_ONLY, PATH_OR_FD, PATH_OR_FD_OR_NONE } PathKind;

/* A path argument. Call path_free when done. */
typedef struct Path {
    Ref object;       /* what errors show: the str, bytes or int; NULL for None */
    Ref bytes;        /* owner of `text` */
    const char *text; /* for the system; NULL if a descriptor was given */
    int fd;
    bool is_bytes; /* names that are found are then bytes, too */
} Path;

/* False with TypeError or ValueError, worded for the parameter of the function. */
MUST_USE bool path_from_argument(Path *path, View argument, PathKind kind, const char *function, const char *parameter);
void path_free(Path *path);

/* OSError for errno about the path; frees the path. NULL. */
void *path_raise_free(Path *path);

/* For functions that know no descriptor of a directory: true for None or a missing argument, false with
 * NotImplementedError. */
MUST_USE bool posix_no_dir_fd(View argument);

/* posix_stat.c and posix_directory.c */
MUST_USE bool posix_stat_ready(DictView dict);
MUST_USE bool posix_directory_ready(DictView dict);

#define POSIX_FUNCTION(name) Ref posix_##name(View self, View *args);
POSIX_FUNCTION(stat)
POSIX_FUNCTION(lstat)
POSIX_FUNCTION(fstat)
POSIX_FUNCTION(listdir)
POSIX_FUNCTION(scandir)
POSIX_FUNCTION(access)
POSIX_FUNCTION(chdir)
POSIX_FUNCTION(chmod)
POSIX_FUNCTION(close)
POSIX_FUNCTION(dup)
POSIX_FUNCTION(dup2)
POSIX_FUNCTION(fsync)
POSIX_FUNCTION(ftruncate)
POSIX_FUNCTION(getcwd)
POSIX_FUNCTION(getcwdb)
POSIX_FUNCTION(get_terminal_size)
POSIX_FUNCTION(isatty)
POSIX_FUNCTION(link)
POSIX_FUNCTION(lseek)
POSIX_FUNCTION(mkdir)
POSIX_FUNCTION(open)
POSIX_FUNCTION(pipe)
POSIX_FUNCTION(read)
POSIX_FUNCTION(readlink)
POSIX_FUNCTION(remove)
POSIX_FUNCTION(rename)
POSIX_FUNCTION(replace)
POSIX_FUNCTION(rmdir)
POSIX_FUNCTION(symlink)
POSIX_FUNCTION(truncate)
POSIX_FUNCTION(umask)
POSIX_FUNCTION(unlink)
POSIX_FUNCTION(utime)
POSIX_FUNCTION(write)
#undef POSIX_FUNCTION

#endif
