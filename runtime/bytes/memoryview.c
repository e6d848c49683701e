/* memoryview: a window on the bytes of a bytes or bytearray, seen as a row of items of one format, without a
 * copy.
 *
 *     data ──►  item 0 │ item 1 │ …       item i begins at data + i * stride; a slice with a step has gaps, or runs backwards
 *
 * Invariants:  while a view shows a bytearray, the bytearray counts it (`exports`) and refuses to change its
 *              length, so `data` stays valid. shown is NULL once the view was released: nothing but release()
 *              and the repr work from then on.
 * Callbacks:   an item's value is asked for (__index__, __float__) before the view's bytes are touched, and
 *              the view is looked at again afterwards. */
#include "runtime/bytes/memoryview.h"

#include "runtime/bytes/bytes.h"
#include "runtime/bytes/bytes_private.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

typedef struct MemoryView {
    GC_HEAD(unused);
    Ref shown;           /* whose bytes these are; NULL when released */
    unsigned char *data; /* the first item */
    size_t count;
    Index stride;
    char format; /* one of the letters of formats[] */
    uint8_t itemsize;
    bool is_readonly;
} MemoryView;

static MemoryView *view_of(View self)
{
    return (MemoryView *)self;
}

static const struct Format {
    char letter;
    uint8_t size;
    bool is_signed;
} formats[] = {{'B', 1, false}, {'b', 1, true},  {'c', 1, false}, {'?', 1, false}, {'h', 2, true}, {'H', 2, false},
               {'i', 4, true},  {'I', 4, false}, {'l', 8, true},  {'L', 8, false}, {'q', 8, true}, {'Q', 8, false},
               {'n', 8, true},  {'N', 8, false}, {'P', 8, false}, {'f', 4, true},  {'d', 8, true}};

static const struct Format *format_of(char letter)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (formats[i].letter == letter)
            return &formats[i];
    return NULL;
}

static bool is_byte_format(char letter)
{
    return letter == 'B' || letter == 'b' || letter == 'c';
}

static bool is_contiguous(const MemoryView *view)
{
    return view->stride == view->itemsize || view->count <= 1;
}

static bool check_alive(MemoryView *view)
{
    if (view->shown)
        return true;
    raise_error(ValueError, "operation forbidden on released memoryview object");
    return false;
}

bool memoryview_data_peek(View object, const unsigned char **data, size_t *length)
{
    MemoryView *view = view_of(object);
    if (type_of_peek(object) != &memoryview_type || !view->shown || !is_contiguous(view))
        return false;
    *data = view->data;
    *length = view->count * view->itemsize;
    return true;
}

View memoryview_shown_peek(View view, bool *is_readonly)
{
    *is_readonly = view_of(view)->is_readonly;
    return view_of(view)->shown;
}

/* --- making --------------------------------------------------------------------------------------------- */

/* A view of `shown`, like this one in all else. */
static Ref view_new(const MemoryView *like)
{
    MemoryView *view = gc_new(memoryview_type.index, sizeof *view);
    if (!view)
        return NULL;
    view->shown = retain(like->shown);
    memcpy(&view->data, &like->data, sizeof *view - offsetof(MemoryView, data));
    uint32_t *exports = bytes_exports_peek(view->shown);
    if (exports)
        ++*exports;
    gc_track(AS_OBJECT(view));
    return AS_OBJECT(view);
}

static Ref memoryview_new_native(View type UNUSED, View *args)
{
    View object = args[0];
    if (type_of_peek(object) == &memoryview_type)
        return check_alive(view_of(object)) ? view_new(view_of(object)) : NULL;
    Span span;
    BytesLook look;
    if (bytes_look_of_other(object, &look)) {
        MemoryView model = {.shown = object,
                            .data = look.data,
                            .count = look.length / look.itemsize,
                            .stride = look.itemsize,
                            .format = look.format,
                            .itemsize = look.itemsize,
                            .is_readonly = look.is_readonly};
        return view_new(&model);
    }
    bool is_mutable = is_instance(object, &bytearray_type);
    if ((!is_mutable && !is_bytes(object)) || !span_of(object, &span))
        return raise_error(TypeError, "memoryview: a bytes-like object is required, not '%T'", object);
    static unsigned char nothing[1];
    unsigned char *data = span.data ? (unsigned char *)(uintptr_t)span.data : nothing;
    MemoryView model = {
        .shown = object, .data = data, .count = span.length, .stride = 1, .format = 'B', .itemsize = 1, .is_readonly = !is_mutable};
    return view_new(&model);
}

static void let_go(View self)
{
    MemoryView *view = view_of(self);
    if (!view->shown)
        return;
    uint32_t *exports = bytes_exports_peek(view->shown);
    if (exports)
        --*exports;
    clear_place(&view->shown);
}

static void memoryview_traverse(View self, Visitor visit, void *context)
{
    VISIT(view_of(self)->shown);
}

/* --- items ---------------------------------------------------------------------------------------------- */

static Ref read_item(const MemoryView *view, size_t index)
{
    unsigned char *place = view->data + (Index)index * view->stride;
    const struct Format *format = format_of(view->format);
    uint64_t bits = 0;
    float single;
    double number;
    switch (view->format) {
    case 'w': return raise_error(NotImplementedError, "memoryview: format w not supported"); /* an array of characters */
    case 'c': return bytes_new(place, 1);
    case '?': return bool_new(*place != 0);
    case 'f': memcpy(&single, place, sizeof single); return float_new((double)single);
    case 'd': memcpy(&number, place, sizeof number); return float_new(number);
    default: break;
    }
    memcpy(&bits, place, format->size); /* little end first, as on the machines Ouro knows */
    if (format->is_signed) {
        int shift = 64 - 8 * format->size;
        return int_new((int64_t)(bits << shift) >> shift);
    }
    if (bits <= INT64_MAX)
        return int_new((int64_t)bits);
    Ref high = int_new((int64_t)(bits >> 1)), doubled = high ? object_binary(high, high, BINARY_ADD) : NULL;
    Ref low = doubled ? int_new((int64_t)(bits & 1)) : NULL, result = low ? object_binary(doubled, low, BINARY_ADD) : NULL;
    release_maybe(high);
    release_maybe(doubled);
    release_maybe(low);
    return result;
}

/* The 64 bits of an int for the format. False with an exception; *is_type tells whether the type was the
 * trouble. */
static bool int_bits(const struct Format *format, View value, uint64_t *bits, bool *is_type)
{
    Ref number = object_index(value);
    *is_type = !number;
    if (!number)
        return false;
    int64_t small = 0;
    bool done = object_as_int64(number, &small);
    *bits = (uint64_t)small;
    if (done && format->is_signed) {
        int shift = 64 - 8 * format->size;
        done = small == (int64_t)((uint64_t)small << shift) >> shift;
    } else if (done) {
        done = small >= 0 && (format->size == 8 || (uint64_t)small >> (8 * format->size) == 0);
    } else if (format->size == 8 && !format->is_signed) {
        error_clear(); /* the upper half of an unsigned 64-bit number */
        Ref half = object_compare_truth(number, TRUE, COMPARE_GT) > 0 ? int_new(1) : NULL,
            shifted = half ? object_binary(number, half, BINARY_RSHIFT) : NULL;
        Ref odd = shifted ? object_binary(number, half, BINARY_AND) : NULL;
        int64_t low = 0;
        done = odd && object_as_int64(shifted, &small) && small >= 0 && object_as_int64(odd, &low);
        *bits = (uint64_t)small << 1 | (uint64_t)low;
        release_maybe(half);
        release_maybe(shifted);
        release_maybe(odd);
    }
    release(number);
    return done;
}

static bool refuse(const MemoryView *view, bool is_type)
{
    if (!error_is_set() || error_matches(is_type ? TypeError : OverflowError)) {
        error_clear();
        raise_error(is_type ? TypeError : ValueError, "memoryview: invalid %s for format '%c'", is_type ? "type" : "value", view->format);
    }
    return false;
}

/* The bytes of a value in the view's format. */
static bool pack(const MemoryView *view, View value, unsigned char bytes[8])
{
    const struct Format *format = format_of(view->format);
    if (!format)
        return raise_error(NotImplementedError, "memoryview: format %c not supported", view->format) != NULL;
    if (view->format == 'c') {
        if (value->type != TYPE_BYTES)
            return refuse(view, true);
        if (((BytesObject *)value)->length != 1)
            return refuse(view, false);
        bytes[0] = ((BytesObject *)value)->data[0];
        return true;
    }
    if (view->format == '?') {
        int truth = object_truth(value);
        bytes[0] = truth > 0;
        return truth >= 0;
    }
    if (view->format == 'f' || view->format == 'd') {
        double number;
        if (!object_as_double(value, &number))
            return refuse(view, true);
        float single = (float)number;
        memcpy(bytes, view->format == 'f' ? (void *)&single : (void *)&number, format->size);
        return true;
    }
    uint64_t bits;
    bool is_type;
    if (!int_bits(format, value, &bits, &is_type))
        return refuse(view, is_type);
    memcpy(bytes, &bits, format->size);
    return true;
}

static bool index_of(MemoryView *view, View key, size_t *result)
{
    Index index;
    if (!object_as_index(key, &index))
        return false;
    if (!check_alive(view))
        return false;
    if (index < 0)
        index += (Index)view->count;
    if (index < 0 || index >= (Index)view->count) {
        raise_error(IndexError, "index out of bounds on dimension 1");
        return false;
    }
    *result = (size_t)index;
    return true;
}

static bool slice_model(MemoryView *view, View key, MemoryView *model)
{
    Index start, stop, step;
    size_t count;
    if (!slice_resolve(key, view->count, &start, &stop, &step, &count) || !check_alive(view))
        return false;
    *model = *view;
    model->data += count ? start * view->stride : 0;
    model->count = count;
    model->stride = step * view->stride;
    return true;
}

static bool is_index(View key)
{
    return is_int(key) || type_of_peek(key)->as_index;
}

static Ref memoryview_get_item(View self, View key)
{
    MemoryView *view = view_of(self), model;
    size_t index;
    if (!check_alive(view))
        return NULL;
    if (key == ELLIPSIS)
        return retain(self);
    if (is_tuple(key) && tuple_length(key) == 1 && is_index(tuple_item_peek(key, 0)))
        key = tuple_item_peek(key, 0);
    if (key->type == TYPE_SLICE)
        return slice_model(view, key, &model) ? view_new(&model) : NULL;
    if (!is_index(key))
        return raise_error(TypeError, "memoryview: invalid slice key");
    return index_of(view, key, &index) ? read_item(view, index) : NULL;
}

/* A contiguous copy of what a view shows. */
static Ref to_bytes(const MemoryView *view)
{
    Ref result = bytes_new(NULL, view->count * view->itemsize);
    for (size_t i = 0; result && i < view->count; i++)
        memcpy(((BytesObject *)result)->data + i * view->itemsize, view->data + (Index)i * view->stride, view->itemsize);
    return result;
}

static bool set_slice(MemoryView *view, View key, View value)
{
    Ref source = memoryview_new_native(NULL, &value);
    if (!source) {
        if (error_clear_if(TypeError))
            raise_error(TypeError, "a bytes-like object is required, not '%T'", value);
        return false;
    }
    MemoryView target;
    Ref copy = slice_model(view, key, &target) ? to_bytes(view_of(source)) : NULL; /* the two may overlap */
    bool done = copy != NULL;
    if (done && (target.count != view_of(source)->count || target.format != view_of(source)->format)) {
        raise_error(ValueError, "memoryview assignment: lvalue and rvalue have different structures");
        done = false;
    }
    for (size_t i = 0; done && i < target.count; i++)
        memcpy(target.data + (Index)i * target.stride, ((BytesObject *)copy)->data + i * target.itemsize, target.itemsize);
    release_maybe(copy);
    release(source);
    return done;
}

static bool memoryview_set_item(View self, View key, View value)
{
    MemoryView *view = view_of(self);
    unsigned char bytes[8];
    size_t index;
    if (!check_alive(view))
        return false;
    if (view->is_readonly || !value) {
        raise_error(TypeError, view->is_readonly ? "cannot modify read-only memory" : "cannot delete memory");
        return false;
    }
    if (key->type == TYPE_SLICE)
        return set_slice(view, key, value);
    if (!is_index(key)) {
        raise_error(TypeError, "memoryview: invalid slice key");
        return false;
    }
    if (!index_of(view, key, &index) || !pack(view, value, bytes) || !check_alive(view))
        return false;
    memcpy(view->data + (Index)index * view->stride, bytes, view->itemsize);
    return true;
}

static Index memoryview_length(View self)
{
    return check_alive(view_of(self)) ? (Index)view_of(self)->count : -1;
}

/* --- iterating ------------------------------------------------------------------------------------------ */

typedef struct ViewIterator {
    GC_HEAD(unused);
    Ref view; /* NULL when exhausted */
    size_t index;
} ViewIterator;

static Ref memoryview_iterate(View self)
{
    if (!check_alive(view_of(self)))
        return NULL;
    ViewIterator *iterator = gc_new(memoryview_iterator_type.index, sizeof *iterator);
    if (!iterator)
        return NULL;
    iterator->view = retain(self);
    iterator->index = 0;
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

static Ref iterator_next(View self)
{
    ViewIterator *iterator = (ViewIterator *)self;
    if (!iterator->view || !check_alive(view_of(iterator->view)))
        return NULL;
    if (iterator->index < view_of(iterator->view)->count)
        return read_item(view_of(iterator->view), iterator->index++);
    clear_place(&iterator->view);
    return NULL;
}

static Ref iterator_self(View self)
{
    return retain(self);
}

static void iterator_finish(View self)
{
    clear_place(&((ViewIterator *)self)->view);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(((ViewIterator *)self)->view);
}

/* --- as a value ----------------------------------------------------------------------------------------- */

/* Equal when the items are, whatever their formats. */
static int same_items(MemoryView *a, MemoryView *b)
{
    int same = a->count == b->count;
    for (size_t i = 0; same > 0 && i < a->count; i++) {
        Ref left = read_item(a, i), right = left ? read_item(b, i) : NULL;
        same = right ? object_equal(left, right) : -1;
        release_maybe(left);
        release_maybe(right);
    }
    return same;
}

static Ref memoryview_compare(View left, View right, Comparison comparison)
{
    if (comparison != COMPARE_EQ && comparison != COMPARE_NE)
        return retain(NOT_IMPLEMENTED);
    int same = left == right;
    if (!same && view_of(left)->shown) {
        Ref other = memoryview_new_native(NULL, &right);
        if (!other)
            return error_clear_if(TypeError) || error_clear_if(ValueError) ? retain(NOT_IMPLEMENTED) : NULL;
        same = same_items(view_of(left), view_of(other));
        release(other);
    }
    return same < 0 ? NULL : bool_new((same != 0) == (comparison == COMPARE_EQ));
}

static Hash memoryview_hash(View self)
{
    MemoryView *view = view_of(self);
    if (!check_alive(view))
        return -1;
    if (!view->is_readonly || !is_byte_format(view->format)) {
        raise_error(ValueError, view->is_readonly ? "memoryview: hashing is restricted to formats 'B', 'b' or 'c'"
                                                  : "cannot hash writable memoryview object");
        return -1;
    }
    Ref bytes = to_bytes(view);
    Hash hash = bytes ? object_hash(bytes) : -1;
    release_maybe(bytes);
    return hash;
}

static Ref memoryview_repr(View self)
{
    return str_format(view_of(self)->shown ? "<memory at %p>" : "<released memory at %p>", (void *)self);
}

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref tobytes(View self, View *args UNUSED)
{
    return check_alive(view_of(self)) ? to_bytes(view_of(self)) : NULL;
}

static Ref tolist(View self, View *args UNUSED)
{
    return check_alive(view_of(self)) ? list_from_iterable(self) : NULL;
}

static Ref toreadonly(View self, View *args UNUSED)
{
    if (!check_alive(view_of(self)))
        return NULL;
    Ref result = view_new(view_of(self));
    if (result)
        view_of(result)->is_readonly = true;
    return result;
}

static Ref hex(View self, View *args)
{
    Ref bytes = tobytes(self, NULL), result = bytes ? bytes_hex(bytes, args) : NULL;
    release_maybe(bytes);
    return result;
}

/* The product of the shape's elements: how many items it is for. -1 with an exception. */
static int64_t items_of_shape(View shape)
{
    Ref items = tuple_from_iterable(shape);
    int64_t product = items ? 1 : -1, size = 0;
    for (size_t i = 0; product > 0 && i < tuple_length(items); i++) {
        View item = tuple_item_peek(items, i);
        if (!is_int(item))
            raise_error(TypeError, "memoryview.cast(): elements of shape must be integers");
        else if (!int_to_int64(int_view(item), &size))
            int_raise_too_large("ssize_t");
        else if (size <= 0)
            raise_error(ValueError, "memoryview.cast(): elements of shape must be integers > 0");
        else if (__builtin_mul_overflow(product, size, &product))
            raise_error(ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
        if (error_is_set())
            product = -1;
    }
    release_maybe(items);
    return product;
}

/* Can the view be shown in this shape? With one dimension it is as without a shape. */
static bool check_shape(const MemoryView *view, View shape, size_t itemsize)
{
    int64_t items = items_of_shape(shape), size;
    if (items < 0)
        return false;
    Index dimensions = object_length(shape);
    if (__builtin_mul_overflow(items, (int64_t)itemsize, &size) || size != (int64_t)(view->count * view->itemsize))
        raise_error(TypeError, "memoryview: product(shape) * itemsize != buffer size");
    else if (dimensions != 1)
        raise_error(NotImplementedError, "memoryview: views of %zd dimensions are not supported yet", dimensions);
    return !error_is_set();
}

static Ref cast(View self, View *args)
{
    enum { DIMENSIONS_MOST = 64 };
    MemoryView *view = view_of(self);
    if (!check_alive(view))
        return NULL;
    if (!is_str(args[0]))
        return raise_error(TypeError, "cast() argument 'format' must be str, not %T", args[0]);
    if (!is_contiguous(view))
        return raise_error(TypeError, "memoryview: casts are restricted to C-contiguous views");
    if (args[1] && view->count == 0)
        return raise_error(TypeError, "memoryview: cannot cast view with zeros in shape or strides");
    if (args[1] && !is_list(args[1]) && !is_tuple(args[1]))
        return raise_error(TypeError, "shape must be a list or a tuple");
    if (args[1] && object_length(args[1]) > DIMENSIONS_MOST)
        return raise_error(ValueError, "memoryview: number of dimensions must not exceed 64");
    StrView text = str_view(args[0]);
    size_t at = text->length == 2 && str_at(text, 0) == '@';
    Character letter = text->length == at + 1 ? str_at(text, at) : 0;
    const struct Format *format = letter && letter < 128 ? format_of((char)letter) : NULL;
    if (!format)
        return raise_error(ValueError,
                           "memoryview: destination format must be a native single character format prefixed with an optional '@'");
    if (!is_byte_format(view->format) && !is_byte_format(format->letter))
        return raise_error(TypeError, "memoryview: cannot cast between two non-byte formats");
    size_t bytes = view->count * view->itemsize;
    if (bytes % format->size)
        return raise_error(TypeError, "memoryview: length is not a multiple of itemsize");
    if (args[1] && (!check_shape(view, args[1], format->size) || !check_alive(view)))
        return NULL;
    MemoryView model = *view;
    model.format = format->letter;
    model.itemsize = format->size;
    model.stride = format->size;
    model.count = bytes / format->size;
    return view_new(&model);
}

static Ref release_method(View self, View *args UNUSED)
{
    let_go(self);
    return none_new();
}

static Ref enter(View self, View *args UNUSED)
{
    return check_alive(view_of(self)) ? retain(self) : NULL;
}

/* --- attributes ----------------------------------------------------------------------------------------- */

static Ref if_alive(View self, Ref (*make)(MemoryView *view))
{
    return check_alive(view_of(self)) ? make(view_of(self)) : NULL;
}

static Ref one_number(int64_t value)
{
    Ref number = int_new(value), result = number ? tuple_pack(1, number) : NULL;
    release_maybe(number);
    return result;
}

#define ATTRIBUTE(name, expression)          \
    static Ref make_##name(MemoryView *view) \
    {                                        \
        return expression;                   \
    }                                        \
    static Ref get_##name(View self)         \
    {                                        \
        return if_alive(self, make_##name);  \
    }
ATTRIBUTE(obj, retain(view->shown))
ATTRIBUTE(nbytes, int_new((int64_t)(view->count * view->itemsize)))
ATTRIBUTE(itemsize, int_new(view->itemsize))
ATTRIBUTE(format, str_from_character((unsigned char)view->format))
ATTRIBUTE(ndim, int_new(view->itemsize ? 1 : 0))
ATTRIBUTE(shape, one_number((int64_t)view->count))
ATTRIBUTE(strides, one_number(view->stride))
ATTRIBUTE(suboffsets, view->shown ? tuple_new(0) : NULL)
ATTRIBUTE(readonly, bool_new(view->is_readonly))
ATTRIBUTE(contiguous, bool_new(is_contiguous(view)))
#undef ATTRIBUTE

static const NativeFunction constructor = {"memoryview(object)", memoryview_new_native, NULL};
static const NativeFunction methods[] = {
    {"release()", release_method, "Let go of the object whose memory is shown."},
    {"tobytes(order='C')", tobytes, "Return the data as bytes."},
    {"tolist()", tolist, "Return the items as a list."},
    {"toreadonly()", toreadonly, "Return a readonly version of the memoryview."},
    {"hex(sep=None, bytes_per_sep=1)", hex, "Return the data as a str of hexadecimal numbers."},
    {"cast(format, shape=None)", cast, "Show the same memory as items of another format."},
    {"__enter__()", enter, NULL},
    {"__exit__(*args)", release_method, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"obj", get_obj, NULL, "The object whose memory is shown."},
    {"nbytes", get_nbytes, NULL, "How many bytes the items have together."},
    {"itemsize", get_itemsize, NULL, "The size in bytes of each item."},
    {"format", get_format, NULL, "The format of each item, as in the module struct."},
    {"ndim", get_ndim, NULL, "How many dimensions there are."},
    {"shape", get_shape, NULL, "How many items there are in each dimension."},
    {"strides", get_strides, NULL, "How many bytes it is to the next item of each dimension."},
    {"suboffsets", get_suboffsets, NULL, "Always empty."},
    {"readonly", get_readonly, NULL, "Whether the memory can be written to."},
    {"c_contiguous", get_contiguous, NULL, "Whether there is no gap between the items."},
    {"f_contiguous", get_contiguous, NULL, "Whether there is no gap between the items."},
    {"contiguous", get_contiguous, NULL, "Whether there is no gap between the items."},
    {NULL, NULL, NULL, NULL},
};

TypeObject memoryview_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "memoryview",
    .doc = "A window on the memory of another object.",
    .size = sizeof(MemoryView),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREFS | TYPE_FLAG_SEQUENCE,
    .new_native = &constructor,
    .finish = let_go,
    .traverse = memoryview_traverse,
    .clear = let_go,
    .repr = memoryview_repr,
    .hash = memoryview_hash,
    .compare = memoryview_compare,
    .iterate = memoryview_iterate,
    .length = memoryview_length,
    .get_item = memoryview_get_item,
    .set_item = memoryview_set_item,
    .methods = methods,
    .properties = properties,
};

TypeObject memoryview_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "memory_iterator",
    .size = sizeof(ViewIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .iterate = iterator_self,
    .next = iterator_next,
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .clear = iterator_finish,
};
