/* run_path: sys.argv, sys.path, and CPython's module site if somebody asks for it.
 *
 *     sys.path    the program's folder, unless -P or -I    (a folder or zip file that runs: itself, in any case)
 *                 OUROPATH, PYTHONPATH                     as absolute names, each once
 *                 the installed library
 *                 the folders dist-packages                by Ouro itself: no .pth files are read
 *                 what site adds                           with -X site, or OUROPATH
 *
 * Words that are not UTF-8 have lone surrogates for their bytes (PEP 383), so that they name the same file
 * again. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"
#include "shell/run_private.h"
#include "stdlib/library_names.h"
#include "vm/import/bootstrap.h"
#include "vm/import/import.h"
#include "vm/module.h"

Ref sys_attribute(const char *name)
{
    Ref key = str_from_text(name);
    View found = key ? sys_attribute_peek(key) : NULL;
    retain_maybe(found);
    release_maybe(key);
    return found;
}

Ref run_text_of_bytes(const char *bytes, size_t length)
{
    return codec_str_from_utf8((const unsigned char *)bytes, length, "surrogateescape");
}

/* --- sys.argv ------------------------------------------------------------------------------------------- */

static bool append_text(ListView list, const char *text, size_t length)
{
    Ref item = run_text_of_bytes(text, length);
    return item && list_append_take(list, item);
}

/* What the program is called before it runs; runpy puts the module's path there later. */
static const char *first_argument(const Options *options)
{
    switch (options->kind) {
    case RUN_FILE: return options->target;
    case RUN_COMMAND: return "-c";
    case RUN_MODULE: return "-m";
    case RUN_STDIN: return options->is_dash ? "-" : "";
    }
    return "";
}

bool run_set_arguments(const Options *options)
{
    Ref argv = sys_attribute("argv");
    const char *first = first_argument(options);
    bool done = argv && append_text((ListView)argv, first, strlen(first));
    for (int i = 0; done && i < options->argument_count; i++)
        done = append_text((ListView)argv, options->arguments[i], strlen(options->arguments[i]));
    release_maybe(argv);
    return done;
}

/* --- absolute names ------------------------------------------------------------------------------------- */

/* Take "", "." and ".." out of an absolute path. Where the first bytes of it are, it is written anew. */
static size_t normalise(char *path, size_t length)
{
    size_t out = 0;
    for (size_t i = 0; i < length;) {
        while (i < length && path[i] == '/')
            i++;
        size_t part = i;
        while (i < length && path[i] != '/')
            i++;
        size_t size = i - part;
        if (size == 0 || (size == 1 && path[part] == '.'))
            continue;
        if (size == 2 && path[part] == '.' && path[part + 1] == '.') {
            while (out > 0 && path[--out] != '/')
                ;
            continue;
        }
        path[out++] = '/';
        memmove(path + out, path + part, size);
        out += size;
    }
    if (out == 0)
        path[out++] = '/';
    return out;
}

/* A folder's name from the root, owned. NULL with an exception. */
static Ref absolute_folder(const char *text, size_t length)
{
    char *here = length && text[0] == '/' ? NULL : realpath(".", NULL);
    size_t prefix = here ? strlen(here) + 1 : 0;
    char *path = malloc(prefix + length + 1);
    Ref result = NULL;
    if (path) {
        if (here) {
            memcpy(path, here, prefix - 1);
            path[prefix - 1] = '/';
        }
        memcpy(path + prefix, text, length);
        bool is_known = here || (length && text[0] == '/'); /* else the working folder is gone */
        result = run_text_of_bytes(path, is_known ? normalise(path, prefix + length) : length);
    } else {
        result = raise_memory_error();
    }
    free(path);
    free(here);
    return result;
}

Ref run_absolute_name(const char *path)
{
    char *full = path[0] == '/' ? NULL : realpath(".", NULL);
    if (!full)
        return run_text_of_bytes(path, strlen(path));
    Ref folder = run_text_of_bytes(full, strlen(full)), name = NULL, result = NULL;
    free(full);
    if (folder && (path[0] == 0 || strcmp(path, ".") == 0))
        return folder;
    if (folder && (name = run_text_of_bytes(path, strlen(path))))
        result = str_format("%U/%U", folder, name);
    release_maybe(folder);
    release_maybe(name);
    return result;
}

/* --- sys.path ------------------------------------------------------------------------------------------- */

static bool has_text(ListView list, View text)
{
    for (size_t i = 0; i < list->used; i++)
        if (is_str(list_item_peek(list, i)) && str_equal(list_item_peek(list, i), text))
            return true;
    return false;
}

/* Each of the folders between colons, once, but with -S; an empty name is the working folder. */
static bool append_folders(const Options *options, ListView list, const char *folders)
{
    bool done = true;
    while (done && folders) {
        size_t length = strcspn(folders, ":");
        Ref folder = absolute_folder(folders, length);
        done = folder && ((!options->no_site && has_text(list, folder)) || list_append(list, folder));
        release_maybe(folder);
        folders = folders[length] ? folders + length + 1 : NULL;
    }
    return done;
}

/* Where packages are installed, if it is there. */
static bool append_installed(ListView list, const char *folder)
{
    return access(folder, F_OK) != 0 || append_text(list, folder, strlen(folder));
}

/* What the interpreter searches whatever the program is. */
static bool append_common(const Options *options, ListView list)
{
    const char *ours = options->ouro_path, *python = options->variables[VARIABLE_PATH];
    return append_folders(options, list, ours && *ours ? ours : NULL) && append_folders(options, list, python) &&
           append_text(list, library_folder, strlen(library_folder)) &&
           (options->no_site || options->with_site ||
            (append_installed(list, "/usr/local/lib/python3.11/dist-packages") &&
             append_installed(list, "/usr/lib/python3/dist-packages")));
}

/* --- site ----------------------------------------------------------------------------------------------- */

/* site's own hook for the prompt would prepare readline; Ouro's prompt has libedit. */
static bool restore_hook(View before)
{
    Ref now = sys_attribute("__interactivehook__"), module = now ? object_get_attribute_text(now, "__module__") : NULL;
    Ref name = module && is_str(module) && str_equal_text(module, "site") ? str_from_text("__interactivehook__") : NULL;
    error_clear();
    View sys = name && before ? dict_get_text_peek(modules_peek(), "sys") : NULL;
    bool done = !sys || object_set_attribute(sys, name, before);
    release_maybe(now);
    release_maybe(module);
    release_maybe(name);
    return done;
}

/* Is this name, a text, that of a folder? */
static bool is_folder(View name)
{
    Ref owned;
    struct stat status;
    const char *path = str_file_name((StrView)name, &owned);
    bool is = path && stat(path, &status) == 0 && S_ISDIR(status.st_mode);
    if (path)
        release_maybe(owned);
    error_clear();
    return is;
}

/* The folders of OUROPATH may have .pth files. */
static bool add_site_folders(const Options *options, View site, const char *folders)
{
    Ref list = list_new(0), function = list ? object_get_attribute_text(site, "addsitedir") : NULL;
    bool done = function && append_folders(options, (ListView)list, folders);
    for (size_t i = 0; done && i < ((ListView)list)->used; i++) {
        View folder = list_item_peek((ListView)list, i);
        Ref result = is_folder(folder) ? call_1(function, folder) : none_new();
        done = result != NULL;
        release_maybe(result);
    }
    release_maybe(list);
    release_maybe(function);
    return done;
}

/* Importing it does its work. */
static bool run_site(const Options *options)
{
    Ref hook = sys_attribute("__interactivehook__"), site = import_by_name("site");
    const char *folders = options->ouro_path && *options->ouro_path ? options->ouro_path : NULL;
    bool done = site && (!folders || add_site_folders(options, site, folders)) && restore_hook(hook);
    release_maybe(site);
    release_maybe(hook);
    return done;
}

/* Who is isolated, or without site, has no hook: CPython's site would have made it. */
static bool remove_hook(void)
{
    Ref name = str_from_text("__interactivehook__");
    bool done = name && dict_delete(sys_dict_peek(), name) >= 0;
    release_maybe(name);
    return done;
}

bool run_prepare_path(const Options *options)
{
    Ref path = sys_attribute("path");
    bool done = path && append_common(options, (ListView)path) && (!options->verbose || importlib_wake()) &&
                (!options->with_site || run_site(options)) && (!(options->isolated || options->no_site) || remove_hook());
    release_maybe(path);
    return done;
}

bool run_put_first(const Options *options, View directory, PathPlace place)
{
    if (options->safe_path && place == PATH_OF_SCRIPT)
        return true;
    Ref path = sys_attribute("path"); /* which the site's modules may have set to anything */
    if (!path && !error_is_set())
        raise_error(RuntimeError, "unable to get sys.path");
    bool done = path && (!is_list(path) || list_insert((ListView)path, 0, directory));
    release_maybe(path);
    return done;
}

bool run_put_first_text(const Options *options, const char *directory)
{
    Ref text = run_text_of_bytes(directory, strlen(directory));
    bool done = text && run_put_first(options, text, PATH_OF_SCRIPT);
    release_maybe(text);
    return done;
}
