/* str_iterator: what iter(str) gives: the text and a place in it.
 *
 * A str never changes, so the iterator needs no care. There are two types, as in CPython 3.11, of one layout:
 * for ASCII texts and for others; type(iter('a')) shows it. The evaluation loop steps such iterators inline.
 * Invariant: index <= length; the text is owned until the end is met, then NULL. */
#include "runtime/containers/iterator_state.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str_private.h"

Ref str_iterate(View self)
{
    StrView text = str_view(self);
    StrIterator *iterator = gc_new(text->is_ascii ? TYPE_STR_ITERATOR : str_wide_iterator_type.index, sizeof *iterator);
    if (!iterator)
        return NULL;
    iterator->text = (StrView)retain(AS_OBJECT(text));
    iterator->index = 0;
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

static Ref iterator_next(View self)
{
    StrIterator *iterator = (StrIterator *)self;
    StrView text = iterator->text;
    if (!text)
        return NULL;
    if (iterator->index < text->length)
        return str_from_character(str_at(text, iterator->index++));
    iterator->text = NULL;
    release(AS_OBJECT(text));
    return NULL;
}

static void iterator_finish(View self)
{
    clear_place((Ref *)&((StrIterator *)self)->text);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(((StrIterator *)self)->text);
}

static Ref iterator_itself(View self)
{
    return retain(self);
}

static Ref length_hint(View self, View *args UNUSED)
{
    StrIterator *iterator = (StrIterator *)self;
    return int_from_uint64(iterator->text ? iterator->text->length - iterator->index : 0);
}

static Ref reduce_method(View self, View *args UNUSED)
{
    StrIterator *iterator = (StrIterator *)self;
    return iterator_reduce("iter", AS_OBJECT(iterator->text), (int64_t)iterator->index, str_empty);
}

static Ref setstate(View self, View *args)
{
    int64_t index;
    StrIterator *iterator = (StrIterator *)self;
    if (!iterator_state_index(args[0], 0, iterator->text ? (int64_t)iterator->text->length : 0, &index))
        return NULL;
    iterator->index = (size_t)index;
    return none_new();
}

static const NativeFunction methods[] = {
    {"__length_hint__()", length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", reduce_method, "Return state information for pickling."},
    {"__setstate__(state, /)", setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};

TypeObject str_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_STR_ITERATOR,
    .name = "str_ascii_iterator",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_NO_NEW,
    .size = sizeof(StrIterator),
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .iterate = iterator_itself,
    .next = iterator_next,
    .methods = methods,
};

TypeObject str_wide_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "str_iterator",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_NO_NEW,
    .size = sizeof(StrIterator),
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .iterate = iterator_itself,
    .next = iterator_next,
    .methods = methods,
};
