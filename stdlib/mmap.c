/* mmap: files in memory: what is written to the bytes is written to the file.
 *
 *     file:     |·········|<── offset ──>|■■■■■■■■■■|···          the part from offset, `length` bytes
 *     memory:                     data ─► |■■■■■■■■■■|            read(), write() go on at `position`
 *
 * Invariants:  data is NULL when it is closed. While somebody shows the bytes (exports) they stay: close() and
 *              resize() are a BufferError. A map that may not be written to has no count of those: close() then only
 *              marks it, and the memory goes with the object.
 * Beyond the end: if the file becomes shorter, the system kills who looks at what is gone (SIGBUS); so CPython. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/range.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "vm/module.h"
#include "vm/run/threads.h"

typedef enum Access { ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY } Access;

typedef struct MapObject {
    GC_HEAD(exports);
    unsigned char *data; /* NULL: closed */
    unsigned char *kept; /* of a closed one that somebody may still look at */
    size_t length, position;
    int64_t offset;
    int descriptor; /* our own copy, or -1 */
    Access access;
} MapObject;

static TypeObject map_type, map_iterator_type;

static MapObject *map_of(View self)
{
    return (MapObject *)self;
}

static MapObject *open_map(View self)
{
    if (!map_of(self)->data)
        raise_error(ValueError, "mmap closed or invalid");
    return map_of(self)->data ? map_of(self) : NULL;
}

static bool is_readonly(const MapObject *map)
{
    return map->access == ACCESS_READ;
}

static MapObject *writable_map(View self)
{
    MapObject *map = open_map(self);
    if (map && is_readonly(map)) {
        raise_error(TypeError, "mmap can't modify a readonly memory map.");
        return NULL;
    }
    return map;
}

/* --- opening and closing -------------------------------------------------------------------------------- */

/* args: fileno, length, flags, prot, access, offset */
typedef struct Wish {
    int descriptor, flags, protection, access;
    Index length;
    int64_t offset;
} Wish;

static bool wish_from(Wish *wish, View *args)
{
    *wish = (Wish){.flags = MAP_SHARED, .protection = PROT_READ | PROT_WRITE, .access = ACCESS_DEFAULT};
    if (!posix_int(args[0], &wish->descriptor) || !object_as_ssize(args[1], &wish->length) ||
        (args[2] && !posix_int(args[2], &wish->flags)) || (args[3] && !posix_int(args[3], &wish->protection)) ||
        (args[4] && !posix_int(args[4], &wish->access)) || (args[5] && !object_as_int64(args[5], &wish->offset)) ||
        !AUDIT("mmap.__new__", "iiii", (int64_t)wish->descriptor, (int64_t)wish->length, (int64_t)wish->access, wish->offset))
        return false;
    if (wish->length < 0)
        raise_error(OverflowError, "memory mapped length must be positive");
    else if (wish->offset < 0)
        raise_error(OverflowError, "memory mapped offset must be positive");
    else if (wish->access != ACCESS_DEFAULT && (wish->flags != MAP_SHARED || wish->protection != (PROT_READ | PROT_WRITE)))
        raise_error(ValueError, "mmap can't specify both access and flags, prot.");
    else if (wish->access < ACCESS_DEFAULT || wish->access > ACCESS_COPY)
        raise_error(ValueError, "mmap invalid access parameter.");
    return !error_is_set();
}

/* The access says the protection, or the other way round. */
static void settle_access(Wish *wish)
{
    bool writes = wish->protection & PROT_WRITE, reads = wish->protection & PROT_READ;
    if (wish->access == ACCESS_READ)
        wish->protection = PROT_READ;
    else if (wish->access == ACCESS_COPY)
        wish->flags = MAP_PRIVATE;
    else if (wish->access == ACCESS_DEFAULT && !(writes && reads))
        wish->access = writes ? ACCESS_WRITE : ACCESS_READ;
}

/* Is the file long enough? Length 0 is all that there is. */
static bool settle_length(Wish *wish)
{
    struct stat status;
    if (wish->descriptor < 0 || fstat(wish->descriptor, &status) || !S_ISREG(status.st_mode))
        return true;
    if (wish->length == 0 && status.st_size == 0)
        raise_error(ValueError, "cannot mmap an empty file");
    else if (wish->length == 0 && wish->offset >= status.st_size)
        raise_error(ValueError, "mmap offset is greater than file size");
    else if (wish->length == 0)
        wish->length = status.st_size - wish->offset;
    else if (wish->offset > status.st_size || status.st_size - wish->offset < wish->length)
        raise_error(ValueError, "mmap length is greater than file size");
    return !error_is_set();
}

static Ref map_new(View type, View *args)
{
    Wish wish;
    if (!wish_from(&wish, args))
        return NULL;
    settle_access(&wish);
    if (!settle_length(&wish))
        return NULL;
    Ref self = type_allocate((TypeObject *)type, 0);
    if (!self)
        return NULL;
    MapObject *map = map_of(self);
    map->descriptor = -1;
    map->access = (Access)wish.access;
    map->offset = wish.offset;
    map->length = (size_t)wish.length;
    if (wish.descriptor == -1)
        wish.flags |= MAP_ANONYMOUS;
    else if ((map->descriptor = fcntl(wish.descriptor, F_DUPFD_CLOEXEC, 0)) < 0)
        goto fail;
    void *data = mmap(NULL, map->length, wish.protection, wish.flags, map->descriptor, wish.offset);
    if (data == MAP_FAILED)
        goto fail;
    map->data = data;
    return self;
fail:
    raise_errno(errno, NULL);
    release(self);
    return NULL;
}

static void unmap(MapObject *map)
{
    unsigned char *data = map->data ? map->data : map->kept;
    if (data)
        munmap(data, map->length);
    if (map->descriptor >= 0)
        close(map->descriptor);
    map->data = map->kept = NULL;
    map->descriptor = -1;
}

static void map_finish(View self)
{
    unmap(map_of(self));
}

static Ref map_close(View self, View *args UNUSED)
{
    MapObject *map = map_of(self);
    if (map->exports)
        return raise_error(BufferError, "cannot close exported pointers exist");
    if (map->data && is_readonly(map)) {
        map->kept = map->data;
        map->data = NULL;
    } else if (map->data) {
        unmap(map);
    }
    return none_new();
}

static Ref map_enter(View self, View *args UNUSED)
{
    return open_map(self) ? retain(self) : NULL;
}

static Ref map_get_closed(View self)
{
    return bool_new(!map_of(self)->data);
}

static Ref map_repr(View self)
{
    static const char *const names[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"};
    const MapObject *map = map_of(self);
    if (!map->data)
        return str_format("<%T closed=True>", self);
    return str_format("<%T closed=False, access=%s, length=%zu, pos=%zu, offset=%lld>", self, names[map->access], map->length,
                      map->position, (long long)map->offset);
}

/* --- as a file ------------------------------------------------------------------------------------------ */

static size_t left(const MapObject *map)
{
    return map->position < map->length ? map->length - map->position : 0;
}

static Ref map_read(View self, View *args)
{
    MapObject *map = open_map(self);
    Index wanted = -1;
    if (!map)
        return NULL;
    if (args[0] && args[0] != NONE) {
        if (!is_int(args[0]) && !type_of_peek(args[0])->as_index)
            return raise_error(TypeError, "argument should be integer or None, not '%T'", args[0]);
        if (!object_as_ssize(args[0], &wanted) || !(map = open_map(self)))
            return NULL;
    }
    size_t count = wanted < 0 || (size_t)wanted > left(map) ? left(map) : (size_t)wanted;
    Ref result = bytes_new(map->data + map->position, count);
    if (result)
        map->position += count;
    return result;
}

static Ref map_read_byte(View self, View *args UNUSED)
{
    MapObject *map = open_map(self);
    if (!map)
        return NULL;
    return left(map) ? int_new(map->data[map->position++]) : raise_error(ValueError, "read byte out of range");
}

static Ref map_readline(View self, View *args UNUSED)
{
    MapObject *map = open_map(self);
    if (!map)
        return NULL;
    const unsigned char *start = map->data + map->position, *end = left(map) ? memchr(start, '\n', left(map)) : NULL;
    size_t count = end ? (size_t)(end - start) + 1 : left(map);
    Ref result = bytes_new(start, count);
    if (result)
        map->position += count;
    return result;
}

static Ref map_write(View self, View *args)
{
    BytesHold hold;
    if (!open_map(self) || !bytes_hold_required(args[0], &hold))
        return NULL;
    MapObject *map = writable_map(self);
    Ref result = NULL;
    if (map && hold.length > left(map)) {
        raise_error(ValueError, "data out of range");
    } else if (map) {
        memmove(map->data + map->position, hold.data, hold.length);
        map->position += hold.length;
        result = int_new((int64_t)hold.length);
    }
    bytes_let_go(&hold);
    return result;
}

static Ref map_write_byte(View self, View *args)
{
    int64_t value;
    if (!open_map(self))
        return NULL;
    if (!is_int(args[0]) && !type_of_peek(args[0])->as_index)
        return raise_error(TypeError, "'%T' object cannot be interpreted as an integer", args[0]);
    if (!object_as_int64(args[0], &value))
        return NULL;
    if (value < 0 || value > UCHAR_MAX)
        return raise_error(OverflowError, "unsigned byte integer is %s", value < 0 ? "less than minimum" : "greater than maximum");
    MapObject *map = writable_map(self);
    if (!map)
        return NULL;
    if (!left(map))
        return raise_error(ValueError, "write byte out of range");
    map->data[map->position++] = (unsigned char)value;
    return none_new();
}

static Ref map_tell(View self, View *args UNUSED)
{
    return open_map(self) ? int_new((int64_t)map_of(self)->position) : NULL;
}

static Ref map_seek(View self, View *args)
{
    Index distance;
    int how = 0;
    if (!open_map(self) || !object_as_ssize(args[0], &distance) || (args[1] && !posix_int(args[1], &how)))
        return NULL;
    MapObject *map = open_map(self);
    if (!map)
        return NULL;
    if (how < 0 || how > 2)
        return raise_error(ValueError, "unknown seek type");
    Index from = how == 0 ? 0 : (Index)(how == 1 ? map->position : map->length), place;
    if (__builtin_add_overflow(from, distance, &place) || place < 0 || (size_t)place > map->length)
        return raise_error(ValueError, "seek out of range");
    map->position = (size_t)place;
    return none_new();
}

static Ref map_size(View self, View *args UNUSED)
{
    struct stat status;
    if (!open_map(self))
        return NULL;
    return fstat(map_of(self)->descriptor, &status) ? raise_errno(errno, NULL) : int_new(status.st_size);
}

/* --- the whole ------------------------------------------------------------------------------------------ */

static Ref map_flush(View self, View *args)
{
    Index offset = 0, size = -1;
    if (!open_map(self) || (args[0] && !object_as_ssize(args[0], &offset)) || (args[1] && !object_as_ssize(args[1], &size)))
        return NULL;
    MapObject *map = open_map(self);
    if (!map)
        return NULL;
    if (!args[1])
        size = (Index)map->length;
    if (offset < 0 || size < 0 || (size_t)offset > map->length || (size_t)size > map->length - (size_t)offset)
        return raise_error(ValueError, "flush values out of range");
    if (is_readonly(map) || map->access == ACCESS_COPY)
        return none_new();
    return msync(map->data + offset, (size_t)size, MS_SYNC) ? raise_errno(errno, NULL) : none_new();
}

static Ref map_move(View self, View *args)
{
    Index target, source, count;
    if (!open_map(self) || !object_as_ssize(args[0], &target) || !object_as_ssize(args[1], &source) || !object_as_ssize(args[2], &count))
        return NULL;
    MapObject *map = writable_map(self);
    if (!map)
        return NULL;
    Index length = (Index)map->length;
    if (target < 0 || source < 0 || count < 0 || length - target < count || length - source < count)
        return raise_error(ValueError, "source, destination, or count out of range");
    memmove(map->data + target, map->data + source, (size_t)count);
    return none_new();
}

static Ref map_resize(View self, View *args)
{
    Index size;
    int64_t end;
    if (!open_map(self) || !object_as_ssize(args[0], &size))
        return NULL;
    MapObject *map = open_map(self);
    if (!map)
        return NULL;
    if (map->exports)
        return raise_error(BufferError, "mmap can't resize with extant buffers exported.");
    if (is_readonly(map) || map->access == ACCESS_COPY)
        return raise_error(TypeError, "mmap can't resize a readonly or copy-on-write memory map.");
    if (size < 0 || __builtin_add_overflow(map->offset, (int64_t)size, &end))
        return raise_error(ValueError, "new size out of range");
    if (size == 0)
        return raise_errno(EINVAL, NULL);
    if (map->descriptor >= 0 && ftruncate(map->descriptor, end))
        return raise_errno(errno, NULL);
    void *data = mremap(map->data, map->length, (size_t)size, MREMAP_MAYMOVE);
    if (data == MAP_FAILED)
        return raise_errno(errno, NULL);
    map->data = data;
    map->length = (size_t)size;
    return none_new();
}

static Ref map_madvise(View self, View *args)
{
    int option;
    Index start = 0, length = 0;
    if (!open_map(self) || !posix_int(args[0], &option) || (args[1] && !object_as_ssize(args[1], &start)) ||
        (args[2] && !object_as_ssize(args[2], &length)))
        return NULL;
    MapObject *map = open_map(self);
    if (!map)
        return NULL;
    if (start < 0 || (size_t)start >= map->length)
        return raise_error(ValueError, "madvise start out of bounds");
    if (args[2] && length < 0)
        return raise_error(ValueError, "madvise length invalid");
    if (start > PTRDIFF_MAX - length)
        return raise_error(OverflowError, "madvise length too large");
    size_t most = map->length - (size_t)start, count = !args[2] || (size_t)length > most ? most : (size_t)length;
    return madvise(map->data + start, count, option) ? raise_errno(errno, NULL) : none_new();
}

/* --- searching ------------------------------------------------------------------------------------------ */

/* A place counted from the end if it is negative, within the map. */
static bool place_from(View argument, size_t length, size_t *place)
{
    Index number;
    if (!argument)
        return true;
    if (!object_as_index(argument, &number))
        return false;
    if (number < 0)
        number = number + (Index)length < 0 ? 0 : number + (Index)length;
    *place = (size_t)number > length ? length : (size_t)number;
    return true;
}

static Index find_part(const unsigned char *data, size_t from, size_t to, const BytesHold *part, bool backwards)
{
    if (from > to || part->length > to - from)
        return -1;
    if (!backwards) {
        const unsigned char *found = memmem(data + from, to - from, part->data, part->length);
        return found ? found - data : -1;
    }
    for (size_t place = to - part->length + 1; place-- > from;)
        if (memcmp(data + place, part->data, part->length) == 0)
            return (Index)place;
    return -1;
}

static Ref search(View self, View *args, bool backwards)
{
    BytesHold part;
    if (!open_map(self) || !bytes_hold_required(args[0], &part))
        return NULL;
    size_t from = map_of(self)->position, to = map_of(self)->length;
    bool good = place_from(args[1], to, &from) && place_from(args[2], map_of(self)->length, &to) && open_map(self);
    to = to > map_of(self)->length ? map_of(self)->length : to;
    Ref result = good ? int_new(find_part(map_of(self)->data, from, to, &part, backwards)) : NULL;
    bytes_let_go(&part);
    return result;
}

static Ref map_find(View self, View *args)
{
    return search(self, args, false);
}

static Ref map_rfind(View self, View *args)
{
    return search(self, args, true);
}

/* --- items ---------------------------------------------------------------------------------------------- */

static Index map_length(View self)
{
    return open_map(self) ? (Index)map_of(self)->length : -1;
}

static bool index_of(View self, View key, size_t *place)
{
    Index index;
    if (!object_as_index(key, &index) || !open_map(self))
        return false;
    Index length = (Index)map_of(self)->length;
    index += index < 0 ? length : 0;
    if (index < 0 || index >= length)
        raise_error(IndexError, "mmap index out of range");
    *place = (size_t)index;
    return !error_is_set();
}

/* The __index__ of a bound may close or shorten the map: what counts is its length afterwards. */
static bool resolve(View self, View key, Index *start, Index *step, size_t *count)
{
    Index stop;
    size_t length;
    do {
        length = map_of(self)->length;
        if (!slice_resolve(key, length, start, &stop, step, count) || !open_map(self))
            return false;
    } while (length != map_of(self)->length);
    return true;
}

static Ref get_slice(View self, View key)
{
    Index start, step;
    size_t count;
    if (!resolve(self, key, &start, &step, &count))
        return NULL;
    Ref result = bytes_new(NULL, count);
    for (size_t i = 0; result && i < count; i++)
        ((BytesObject *)result)->data[i] = map_of(self)->data[start + (Index)i * step];
    return result;
}

static Ref map_get_item(View self, View key)
{
    size_t place;
    if (!open_map(self))
        return NULL;
    if (key->type == TYPE_SLICE)
        return get_slice(self, key);
    if (!is_int(key) && !type_of_peek(key)->as_index)
        return raise_error(TypeError, "mmap indices must be integers");
    return index_of(self, key, &place) ? int_new(map_of(self)->data[place]) : NULL;
}

static bool set_slice(View self, View key, View value)
{
    Index start, step;
    size_t count;
    BytesHold hold;
    if (!bytes_hold_required(value, &hold))
        return false;
    bool good = resolve(self, key, &start, &step, &count) && writable_map(self);
    if (good && hold.length != count) {
        raise_error(IndexError, "mmap slice assignment is wrong size");
        good = false;
    }
    for (size_t i = 0; good && i < count; i++)
        map_of(self)->data[start + (Index)i * step] = hold.data[i];
    bytes_let_go(&hold);
    return good;
}

static bool set_byte(View self, View key, View value)
{
    size_t place;
    int64_t byte;
    if (!index_of(self, key, &place))
        return false;
    if (!is_int(value) && !type_of_peek(value)->as_index) {
        raise_error(TypeError, "mmap item value must be an int");
        return false;
    }
    if (!object_as_int64(value, &byte))
        return false;
    if (byte < 0 || byte > UCHAR_MAX) {
        raise_error(ValueError, "mmap item value must be in range(0, 256)");
        return false;
    }
    if (!index_of(self, key, &place)) /* again: __index__ may have closed or shortened it */
        return false;
    map_of(self)->data[place] = (unsigned char)byte;
    return true;
}

static bool map_set_item(View self, View key, View value)
{
    if (!writable_map(self))
        return false;
    bool is_slice = key->type == TYPE_SLICE;
    if (!is_slice && !is_int(key) && !type_of_peek(key)->as_index)
        raise_error(TypeError, "mmap indices must be integer");
    else if (!value)
        raise_error(TypeError, is_slice ? "mmap object doesn't support slice deletion" : "mmap doesn't support item deletion");
    else
        return is_slice ? set_slice(self, key, value) : set_byte(self, key, value);
    return false;
}

/* Iterating gives bytes of length 1, not ints as indexing does: so CPython. */
typedef struct MapIterator {
    GC_HEAD(unused);
    Ref map; /* owned */
    size_t place;
} MapIterator;

static Ref map_iterate(View self)
{
    Ref iterator = type_allocate(&map_iterator_type, 0);
    if (iterator) {
        ((MapIterator *)iterator)->map = retain(self);
        gc_track(iterator);
    }
    return iterator;
}

static Ref iterator_next(View self)
{
    MapIterator *iterator = (MapIterator *)self;
    MapObject *map = open_map(iterator->map);
    return map && iterator->place < map->length ? bytes_new(&map->data[iterator->place++], 1) : NULL;
}

static void iterator_finish(View self)
{
    clear_place(&((MapIterator *)self)->map);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(((MapIterator *)self)->map);
}

static Ref iterator_itself(View self)
{
    return retain(self);
}

static TypeObject map_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "iterator",
    .size = sizeof(MapIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .iterate = iterator_itself,
    .next = iterator_next,
};

/* --- the type ------------------------------------------------------------------------------------------- */

static bool look(View object, BytesLook *found)
{
    if (!is_instance(object, &map_type) || !map_of(object)->data)
        return false;
    MapObject *map = map_of(object);
    *found = (BytesLook){.data = map->data,
                         .length = map->length,
                         .format = 'B',
                         .itemsize = 1,
                         .exports = is_readonly(map) ? NULL : &map->exports,
                         .is_readonly = is_readonly(map)};
    return true;
}

static const NativeProperty map_properties[] = {{"closed", map_get_closed, NULL, NULL}, {NULL, NULL, NULL, NULL}};
static const NativeFunction map_methods[] = {
    {"__enter__()", map_enter, NULL},
    {"__exit__(*args)", map_close, NULL},
    {"close()", map_close, "Close the map; BufferError while somebody shows its bytes."},
    {"find(sub, start=0, end=0, /)", map_find,
     "Return the lowest place where the bytes are found, from the position or start on; -1: nowhere."},
    {"flush(offset=0, size=0, /)", map_flush, "Write what was changed to the file."},
    {"madvise(option, start=0, length=0, /)", map_madvise, "Tell the system how the memory will be used."},
    {"move(dest, src, count, /)", map_move, "Copy bytes within the map."},
    {"read(n=None, /)", map_read, "Read up to n bytes from the position on."},
    {"read_byte()", map_read_byte, "Read a byte, as an int."},
    {"readline()", map_readline, "Read up to the end of the line."},
    {"resize(newsize, /)", map_resize, "Change the size of map and file."},
    {"rfind(sub, start=0, end=0, /)", map_rfind, "Return the highest place where the bytes are found; -1: nowhere."},
    {"seek(pos, whence=0, /)", map_seek, "Set the position."},
    {"size()", map_size, "Return the size of the file."},
    {"tell()", map_tell, "Return the position."},
    {"write(bytes, /)", map_write, "Write at the position; ValueError if there is no room."},
    {"write_byte(byte, /)", map_write_byte, "Write a byte, given as an int."},
    {NULL, NULL, NULL},
};
static const NativeFunction map_new_native = {
    "mmap(fileno, length, flags=MAP_SHARED, prot=PROT_READ | PROT_WRITE, access=ACCESS_DEFAULT, offset=0)", map_new, NULL};

static TypeObject map_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "mmap.mmap",
    .doc = "A part of a file in memory: a mutable buffer that is also a file. Length 0 is the whole file; fileno -1 is no file.",
    .size = sizeof(MapObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_WEAKREFS,
    .finish = map_finish,
    .new_native = &map_new_native,
    .repr = map_repr,
    .iterate = map_iterate,
    .length = map_length,
    .get_item = map_get_item,
    .set_item = map_set_item,
    .methods = map_methods,
    .properties = map_properties,
};

static const struct {
    const char *name;
    int value;
} constants[] = {
#define CONSTANT(name) {#name, name},
#include "stdlib/mmap_constants.def"
#undef CONSTANT
};

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    bytes_add_look(look);
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(dict, constants[i].name, int_new(constants[i].value)))
            return false;
    return module_type_ready(&map_type) && module_type_ready(&map_iterator_type) && dict_set_text(dict, "mmap", AS_OBJECT(&map_type)) &&
           dict_set_text(dict, "error", AS_OBJECT(&exception_types[OSError])) &&
           dict_set_text_take(dict, "PAGESIZE", int_new(sysconf(_SC_PAGESIZE))) &&
           dict_set_text_take(dict, "ALLOCATIONGRANULARITY", int_new(sysconf(_SC_PAGESIZE)));
}

const NativeModule mmap_module = {.name = "mmap", .doc = "Files in memory.", .init = init};
