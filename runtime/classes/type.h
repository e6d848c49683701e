/* type: what a class is: a table of the operations its instances know, and the names found in it.
 *
 * A built-in type is one `TypeObject` with designated initialisers in the file of that type. A class
 * statement makes one on the heap. Operations ("slots") and special methods are two views of one thing: for a
 * built-in type, slots fill the class's dict with slot wrappers (`int.__add__`); for a Python class, special
 * methods in the dict fill the slots with functions that call them (slots.c).
 *
 * Slots borrow their arguments and return owned results; NULL, -1 or false means that an exception is set,
 * unless said otherwise. */
#ifndef OURO_RUNTIME_CLASSES_TYPE_H
#define OURO_RUNTIME_CLASSES_TYPE_H

#include "runtime/calls/native.h"
#include "runtime/life/gc.h"
#include "runtime/life/object.h"

/* The binary operators, in the order of the AST's Operator. */
typedef enum BinaryOperator {
    BINARY_ADD,
    BINARY_SUB,
    BINARY_MULT,
    BINARY_MATMULT,
    BINARY_DIV,
    BINARY_MOD,
    BINARY_POW,
    BINARY_LSHIFT,
    BINARY_RSHIFT,
    BINARY_OR,
    BINARY_XOR,
    BINARY_AND,
    BINARY_FLOORDIV,
    BINARY_DIVMOD,
    BINARY_COUNT
} BinaryOperator;

typedef enum Comparison { COMPARE_LT, COMPARE_LE, COMPARE_EQ, COMPARE_NE, COMPARE_GT, COMPARE_GE } Comparison;

typedef enum SendResult { SEND_ERROR = -1, SEND_RETURN = 0, SEND_NEXT = 1 } SendResult;

/* An operator's slot is asked with the operands in source order; either may be of this type. Returns a
 * retained NOT_IMPLEMENTED where it does not know the other operand. */
typedef Ref (*BinarySlot)(View left, View right);
typedef Ref (*UnarySlot)(View self);

enum TypeFlags {
    TYPE_FLAG_HEAP = 1 << 0,              /* made at run time: lives on the heap, counted by its instances */
    TYPE_FLAG_GC = 1 << 1,                /* instances have a GC_HEAD and a traverse slot */
    TYPE_FLAG_BASE = 1 << 2,              /* may be subclassed */
    TYPE_FLAG_IMMUTABLE = 1 << 3,         /* no attribute can be set on the class */
    TYPE_FLAG_HAS_DICT = 1 << 4,          /* instances take any attribute (shape and slots, or a dict) */
    TYPE_FLAG_BOXED = 1 << 5,             /* a subclass of int, float, complex, str or bytes: instances hold the value (see BoxedObject) */
    TYPE_FLAG_VARIABLE = 1 << 6,          /* instance size depends on aux (tuple) */
    TYPE_FLAG_WEAKREFS = 1 << 7,          /* instances can be referred to weakly (needs TYPE_FLAG_GC) */
    TYPE_FLAG_NO_NEW = 1 << 8,            /* "cannot create 'x' instances" */
    TYPE_FLAG_METHOD_DESCRIPTOR = 1 << 9, /* a function-like: obj.name(…) may pass obj as first argument without a bound method */
    TYPE_FLAG_ABSTRACT = 1 << 10,         /* has unimplemented abstract methods */
    TYPE_FLAG_IMMORTAL = 1 << 11,         /* a singleton: were its count ever wrong, it would live all the same */
    TYPE_FLAG_TRASHCAN = 1 << 12,         /* a built-in container whose deaths inside each other CPython counts: see object.c */
    TYPE_FLAG_ATOMIC = 1 << 13,           /* instances have a GC_HEAD, but no collection ever has to look at them or their holders */
    TYPE_FLAG_DICT_BUILT_IN = 1 << 14,    /* the __dict__ is that of a built-in type, not of a class of the program (set by type_ready) */
    TYPE_FLAG_DICT_LAST = 1 << 15,        /* and what it holds is visited after the fields, as CPython does it for some types */
    /* what a class descends from, for quick isinstance */
    TYPE_FLAG_INT = 1 << 16,
    TYPE_FLAG_FLOAT = 1 << 17,
    TYPE_FLAG_COMPLEX = 1 << 18,
    TYPE_FLAG_STR = 1 << 19,
    TYPE_FLAG_BYTES = 1 << 20,
    TYPE_FLAG_LIST = 1 << 21,
    TYPE_FLAG_TUPLE = 1 << 22,
    TYPE_FLAG_DICT = 1 << 23,
    TYPE_FLAG_SET = 1 << 24,
    TYPE_FLAG_FROZENSET = 1 << 25,
    TYPE_FLAG_TYPE = 1 << 26,
    TYPE_FLAG_EXCEPTION = 1 << 27,
    /* what `match` takes a subject for; abc gives them to those that register */
    TYPE_FLAG_SEQUENCE = 1 << 28,
    TYPE_FLAG_MAPPING = 1 << 29,
    TYPE_FLAG_MODULE = 1 << 30 /* a module, whose __dict__ is its own matter: derived classes add none */
};

/* A read-only or computed attribute of a built-in type. `set` with value NULL deletes; NULL `set` makes it
 * read-only. */
typedef struct NativeProperty {
    const char *name;
    Ref (*get)(View self);
    bool (*set)(View self, View value);
    const char *doc;
} NativeProperty;

/* The `set` of an attribute that CPython keeps as a read-only field: "readonly attribute". */
bool descriptor_refuse_write(View self, View value);

struct TypeObject {
    GC_HEAD(index); /* aux: the index in `types` of the instances' type word */
    uint32_t flags;
    const char *name; /* as a message shows it: "list", "itertools.count"; a heap type's is the text of name_object */
    const char *doc;  /* of a built-in type; may begin with the signature: "(x=0, /)\n--\n\nA number …" */
    TypeObject *base; /* the one that decides the layout of instances */
    size_t size;      /* of an instance without slots (and without items, if VARIABLE) */

    size_t (*allocated_size)(
        View self); /* for types whose instances differ in size: what was asked of the heap for this one, slots not counted */

    /* --- operations --- */
    void (*finish)(View self); /* release what the instance holds, in the order CPython does; not its memory */
    void (*traverse)(View self, Visitor visit, void *context);
    void (*clear)(View self); /* break cycles: release what may be part of one; must leave the object usable */
    Ref (*new)(TypeObject *type, View args,
               View kwargs); /* args: a tuple; kwargs: a dict or NULL. Usually a `new_signature` does the parsing */
    bool (*init)(View self, View args, View kwargs);
    const NativeFunction *new_native;  /* `new` by signature: self is the type; e.g. {"list(iterable=(), /)", list_new_native} */
    const NativeFunction *init_native; /* `init` by signature, for mutable types whose `new` ignores its arguments; returns None */
    void (*finalize)(View self);       /* __del__ */
    /* a finalizer as it was before PEP 442: run at each death, never by the collector, to which such an object in a cycle is
     * uncollectable. No type of the language has one, and no class inherits it */
    void (*legacy_finalize)(View self);
    Ref (*repr)(View self);
    Ref (*str)(View self);
    Hash (*hash)(View self); /* -1 with an exception set on failure, never -1 otherwise */
    Ref (*compare)(View self, View other, Comparison comparison);
    Ref (*call)(View self, View *args, size_t positional, View keyword_names); /* keyword_names: a tuple or NULL; their values follow */
    Ref (*iterate)(View self);
    Ref (*next)(View self); /* NULL without an exception: exhausted */
    SendResult (*send)(View self, View value, Ref *result);
    UnarySlot await, async_iterate, async_next;
    Ref (*get_attribute)(View self, View name);
    bool (*set_attribute)(View self, View name, View value);     /* value NULL: delete */
    Ref (*descriptor_get)(View self, View instance, View owner); /* instance or owner may be NULL */
    bool (*descriptor_set)(View self, View instance, View value);
    UnarySlot negative, positive, invert, absolute, as_int, as_float, as_index;
    int (*truth)(View self); /* 1, 0, or -1 */
    BinarySlot binary[BINARY_COUNT];
    BinarySlot inplace[BINARY_COUNT];
    Ref (*power)(View base, View exponent, View modulus); /* three-argument pow */
    Index (*length)(View self);                           /* -1 on failure */
    Ref (*get_item)(View self, View key);
    bool (*set_item)(View self, View key, View value); /* value NULL: delete */
    int (*contains)(View self, View item);             /* 1, 0, or -1 */

    /* --- names, for a built-in type --- */
    const NativeFunction *methods; /* ends with a NULL signature */
    const NativeFunction *class_methods;
    const NativeFunction *static_methods;
    const NativeProperty *properties; /* ends with a NULL name */

    /* --- filled in by type_ready or the class statement --- */
    Ref dict;       /* the class's namespace, a dict */
    Ref bases, mro; /* tuples */
    Ref name_object, qualified_name;
    TypeObject **subclasses; /* direct ones, borrowed: a class leaves its bases' arrays when it dies */
    uint32_t subclasses_count, subclasses_capacity;
    Ref slot_names;           /* tuple of names in __slots__, or NULL */
    size_t owned_name_size;   /* of `name`, when the class keeps the UTF-8 itself; 0 otherwise */
    uint32_t slot_count;      /* members made by __slots__, own and inherited */
    uint32_t slots_offset;    /* where these and the inline attributes begin in an instance (behind the items if VARIABLE) */
    uint32_t inline_capacity; /* how many attributes an instance keeps inline; 0 without TYPE_FLAG_HAS_DICT, at most INLINE_MOST */
    const struct Signature *new_signature, *init_signature; /* of new_native and init_native, once they were called */
    Ref initialiser;           /* borrowed: the function __init__ that an instruction found for this version of the class; see CALL_CLASS */
    struct Shape *first_shape; /* of an instance without attributes; NULL until the first instance */
    /* the same, for instance_new; NULL until so many instances were made that CPython's __dict__ of one
     * shrinks no more */
    struct Shape *root_shape;
    uint32_t names_left;  /* names that still fit the keys shared by its instances */
    bool has_given_mro;   /* its metaclass's mro() may name classes that it does not descend from: nothing about it is cached */
    bool is_indexed_only; /* its get_item takes indexes alone (CPython's sq_item): an instance is no mapping, whatever is derived from it */
    bool hides_dicts;     /* some of its instances may have a hidden dict (instance.h) */
    struct Shape *foreign_shapes; /* of instances that came from other classes: instance.h */
    struct Shape *dict_shape;     /* of an instance whose attributes live in a dict, kept in its first inline place */
};

extern TypeObject object_type, type_type;

/* A subclass of int, float, complex, str or bytes keeps an exact value of that type. The functions int_view,
 * str_view … see through it. */
typedef struct BoxedObject {
    GC_HEAD(shape_unused);
    Ref value;
} BoxedObject;

static inline bool type_has(const TypeObject *type, uint32_t flag)
{
    return (type->flags & flag) != 0;
}

/* Is object an instance of a class that descends from the built-in one that `flag` names? */
static inline bool is_kind(View object, uint32_t flag)
{
    return type_has(types[object->type], flag);
}

#define is_type(object) is_kind(object, TYPE_FLAG_TYPE)

/* Of a built-in type: the doc without the signature; NULL: it has none. */
#define TYPE_SIGNATURE_END "\n--\n\n"
const char *type_doc_text(const TypeObject *type);

/* The __doc__ in the type's dict, borrowed, NULL if there is none. A built-in type's text is made when it is first
 * asked for, since few programs do; who shows the dict of a type to a program calls this before. */
View type_fill_doc(TypeObject *type);

/* Make a static type ready for use: give it an index (`index`, or the next free one if it is 0), inherit
 * slots from its base (object unless set), fill its dict. False with an exception set. Called for each static
 * type at start-up, in the order bases first. */
MUST_USE bool type_ready(TypeObject *type);
/* Release what type_ready made, when the program ends. */
void type_unready(TypeObject *type);
/* Give type a place in `types`. False with MemoryError when all are taken. */
MUST_USE bool type_take_index(TypeObject *type);

/* What type_lookup_peek remembers (see type.c); `name` is interned, so it is compared by identity. */
typedef struct LookupCacheEntry {
    View name, found;
    uint32_t version;
} LookupCacheEntry;
enum { LOOKUP_CACHE_SIZE = 2048 };
extern LookupCacheEntry type_lookup_cache[LOOKUP_CACHE_SIZE];

/* Empty the cache. */
void type_forget_lookups(void);
/* At the end of the program: the same, if orders of classes are kept that changed while a name was looked up. */
void type_forget_orders(void);

static inline size_t lookup_cache_place(uint32_t version, View name)
{
    return ((uintptr_t)name >> 4 ^ version * 31u) % LOOKUP_CACHE_SIZE;
}

/* type_versions[i] names the present state of class i for a cache, never the same for two classes or two
 * states; 0: no cache has asked since the last change. */
extern uint32_t type_versions[TYPES_MOST];

View type_lookup_slow(TypeObject *type, View name);

/* type.__mro__ lookup of a name: borrowed, NULL without an exception if absent. */
static inline View type_lookup_peek(TypeObject *type, View name)
{
    uint32_t version = type_versions[type->index];
    const LookupCacheEntry *entry = &type_lookup_cache[lookup_cache_place(version, name)];
    if (LIKELY(version && entry->version == version && entry->name == name))
        return entry->found;
    return type_lookup_slow(type, name);
}

/* Note that `type` has `base` among its bases: type_ready and the class statement do it; a static type with a
 * second base must. False with MemoryError. */
MUST_USE bool type_add_subclass(TypeObject *base, TypeObject *type);

/* Does `type` descend from `base`, by its mro? */
bool type_is_subtype(const TypeObject *type, const TypeObject *base);

/* May owner.__new__ make an instance of `type`, which descends from it? The instances of a built-in class are
 * laid out as its own __new__ does it, those of the classes derived from it as well. False with TypeError. */
MUST_USE bool native_new_is_safe(const TypeObject *owner, TypeObject *type);

/* isinstance for real classes only: no __instancecheck__. */
static inline bool is_instance(View object, const TypeObject *type)
{
    const TypeObject *own = types[object->type];
    return own == type || type_is_subtype(own, type);
}

/* The class's version, handed out anew if there is none. 0 when numbers ran out. */
uint32_t type_version(TypeObject *type);

/* Tell the caches that the class's names changed: it and its subclasses lose their versions. */
void type_modified(TypeObject *type);

/* Call `enter` for the class and all that descend from it, each once, however deep they lie; below one for
 * which it says false only what descends from others, too. It must not run Python code. */
void type_walk_down(TypeObject *type, bool (*enter)(TypeObject *type, void *context), void *context);

/* Implementations of `new` and `init` for types that have new_native and init_native: type_ready puts them
 * in. */
Ref type_new_native(TypeObject *type, View args, View kwargs);
bool type_init_native(View self, View args, View kwargs);

/* object.__new__ and object.__init__. */
Ref object_new(TypeObject *type, View args, View kwargs);
bool object_init(View self, View args, View kwargs);

/* type(name, bases, namespace): a class, made on the heap. `metatype` is type_type or a subclass; kwargs go
 * to __init_subclass__. NULL with an exception. */
MUST_USE Ref type_new(TypeObject *metatype, View name, View bases, View namespace, View kwargs);

/* How many attributes the methods of the class about to be made assign to self, as the compiler counted:
 * __build_class__ says so here, since the namespace must not show it. type_new takes it. */
extern uint32_t type_inline_hint;

/* Set the class's C name from a str. False with an exception. */
MUST_USE bool type_set_name(TypeObject *type, View name);

/* The metaclass that bases (a tuple) ask for, starting from `metatype`; borrowed. NULL with TypeError:
 * metaclass conflict. */
TypeObject *type_winner_peek(TypeObject *metatype, View bases);

/* The C3 linearisation of a class whose base classes are set: a tuple. */
MUST_USE Ref type_compute_mro(TypeObject *type);

/* Attributes of classes themselves. */
bool type_set_attribute(View type, View name, View value);

/* slots.c: fill a static type's dict with slot wrappers; make a heap type's slots agree with its special
 * methods (`name` NULL: all of them). */
MUST_USE bool slots_fill_dict(TypeObject *type);
/* How many special methods the type's own slots make. */
size_t slots_count(const TypeObject *type);
void slots_update(TypeObject *type, View name);
/* What an object of a heap type does in the slots that are asked without looking, as long as it has no
 * special methods for them: its metaclass's mro() may leave out object. */
void slots_set_defaults(TypeObject *type);
/* Copy each empty slot of a static type from its base. */
void slots_inherit(TypeObject *type, const TypeObject *base);
/* For a heap type: copy the slots that have no special method (finish, traverse, clear, allocated_size …). */
void slots_inherit_layout(TypeObject *type, const TypeObject *base);
/* The hash slot of a class whose objects have none: TypeError, "unhashable type". */
Hash slot_hash_not_implemented(View self);

/* The name as messages show it, as `%T` prints it: "list", "Point". Valid while the type lives. */
const char *type_name_peek(const TypeObject *type);

/* A new instance of a GC type (one reference, not tracked), all fields behind the GC head zeroed, shape and
 * slots set up. NULL with MemoryError set. */
MUST_USE Ref type_allocate(TypeObject *type, size_t items);

/* The size in bytes of this very instance, as allocated. */
size_t object_allocated_size(View object);

/* Is it of a type that the collector knows, and no built-in type itself? (Those hold nothing that could be
 * collected.) */
static inline bool object_is_gc(View object)
{
    return (type_of_peek(object)->flags & (TYPE_FLAG_GC | TYPE_FLAG_ATOMIC)) == TYPE_FLAG_GC &&
           (object->type != TYPE_TYPE || type_has((const TypeObject *)object, TYPE_FLAG_HEAP));
}

/* Visit all that an object refers to: what its type's traverse slot visits, its slots and attributes, and,
 * for classes made at run time, the class. */
void instance_traverse_object(View object, TypeObject *type, Visitor visit, void *context);

/* Break cycles through the object: its type's clear slot, its slots and attributes. */
void instance_clear_object(View object, TypeObject *type);

#endif
