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

/* An argument as a number of items. False with TypeError or OverflowError. */
MUST_USE bool itertool_read_index(View argument, Index *result);

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
