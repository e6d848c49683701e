/* _tracemalloc_sizes: Ouro's objects are smaller than CPython's, and keep attributes where CPython has a
 * block of their own. Lessons on memory are about CPython's, so tracemalloc tells of those by default, as
 * sys.getsizeof does; what is kept beside an object (items of a list, the table of a dict) is accounted for
 * where it is allocated (heap_account). */
#include "stdlib/memory/_tracemalloc_sizes.h"

#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/classes/shared_keys.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/run/generator.h"

enum {
    DIGIT_BITS = 30,
    DIGIT_SIZE = 4,
    INT_HEAD = 24,
    GC_HEAD = 16,
    KNOWN = 256 /* types whose fixed size is remembered */
};

/* An int of one digit gets a whole PyLongObject, which is rounded up to room for two. */
static size_t int_size(size_t bits)
{
    size_t digits = (bits + DIGIT_BITS - 1) / DIGIT_BITS;
    return INT_HEAD + DIGIT_SIZE * (digits > 2 ? digits : 2);
}

static size_t word_size(int64_t value)
{
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    return int_size(magnitude ? 64 - (size_t)__builtin_clzll(magnitude) : 0);
}

/* The limbs may not be counted yet: then the block has them all. */
static size_t long_size(const BigIntObject *big, size_t size)
{
    size_t room = (size - sizeof *big) / sizeof(uint64_t), used = (size_t)(big->signed_count < 0 ? -big->signed_count : big->signed_count);
    if (used == 0 || used > room)
        used = room;
    return int_size(used * 64 - (big->limbs[used - 1] ? (size_t)__builtin_clzll(big->limbs[used - 1]) : 0));
}

static size_t fixed_size(TypeObject *type)
{
    static uint16_t known[KNOWN];
    if (type->index < KNOWN && known[type->index])
        return known[type->index];
    size_t size = (size_t)(layout_head_size(type) + layout_of(type).basic_size);
    if (type->index < KNOWN && size <= UINT16_MAX && !type_has(type, TYPE_FLAG_HEAP))
        known[type->index] = (uint16_t)size;
    return size;
}

/* In CPython 3.11 (new_values in dictobject.c): a byte for each place and two more, rounded up, and a pointer
 * for each. */
static size_t values_size(const TypeObject *type)
{
    size_t room = shared_keys_room(type, 0);
    return ((room + 2 + 7) & ~(size_t)7) + room * 8;
}

static CountedSize instance_size(View object, TypeObject *type)
{
    Layout layout = layout_of(type);
    if (is_str(object)) { /* the characters stand in a block of their own */
        StrView text = str_view(object);
        return (CountedSize){(size_t)(layout_head_size(type) + layout.basic_size), text ? (text->length + 1) * text->kind : 0};
    }
    size_t size = (size_t)(layout_head_size(type) + layout_size_of(object));
    bool has_values = layout.flags & LAYOUT_MANAGED_DICT && type->first_shape && instance_keeps_inline(type);
    return (CountedSize){size, has_values ? values_size(type) : 0};
}

CountedSize tracemalloc_counted_size(View object, size_t size)
{
    TypeObject *type = types[object->type];
    if (!type)
        return (CountedSize){size, 0};
    switch (object->type) {
    case TYPE_INT: return (CountedSize){word_size(((IntObject *)object)->value), 0};
    case TYPE_BIGINT: return (CountedSize){long_size((BigIntObject *)object, size), 0};
    case TYPE_TUPLE: return (CountedSize){GC_HEAD + 24 + 8 * tuple_length(object), 0};
    case TYPE_STR:
    case TYPE_BYTES: return (CountedSize){(size_t)layout_size_of(object), 0};
    case TYPE_CODE: return (CountedSize){size + fixed_size(type) - sizeof(CodeObject), 0};
    default: break;
    }
    if (type_has(type, TYPE_FLAG_HEAP))
        return instance_size(object, type);
    bool is_generator = object->type == TYPE_GENERATOR || type == &coroutine_type || type == &async_generator_type;
    if (is_generator && ((GeneratorObject *)object)->code)
        return (CountedSize){fixed_size(type) + 8 * (size_t)code_frame_places(((GeneratorObject *)object)->code), 0};
    return (CountedSize){fixed_size(type), 0};
}
