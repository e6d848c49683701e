/* posix_configuration: what the system says of its limits: sysconf, confstr, pathconf. A name is a string of the
 * table, or its number. */
#include <errno.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix_private.h"

typedef struct Name {
    const char *name; /* NULL ends a table */
    int number;
} Name;

#define ENTRY(name) {#name, _##name},
#define NONE_OF(name)
static const Name system_names[] = {
#define SYSTEM ENTRY
#define TEXT NONE_OF
#define PATH NONE_OF
#include "stdlib/posix/posix_configuration.def"
    {NULL, 0}};
#undef SYSTEM
#undef TEXT
#undef PATH
static const Name text_names[] = {
#define SYSTEM NONE_OF
#define TEXT ENTRY
#define PATH NONE_OF
#include "stdlib/posix/posix_configuration.def"
    {NULL, 0}};
#undef SYSTEM
#undef TEXT
#undef PATH
static const Name path_names[] = {
#define SYSTEM NONE_OF
#define TEXT NONE_OF
#define PATH ENTRY
#include "stdlib/posix/posix_configuration.def"
    {NULL, 0}};
#undef SYSTEM
#undef TEXT
#undef PATH
#undef NONE_OF
#undef ENTRY

static bool number_of(View argument, const Name *table, int *number)
{
    if (is_int(argument))
        return posix_int(argument, number);
    if (!is_str(argument)) {
        raise_error(TypeError, "configuration names must be strings or integers");
        return false;
    }
    for (; table->name; table++)
        if (str_equal_text(argument, table->name)) {
            *number = table->number;
            return true;
        }
    raise_error(ValueError, "unrecognized configuration name");
    return false;
}

/* -1 without errno: there is no limit. */
static Ref limit(long value, View filename)
{
    return value == -1 && errno ? raise_errno(errno, filename) : int_new(value);
}

Ref posix_sysconf(View self UNUSED, View *args)
{
    int number;
    if (!number_of(args[0], system_names, &number))
        return NULL;
    errno = 0;
    return limit(sysconf(number), NULL);
}

Ref posix_fpathconf(View self UNUSED, View *args)
{
    int fd, number;
    if (!posix_descriptor(args[0], &fd) || !number_of(args[1], path_names, &number))
        return NULL;
    errno = 0;
    return limit(fpathconf(fd, number), NULL);
}

Ref posix_pathconf(View self UNUSED, View *args)
{
    int number;
    Path path;
    if (!path_from_argument(&path, args[0], PATH_OR_FD, "pathconf", "path"))
        return NULL;
    Ref result = NULL;
    if (number_of(args[1], path_names, &number)) {
        errno = 0;
        result = limit(path.text ? pathconf(path.text, number) : fpathconf(path.fd, number), path.object);
    }
    path_free(&path);
    return result;
}

Ref posix_confstr(View self UNUSED, View *args)
{
    int number;
    if (!number_of(args[0], text_names, &number))
        return NULL;
    errno = 0;
    size_t length = confstr(number, NULL, 0);
    if (length == 0)
        return errno ? raise_errno(errno, NULL) : none_new();
    char *text = heap_allocate(length);
    if (!text)
        return raise_memory_error();
    Ref result = posix_text(text, confstr(number, text, length) - 1);
    heap_free(text, length);
    return result;
}

static Ref table_to_dict(const Name *table)
{
    Ref dict = dict_new();
    for (; dict && table->name; table++)
        if (!dict_set_text_take((DictView)dict, table->name, int_new(table->number)))
            clear_place(&dict);
    return dict;
}

bool posix_configuration_ready(DictView dict)
{
    return dict_set_text_take(dict, "sysconf_names", table_to_dict(system_names)) &&
           dict_set_text_take(dict, "confstr_names", table_to_dict(text_names)) &&
           dict_set_text_take(dict, "pathconf_names", table_to_dict(path_names));
}
