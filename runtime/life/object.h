/* object: what every Python value begins with, and how references to it are counted.
 *
 *      +-----------+-----------+  8 bytes: every object        (int, float, str, bytes …)
 *      | refcount  |   type    |
 *      +-----------+-----------+  16 bytes: objects that the collector knows (list, dict, instances …)
 *      |    gc     |    aux    |
 *      +-----------+-----------+
 *
 * refcount  how many references there are. The object dies when the last one goes. It is signed: below zero the count
 *           is stuck, so that an object referred to 2^31 times simply lives for ever.
 * type      an index into `types`, the table of all classes; checking for int is one compare with a constant.
 * gc        the object's place in the collector's table (0: not tracked) and three flags; see gc.h.
 * aux       32 bits for the type's own use: a tuple's length, an instance's shape.
 *
 * Ownership: a `Ref` is an owned pointer, somebody must release it; a `View` is borrowed. Parameters are
 * borrowed unless the function's name ends in `_take`; results are owned by the caller unless the name ends
 * in `_peek`. */
#ifndef OURO_RUNTIME_LIFE_OBJECT_H
#define OURO_RUNTIME_LIFE_OBJECT_H

#include "runtime/memory/basics.h"

typedef struct Object {
    int32_t refcount;
    uint32_t type;
} Object;

/* The head of a static object: its count begins at one, which is never given back, and from there on tells
 * the truth. */
#define STATIC_HEAD(type_index) \
    {                           \
        1, type_index           \
    }

/* Where CPython 3.11 starts the counts of what every program shares: small ints, (), '', one-character
 * Latin-1 strings, short bytes. */
enum { SHARED_COUNT = 999999999 };

typedef Object *Ref;  /* an owned pointer */
typedef Object *View; /* a borrowed pointer */

typedef int64_t Hash;
typedef ssize_t Index;

/* The head of an object that the collector may track. */
#define GC_HEAD(aux_name) \
    Object object;        \
    uint32_t gc;          \
    uint32_t aux_name

typedef struct GcObject {
    GC_HEAD(aux);
} GcObject;

typedef struct TypeObject TypeObject;

/* The indices of the types that C code asks for by name. TYPE_INT holds one 64-bit word, TYPE_BIGINT many
 * limbs: two layouts of the one Python class `int`. Classes made at run time get the indices from
 * TYPE_FIRST_FREE on. */
enum {
    TYPE_UNBOUND, /* the sentinel in a local that has no value */
    TYPE_INT,
    TYPE_BOOL,
    TYPE_BIGINT,
    TYPE_FLOAT,
    TYPE_COMPLEX,
    TYPE_STR,
    TYPE_BYTES,
    TYPE_NONE,
    TYPE_NOT_IMPLEMENTED,
    TYPE_ELLIPSIS,
    TYPE_OBJECT,
    TYPE_TYPE,
    TYPE_LIST,
    TYPE_TUPLE,
    TYPE_DICT,
    TYPE_SET,
    TYPE_FROZENSET,
    TYPE_RANGE,
    TYPE_SLICE,
    TYPE_BYTEARRAY,
    TYPE_FUNCTION,
    TYPE_NATIVE_FUNCTION,
    TYPE_METHOD,
    TYPE_CELL,
    TYPE_CODE,
    TYPE_FRAME,
    TYPE_GENERATOR,
    TYPE_MODULE,
    TYPE_TRACEBACK,
    TYPE_LIST_ITERATOR,
    TYPE_TUPLE_ITERATOR,
    TYPE_RANGE_ITERATOR,
    TYPE_STR_ITERATOR,
    TYPE_DICT_KEY_ITERATOR,
    TYPE_DICT_VALUE_ITERATOR,
    TYPE_DICT_ITEM_ITERATOR,
    TYPE_ENUMERATE,
    TYPE_ZIP,
    TYPE_PROPERTY,
    TYPE_CLASSMETHOD,
    TYPE_STATICMETHOD,
    TYPE_SUPER,
    TYPE_MEMBER, /* member_descriptor: a name in __slots__ */
    TYPE_NAMED   /* how many types have a name in this list; exceptions and other static types follow */
};

/* Every class by its index. The table never moves; unused places are NULL. */
enum { TYPES_MOST = 1 << 18 };
extern TypeObject *types[TYPES_MOST];

static inline TypeObject *type_of_peek(View object)
{
    return types[object->type];
}

/* Is it one of the objects that are no block of the heap: a singleton, a built-in class, one of the shared
 * constants? */
bool object_is_static(View object);

/* What happens when a count leaves the positive numbers: the object dies, or its count was stuck and stays
 * so. */
void object_release_last(Object *object);

static inline Ref retain(View object)
{
    object->refcount = (int32_t)((uint32_t)object->refcount + 1u);
    return object;
}

static inline void release(Ref object)
{
    if (UNLIKELY(--object->refcount <= 0))
        object_release_last(object);
}

/* Objects that lie anywhere in memory are waited for one after the other, unless the memory is asked for some
 * of them beforehand: a loop over many, at item i, calls this for item i + PREFETCH_AHEAD. */
enum { PREFETCH_AHEAD = 12 };
static inline void object_prefetch(View object)
{
    __builtin_prefetch(object);
}

/* retain and release for pointers that may be NULL. */
static inline Ref retain_maybe(View object)
{
    return object ? retain(object) : NULL;
}

static inline void release_maybe(Ref object)
{
    if (object)
        release(object);
}

/* Take `count` references at once; the count sticks rather than overflow. */
void object_retain_many(View object, size_t count);

/* Store an owned value in *place and release what was there, in this order: the old value's finalizer may
 * look. */
static inline void replace_take(Ref *place, Ref value)
{
    Ref old = *place;
    *place = value;
    release_maybe(old);
}

/* Empty *place, then release what was there. */
static inline void clear_place(Ref *place)
{
    replace_take(place, NULL);
}

/* The same for a field that is declared as a pointer to its own kind of object. */
#define CLEAR(field) clear_place((Ref *)(void *)&(field))

/* The singletons. Each is an ordinary counted object: retain before you return one. */
extern Object true_object_head;
/* Each on its own 16 bytes, as blocks of the heap are: what is noted by address needs no finer grain. */
extern _Alignas(16) Object singleton_none, singleton_not_implemented, singleton_ellipsis, singleton_unbound;
#define NONE (&singleton_none)
#define NOT_IMPLEMENTED (&singleton_not_implemented)
#define ELLIPSIS (&singleton_ellipsis)
#define UNBOUND (&singleton_unbound)

static inline Ref none_new(void)
{
    return retain(NONE);
}

/* A class value seen as an Object and back. */
#define AS_OBJECT(pointer) ((Object *)(pointer))

#endif
