/* posix_directory: listdir, and scandir with its entries.
 *
 * listdir reads the whole directory; scandir reads an entry at each step, and keeps the directory open until
 * the end, close(), or its own death.
 *
 *     scandir('d') ──► DirEntry: name, path 'd/name', inode, kind     from the directory itself
 *                                stat, lstat                          asked of the system once, when wanted
 *
 * So os.walk needs no stat() for most files. A kind that is not known, or a link that is to be followed, is
 * looked up by stat. Names are str or bytes as the path was; what is no UTF-8 is kept as surrogates.
 * C's struct dirent is valid until the next entry is read, so an entry copies what it needs. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix_private.h"

static DIR *open_directory(const Path *path)
{
    if (path->text)
        return opendir(path->text);
    int fd = dup(path->fd); /* closedir closes it */
    DIR *directory = fd < 0 ? NULL : fdopendir(fd);
    if (!directory && fd >= 0) {
        int failure = errno;
        close(fd);
        errno = failure;
    }
    if (directory)
        rewinddir(directory);
    return directory;
}

static bool is_dots(const char *name)
{
    return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
}

/* The next entry but for "." and ".."; NULL at the end, with *failure 0, or errno. */
static struct dirent *next_entry(DIR *directory, int *failure)
{
    struct dirent *entry;
    do {
        errno = 0;
        entry = readdir(directory);
    } while (entry && is_dots(entry->d_name));
    *failure = entry ? 0 : errno;
    return entry;
}

static Ref name_of(const struct dirent *entry, bool is_bytes)
{
    return is_bytes ? bytes_new(entry->d_name, strlen(entry->d_name)) : posix_text(entry->d_name, strlen(entry->d_name));
}

Ref posix_listdir(View self UNUSED, View *args)
{
    Path path;
    int failure = 0;
    if (!path_from_argument(&path, args[0], PATH_OR_FD_OR_NONE, "listdir", "path"))
        return NULL;
    if (!AUDIT("os.listdir", "O", path.object))
        return path_give_up(&path);
    DIR *directory = open_directory(&path);
    if (!directory)
        return path_raise_free(&path);
    Ref list = list_new(0);
    for (struct dirent *entry; list && (entry = next_entry(directory, &failure)) != NULL;) {
        Ref name = name_of(entry, path.is_bytes);
        if (!name || !list_append_take((ListView)list, name))
            clear_place(&list);
    }
    closedir(directory);
    if (failure) {
        release_maybe(list);
        errno = failure;
        return path_raise_free(&path);
    }
    path_free(&path);
    return list;
}

/* --- entries -------------------------------------------------------------------------------------------- */

/* The kind of a file comes with its name, mostly; what does not is asked of the system when it is wanted, and
 * kept. */
typedef struct EntryObject {
    GC_HEAD(unused);
    Ref name, path;  /* both str or both bytes */
    Ref stat, lstat; /* or NULL */
    uint64_t inode;
    int directory;      /* scandir was given this descriptor; or AT_FDCWD */
    unsigned char kind; /* DT_REG … */
} EntryObject;

static TypeObject entry_type, scan_type;

static EntryObject *entry_of(View self)
{
    return (EntryObject *)self;
}

static void entry_finish(View self)
{
    clear_place(&entry_of(self)->name);
    clear_place(&entry_of(self)->path);
    clear_place(&entry_of(self)->stat);
    clear_place(&entry_of(self)->lstat);
}

static void entry_traverse(View self, Visitor visit, void *context)
{
    VISIT(entry_of(self)->name);
    VISIT(entry_of(self)->path);
    VISIT(entry_of(self)->stat);
    VISIT(entry_of(self)->lstat);
}

static Ref entry_stat(View self, bool follow)
{
    Ref *place = follow && entry_of(self)->kind == DT_LNK ? &entry_of(self)->stat : &entry_of(self)->lstat;
    if (follow && entry_of(self)->kind == DT_UNKNOWN)
        place = &entry_of(self)->stat;
    if (*place)
        return retain(*place);
    bool has_directory = entry_of(self)->directory != AT_FDCWD;
    Ref directory = has_directory ? int_new(entry_of(self)->directory) : NULL;
    if (!has_directory || directory)
        *place = posix_stat(NULL, (View[]){entry_of(self)->path, directory, follow ? TRUE : FALSE});
    release_maybe(directory);
    return retain_maybe(*place);
}

static int follow_argument(View argument)
{
    return argument ? object_truth(argument) : 1;
}

static Ref entry_stat_method(View self, View *args)
{
    int follow = follow_argument(args[0]);
    return follow < 0 ? NULL : entry_stat(self, follow);
}

/* Is the file of this kind (S_IFDIR …)? A file that is gone is of none. */
static int entry_is(View self, bool follow, unsigned char kind, mode_t mode)
{
    unsigned char known = entry_of(self)->kind;
    if (known != DT_UNKNOWN && !(follow && known == DT_LNK))
        return known == kind;
    Ref stat = entry_stat(self, follow);
    int64_t found;
    if (!stat)
        return error_clear_if(FileNotFoundError) ? 0 : -1;
    Ref item = object_get_attribute_text(stat, "st_mode");
    release(stat);
    bool done = item && object_as_int64(item, &found);
    release_maybe(item);
    return done ? ((mode_t)found & S_IFMT) == mode : -1;
}

static Ref truth(int value)
{
    return value < 0 ? NULL : bool_new(value);
}

static Ref entry_is_dir(View self, View *args)
{
    int follow = follow_argument(args[0]);
    return follow < 0 ? NULL : truth(entry_is(self, follow, DT_DIR, S_IFDIR));
}

static Ref entry_is_file(View self, View *args)
{
    int follow = follow_argument(args[0]);
    return follow < 0 ? NULL : truth(entry_is(self, follow, DT_REG, S_IFREG));
}

static Ref entry_is_symlink(View self, View *args UNUSED)
{
    return truth(entry_is(self, false, DT_LNK, S_IFLNK));
}

static Ref entry_inode(View self, View *args UNUSED)
{
    return int_from_uint64(entry_of(self)->inode);
}

static Ref entry_fspath(View self, View *args UNUSED)
{
    return retain(entry_of(self)->path);
}

static Ref entry_get_name(View self)
{
    return retain(entry_of(self)->name);
}

static Ref entry_get_path(View self)
{
    return retain(entry_of(self)->path);
}

static Ref entry_repr(View self)
{
    return str_format("<DirEntry %R>", entry_of(self)->name);
}

static const NativeProperty entry_properties[] = {
    {"name", entry_get_name, NULL, "the entry's base filename, relative to scandir() \"path\" argument"},
    {"path", entry_get_path, NULL, "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction entry_methods[] = {
    {"__fspath__()", entry_fspath, "Returns the path for the entry."},
    {"inode()", entry_inode, "Return inode of the entry; cached per entry."},
    {"is_dir(*, follow_symlinks=True)", entry_is_dir, "Return True if the entry is a directory; cached per entry."},
    {"is_file(*, follow_symlinks=True)", entry_is_file, "Return True if the entry is a file; cached per entry."},
    {"is_symlink()", entry_is_symlink, "Return True if the entry is a symbolic link; cached per entry."},
    {"stat(*, follow_symlinks=True)", entry_stat_method, "Return stat_result object for the entry; cached per entry."},
    {NULL, NULL, NULL},
};
static TypeObject entry_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "posix.DirEntry",
    .size = sizeof(EntryObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .finish = entry_finish,
    .traverse = entry_traverse,
    .repr = entry_repr,
    .methods = entry_methods,
    .properties = entry_properties,
};

/* --- scandir -------------------------------------------------------------------------------------------- */

typedef struct ScanObject {
    GC_HEAD(unused);
    DIR *directory; /* NULL when exhausted or closed */
    Path path;
} ScanObject;

static ScanObject *scan_of(View self)
{
    return (ScanObject *)self;
}

static void scan_close(View self)
{
    DIR *directory = scan_of(self)->directory;
    scan_of(self)->directory = NULL;
    if (directory)
        closedir(directory);
}

/* Nobody closed it, nor went to its end. */
static void scan_finalize(View self)
{
    if (!scan_of(self)->directory)
        return;
    Ref raised = error_take(), text = str_format("unclosed scandir iterator %R", self);
    if (!text || (hooks.warn && !hooks.warn(&exception_types[ResourceWarning], text, NULL, 0, self))) {
        if (error_matches(Warning))
            error_write_unraisable(NULL, self);
        error_clear();
    }
    release_maybe(text);
    scan_close(self);
    error_restore_take(raised);
}

static void scan_finish(View self)
{
    scan_close(self);
    path_free(&scan_of(self)->path);
}

static void scan_traverse(View self, Visitor visit, void *context)
{
    VISIT(scan_of(self)->path.object);
    VISIT(scan_of(self)->path.bytes);
}

/* Directory and name, with a slash between them where one is missing. Of a descriptor there is no path: the
 * name alone. */
static Ref joined(const Path *path, View name)
{
    const char *directory = path->text;
    size_t length = directory ? strlen(directory) : 0;
    if (length == 0)
        return retain(name);
    const char *slash = directory[length - 1] == '/' ? "" : "/";
    if (!path->is_bytes) {
        Ref start = posix_text(directory, length), result = start ? str_format("%U%s%U", start, slash, name) : NULL;
        release_maybe(start);
        return result;
    }
    const unsigned char *data;
    size_t name_length;
    bytes_data_peek(name, &data, &name_length);
    BytesObject *result = (BytesObject *)bytes_new(NULL, length + strlen(slash) + name_length);
    if (result) {
        memcpy(result->data, directory, length);
        memcpy(result->data + length, slash, strlen(slash));
        memcpy(result->data + length + strlen(slash), data, name_length);
    }
    return AS_OBJECT(result);
}

static Ref entry_new(const Path *path, const struct dirent *source)
{
    Ref self = type_allocate(&entry_type, 0);
    if (!self)
        return NULL;
    EntryObject *entry = entry_of(self);
    entry->inode = source->d_ino;
    entry->kind = source->d_type;
    entry->directory = path->text ? AT_FDCWD : path->fd;
    entry->name = name_of(source, path->is_bytes);
    entry->path = entry->name ? joined(path, entry->name) : NULL;
    gc_track(self);
    if (!entry->path)
        clear_place(&self);
    return self;
}

static Ref scan_next(View self)
{
    ScanObject *scan = scan_of(self);
    int failure;
    if (!scan->directory)
        return NULL;
    struct dirent *entry = next_entry(scan->directory, &failure);
    if (entry)
        return entry_new(&scan->path, entry);
    scan_close(self);
    return failure ? raise_errno(failure, scan->path.object) : NULL;
}

Ref posix_scandir(View self UNUSED, View *args)
{
    Path path;
    if (!path_from_argument(&path, args[0], PATH_OR_FD_OR_NONE, "scandir", "path"))
        return NULL;
    if (!AUDIT("os.scandir", "O", path.object))
        return path_give_up(&path);
    DIR *directory = open_directory(&path);
    if (!directory)
        return path_raise_free(&path);
    Ref scan = type_allocate(&scan_type, 0);
    if (!scan) {
        closedir(directory);
        path_free(&path);
        return NULL;
    }
    scan_of(scan)->directory = directory;
    scan_of(scan)->path = path;
    gc_track(scan);
    return scan;
}

static Ref scan_self(View self)
{
    return retain(self);
}

static Ref scan_enter(View self, View *args UNUSED)
{
    return retain(self);
}

static Ref scan_close_method(View self, View *args UNUSED)
{
    scan_close(self);
    return none_new();
}

static const NativeFunction scan_methods[] = {
    {"__enter__()", scan_enter, NULL},
    {"__exit__(*args)", scan_close_method, NULL},
    {"close()", scan_close_method, NULL},
    {NULL, NULL, NULL},
};
static TypeObject scan_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "posix.ScandirIterator",
    .size = sizeof(ScanObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .finalize = scan_finalize,
    .finish = scan_finish,
    .traverse = scan_traverse,
    .iterate = scan_self,
    .next = scan_next,
    .methods = scan_methods,
};

bool posix_directory_ready(DictView dict)
{
    return module_type_ready(&entry_type) && module_type_ready(&scan_type) && dict_set_text(dict, "DirEntry", AS_OBJECT(&entry_type));
}
