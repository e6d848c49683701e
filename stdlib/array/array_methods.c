/* array_methods: the methods of array.array. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/array/array_private.h"

static Ref none_if(bool done)
{
    return done ? none_new() : NULL;
}

static Ref append(View self, View *args)
{
    return none_if(array_insert(array_of(self), PTRDIFF_MAX, args[0]));
}

static Ref insert(View self, View *args)
{
    Index index;
    return object_as_ssize(args[0], &index) ? none_if(array_insert(array_of(self), index, args[1])) : NULL;
}

static Ref extend(View self, View *args)
{
    return none_if(array_extend(array_of(self), args[0]));
}

/* The first place of a value from start to stop. -1: nowhere; -2 with an exception. */
static Index place_of(ArrayObject *array, View value, Index start, Index stop)
{
    for (Index i = start; i < stop && i < (Index)array->length; i++) {
        Ref item = array_item(array->kind, array_place(array, (size_t)i));
        int same = item ? object_compare_truth(item, value, COMPARE_EQ) : -1;
        release_maybe(item);
        if (same)
            return same > 0 ? i : -2;
    }
    return -1;
}

static bool read_bound(View argument, Index length, Index *bound)
{
    if (argument && !object_as_slice_index(argument, bound))
        return false;
    if (*bound < 0)
        *bound += length;
    if (*bound < 0)
        *bound = 0;
    return true;
}

static Ref index_of(View self, View *args)
{
    Index start = 0, stop = PTRDIFF_MAX, length = (Index)array_of(self)->length;
    if (!read_bound(args[1], length, &start) || !read_bound(args[2], length, &stop))
        return NULL;
    Index place = place_of(array_of(self), args[0], start, stop);
    if (place == -1)
        return raise_error(ValueError, "array.index(x): x not in array");
    return place < 0 ? NULL : int_new(place);
}

static Ref count(View self, View *args)
{
    int64_t found = 0;
    Index place = -1;
    while ((place = place_of(array_of(self), args[0], place + 1, PTRDIFF_MAX)) >= 0)
        found++;
    return place == -2 ? NULL : int_new(found);
}

static Ref remove_item(View self, View *args)
{
    Index place = place_of(array_of(self), args[0], 0, PTRDIFF_MAX);
    if (place == -1)
        return raise_error(ValueError, "array.remove(x): x not in array");
    if (place < 0 || place >= (Index)array_of(self)->length)
        return error_is_set() ? NULL : none_new();
    return none_if(array_delete(array_of(self), (size_t)place, (size_t)place + 1));
}

static Ref pop(View self, View *args)
{
    ArrayObject *array = array_of(self);
    Index index = -1;
    if (args[0] && !object_as_ssize(args[0], &index))
        return NULL;
    if (!array->length)
        return raise_error(IndexError, "pop from empty array");
    if (index < 0)
        index += (Index)array->length;
    if (index < 0 || index >= (Index)array->length)
        return raise_error(IndexError, "pop index out of range");
    Ref item = array_item(array->kind, array_place(array, (size_t)index));
    if (item && !array_delete(array, (size_t)index, (size_t)index + 1))
        clear_place(&item);
    return item;
}

static void swap(unsigned char *one, unsigned char *other, size_t size)
{
    unsigned char kept[8];
    memcpy(kept, one, size);
    memcpy(one, other, size);
    memcpy(other, kept, size);
}

static Ref reverse(View self, View *args UNUSED)
{
    ArrayObject *array = array_of(self);
    for (size_t low = 0, high = array->length; low + 1 < high; low++, high--)
        swap(array_place(array, low), array_place(array, high - 1), array->kind->size);
    return none_new();
}

static Ref byteswap(View self, View *args UNUSED)
{
    ArrayObject *array = array_of(self);
    size_t size = array->kind->size;
    for (size_t i = 0; i < array->length; i++)
        for (size_t low = 0; low < size / 2; low++)
            swap(array_place(array, i) + low, array_place(array, i) + size - 1 - low, 1);
    return none_new();
}

static Ref buffer_info(View self, View *args UNUSED)
{
    Ref address = int_from_uint64((uint64_t)(uintptr_t)array_of(self)->data),
        length = address ? int_new((int64_t)array_of(self)->length) : NULL;
    Ref pair = length ? tuple_pack(2, address, length) : NULL;
    release_maybe(address);
    release_maybe(length);
    return pair;
}

/* --- from and to other things --------------------------------------------------------------------------- */

static Ref tolist(View self, View *args UNUSED)
{
    return list_from_iterable(self);
}

/* All items or none: those of a list that fails are taken back. */
static Ref fromlist(View self, View *args)
{
    ArrayObject *array = array_of(self);
    size_t length = array->length;
    if (!is_list(args[0]))
        return raise_error(TypeError, "arg must be list");
    ListView list = (ListView)args[0];
    size_t used = list->used;
    bool done = true;
    for (size_t i = 0; done && i < used; i++) {
        if (i >= list->used) {
            raise_error(RuntimeError, "list changed size during iteration");
            done = false;
            break;
        }
        Ref item = retain(list->items[i]);
        done = array_insert(array, PTRDIFF_MAX, item);
        release(item);
    }
    if (!done && array->length > length) {
        Ref error = error_take();
        if (!array_resize(array, length))
            error_clear();
        error_restore_take(error);
    }
    return none_if(done);
}

static Ref tobytes(View self, View *args UNUSED)
{
    ArrayObject *array = array_of(self);
    return bytes_new(array->data ? array->data : (const unsigned char *)"", array->length * array->kind->size);
}

static Ref frombytes(View self, View *args)
{
    return none_if(array_extend_bytes(array_of(self), args[0]));
}

static Ref tounicode(View self, View *args UNUSED)
{
    if (array_of(self)->kind->code != 'u')
        return raise_error(ValueError, "tounicode() may only be called on unicode type arrays");
    return array_text(array_of(self));
}

static Ref fromunicode(View self, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "fromunicode() argument must be str, not %K", args[0]);
    if (array_of(self)->kind->code != 'u')
        return raise_error(ValueError, "fromunicode() may only be called on unicode type arrays");
    return none_if(array_extend_text(array_of(self), args[0]));
}

/* file.name(argument). */
static Ref call_file(View file, const char *name, View argument)
{
    Ref method = object_get_attribute_text(file, name), result = method && argument ? call_1(method, argument) : NULL;
    release_maybe(method);
    return result;
}

static Ref tofile(View self, View *args)
{
    enum { BLOCK = 64 * 1024 };
    ArrayObject *array = array_of(self);
    for (size_t at = 0; at < array->length * array->kind->size; at += BLOCK) {
        size_t rest = array->length * array->kind->size - at;
        Ref block = bytes_new(array->data + at, rest < BLOCK ? rest : BLOCK), result = block ? call_file(args[0], "write", block) : NULL;
        release_maybe(block);
        if (!result)
            return NULL;
        release(result);
    }
    return none_new();
}

static Ref fromfile(View self, View *args)
{
    Index items;
    int64_t size;
    if (!object_as_ssize(args[1], &items))
        return NULL;
    if (items < 0)
        return raise_error(ValueError, "negative count");
    if (__builtin_mul_overflow(items, array_of(self)->kind->size, &size))
        return raise_memory_error();
    Ref wanted = int_new(size), bytes = wanted ? call_file(args[0], "read", wanted) : NULL;
    release_maybe(wanted);
    if (!bytes)
        return NULL;
    bool done = is_bytes(bytes);
    if (!done)
        raise_error(TypeError, "read() didn't return bytes");
    bool is_short = done && object_length(bytes) != size;
    done = done && array_extend_bytes(array_of(self), bytes);
    release(bytes);
    if (done && is_short)
        return raise_error(EOFError, "read() didn't return enough bytes");
    return none_if(done);
}

static Ref copy(View self, View *args UNUSED)
{
    Ref result = array_new(type_of_peek(self), array_of(self)->kind, 0);
    if (result && !array_extend_array(array_of(result), array_of(self)))
        clear_place(&result);
    return result;
}

/* As CPython counts it. */
static Ref size_of(View self, View *args UNUSED)
{
    return int_new(layout_basic_size(self) + (int64_t)(array_of(self)->capacity * array_of(self)->kind->size));
}

const NativeFunction array_methods[] = {
    {"append(v, /)", append, "Append new value v to the end of the array."},
    {"buffer_info()", buffer_info,
     "Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's "
     "contents.\n\nThe length should be multiplied by the itemsize attribute to calculate\nthe buffer length in bytes."},
    {"byteswap()", byteswap,
     "Byteswap all items of the array.\n\nIf the items in the array are not 1, 2, 4, or 8 bytes in size, RuntimeError is\nraised."},
    {"count(v, /)", count, "Return number of occurrences of v in the array."},
    {"extend(bb, /)", extend, "Append items to the end of the array."},
    {"frombytes(buffer, /)", frombytes,
     "Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the "
     "fromfile() "
     "method."},
    {"fromfile(f, n, /)", fromfile, "Read n objects from the file object f and append them to the end of the array."},
    {"fromlist(list, /)", fromlist, "Append items to array from list."},
    {"fromunicode(ustr, /)", fromunicode,
     "Extends this array with data from the unicode string ustr.\n\nThe array must be a unicode type array; otherwise a ValueError is "
     "raised.\nUse array.frombytes(ustr.encode(...)) to append Unicode data to an array of\nsome other type."},
    {"index(v, start=0, stop=sys.maxsize, /)", index_of,
     "Return index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present."},
    {"insert(i, v, /)", insert, "Insert a new item v into the array before position i."},
    {"pop(i=-1, /)", pop, "Return the i-th element and delete it from the array.\n\ni defaults to -1."},
    {"remove(v, /)", remove_item, "Remove the first occurrence of v in the array."},
    {"reverse()", reverse, "Reverse the order of the items in the array."},
    {"tobytes()", tobytes, "Convert the array to an array of machine values and return the bytes representation."},
    {"tofile(f, /)", tofile, "Write all items (as machine values) to the file object f."},
    {"tolist()", tolist, "Convert array to an ordinary list with the same items."},
    {"tounicode()", tounicode,
     "Extracts text from the array, which must be of characters ('u'), as a str.\n\nFor other arrays: array.tobytes().decode()."},
    {"__copy__()", copy, "Return a copy of the array."},
    {"__deepcopy__(unused, /)", copy, "Return a copy of the array."},
    {"__reduce_ex__(value, /)", array_reduce_ex, "Return state information for pickling."},
    {"__sizeof__()", size_of, "Size of the array in memory, in bytes."},
    {NULL, NULL, NULL},
};
