/* module_find: a module is looked for in one folder after the other.
 *
 * An embedded module stands for its file in the library's folder: as in CPython, a program's own random.py
 * comes before the library's. If that folder is not on the path, it is found all the same.
 *
 * In a folder, part/__init__.py counts more than part.py, and that more than a folder `part` without an
 * __init__.py. Such folders are remembered while the search goes on: if nothing else is found, all of them
 * together are a namespace package. */
#include "vm/import/module_find.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/text/str.h"

/* The kind of a file, as stat has it. 0: there is none; S_IFMT: it would lie within one that is no folder. */
static mode_t kind_of_file(View path)
{
    Ref owned;
    struct stat status;
    const char *name = str_file_name((StrView)path, &owned);
    if (!name) {
        error_clear();
        return 0;
    }
    mode_t kind = stat(name, &status) == 0 ? status.st_mode & S_IFMT : errno == ENOTDIR ? S_IFMT : 0;
    release_maybe(owned);
    return kind;
}

static bool is_kind_of_file(View path, mode_t kind)
{
    return kind_of_file(path) == kind;
}

/* Is this place of the path a zip file, or a folder within one? */
static bool is_for_hooks(View place)
{
    mode_t kind = kind_of_file(place);
    return kind == S_IFREG || kind == S_IFMT;
}

static bool found_package_take(FoundModule *found, Ref directory)
{
    found->path = directory ? list_from_array(&directory, 1) : NULL;
    release_maybe(directory);
    return found->path != NULL;
}

/* Is there an embedded module of this name? It is noted in *found, as a find only when it is its turn. False
 * with MemoryError. */
static bool look_for_embedded(View full_name, FoundModule *found, bool *is_known)
{
    char *owned;
    size_t length;
    const char *name = str_utf8((StrView)full_name, &length, &owned);
    *is_known = false;
    if (!name)
        return error_clear_if(UnicodeEncodeError);
    *is_known = import_library.find_embedded && import_library.find_embedded(name, &found->embedded);
    str_utf8_free(owned, length);
    return true;
}

/* The length of the folder in the path of a file; of a package, of the package's own folder. 0: none, it is
 * one of Ouro's. */
static size_t folder_length(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? (size_t)(slash - file) : 0;
}

static bool take_embedded(FoundModule *found)
{
    const char *file = found->embedded.path;
    found->kind = FOUND_EMBEDDED;
    found->filename = str_from_text(file);
    return found->filename && (!found->embedded.is_package ||
                               found_package_take(found, str_from_utf8(file, folder_length(file)))); /* its other parts are there */
}

/* What CPython has frozen, or has imported before a program's folder is on the path, and what is Ouro's alone:
 * no file of the program comes before it. */
static bool comes_first(View full_name, const EmbeddedSource *embedded)
{
    bool is_own = embedded->path[0] == '<' && str_at((StrView)full_name, 0) == '_';
    return is_own || strstr(embedded->path, "/encodings/") || (hooks.is_frozen_module && hooks.is_frozen_module(full_name));
}

/* Does the embedded module belong into this folder? */
static bool is_its_folder(const EmbeddedSource *embedded, View directory)
{
    const char *file = embedded->path;
    size_t length = folder_length(file);
    if (!length)
        return str_equal_text(directory, import_library.folder);
    if (embedded->is_package) /* which lies in a folder of its own name */
        while (length > 0 && file[--length] != '/')
            ;
    StrView text = (StrView)directory;
    return text->kind == STR_1 && text->length == length && memcmp(text->data, file, length) == 0;
}

/* Note the file, if there is one. False with MemoryError. */
static bool take_file(FoundModule *found, Ref name)
{
    if (name && is_kind_of_file(name, S_IFREG)) {
        found->kind = FOUND_FILE;
        found->filename = retain(name);
    }
    release_maybe(name);
    return name != NULL;
}

/* directory/part, from the root: a program may change its working directory. */
static Ref place_in(View directory, View part)
{
    size_t length = str_length(directory);
    if (length && str_at((StrView)directory, 0) == '/')
        return str_format(str_at((StrView)directory, length - 1) == '/' ? "%U%U" : "%U/%U", directory, part);
    char *here = realpath(".", NULL);
    Ref place = length == 0 || str_equal_text(directory, ".") ? str_format("%s/%U", here ? here : ".", part)
                                                              : str_format("%s/%U/%U", here ? here : ".", directory, part);
    free(here);
    return place;
}

static bool note_hook_place(FoundModule *found, View place)
{
    return (found->hook_places || (found->hook_places = list_new(0))) && list_append((ListView)found->hook_places, place);
}

/* Compiled code without a source is importlib's matter. */
static bool take_bytecode(FoundModule *found, View directory, Ref name)
{
    bool done = name && (!is_kind_of_file(name, S_IFREG) || note_hook_place(found, directory));
    release_maybe(name);
    return done;
}

static bool find_in(View part, View directory, FoundModule *found, ListView portions)
{
    Ref place = place_in(directory, part);
    bool is_folder = place && is_kind_of_file(place, S_IFDIR);
    bool done = place && (!is_folder || take_file(found, str_format("%U/__init__.py", place)));
    if (done && found->kind)
        done = found_package_take(found, retain(place));
    else
        done = done && take_file(found, str_format("%U.py", place));
    if (done && !found->kind && is_folder)
        done = list_append(portions, place);
    else if (done && !found->kind)
        done = take_bytecode(found, directory, str_format("%U.pyc", place));
    release_maybe(place);
    return done;
}

/* is_known: an embedded module is found where its file would be. */
static bool find_on(View part, ListView path, FoundModule *found, bool is_known)
{
    Ref portions = list_new(0);
    bool done = portions != NULL;
    for (size_t i = 0; done && !found->kind && i < path->used; i++) {
        StrView directory = str_view(list_item_peek(path, i));
        if (directory && is_known && is_its_folder(&found->embedded, AS_OBJECT(directory)))
            done = take_embedded(found);
        else if (directory)
            done = find_in(part, AS_OBJECT(directory), found, (ListView)portions);
        if (directory && done && !found->kind && is_for_hooks(AS_OBJECT(directory)))
            done = note_hook_place(found, AS_OBJECT(directory));
    }
    if (done && !found->kind && ((ListView)portions)->used) {
        found->kind = FOUND_NAMESPACE;
        found->path = retain(portions);
    }
    release_maybe(portions);
    return done;
}

bool module_find(View full_name, View part, View path, FoundModule *found)
{
    *found = (FoundModule){.kind = FOUND_NOTHING};
    bool is_known, done = look_for_embedded(full_name, found, &is_known);
    if (done && is_known && comes_first(full_name, &found->embedded))
        done = take_embedded(found);
    if (done && !found->kind && path && is_list(path)) {
        retain(path);
        done = find_on(part, (ListView)path, found, is_known);
        release(path);
    }
    if (done && is_known && !found->kind) /* the binary stands alone */
        done = take_embedded(found);
    if (!done)
        module_found_release(found);
    return done;
}

/* --- what cannot be loaded ------------------------------------------------------------------------------ */

static Ref extension_in(View part, View directory)
{
    static const char *const endings[] = {
#if defined __x86_64__
        ".cpython-311-x86_64-linux-gnu.so",
#elif defined __aarch64__
        ".cpython-311-aarch64-linux-gnu.so",
#endif
        ".abi3.so",
        ".so"
    };
    Ref place = place_in(directory, part);
    for (size_t i = 0; place && i < COUNT_OF(endings); i++) {
        Ref file = str_format("%U%s", place, endings[i]);
        if (!file || is_kind_of_file(file, S_IFREG)) {
            release(place);
            return file;
        }
        release(file);
    }
    release_maybe(place);
    return NULL;
}

Ref module_find_extension(View part, View path)
{
    Ref found = NULL;
    for (size_t i = 0; !found && !error_is_set() && path && is_list(path) && i < ((ListView)path)->used; i++) {
        View directory = list_item_peek((ListView)path, i);
        if (is_str(directory)) /* looking runs no code: nobody changes the path meanwhile */
            found = extension_in(part, AS_OBJECT(str_view(directory)));
    }
    return found;
}

void module_found_release(FoundModule *found)
{
    clear_place(&found->filename);
    clear_place(&found->path);
    clear_place(&found->hook_places);
}
