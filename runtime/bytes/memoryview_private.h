/* memoryview_private: the layout of a memoryview, for its files: memoryview.c is the type, memoryview_items.c
 * what an item is, memoryview_shape.c how items lie in several dimensions. */
#ifndef OURO_RUNTIME_BYTES_MEMORYVIEW_PRIVATE_H
#define OURO_RUNTIME_BYTES_MEMORYVIEW_PRIVATE_H

#include "runtime/bytes/memoryview.h"

enum { VIEW_DIMENSIONS_MOST = 64, VIEW_ITEM_MOST = 8 };

typedef struct Dimension {
    Index length;
    Index stride; /* bytes from one item to the next */
} Dimension;

/* Item (i, j) begins at data + i * dimensions[0].stride + j * dimensions[1].stride. Models on the stack, of
 * which view_new makes objects, borrow `shown` and `many`. */
typedef struct MemoryView {
    GC_HEAD(unused);
    Ref shown;           /* whose bytes these are; NULL when released */
    unsigned char *data; /* the first item */
    Dimension one;       /* of a view of one dimension */
    Dimension *many;     /* an own block, of a view of several; else NULL */
    uint8_t count;       /* of dimensions: none, then there is just one item, to 64 */
    char format;         /* one of the letters of memoryview_items.c, or 'w' */
    uint8_t itemsize;
    bool is_readonly;
    Hash hash;       /* -1: not asked for yet */
    bool has_prefix; /* the format was given with its '@' */
} MemoryView;

static inline const Dimension *view_dimensions(const MemoryView *view)
{
    return view->many ? view->many : &view->one;
}

/* --- memoryview.c --- */

/* An object like the model. NULL with MemoryError. */
MUST_USE Ref view_new(const MemoryView *model);
/* A view of any bytes-like object. NULL with TypeError. */
MUST_USE Ref view_of_object(View object);
/* False with ValueError: it was released. */
MUST_USE bool view_check_alive(const MemoryView *view);

/* --- memoryview_items.c --- */

/* Bytes of an item of the format; 0: there is no such format. */
uint8_t view_format_size(char letter);
bool view_is_byte_format(char letter);
/* The item at a place. NULL with an exception. */
MUST_USE Ref view_read(const MemoryView *view, const unsigned char *place);
/* The bytes of a value in the view's format. May run Python code. False with an exception. */
MUST_USE bool view_pack(const MemoryView *view, View value, unsigned char bytes[VIEW_ITEM_MOST]);

/* --- memoryview_shape.c --- */

typedef enum ViewOrder { VIEW_ORDER_C, VIEW_ORDER_FORTRAN } ViewOrder;

/* Bytes of all items. */
size_t view_size(const MemoryView *view);
/* Do the items lie one behind the other, the last (C) or the first (Fortran) dimension fastest? */
bool view_is_contiguous(const MemoryView *view, ViewOrder order);
/* Write all items to `out`, one behind the other. */
void view_copy(const MemoryView *view, ViewOrder order, unsigned char *out);
MUST_USE Ref view_bytes(const MemoryView *view, ViewOrder order);
/* Lists of lists. */
MUST_USE Ref view_list(const MemoryView *view);
/* Have both the same shape, and equal items, whatever their formats? 1, 0, -1. */
MUST_USE int view_equal(const MemoryView *view, const MemoryView *other);
/* The place of the item that a tuple of indices names. NULL with an exception; asking an index may run Python
 * code, so that the view may be released afterwards: that is looked for. */
MUST_USE unsigned char *view_place(const MemoryView *view, View *indices, size_t count);
/* Give the model the dimensions of a shape (a list or tuple), in the room for 64. False with an exception. */
MUST_USE bool view_set_shape(MemoryView *model, View shape, Dimension *room);
bool view_has_zero(const MemoryView *view);

#endif
