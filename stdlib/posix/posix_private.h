/* posix_private: what the files posix*.c share: path arguments, descriptors, errors. */
#ifndef OURO_STDLIB_POSIX_POSIX_PRIVATE_H
#define OURO_STDLIB_POSIX_POSIX_PRIVATE_H

#include <fcntl.h>

#include <sys/types.h>

#include "runtime/calls/native.h"
#include "runtime/classes/structseq.h"
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
/* The same where an audit hook refuses what was to be done: NULL. */
Ref path_give_up(Path *path);

/* A directory as audit events tell of it: -1 for the current one. */
static inline int64_t directory_told(int directory)
{
    return directory == AT_FDCWD ? -1 : directory;
}

/* OSError for errno about the path; frees the path. NULL. */
void *path_raise_free(Path *path);

/* The descriptor of the directory that relative paths are below: AT_FDCWD for None or a missing argument. */
MUST_USE bool posix_dir_fd(View argument, int *fd);
/* Where the path may be a descriptor: with one, neither directory nor follow_symlinks=False make sense. False
 * with ValueError, and the path freed. */
MUST_USE bool posix_check_dir_fd(Path *path, int directory, bool follow, const char *function);

/* 64 bits without a sign. False with TypeError or OverflowError. */
MUST_USE bool posix_uint64(View argument, uint64_t *number);

/* A user or group; -1 is all bits. `what` is "uid" or "gid". */
MUST_USE bool posix_owner_id(View argument, const char *what, uint32_t *result);
/* sched_param as the system has it. False with TypeError. */
struct sched_param;
MUST_USE bool posix_sched_parameters(View object, struct sched_param *parameters);
MUST_USE bool posix_make_inheritable(int fd, bool is_inheritable);
/* Close all descriptors from first to last. May be called in a child process before exec. */
void posix_close_range(int first, int last);
/* Groups of a list or tuple of ints. False with an exception. Free with posix_groups_free. */
MUST_USE bool posix_groups_from(View items, const char *too_many, gid_t **groups, size_t *count);
void posix_groups_free(gid_t *groups, size_t count);
/* pwd.c: `first` and the groups in which the user is a member, at most so many. Returns how many. */
size_t posix_groups_of_user(const char *user, gid_t first, gid_t *groups, size_t most);

/* What is to be done around a fork: the callables of register_at_fork, the lock of imports, threads. False with
 * an exception: do not fork. */
MUST_USE bool posix_before_fork(void);
void posix_after_fork_in_child(void);
void posix_after_fork_in_parent(void);

/* The first elements of posix_spawn's file actions. */
enum { POSIX_SPAWN_OPEN, POSIX_SPAWN_CLOSE, POSIX_SPAWN_DUP2 };

/* What the files add to the module's names. */
MUST_USE bool posix_stat_ready(DictView dict);
MUST_USE bool posix_directory_ready(DictView dict);
MUST_USE bool posix_process_ready(DictView dict);
MUST_USE bool posix_schedule_ready(DictView dict);
MUST_USE bool posix_configuration_ready(DictView dict);
MUST_USE bool posix_descriptor_ready(DictView dict);
MUST_USE bool posix_structseq_ready(DictView dict, const char *name, StructSeqType *type);

/* Texts for the system, as exec wants them. */
typedef struct TextVector {
    char **texts; /* ends with NULL; NULL itself: there is nothing */
    size_t count;
    Ref owner; /* a list of bytes */
} TextVector;
/* Of a list or tuple of str, bytes or paths. False with TypeError. */
MUST_USE bool text_vector_from(TextVector *vector, View items);
/* "name=value" of a mapping. False with an exception. */
MUST_USE bool text_vector_from_mapping(TextVector *vector, View mapping);
void text_vector_free(TextVector *vector);

/* The functions of the module, in all the files. */
#define FUNCTION(name, signature, doc) Ref posix_##name(View self, View *args);
#include "stdlib/posix/posix_functions.def"
#undef FUNCTION

#endif
