/* posix_exec: another program in place of this one (exec), or in a new process (posix_spawn).
 *
 * The system wants arrays of texts: a TextVector keeps the bytes objects that own them in a list. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix_private.h"

extern char **environ;

/* --- arrays of texts ------------------------------------------------------------------------------------ */

/* The list of bytes is complete: the array for the system. */
static bool fill_texts(TextVector *vector)
{
    ListView list = (ListView)vector->owner;
    vector->count = list->used;
    vector->texts = heap_allocate((list->used + 1) * sizeof *vector->texts);
    if (!vector->texts) {
        raise_memory_error();
        return false;
    }
    for (size_t i = 0; i < list->used; i++)
        vector->texts[i] = (char *)((BytesObject *)list->items[i])->data;
    vector->texts[list->used] = NULL;
    return true;
}

void text_vector_free(TextVector *vector)
{
    if (vector->texts)
        heap_free(vector->texts, (vector->count + 1) * sizeof *vector->texts);
    clear_place(&vector->owner);
    vector->texts = NULL;
}

bool text_vector_from(TextVector *vector, View items)
{
    *vector = (TextVector){0};
    Ref source = list_from_iterable(items);
    vector->owner = source ? list_new(0) : NULL;
    for (size_t i = 0; vector->owner && i < ((ListView)source)->used; i++) {
        Ref text = posix_system_text(((ListView)source)->items[i]);
        if (!text || !list_append_take((ListView)vector->owner, text))
            clear_place(&vector->owner);
    }
    release_maybe(source);
    if (vector->owner && fill_texts(vector))
        return true;
    text_vector_free(vector);
    return false;
}

static Ref variable(View name, View value)
{
    Ref left = posix_system_text(name), right = left ? posix_system_text(value) : NULL, result = NULL;
    if (right) {
        size_t left_length = ((BytesObject *)left)->length, right_length = ((BytesObject *)right)->length;
        if (left_length == 0 || memchr(((BytesObject *)left)->data + 1, '=', left_length - 1))
            raise_error(ValueError, "illegal environment variable name");
        else if ((result = bytes_new(NULL, left_length + 1 + right_length)) != NULL) {
            unsigned char *data = ((BytesObject *)result)->data;
            memcpy(data, ((BytesObject *)left)->data, left_length);
            data[left_length] = '=';
            memcpy(data + left_length + 1, ((BytesObject *)right)->data, right_length);
        }
    }
    release_maybe(left);
    release_maybe(right);
    return result;
}

static Ref list_of_method(View mapping, const char *name)
{
    Ref method = object_get_attribute_text(mapping, name), items = method ? call_0(method) : NULL;
    Ref list = items ? list_from_iterable(items) : NULL;
    release_maybe(method);
    release_maybe(items);
    return list;
}

bool text_vector_from_mapping(TextVector *vector, View mapping)
{
    *vector = (TextVector){0};
    Ref names = list_of_method(mapping, "keys"), values = names ? list_of_method(mapping, "values") : NULL;
    vector->owner = values ? list_new(0) : NULL;
    for (size_t i = 0; vector->owner && i < ((ListView)names)->used && i < ((ListView)values)->used; i++) {
        Ref text = variable(((ListView)names)->items[i], ((ListView)values)->items[i]);
        if (!text || !list_append_take((ListView)vector->owner, text))
            clear_place(&vector->owner);
    }
    release_maybe(names);
    release_maybe(values);
    if (vector->owner && fill_texts(vector))
        return true;
    text_vector_free(vector);
    return false;
}

/* --- exec ----------------------------------------------------------------------------------------------- */

static bool arguments_from(TextVector *vector, View items, const char *not_a_list, const char *is_empty, const char *first_is_empty)
{
    *vector = (TextVector){0};
    if (!is_kind(items, TYPE_FLAG_LIST) && !is_tuple(items))
        raise_error(TypeError, "%s", not_a_list);
    else if (text_vector_from(vector, items)) {
        if (!vector->count)
            raise_error(ValueError, "%s", is_empty);
        else if (!vector->texts[0][0])
            raise_error(ValueError, "%s", first_is_empty);
        else
            return true;
        text_vector_free(vector);
    }
    return false;
}

Ref posix_execv(View self UNUSED, View *args)
{
    TextVector arguments;
    Path path;
    if (!path_from_argument(&path, args[0], PATH_ONLY, "execv", "path"))
        return NULL;
    if (arguments_from(&arguments, args[1], "execv() arg 2 must be a tuple or list", "execv() arg 2 must not be empty",
                       "execv() arg 2 first element cannot be empty")) {
        execv(path.text, arguments.texts);
        raise_errno(errno, NULL);
        text_vector_free(&arguments);
    }
    path_free(&path);
    return NULL;
}

Ref posix_execve(View self UNUSED, View *args)
{
    TextVector arguments, environment;
    Path path;
    if (!path_from_argument(&path, args[0], PATH_OR_FD, "execve", "path"))
        return NULL;
    if (!arguments_from(&arguments, args[1], "execve: argv must be a tuple or list", "execve: argv must not be empty",
                        "execve: argv first element cannot be empty"))
        goto no_arguments;
    if (!type_of_peek(args[2])->get_item) {
        raise_error(TypeError, "execve: environment must be a mapping object");
        goto no_environment;
    }
    if (!text_vector_from_mapping(&environment, args[2]))
        goto no_environment;
    if (path.text)
        execve(path.text, arguments.texts, environment.texts);
    else
        fexecve(path.fd, arguments.texts, environment.texts);
    raise_errno(errno, path.object);
    text_vector_free(&environment);
no_environment:
    text_vector_free(&arguments);
no_arguments:
    path_free(&path);
    return NULL;
}

/* --- posix_spawn ---------------------------------------------------------------------------------------- */

/* (POSIX_SPAWN_OPEN, fd, path, flags, mode) and the like. The paths' bytes are kept in `keep`. */
static int add_action(posix_spawn_file_actions_t *actions, View action, ListView keep)
{
    int kind, numbers[4] = {0};
    if (!is_tuple(action) || tuple_length(action) == 0) {
        raise_error(TypeError, "Each file_actions element must be a non-empty tuple");
        return -1;
    }
    if (!posix_int(tuple_item_peek(action, 0), &kind))
        return -1;
    size_t wanted = kind == POSIX_SPAWN_OPEN ? 5 : kind == POSIX_SPAWN_CLOSE ? 2 : 3;
    if (kind < POSIX_SPAWN_OPEN || kind > POSIX_SPAWN_DUP2) {
        raise_error(TypeError, "Unknown file_actions identifier");
        return -1;
    }
    if (tuple_length(action) != wanted) {
        static const char *const words[] = {"A open file_action tuple must have 5 elements",
                                            "A close file_action tuple must have 2 elements",
                                            "A dup2 file_action tuple must have 3 elements"};
        raise_error(TypeError, "%s", words[kind]);
        return -1;
    }
    if (kind == POSIX_SPAWN_OPEN) {
        Ref path = posix_system_text(tuple_item_peek(action, 2));
        if (!path || !list_append_take(keep, path) || !posix_int(tuple_item_peek(action, 1), &numbers[0]) ||
            !posix_int(tuple_item_peek(action, 3), &numbers[1]) || !posix_int(tuple_item_peek(action, 4), &numbers[2]))
            return -1;
        return posix_spawn_file_actions_addopen(actions, numbers[0], posix_text_of(path), numbers[1], (mode_t)numbers[2]);
    }
    for (size_t i = 1; i < wanted; i++)
        if (!posix_int(tuple_item_peek(action, i), &numbers[i]))
            return -1;
    return kind == POSIX_SPAWN_CLOSE ? posix_spawn_file_actions_addclose(actions, numbers[1])
                                     : posix_spawn_file_actions_adddup2(actions, numbers[1], numbers[2]);
}

static bool add_actions(posix_spawn_file_actions_t *actions, View items, ListView keep)
{
    Ref source = items && items != NONE ? list_from_iterable(items) : NULL;
    if (items && items != NONE && !source) {
        if (error_clear_if(TypeError))
            raise_error(TypeError, "file_actions must be a sequence or None");
        return false;
    }
    for (size_t i = 0; source && i < ((ListView)source)->used; i++) {
        int failure = add_action(actions, ((ListView)source)->items[i], keep);
        if (failure > 0)
            raise_errno(failure, NULL);
        if (failure)
            break;
    }
    release_maybe(source);
    return !error_is_set();
}

static bool signals_of(View items, sigset_t *set)
{
    sigemptyset(set);
    Ref iterator = object_iterate(items), item;
    while (iterator && (item = object_next(iterator))) {
        int number = 0;
        bool done = posix_int(item, &number);
        release(item);
        if (done && (number <= 0 || number >= NSIG || sigaddset(set, number)))
            raise_error(ValueError, "signal number %d out of range [1; %d]", number, NSIG - 1);
        if (error_is_set())
            break;
    }
    release_maybe(iterator);
    return !error_is_set();
}

static bool scheduler_of(posix_spawnattr_t *attributes, View pair, short *flags)
{
    struct sched_param parameters;
    if (!is_tuple(pair) || tuple_length(pair) != 2) {
        raise_error(TypeError, "A scheduler tuple must have two elements");
        return false;
    }
    if (!posix_sched_parameters(tuple_item_peek(pair, 1), &parameters))
        return false;
    if (tuple_item_peek(pair, 0) != NONE) {
        int policy;
        if (!posix_int(tuple_item_peek(pair, 0), &policy))
            return false;
        posix_spawnattr_setschedpolicy(attributes, policy);
        *flags |= POSIX_SPAWN_SETSCHEDULER;
    } else {
        *flags |= POSIX_SPAWN_SETSCHEDPARAM;
    }
    posix_spawnattr_setschedparam(attributes, &parameters);
    return true;
}

/* args: setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler */
static bool set_attributes(posix_spawnattr_t *attributes, View *args)
{
    int group, resets = 0, makes_session = 0;
    short flags = 0;
    sigset_t set;
    if ((args[1] && !posix_int(args[1], &resets)) || (args[2] && !posix_int(args[2], &makes_session)))
        return false;
    if (args[0]) {
        if (!posix_process_id(args[0], &group))
            return false;
        posix_spawnattr_setpgroup(attributes, group);
        flags |= POSIX_SPAWN_SETPGROUP;
    }
    flags |= resets ? POSIX_SPAWN_RESETIDS : 0;
    flags |= makes_session ? POSIX_SPAWN_SETSID : 0;
    if (args[3]) {
        if (!signals_of(args[3], &set))
            return false;
        posix_spawnattr_setsigmask(attributes, &set);
        flags |= POSIX_SPAWN_SETSIGMASK;
    }
    if (args[4]) {
        if (!signals_of(args[4], &set))
            return false;
        posix_spawnattr_setsigdefault(attributes, &set);
        flags |= POSIX_SPAWN_SETSIGDEF;
    }
    if (args[5] && !scheduler_of(attributes, args[5], &flags))
        return false;
    posix_spawnattr_setflags(attributes, flags);
    return true;
}

typedef int Spawn(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[], char *const[]);

/* Everything is ready but for actions and attributes. 0 with an exception. */
static pid_t spawn_with(const Path *path, char **arguments, char **environment, View *args, Spawn *spawn)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    pid_t process = 0;
    Ref keep = list_new(0);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    if (keep && add_actions(&actions, args[3], (ListView)keep) && set_attributes(&attributes, args + 4)) {
        int failure = spawn(&process, path->text, &actions, &attributes, arguments, environment);
        if (failure)
            raise_errno(failure, path->object);
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    release_maybe(keep);
    return error_is_set() ? 0 : process;
}

static Ref spawn_as(View *args, const char *function, Spawn *spawn)
{
    TextVector arguments, environment = {0};
    Path path;
    Ref result = NULL;
    if (!path_from_argument(&path, args[0], PATH_ONLY, function, "path"))
        return NULL;
    char words[3][80];
    snprintf(words[0], sizeof words[0], "%s: argv must be a tuple or list", function);
    snprintf(words[1], sizeof words[1], "%s: argv must not be empty", function);
    snprintf(words[2], sizeof words[2], "%s: argv first element cannot be empty", function);
    if (arguments_from(&arguments, args[1], words[0], words[1], words[2])) {
        if (args[2] != NONE && !type_of_peek(args[2])->get_item)
            raise_error(TypeError, "%s: environment must be a mapping object or None", function);
        else if (args[2] == NONE || text_vector_from_mapping(&environment, args[2])) {
            pid_t process = spawn_with(&path, arguments.texts, environment.texts ? environment.texts : environ, args, spawn);
            result = process ? int_new(process) : NULL;
        }
        text_vector_free(&environment);
        text_vector_free(&arguments);
    }
    path_free(&path);
    return result;
}

Ref posix_posix_spawn(View self UNUSED, View *args)
{
    return spawn_as(args, "posix_spawn", posix_spawn);
}

Ref posix_posix_spawnp(View self UNUSED, View *args)
{
    return spawn_as(args, "posix_spawnp", posix_spawnp);
}
