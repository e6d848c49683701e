/* struct_iterator: iter_unpack: one struct after the other out of a buffer, which is held meanwhile. */
#include "runtime/bytes/bytes.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/struct/struct_private.h"

typedef struct StructIterator {
    GC_HEAD(unused);
    Ref source; /* the Struct; NULL once it is exhausted */
    BytesHold hold;
    size_t at;
} StructIterator;

static StructIterator *iterator_of(View self)
{
    return (StructIterator *)self;
}

Ref struct_iterate(View self, View buffer)
{
    StructObject *source = (StructObject *)self;
    if (source->layout.size == 0)
        return module_raise(struct_error_peek(), "cannot iteratively unpack with a struct of length 0");
    StructIterator *iterator = (StructIterator *)type_allocate(&struct_iterator_type, 0);
    if (!iterator)
        return NULL;
    gc_track(AS_OBJECT(iterator));
    if (!bytes_hold_required(buffer, &iterator->hold))
        goto fail;
    if (source->layout.size < 1 || iterator->hold.length % (size_t)source->layout.size != 0)
        module_raise(struct_error_peek(), "iterative unpacking requires a buffer of a multiple of %zd bytes", source->layout.size);
    else
        iterator->source = retain(self);
    if (iterator->source)
        return AS_OBJECT(iterator);
fail:
    release(AS_OBJECT(iterator));
    return NULL;
}

static Ref iterator_self(View self)
{
    return retain(self);
}

static void iterator_finish(View self)
{
    clear_place(&iterator_of(self)->source);
    bytes_let_go(&iterator_of(self)->hold);
}

static Ref iterator_next(View self)
{
    StructIterator *iterator = iterator_of(self);
    if (!iterator->source)
        return NULL;
    const StructLayout *layout = &((StructObject *)iterator->source)->layout;
    if (layout->size <= 0 || iterator->hold.length - iterator->at < (size_t)layout->size) {
        iterator_finish(self);
        return NULL;
    }
    const unsigned char *place = iterator->hold.data + iterator->at;
    iterator->at += (size_t)layout->size;
    return struct_unpack(layout, place);
}

static Ref length_hint(View self, View *args UNUSED)
{
    StructIterator *iterator = iterator_of(self);
    Index size = iterator->source ? ((StructObject *)iterator->source)->layout.size : 0;
    return int_new(size > 0 ? (int64_t)((iterator->hold.length - iterator->at) / (size_t)size) : 0);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(iterator_of(self)->source);
    VISIT(iterator_of(self)->hold.owner);
}

static const NativeFunction methods[] = {
    {"__length_hint__()", length_hint, NULL},
    {NULL, NULL, NULL},
};

TypeObject struct_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_struct.unpack_iterator",
    .size = sizeof(StructIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .iterate = iterator_self,
    .next = iterator_next,
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .clear = iterator_finish,
    .methods = methods,
};
