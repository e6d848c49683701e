/* memoryview: a window on the bytes of another object, seen as items of one format in a row, or in several
 * dimensions, without a copy.
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
#include "runtime/bytes/memoryview_private.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static MemoryView *view_of(View self)
{
    return (MemoryView *)self;
}

bool view_check_alive(const MemoryView *view)
{
    if (view->shown)
        return true;
    raise_error(ValueError, "operation forbidden on released memoryview object");
    return false;
}

bool memoryview_data_peek(View object, const unsigned char **data, size_t *length)
{
    MemoryView *view = view_of(object);
    if (type_of_peek(object) != &memoryview_type || !view->shown || !(view_is_contiguous(view, VIEW_ORDER_C) || view_has_zero(view)))
        return false;
    *data = view->data;
    *length = view_size(view);
    return true;
}

View memoryview_shown_peek(View view, bool *is_readonly)
{
    *is_readonly = view_of(view)->is_readonly;
    return view_of(view)->shown;
}

size_t memoryview_dimensions(View view)
{
    return view_of(view)->count;
}

/* --- making --------------------------------------------------------------------------------------------- */

Ref view_new(const MemoryView *model)
{
    MemoryView *view = gc_new(memoryview_type.index, sizeof *view);
    if (!view)
        return NULL;
    memcpy(&view->data, &model->data, sizeof *view - offsetof(MemoryView, data));
    view->shown = NULL;
    view->hash = -1;
    size_t size = model->count * sizeof(Dimension);
    if (model->many && !(view->many = heap_allocate(size))) {
        release(AS_OBJECT(view));
        return raise_memory_error();
    }
    if (model->many)
        memcpy(view->many, model->many, size);
    view->shown = retain(model->shown);
    uint32_t *exports = bytes_exports_peek(view->shown);
    if (exports)
        ++*exports;
    gc_track(AS_OBJECT(view));
    return AS_OBJECT(view);
}

Ref view_of_object(View object)
{
    if (type_of_peek(object) == &memoryview_type)
        return view_check_alive(view_of(object)) ? view_new(view_of(object)) : NULL;
    Span span;
    BytesLook look;
    if (bytes_look_of_other(object, &look)) {
        if (look.view)
            return view_of_object(look.view);
        MemoryView model = {.shown = object,
                            .data = look.data,
                            .one = {(Index)(look.length / look.itemsize), look.itemsize},
                            .count = 1,
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
    MemoryView model = {.shown = object,
                        .data = data,
                        .one = {(Index)span.length, 1},
                        .count = 1,
                        .format = 'B',
                        .itemsize = 1,
                        .is_readonly = !is_mutable};
    return view_new(&model);
}

static Ref memoryview_new_native(View type UNUSED, View *args)
{
    return view_of_object(args[0]);
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

static void memoryview_finish(View self)
{
    let_go(self);
    MemoryView *view = view_of(self);
    if (view->many)
        heap_free(view->many, view->count * sizeof(Dimension));
    view->many = NULL;
}

static void memoryview_traverse(View self, Visitor visit, void *context)
{
    VISIT(view_of(self)->shown);
}

/* --- items ---------------------------------------------------------------------------------------------- */

static bool is_index(View key)
{
    return is_int(key) || type_of_peek(key)->as_index;
}

/* A tuple of indices alone, as the empty one is, or of slices alone? */
static bool is_tuple_of(View key, bool slices)
{
    if (!is_tuple(key) || (slices && tuple_length(key) == 0))
        return false;
    for (size_t i = 0; i < tuple_length(key); i++)
        if (slices ? tuple_item_peek(key, i)->type != TYPE_SLICE : !is_index(tuple_item_peek(key, i)))
            return false;
    return true;
}

/* Narrow the first dimension of a new view, or of a model of one dimension, to a slice. */
static bool apply_slice(MemoryView *view, View key)
{
    Dimension *first = view->many ? view->many : &view->one;
    Index start, stop, step;
    size_t count;
    if (!slice_resolve(key, (size_t)first->length, &start, &stop, &step, &count))
        return false;
    view->data += count ? start * first->stride : 0;
    first->length = (Index)count;
    first->stride *= step;
    return true;
}

/* The new view is there before the slice is asked for its bounds, so that these may release the old one. */
static Ref get_slice(const MemoryView *view, View key)
{
    Ref sliced = view_new(view);
    if (sliced && !apply_slice(view_of(sliced), key))
        clear_place(&sliced);
    return sliced;
}

/* The place of the one item that the key names, or NULL with an exception. *is_other: the key is none of an
 * item. */
static unsigned char *item_place(MemoryView *view, View key, bool *is_other)
{
    *is_other = false;
    if (view->count == 0) {
        if (key == ELLIPSIS || (is_tuple(key) && tuple_length(key) == 0))
            return view->data;
        return raise_error(TypeError, "invalid indexing of 0-dim memory");
    }
    if (is_index(key)) {
        Index index;
        if (view->count == 1)
            return view_place(view, &key, 1);
        return object_as_index(key, &index) ? raise_error(NotImplementedError, "multi-dimensional sub-views are not implemented") : NULL;
    }
    *is_other = !is_tuple_of(key, false);
    if (*is_other)
        return NULL;
    if (tuple_length(key) < view->count)
        return raise_error(NotImplementedError, "sub-views are not implemented");
    if (tuple_length(key) > view->count)
        return raise_error(TypeError, "cannot index %d-dimension view with %zu-element tuple", view->count, tuple_length(key));
    return view_place(view, ((TupleView)key)->items, view->count);
}

static Ref memoryview_get_item(View self, View key)
{
    MemoryView *view = view_of(self);
    bool is_other;
    if (!view_check_alive(view))
        return NULL;
    if (view->count == 0 && key == ELLIPSIS)
        return retain(self);
    if (view->count > 0 && key->type == TYPE_SLICE)
        return get_slice(view, key);
    const unsigned char *place = item_place(view, key, &is_other);
    if (place)
        return view_read(view, place);
    if (!is_other)
        return NULL;
    if (is_tuple_of(key, true))
        return raise_error(NotImplementedError, "multi-dimensional slicing is not implemented");
    return raise_error(TypeError, "memoryview: invalid slice key");
}

/* Assign to a slice of a view of one dimension. */
static bool set_slice(MemoryView *view, View key, View value)
{
    Ref source = view_of_object(value);
    if (!source) {
        if (error_clear_if(TypeError))
            raise_error(TypeError, "a bytes-like object is required, not '%T'", value);
        return false;
    }
    MemoryView target = *view, *given = view_of(source);
    Ref copy = apply_slice(&target, key) && view_check_alive(view) ? view_bytes(given, VIEW_ORDER_C) : NULL; /* the two may overlap */
    bool done = copy != NULL;
    if (done && (given->count != 1 || target.one.length != given->one.length || target.format != given->format)) {
        raise_error(ValueError, "memoryview assignment: lvalue and rvalue have different structures");
        done = false;
    }
    for (Index i = 0; done && i < target.one.length; i++)
        memcpy(target.data + i * target.one.stride, ((BytesObject *)copy)->data + i * target.itemsize, target.itemsize);
    release_maybe(copy);
    release(source);
    return done;
}

static bool memoryview_set_item(View self, View key, View value)
{
    MemoryView *view = view_of(self);
    unsigned char bytes[VIEW_ITEM_MOST];
    bool is_other;
    if (!view_check_alive(view))
        return false;
    if (view->is_readonly || !value) {
        raise_error(TypeError, view->is_readonly ? "cannot modify read-only memory" : "cannot delete memory");
        return false;
    }
    if (view->count == 1 && key->type == TYPE_SLICE)
        return set_slice(view, key, value);
    if (view->count > 1 && is_index(key))
        return raise_error(NotImplementedError, "sub-views are not implemented") != NULL;
    unsigned char *place = item_place(view, key, &is_other);
    if (is_other && (key->type == TYPE_SLICE || is_tuple_of(key, true)))
        raise_error(NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1");
    else if (is_other)
        raise_error(TypeError, "memoryview: invalid slice key");
    if (!place || !view_pack(view, value, bytes) || !view_check_alive(view))
        return false;
    memcpy(place, bytes, view->itemsize);
    return true;
}

static Index memoryview_length(View self)
{
    const MemoryView *view = view_of(self);
    return !view_check_alive(view) ? -1 : view->count ? view_dimensions(view)[0].length : 1;
}

/* --- iterating ------------------------------------------------------------------------------------------ */

typedef struct ViewIterator {
    GC_HEAD(unused);
    Ref view; /* NULL when exhausted */
    Index index;
} ViewIterator;

static Ref memoryview_iterate(View self)
{
    if (!view_check_alive(view_of(self)))
        return NULL;
    if (view_of(self)->count == 0)
        return raise_error(TypeError, "invalid indexing of 0-dim memory");
    if (view_of(self)->count > 1)
        return raise_error(NotImplementedError, "multi-dimensional sub-views are not implemented");
    if (!view_format_size(view_of(self)->format))
        return raise_error(NotImplementedError, "memoryview: format %c not supported", view_of(self)->format);
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
    if (!iterator->view || !view_check_alive(view_of(iterator->view)))
        return NULL;
    const MemoryView *view = view_of(iterator->view);
    if (iterator->index < view->one.length)
        return view_read(view, view->data + iterator->index++ * view->one.stride);
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

static Ref memoryview_compare(View left, View right, Comparison comparison)
{
    if (comparison != COMPARE_EQ && comparison != COMPARE_NE)
        return retain(NOT_IMPLEMENTED);
    int same = left == right; /* of one that was released; else the items count, of which nan is not even itself */
    if (view_of(left)->shown) {
        if (type_of_peek(right) == &memoryview_type && !view_of(right)->shown)
            return bool_new(comparison == COMPARE_NE);
        Ref other = view_of_object(right);
        if (!other)
            return error_clear_if(TypeError) || error_clear_if(ValueError) ? retain(NOT_IMPLEMENTED) : NULL;
        same = view_equal(view_of(left), view_of(other));
        release(other);
    }
    return same < 0 ? NULL : bool_new((same != 0) == (comparison == COMPARE_EQ));
}

static Hash memoryview_hash(View self)
{
    MemoryView *view = view_of(self);
    if (view->hash != -1)
        return view->hash; /* even when it was released since */
    if (!view_check_alive(view))
        return -1;
    if (!view->is_readonly || !view_is_byte_format(view->format)) {
        raise_error(ValueError, view->is_readonly ? "memoryview: hashing is restricted to formats 'B', 'b' or 'c'"
                                                  : "cannot hash writable memoryview object");
        return -1;
    }
    if (object_hash(view->shown) == -1)
        return -1;
    Ref bytes = view_bytes(view, VIEW_ORDER_C);
    view->hash = bytes ? object_hash(bytes) : -1;
    release_maybe(bytes);
    return view->hash;
}

static Ref memoryview_repr(View self)
{
    return str_format(view_of(self)->shown ? "<memory at %p>" : "<released memory at %p>", (void *)self);
}

/* --- methods -------------------------------------------------------------------------------------------- */

Ref memoryview_bytes(View view)
{
    return view_check_alive(view_of(view)) ? view_bytes(view_of(view), VIEW_ORDER_C) : NULL;
}

static Ref tobytes(View self, View *args)
{
    MemoryView *view = view_of(self);
    char order = 'C';
    if (!view_check_alive(view))
        return NULL;
    if (args[0] && args[0] != NONE) {
        if (!is_str(args[0]))
            return raise_error(TypeError, "tobytes() argument 'order' must be str or None, not %K", args[0]);
        StrView text = str_view(args[0]);
        order = text->length == 1 && str_at(text, 0) < 128 ? (char)str_at(text, 0) : '?';
        if (order != 'C' && order != 'F' && order != 'A')
            return raise_error(ValueError, "order must be 'C', 'F' or 'A'");
    }
    if (order == 'A')
        order = !view_is_contiguous(view, VIEW_ORDER_C) && view_is_contiguous(view, VIEW_ORDER_FORTRAN) ? 'F' : 'C';
    return view_bytes(view, order == 'F' ? VIEW_ORDER_FORTRAN : VIEW_ORDER_C);
}

static Ref tolist(View self, View *args UNUSED)
{
    return view_check_alive(view_of(self)) ? view_list(view_of(self)) : NULL;
}

static Ref toreadonly(View self, View *args UNUSED)
{
    if (!view_check_alive(view_of(self)))
        return NULL;
    Ref result = view_new(view_of(self));
    if (result)
        view_of(result)->is_readonly = true;
    return result;
}

static Ref hex(View self, View *args)
{
    Ref bytes = memoryview_bytes(self), result = bytes ? bytes_hex(bytes, args) : NULL;
    release_maybe(bytes);
    return result;
}

/* The letter of the format that a cast is to make; 0 with ValueError. */
static char cast_format(View argument)
{
    StrView text = str_view(argument);
    size_t at = text->length == 2 && str_at(text, 0) == '@';
    Character letter = text->length == at + 1 ? str_at(text, at) : 0;
    if (letter && letter < 128 && view_format_size((char)letter))
        return (char)letter;
    raise_error(ValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
    return 0;
}

/* May the view be cast to this shape (NULL: none is given)? */
static bool check_cast(const MemoryView *view, View shape)
{
    if (!view_is_contiguous(view, VIEW_ORDER_C))
        return raise_error(TypeError, "memoryview: casts are restricted to C-contiguous views") != NULL;
    if ((shape || view->count != 1) && view_has_zero(view))
        return raise_error(TypeError, "memoryview: cannot cast view with zeros in shape or strides") != NULL;
    if (shape && !is_list(shape) && !is_tuple(shape))
        return raise_error(TypeError, "shape must be a list or a tuple") != NULL;
    if (shape && object_length(shape) > VIEW_DIMENSIONS_MOST)
        return raise_error(ValueError, "memoryview: number of dimensions must not exceed 64") != NULL;
    if (shape && view->count != 1 && object_length(shape) != 1)
        return raise_error(TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D") != NULL;
    return true;
}

static Ref cast(View self, View *args)
{
    MemoryView *view = view_of(self);
    View shape = args[1];
    if (!view_check_alive(view))
        return NULL;
    if (!is_str(args[0]))
        return raise_error(TypeError, "cast() argument 'format' must be str, not %K", args[0]);
    if (!check_cast(view, shape))
        return NULL;
    char format = cast_format(args[0]);
    if (!format)
        return NULL;
    if (!view_is_byte_format(view->format) && !view_is_byte_format(format))
        return raise_error(TypeError, "memoryview: cannot cast between two non-byte formats");
    size_t size = view_size(view);
    MemoryView model = *view;
    Dimension many[VIEW_DIMENSIONS_MOST];
    model.format = format;
    model.has_prefix = str_view(args[0])->length == 2;
    model.itemsize = view_format_size(format);
    if (size % model.itemsize)
        return raise_error(TypeError, "memoryview: length is not a multiple of itemsize");
    model.many = NULL;
    model.count = 1;
    model.one = (Dimension){(Index)(size / model.itemsize), model.itemsize};
    return !shape || (view_set_shape(&model, shape, many) && view_check_alive(view)) ? view_new(&model) : NULL;
}

static Ref release_method(View self, View *args UNUSED)
{
    let_go(self);
    return none_new();
}

static Ref enter(View self, View *args UNUSED)
{
    return view_check_alive(view_of(self)) ? retain(self) : NULL;
}

/* --- attributes ----------------------------------------------------------------------------------------- */

static Ref if_alive(View self, Ref (*make)(MemoryView *view))
{
    return view_check_alive(view_of(self)) ? make(view_of(self)) : NULL;
}

/* The lengths or the strides of all dimensions. */
static Ref numbers_of(const MemoryView *view, bool strides)
{
    Ref result = tuple_new(view->count);
    for (size_t i = 0; result && i < view->count; i++) {
        Ref number = int_new(strides ? view_dimensions(view)[i].stride : view_dimensions(view)[i].length);
        if (number)
            ((TupleView)result)->items[i] = number;
        else
            clear_place(&result);
    }
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
ATTRIBUTE(nbytes, int_from_uint64(view_size(view)))
ATTRIBUTE(itemsize, int_new(view->itemsize))
ATTRIBUTE(format, str_format(view->has_prefix ? "@%c" : "%c", view->format))
ATTRIBUTE(ndim, int_new(view->count))
ATTRIBUTE(shape, numbers_of(view, false))
ATTRIBUTE(strides, numbers_of(view, true))
ATTRIBUTE(suboffsets, view->shown ? tuple_new(0) : NULL)
ATTRIBUTE(readonly, bool_new(view->is_readonly))
ATTRIBUTE(c_contiguous, bool_new(view_is_contiguous(view, VIEW_ORDER_C)))
ATTRIBUTE(f_contiguous, bool_new(view_is_contiguous(view, VIEW_ORDER_FORTRAN)))
ATTRIBUTE(contiguous, bool_new(view_is_contiguous(view, VIEW_ORDER_C) || view_is_contiguous(view, VIEW_ORDER_FORTRAN)))
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
    {"c_contiguous", get_c_contiguous, NULL, "Whether the items lie one behind the other, the last dimension fastest."},
    {"f_contiguous", get_f_contiguous, NULL, "Whether the items lie one behind the other, the first dimension fastest."},
    {"contiguous", get_contiguous, NULL, "Whether there is no gap between the items."},
    {NULL, NULL, NULL, NULL},
};

TypeObject memoryview_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "memoryview",
    .doc = "(object)\n--\n\nA window on the memory of another object.",
    .size = sizeof(MemoryView),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREFS | TYPE_FLAG_SEQUENCE,
    .new_native = &constructor,
    .finish = memoryview_finish,
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
