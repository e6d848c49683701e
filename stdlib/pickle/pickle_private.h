/* pickle_private: what the files of the module _pickle share. */
#ifndef OURO_STDLIB_PICKLE_PICKLE_PRIVATE_H
#define OURO_STDLIB_PICKLE_PICKLE_PRIVATE_H

#include "runtime/bytes/bytebuilder.h"
#include "runtime/text/str.h"
#include "vm/module.h"

enum { PICKLE_HIGHEST = 5, PICKLE_DEFAULT = 4, PICKLE_BATCH = 1000 };

/* The instructions of a pickle. */
enum PickleOp {
    OP_MARK = '(',
    OP_STOP = '.',
    OP_POP = '0',
    OP_POP_MARK = '1',
    OP_DUP = '2',
    OP_FLOAT = 'F',
    OP_INT = 'I',
    OP_BININT = 'J',
    OP_BININT1 = 'K',
    OP_LONG = 'L',
    OP_BININT2 = 'M',
    OP_NONE = 'N',
    OP_PERSID = 'P',
    OP_BINPERSID = 'Q',
    OP_REDUCE = 'R',
    OP_STRING = 'S',
    OP_BINSTRING = 'T',
    OP_SHORT_BINSTRING = 'U',
    OP_UNICODE = 'V',
    OP_BINUNICODE = 'X',
    OP_APPEND = 'a',
    OP_BUILD = 'b',
    OP_GLOBAL = 'c',
    OP_DICT = 'd',
    OP_EMPTY_DICT = '}',
    OP_APPENDS = 'e',
    OP_GET = 'g',
    OP_BINGET = 'h',
    OP_INST = 'i',
    OP_LONG_BINGET = 'j',
    OP_LIST = 'l',
    OP_EMPTY_LIST = ']',
    OP_OBJ = 'o',
    OP_PUT = 'p',
    OP_BINPUT = 'q',
    OP_LONG_BINPUT = 'r',
    OP_SETITEM = 's',
    OP_TUPLE = 't',
    OP_EMPTY_TUPLE = ')',
    OP_SETITEMS = 'u',
    OP_BINFLOAT = 'G',
    /* protocol 2 */
    OP_PROTO = 0x80,
    OP_NEWOBJ,
    OP_EXT1,
    OP_EXT2,
    OP_EXT4,
    OP_TUPLE1,
    OP_TUPLE2,
    OP_TUPLE3,
    OP_NEWTRUE,
    OP_NEWFALSE,
    OP_LONG1,
    OP_LONG4,
    /* protocol 3 */
    OP_BINBYTES = 'B',
    OP_SHORT_BINBYTES = 'C',
    /* protocol 4 */
    OP_SHORT_BINUNICODE = 0x8c,
    OP_BINUNICODE8,
    OP_BINBYTES8,
    OP_EMPTY_SET,
    OP_ADDITEMS,
    OP_FROZENSET,
    OP_NEWOBJ_EX,
    OP_STACK_GLOBAL,
    OP_MEMOIZE,
    OP_FRAME,
    /* protocol 5 */
    OP_BYTEARRAY8,
    OP_NEXT_BUFFER,
    OP_READONLY_BUFFER
};

/* --- what the module looks up once ---------------------------------------------------------------------- */

typedef enum PickleThing {
    THING_DISPATCH_TABLE, /* of copyreg */
    THING_EXTENSIONS,
    THING_INVERTED_EXTENSIONS,
    THING_EXTENSION_CACHE,
    THING_NAMES, /* of _compat_pickle */
    THING_IMPORTS,
    THING_REVERSE_NAMES,
    THING_REVERSE_IMPORTS,
    THING_ENCODE, /* codecs.encode */
    THING_GETATTR,
    THING_PARTIAL,
    THING_SETSTATE, /* names */
    THING_GETINITARGS,
    THING_PERSISTENT_ID,
    THING_PERSISTENT_LOAD,
    THING_REDUCER_OVERRIDE,
    THING_DISPATCH_TABLE_NAME,
    THING_COUNT
} PickleThing;

/* Borrowed; the module was imported. */
View pickle_thing_peek(PickleThing thing);

/* PicklingError and UnpicklingError, as module_raise. NULL. */
#define raise_pickling(...) module_raise(pickle_pickling_error, __VA_ARGS__)
#define raise_unpickling(...) module_raise(pickle_unpickling_error, __VA_ARGS__)
extern Ref pickle_error, pickle_pickling_error, pickle_unpickling_error;

/* --- the memo of a pickler ------------------------------------------------------------------------------ */

typedef struct MemoEntry {
    Ref object; /* NULL: free */
    size_t number;
} MemoEntry;

/* Objects by address, with the order in which they were noted. Owns them. */
typedef struct PickleMemo {
    MemoEntry *entries; /* NULL: none yet */
    size_t used, size;  /* a power of two */
} PickleMemo;

enum { MEMO_SMALLEST = 8 };

/* The number of the object; -1: it is not there. */
Index pickle_memo_find(const PickleMemo *memo, View object);
MUST_USE bool pickle_memo_set(PickleMemo *memo, View object, size_t number);
void pickle_memo_clear(PickleMemo *memo);

/* --- Pickler -------------------------------------------------------------------------------------------- */

/* A method that a subclass or an instance may have. If it is the object's own, the function alone is kept, so that there is no cycle. */
typedef struct PickleHook {
    Ref function; /* NULL: there is none */
    bool is_own;
} PickleHook;

/* Look it up. False with an exception. */
MUST_USE bool pickle_hook_find(PickleHook *hook, View self, View name);
MUST_USE Ref pickle_hook_call(const PickleHook *hook, View self, View argument);
/* The attribute. NULL with AttributeError. */
MUST_USE Ref pickle_hook_get(const PickleHook *hook, View self, const char *name);
MUST_USE bool pickle_hook_set(PickleHook *hook, View value, const char *name);

typedef struct PicklerObject {
    GC_HEAD(unused);
    Ref write; /* the file's method; NULL: there is no file */
    PickleHook persistent_id;
    Ref dispatch_table, reducer_override, buffer_callback;
    PickleMemo memo;
    ByteBuilder out;
    Index frame_start; /* in `out`; -1: no frame is open */
    bool framing, fast, fix_imports, was_used;
    int protocol, is_binary;
    int fast_nesting;
    Ref fast_memo;
} PicklerObject;

extern TypeObject pickle_pickler_type, pickle_pickler_memo_type, pickle_unpickler_type, pickle_unpickler_memo_type, pickle_buffer_type;

static inline PicklerObject *pickler_of(View self)
{
    return (PicklerObject *)self;
}

/* Set protocol and the like. False with ValueError or TypeError. */
MUST_USE bool pickler_configure(PicklerObject *pickler, View protocol, View fix_imports, View buffer_callback);
MUST_USE bool pickler_set_file(PicklerObject *pickler, View file);
/* The whole pickle of an object to `out`. */
MUST_USE bool pickler_dump(PicklerObject *pickler, View object);
/* `out` to the file. */
MUST_USE bool pickler_flush(PicklerObject *pickler);

/* pickle_output.c: bytes, framed from protocol 4 on. */
MUST_USE bool pickle_write(PicklerObject *pickler, const void *data, size_t length);
static inline MUST_USE bool pickle_write_op(PicklerObject *pickler, unsigned op)
{
    ByteBuilder *out = &pickler->out;
    if (LIKELY(out->length < out->capacity && (!pickler->framing || pickler->frame_start >= 0))) {
        out->bytes->data[out->length++] = (unsigned char)op;
        return true;
    }
    unsigned char byte = (unsigned char)op;
    return pickle_write(pickler, &byte, 1);
}
/* A head and much data; `owner`: the bytes that it is of, or NULL. */
MUST_USE bool pickle_write_large(PicklerObject *pickler, const void *head, size_t head_length, const unsigned char *data, size_t length,
                                 View owner);
MUST_USE bool pickle_commit_frame(PicklerObject *pickler);
/* Between two objects: end a frame that is large enough. */
MUST_USE bool pickle_boundary(PicklerObject *pickler);
/* Note the object in the memo, and say so in the pickle. */
MUST_USE bool pickle_put(PicklerObject *pickler, View object);
/* The object with this number once more. */
MUST_USE bool pickle_get(PicklerObject *pickler, size_t number);
/* A number in little-endian order. */
static inline void pickle_store(unsigned char *place, uint64_t number, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        place[i] = (unsigned char)(number >> 8 * i);
}

/* pickle_save.c, pickle_atoms.c, pickle_containers.c, pickle_reduce.c, pickle_global.c: an object to instructions. */
typedef enum PersistentWay { PERSISTENT_ASK, PERSISTENT_SKIP } PersistentWay;
MUST_USE bool pickle_save(PicklerObject *pickler, View object, PersistentWay persistent);
MUST_USE bool pickle_save_int(PicklerObject *pickler, View value);
MUST_USE bool pickle_save_float(PicklerObject *pickler, View value);
MUST_USE bool pickle_save_bytes(PicklerObject *pickler, View value);
MUST_USE bool pickle_save_bytearray(PicklerObject *pickler, View value);
MUST_USE bool pickle_save_buffer(PicklerObject *pickler, View value);
MUST_USE bool pickle_save_str(PicklerObject *pickler, View value);
MUST_USE bool pickle_save_tuple(PicklerObject *pickler, View tuple);
MUST_USE bool pickle_save_list(PicklerObject *pickler, View list);
MUST_USE bool pickle_save_dict(PicklerObject *pickler, View dict);
MUST_USE bool pickle_save_set(PicklerObject *pickler, View set);
MUST_USE bool pickle_save_frozenset(PicklerObject *pickler, View set);
MUST_USE bool pickle_save_list_items(PicklerObject *pickler, View iterator);
MUST_USE bool pickle_save_dict_items(PicklerObject *pickler, View iterator);
MUST_USE bool pickle_save_type(PicklerObject *pickler, View type);
MUST_USE bool pickle_save_global(PicklerObject *pickler, View object, View name);
MUST_USE bool pickle_save_reduced(PicklerObject *pickler, View reduced, View object);
/* An object for which object_reduce_is_plain. */
MUST_USE bool pickle_save_plain(PicklerObject *pickler, View object);
/* The same of (callable, arguments), arguments consumed; NULL: fails. */
MUST_USE bool pickle_save_call_take(PicklerObject *pickler, View callable, Ref arguments, View object);

/* pickle_names.c: names of modules and what is in them. */
/* The parts of a dotted name, a list. NULL with AttributeError for what is local to a function. */
MUST_USE Ref pickle_dotted_path(View owner, View name);
/* What the path leads to; *parent (may be NULL): what it is an attribute of, owned. NULL without an exception if it leads nowhere. */
MUST_USE Ref pickle_follow(View module, View path, Ref *parent);
/* The name of the module where the object is found by this path. */
MUST_USE Ref pickle_module_of(View object, View path);
/* Python 2's names of a module and what is in it for Python 3's, or the other way round: both are replaced. False with an exception. */
typedef enum NameWay { NAMES_TO_2, NAMES_TO_3 } NameWay;
MUST_USE bool pickle_map_names(Ref *module, Ref *name, NameWay way);

/* --- PickleBuffer --------------------------------------------------------------------------------------- */

/* A view of its bytes, owned. NULL with ValueError: it was released. */
MUST_USE Ref pickle_buffer_view(View buffer);

/* --- Unpickler ------------------------------------------------------------------------------------------ */

typedef struct UnpicklerObject {
    GC_HEAD(unused);
    /* where it reads from */
    Ref read, readline, peek; /* of the file; read is NULL if there is none */
    BytesHold input;          /* what is being read */
    size_t at;                /* how far */
    size_t prefetched;        /* what of it the file has given, not only shown */
    size_t line_size;         /* of the last line that was read from the file, with a zero; what CPython keeps of it */
    /* what it makes */
    Ref *stack;
    size_t used, capacity;
    size_t *marks;
    size_t marks_used, marks_capacity;
    size_t fence;     /* nothing below may be popped: the last mark */
    Ref *memo;        /* by number; NULL: nothing there */
    size_t memo_size; /* places */
    size_t memo_used;
    Ref memo_far; /* a dict for numbers far beyond the others, or NULL */
    PickleHook persistent_load;
    Ref buffers;          /* an iterator, or NULL */
    Ref encoding, errors; /* str */
    int protocol;
    bool fix_imports;
} UnpicklerObject;

static inline UnpicklerObject *unpickler_of(View self)
{
    return (UnpicklerObject *)self;
}

MUST_USE bool unpickler_configure(UnpicklerObject *unpickler, View fix_imports, View encoding, View errors, View buffers, const char *who);
MUST_USE bool unpickler_set_file(UnpicklerObject *unpickler, View file);
MUST_USE bool unpickler_set_bytes(UnpicklerObject *unpickler, View data);
MUST_USE Ref unpickler_load(UnpicklerObject *unpickler);
/* find_class as Unpickler has it. */
MUST_USE Ref unpickler_find(UnpicklerObject *unpickler, View module, View name);

/* pickle_input.c: the next bytes, valid until the next reading. NULL with UnpicklingError "pickle data was truncated". */
MUST_USE const unsigned char *pickle_read_more(UnpicklerObject *unpickler, size_t length);
static inline MUST_USE const unsigned char *pickle_read(UnpicklerObject *unpickler, size_t length)
{
    if (UNLIKELY(length > unpickler->input.length - unpickler->at || !unpickler->input.data))
        return pickle_read_more(unpickler, length);
    const unsigned char *data = unpickler->input.data + unpickler->at;
    unpickler->at += length;
    return data;
}
/* A line with its end; at least so long without it. */
MUST_USE const char *pickle_read_line(UnpicklerObject *unpickler, size_t least, size_t *length);
/* That many bytes elsewhere. */
MUST_USE bool pickle_read_into(UnpicklerObject *unpickler, unsigned char *place, size_t length);
/* Are there so many, as far as can be said without reading them? False with UnpicklingError. */
MUST_USE bool pickle_read_possible(UnpicklerObject *unpickler, size_t length);
/* Tell the file what was read of that which it only showed. */
MUST_USE bool pickle_skip_consumed(UnpicklerObject *unpickler);
void pickle_input_drop(UnpicklerObject *unpickler);

/* pickle_stack.c: the stack of what was made, and the memo. */
MUST_USE bool pickle_push_growing_take(UnpicklerObject *unpickler, Ref value);
static inline MUST_USE bool pickle_push_take(UnpicklerObject *unpickler, Ref value)
{
    if (UNLIKELY(!value || unpickler->used == unpickler->capacity))
        return pickle_push_growing_take(unpickler, value);
    unpickler->stack[unpickler->used++] = value;
    return true;
}
/* NULL with UnpicklingError: nothing is there. */
MUST_USE Ref pickle_pop(UnpicklerObject *unpickler);
View pickle_top_peek(UnpicklerObject *unpickler);
bool pickle_raise_underflow(UnpicklerObject *unpickler);
MUST_USE bool pickle_set_mark(UnpicklerObject *unpickler);
/* The place of the last mark, which is taken away; -1 with UnpicklingError. */
Index pickle_take_mark(UnpicklerObject *unpickler);
/* All from a place on as a tuple, or a list; dropped. */
MUST_USE Ref pickle_pop_tuple(UnpicklerObject *unpickler, size_t start);
MUST_USE Ref pickle_pop_list(UnpicklerObject *unpickler, size_t start);
void pickle_drop(UnpicklerObject *unpickler, size_t start);
MUST_USE bool pickle_memo_put(UnpicklerObject *unpickler, size_t number, View value);
/* Owned. NULL with UnpicklingError. */
MUST_USE Ref pickle_memo_get(UnpicklerObject *unpickler, size_t number);
void pickle_memo_drop(UnpicklerObject *unpickler);
/* The memo as a dict, and the other way round. */
MUST_USE Ref pickle_memo_to_dict(UnpicklerObject *unpickler);
MUST_USE bool pickle_memo_from(UnpicklerObject *unpickler, View source);

/* pickle_load_values.c, pickle_load_build.c: one instruction each. False with an exception. */
MUST_USE bool pickle_load_int_line(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_long_line(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_long(UnpicklerObject *unpickler, size_t size_bytes);
MUST_USE bool pickle_load_float_line(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_float(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_string_line(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_string(UnpicklerObject *unpickler, size_t size_bytes);
MUST_USE bool pickle_load_bytes(UnpicklerObject *unpickler, size_t size_bytes);
MUST_USE bool pickle_load_bytearray(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_buffer(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_readonly(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_unicode_line(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_unicode(UnpicklerObject *unpickler, size_t size_bytes);
/* The length that the next bytes tell; false with OverflowError "WHAT exceeds system's maximum size …" (NULL: never). */
MUST_USE bool pickle_read_size(UnpicklerObject *unpickler, size_t size_bytes, const char *what, size_t *size);
MUST_USE bool pickle_load_persistent(UnpicklerObject *unpickler, bool is_line);
MUST_USE bool pickle_load_global_lines(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_stack_global(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_extension(UnpicklerObject *unpickler, size_t size_bytes);
MUST_USE bool pickle_load_instance_lines(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_object(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_newobj(UnpicklerObject *unpickler, bool has_keywords);
MUST_USE bool pickle_load_reduce(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_build(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_append(UnpicklerObject *unpickler, size_t start);
MUST_USE bool pickle_load_items(UnpicklerObject *unpickler, size_t start);
MUST_USE bool pickle_load_additems(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_dict(UnpicklerObject *unpickler);
MUST_USE bool pickle_load_frozenset(UnpicklerObject *unpickler);

/* pickle_memo_proxy.c: what the attribute memo is; the type says of which of the two. NULL with MemoryError. */
typedef struct MemoProxy {
    GC_HEAD(unused);
    Ref owner;
} MemoProxy;
MUST_USE Ref pickle_memo_proxy_new(TypeObject *type, View owner);

#endif
