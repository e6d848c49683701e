/* memoryview_shape: how the items of a memoryview lie in its dimensions.
 *
 *     shape (2, 3), strides (6, 2):    [[ 0  1  2 ]
 *                                       [ 3  4  5 ]]      item (i, j) at data + 6 * i + 2 * j
 *
 * A walk goes through the dimensions one within the other; they are 64 at most, so it may recurse. Reading an
 * item runs no Python code, comparing two of them neither: both are numbers, bytes or bools. */
#include "runtime/bytes/bytes.h"
#include "runtime/bytes/memoryview_private.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"

size_t view_size(const MemoryView *view)
{
    size_t size = view->itemsize;
    for (unsigned i = 0; i < view->count; i++)
        size *= (size_t)view_dimensions(view)[i].length;
    return size;
}

bool view_has_zero(const MemoryView *view)
{
    for (unsigned i = 0; i < view->count; i++)
        if (view_dimensions(view)[i].length == 0)
            return true;
    return false;
}

/* As CPython has it, no items in one dimension are not contiguous unless their stride is right, those in several
 * are. */
bool view_is_contiguous(const MemoryView *view, ViewOrder order)
{
    const Dimension *dimensions = view_dimensions(view);
    if (view->count == 1)
        return dimensions[0].length == 1 || dimensions[0].stride == view->itemsize;
    if (view_has_zero(view))
        return true;
    Index stride = view->itemsize;
    for (unsigned i = 0; i < view->count; i++) {
        const Dimension *dimension = &dimensions[order == VIEW_ORDER_C ? view->count - 1 - i : i];
        if (dimension->length > 1 && dimension->stride != stride)
            return false;
        stride *= dimension->length;
    }
    return true;
}

/* --- copying -------------------------------------------------------------------------------------------- */

/* Copy what lies at `place` in the dimensions from `first` on; returns behind what was written. */
static unsigned char *copy_row(const MemoryView *view, unsigned first, const unsigned char *place, unsigned char *out)
{
    if (first == view->count) {
        memcpy(out, place, view->itemsize);
        return out + view->itemsize;
    }
    const Dimension *dimension = &view_dimensions(view)[first];
    if (first + 1u == view->count && dimension->stride == view->itemsize) {
        size_t size = (size_t)dimension->length * view->itemsize;
        memcpy(out, place, size);
        return out + size;
    }
    for (Index i = 0; i < dimension->length; i++)
        out = copy_row(view, first + 1, place + i * dimension->stride, out);
    return out;
}

void view_copy(const MemoryView *view, ViewOrder order, unsigned char *out)
{
    if (order == VIEW_ORDER_C || view->count < 2) {
        copy_row(view, 0, view->data, out);
        return;
    }
    Dimension turned[VIEW_DIMENSIONS_MOST]; /* the same items, the last dimension first */
    MemoryView model = *view;
    for (unsigned i = 0; i < view->count; i++)
        turned[i] = view->many[view->count - 1 - i];
    model.many = turned;
    copy_row(&model, 0, view->data, out);
}

Ref view_bytes(const MemoryView *view, ViewOrder order)
{
    Ref result = bytes_new(NULL, view_size(view));
    if (result && view_size(view))
        view_copy(view, order, ((BytesObject *)result)->data);
    return result;
}

/* --- lists, comparing ----------------------------------------------------------------------------------- */

static Ref row_list(const MemoryView *view, unsigned first, const unsigned char *place)
{
    if (first == view->count)
        return view_read(view, place);
    const Dimension *dimension = &view_dimensions(view)[first];
    Ref list = list_new(0);
    for (Index i = 0; list && i < dimension->length; i++) {
        Ref item = check_interrupt_at((size_t)i) ? row_list(view, first + 1, place + i * dimension->stride) : NULL;
        if (!item || !list_append_take((ListView)list, item))
            clear_place(&list);
    }
    return list;
}

Ref view_list(const MemoryView *view)
{
    return row_list(view, 0, view->data);
}

static int rows_equal(const MemoryView *a, const MemoryView *b, unsigned first, const unsigned char *left, const unsigned char *right)
{
    if (first == a->count) {
        Ref x = view_read(a, left), y = x ? view_read(b, right) : NULL;
        int same = y ? object_equal(x, y) : -1;
        release_maybe(x);
        release_maybe(y);
        return same;
    }
    const Dimension *one = &view_dimensions(a)[first], *other = &view_dimensions(b)[first];
    int same = 1;
    for (Index i = 0; same > 0 && i < one->length; i++)
        same = check_interrupt_at((size_t)i) ? rows_equal(a, b, first + 1, left + i * one->stride, right + i * other->stride) : -1;
    return same;
}

int view_equal(const MemoryView *view, const MemoryView *other)
{
    if (view->count != other->count)
        return 0;
    for (unsigned i = 0; i < view->count; i++) {
        if (view_dimensions(view)[i].length != view_dimensions(other)[i].length)
            return 0;
        if (view_dimensions(view)[i].length == 0)
            break;
    }
    if (view_has_zero(view))
        return 1;
    if (!view_format_size(view->format) || !view_format_size(other->format)) /* of what cannot be read nothing is equal */
        return 0;
    return rows_equal(view, other, 0, view->data, other->data);
}

/* --- indices -------------------------------------------------------------------------------------------- */

unsigned char *view_place(const MemoryView *view, View *indices, size_t count)
{
    Index places[VIEW_DIMENSIONS_MOST];
    for (size_t i = 0; i < count; i++)
        if (!object_as_index(indices[i], &places[i]))
            return NULL;
    if (!view_check_alive(view))
        return NULL;
    unsigned char *place = view->data;
    for (size_t i = 0; i < count; i++) {
        const Dimension *dimension = &view_dimensions(view)[i];
        Index at = places[i] < 0 ? places[i] + dimension->length : places[i];
        if (at < 0 || at >= dimension->length)
            return raise_error(IndexError, "index out of bounds on dimension %zu", i + 1);
        place += at * dimension->stride;
    }
    return place;
}

/* --- shapes --------------------------------------------------------------------------------------------- */

/* A length that a shape gives; 0 with an exception. */
static Index shape_length(View item)
{
    int64_t length = 0;
    if (!is_int(item))
        raise_error(TypeError, "memoryview.cast(): elements of shape must be integers");
    else if (!int_to_int64(int_view(item), &length))
        int_raise_too_large("ssize_t");
    else if (length <= 0)
        raise_error(ValueError, "memoryview.cast(): elements of shape must be integers > 0");
    return error_is_set() ? 0 : length;
}

bool view_set_shape(MemoryView *model, View shape, Dimension *room)
{
    size_t size = view_size(model);
    Ref lengths = tuple_from_iterable(shape);
    if (!lengths)
        return false;
    Index stride = model->itemsize;
    size_t count = tuple_length(lengths);
    for (size_t i = 0; i < count && !error_is_set(); i++) {
        room[i].length = shape_length(tuple_item_peek(lengths, i));
        if (room[i].length && __builtin_mul_overflow(stride, room[i].length, &stride))
            raise_error(ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
    }
    release(lengths);
    if (!error_is_set() && (size_t)stride != size)
        raise_error(TypeError, "memoryview: product(shape) * itemsize != buffer size");
    if (error_is_set())
        return false;
    stride = model->itemsize;
    for (size_t i = count; i-- > 0; stride *= room[i].length)
        room[i].stride = stride;
    model->count = (uint8_t)count;
    model->many = count > 1 ? room : NULL;
    if (count == 1)
        model->one = room[0];
    return true;
}
