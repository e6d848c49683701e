/* layout: how CPython would lay out the instances of a class: what sys.getsizeof, type.__basicsize__ and
 * gc.is_tracked tell of.
 *
 * Ouro's own objects are smaller. Lessons on memory are about CPython's, so these figures are what a script
 * sees; the heap's own are in sys._debugmallocstats and tracemalloc. */
#ifndef OURO_RUNTIME_CLASSES_LAYOUT_H
#define OURO_RUNTIME_CLASSES_LAYOUT_H

#include "runtime/classes/type.h"

enum LayoutFlags {
    LAYOUT_GC = 1 << 0,           /* the collector's head of 16 bytes stands before the object */
    LAYOUT_DICT = 1 << 1,         /* there is room for a __dict__ */
    LAYOUT_WEAKREFS = 1 << 2,     /* and for weak references */
    LAYOUT_MANAGED_DICT = 1 << 3, /* the __dict__ is one of two pointers before the object */
    LAYOUT_HEAP_TYPE = 1 << 4,    /* the class itself is made at run time in CPython */
    LAYOUT_VECTORCALL = 1 << 5    /* instances are called by CPython's quick way (PEP 590) */
};

typedef struct Layout {
    int64_t basic_size, item_size;
    unsigned flags;
} Layout;

Layout layout_of(const TypeObject *type);

/* Where the instances keep them, in bytes from the object's start; zero: they have none. */
typedef struct LayoutOffsets {
    int64_t dict, weakrefs;
} LayoutOffsets;

LayoutOffsets layout_offsets_of(const TypeObject *type);

/* An instance without its items, as the type's basic size has it. */
static inline int64_t layout_basic_size(View object)
{
    return layout_of(type_of_peek(object)).basic_size;
}

/* The instance with its items, as far as these stand in it: what object.__sizeof__ says. */
int64_t layout_size_of(View object);

/* How large the keys object of a dict is whose index table has 2^log2_size places: a head, the table, and
 * entries of 16 bytes (all keys are strs) or 24. */
size_t layout_dict_keys_size(uint8_t log2_size, bool with_hashes);

/* What stands before the object: the collector's head, the pointers to __dict__. */
int64_t layout_head_size(const TypeObject *type);

/* How large a class itself is, with the keys that its instances share. */
int64_t layout_class_size(const TypeObject *type);

#endif
