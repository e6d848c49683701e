/* itertools: what the files of the module share: one layout for most of its iterators, and the list of types.
 *
 * An iterator holds itself no stronger than its caller does; what a callback can replace in it meanwhile is
 * retained around the call. */
#ifndef OURO_STDLIB_ITERTOOLS_ITERTOOLS_H
#define OURO_STDLIB_ITERTOOLS_ITERTOOLS_H

#include "runtime/calls/native.h"
#include "runtime/classes/type.h"

/* The layout of most iterators here; each file says what a type keeps in `other` and `number`. Fields may be
 * NULL. */
typedef struct Itertool {
    GC_HEAD(flag);
    Ref source; /* the iterator that items are drawn from; NULL once it is exhausted, where that is kept */
    Ref function;
    Ref other;
    Index number;
} Itertool;

static inline Itertool *itertool_of(View self)
{
    return (Itertool *)self;
}

/* A new iterator; consumes the three references, also on failure. */
MUST_USE Ref itertool_new_take(View type, Ref source, Ref function, Ref other, Index number);
void itertool_finish(View self);
void itertool_traverse(View self, Visitor visit, void *context);
Ref itertool_self(View self);

/* What __reduce__ gives: (type(self), arguments), and with the second (type(self), arguments, state). Both
 * consume what they are given, which may be NULL: it failed. */
MUST_USE Ref itertool_reduce_take(View self, Ref arguments);
MUST_USE Ref itertool_reduce_state_take(View self, Ref arguments, Ref state);

/* The state that __setstate__ is given is a tuple of so many items? False with TypeError. */
MUST_USE bool itertool_check_state(View state, size_t least, size_t most);

/* A place in a state: an int. False with TypeError or OverflowError. */
MUST_USE bool itertool_read_place(View state, Index *place);

/* iterator.__setstate__(state). */
MUST_USE Ref itertool_set_state(View iterator, View state);

static inline bool itertool_is_iterator(View object)
{
    return type_of_peek(object)->next != NULL;
}

/* A field that the collector may have cleared. */
static inline View itertool_or_none(View source)
{
    return source ? source : NONE;
}

/* __reduce__ of a type that is made of a function and a source, and has no state. */
Ref itertool_reduce_function(View self, View *args);

/* The next item of an iterator that a callback may release meanwhile. */
MUST_USE Ref itertool_next_of(View iterator);

#define ITERTOOL_SLOTS                                                                                                            \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(Itertool), .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE, .iterate = itertool_self, \
    .finish = itertool_finish, .traverse = itertool_traverse, .clear = itertool_finish

/* itertools_endless.c */
extern TypeObject count_type, repeat_type, cycle_type, accumulate_type;
/* itertools_select.c */
extern TypeObject compress_type, dropwhile_type, takewhile_type, filterfalse_type, islice_type;
/* itertools_combine.c */
extern TypeObject chain_type, starmap_type, pairwise_type, zip_longest_type;
/* itertools_combinatoric.c */
extern TypeObject product_type, permutations_type, combinations_type, combinations_with_replacement_type;
/* itertools_split.c */
extern TypeObject groupby_type, grouper_type, tee_type, tee_data_type;
Ref itertools_tee(View self, View *args);

#endif
