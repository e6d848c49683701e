/* layout: CPython's sizes: a table for what is built in, CPython's rules for what a class statement makes.
 *
 * sys.getsizeof shows how large CPython's object would be, not Ouro's. A CPython object is made of
 *
 *     │ two words before it: __dict__ and shared values │ the collector's two words │ refcount, class │
 *     fields │ items │
 *       of classes with __dict__ (managed dict)            of containers               every object
 *
 * __sizeof__ counts from the refcount on, getsizeof adds the words of the collector and of the managed dict
 * (_PySys_GetSizeOf, Python/sysmodule.c). A class statement appends a word for each of its __slots__, one for
 * weak references, and one for __dict__ if its base has items (inherit_slots and type_new,
 * Objects/typeobject.c). */
#include "runtime/classes/layout.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/bytes/bytes.h"
#include "runtime/bytes/memoryview.h"
#include "runtime/containers/tuple.h"
#include "runtime/text/str.h"

typedef struct LayoutRow {
    const char *name;
    Layout layout;
} LayoutRow;

static const LayoutRow rows[] = {
#define LAYOUT(name, basic_size, item_size, flags) {name, {basic_size, item_size, flags}},
#include "runtime/classes/layout.def"
#undef LAYOUT
};

enum {
    POINTER = 8,
    GC_HEAD_SIZE = 16,
    KEYS_HEAD = 32,
    STATIC_TYPE_SIZE = 408,
    HEAP_TYPE_SIZE = 904,
    VIEW_ITEMS = 3,        /* of a memoryview: shape, stride and suboffset of each dimension */
    SHARED_KEYS_SIZE = 768 /* a table of keys for at most 30 attributes */
};

static int compare_names(const void *name, const void *row)
{
    return strcmp(name, ((const LayoutRow *)row)->name);
}

static Layout built_in_layout(const TypeObject *type)
{
    for (; type; type = type->base) {
        const LayoutRow *row = bsearch(type->name, rows, COUNT_OF(rows), sizeof *rows, compare_names);
        if (row)
            return row->layout;
    }
    return (Layout){2 * POINTER, 0, 0};
}

/* A class statement adds to its base: the members of __slots__, a pointer to weak references, and one to
 * __dict__ if the base has items; otherwise that stands before the object. */
static Layout add_own(Layout base, const TypeObject *type)
{
    Layout own = base;
    uint32_t inherited = type->base ? type->base->slot_count : 0;
    own.flags = (base.flags & ~(unsigned)(LAYOUT_HEAP_TYPE | LAYOUT_VECTORCALL)) | LAYOUT_GC;
    own.basic_size += POINTER * (int64_t)(type->slot_count - inherited);
    if (type_has(type, TYPE_FLAG_HAS_DICT) && !(base.flags & LAYOUT_DICT)) {
        own.flags |= base.item_size ? LAYOUT_DICT : LAYOUT_DICT | LAYOUT_MANAGED_DICT;
        own.basic_size += base.item_size ? POINTER : 0;
    }
    if (type_has(type, TYPE_FLAG_WEAKREFS) && !(base.flags & LAYOUT_WEAKREFS)) {
        own.flags |= LAYOUT_WEAKREFS;
        own.basic_size += POINTER;
    }
    return own;
}

Layout layout_of(const TypeObject *type)
{
    return type_has(type, TYPE_FLAG_HEAP) && type->base ? add_own(layout_of(type->base), type) : built_in_layout(type);
}

static size_t bytes_length(View object)
{
    const unsigned char *data;
    size_t length = 0;
    return bytes_data_peek(object, &data, &length) ? length : 0;
}

/* One or more bytes for each character, and one to end with. */
static int64_t size_of_text(StrView text, bool is_subclass, int64_t basic_size)
{
    int64_t count = (int64_t)text->length + 1, ascii_head = basic_size - 4 * POINTER, wide_head = basic_size - POINTER;
    if (is_subclass) /* the characters stand in a block of their own */
        return basic_size + count * text->kind;
    return text->is_ascii ? ascii_head + count : wide_head + count * text->kind;
}

int64_t layout_size_of(View object)
{
    Layout layout = layout_of(type_of_peek(object));
    if (is_str(object)) {
        enum { STR_SIZE = 80 }; /* whatever a subclass adds to it is not counted */
        return size_of_text(str_view(object), object->type != TYPE_STR, STR_SIZE);
    }
    int64_t items = 0;
    if (is_kind(object, TYPE_FLAG_TUPLE))
        items = (int64_t)tuple_length(object);
    else if (is_kind(object, TYPE_FLAG_BYTES))
        items = (int64_t)bytes_length(object);
    else if (object->type == memoryview_type.index)
        items = VIEW_ITEMS * (memoryview_dimensions(object) ? (int64_t)memoryview_dimensions(object) : 1);
    return layout.basic_size + layout.item_size * items;
}

size_t layout_dict_keys_size(uint8_t log2_size, bool with_hashes)
{
    size_t size = (size_t)1 << log2_size, width = log2_size < 8 ? 1 : log2_size < 16 ? 2 : log2_size < 32 ? 4 : 8;
    return KEYS_HEAD + size * width + size * 2 / 3 * (with_hashes ? 24 : 16);
}

int64_t layout_head_size(const TypeObject *type)
{
    unsigned flags = layout_of(type).flags;
    return (flags & LAYOUT_GC ? GC_HEAD_SIZE : 0) + (flags & LAYOUT_MANAGED_DICT ? 2 * POINTER : 0);
}

int64_t layout_class_size(const TypeObject *type)
{
    unsigned flags = layout_of(type).flags;
    if (!type_has(type, TYPE_FLAG_HEAP) && !(flags & LAYOUT_HEAP_TYPE))
        return STATIC_TYPE_SIZE;
    return HEAP_TYPE_SIZE + (flags & LAYOUT_MANAGED_DICT ? SHARED_KEYS_SIZE : 0);
}
