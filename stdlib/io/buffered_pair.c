/* buffered_pair: io.BufferedRWPair: a buffered reader and a buffered writer, of two raw streams, as one. */
#include "runtime/numbers/int.h"
#include "stdlib/io/buffered_private.h"

typedef struct Pair {
    GC_HEAD(unused);
    Ref reader, writer; /* NULL until __init__ */
} Pair;

static Pair *pair_of(View self)
{
    return (Pair *)self;
}

static Ref pair_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Ref self = type_allocate(type, 0);
    if (self)
        gc_track(self);
    return self;
}

static Ref pair_init(View self, View *args)
{
    if (!buffered_raw_is(args[0], "readable", "File or stream is not readable.") ||
        !buffered_raw_is(args[1], "writable", "File or stream is not writable."))
        return NULL;
    View reading[2] = {args[0], args[2]}, writing[2] = {args[1], args[2]};
    Ref reader = call_vector(AS_OBJECT(&buffered_reader_type), reading, args[2] ? 2 : 1, NULL);
    Ref writer = reader ? call_vector(AS_OBJECT(&buffered_writer_type), writing, args[2] ? 2 : 1, NULL) : NULL;
    if (!writer) {
        release_maybe(reader);
        return NULL;
    }
    replace_take(&pair_of(self)->reader, reader);
    replace_take(&pair_of(self)->writer, writer);
    return none_new();
}

/* The method of one of the two, with the argument if there is one. */
static Ref pass_on(View stream, const char *method, View argument)
{
    if (!stream)
        return raise_error(ValueError, "I/O operation on uninitialized object");
    return argument ? io_call_1(stream, method, argument) : io_call_0(stream, method);
}

#define PASS_ON(name, place, argument)                         \
    static Ref pair_##name(View self, View *args UNUSED)       \
    {                                                          \
        return pass_on(pair_of(self)->place, #name, argument); \
    }
PASS_ON(read, reader, args[0])
PASS_ON(peek, reader, args[0])
PASS_ON(read1, reader, args[0])
PASS_ON(readinto, reader, args[0])
PASS_ON(readinto1, reader, args[0])
PASS_ON(readable, reader, NULL)
PASS_ON(write, writer, args[0])
PASS_ON(flush, writer, NULL)
PASS_ON(writable, writer, NULL)

static Ref pair_close(View self, View *args UNUSED)
{
    Ref done = pass_on(pair_of(self)->writer, "close", NULL), failure = error_take();
    release_maybe(done);
    Ref result = pass_on(pair_of(self)->reader, "close", NULL);
    if (failure) {
        io_chain_take(failure);
        clear_place(&result);
    }
    return result;
}

static Ref pair_isatty(View self, View *args UNUSED)
{
    Ref answer = pass_on(pair_of(self)->writer, "isatty", NULL);
    if (!answer || answer != FALSE)
        return answer;
    release(answer);
    return pass_on(pair_of(self)->reader, "isatty", NULL);
}

static Ref get_closed(View self)
{
    if (!pair_of(self)->writer)
        return raise_error(RuntimeError, "the BufferedRWPair object is being garbage-collected");
    return object_get_attribute_text(pair_of(self)->writer, "closed");
}

static void pair_finish(View self)
{
    clear_place(&pair_of(self)->reader);
    clear_place(&pair_of(self)->writer);
}

static void pair_traverse(View self, Visitor visit, void *context)
{
    VISIT(pair_of(self)->reader);
    VISIT(pair_of(self)->writer);
}

static const NativeFunction initialiser = {"BufferedRWPair(reader, writer, buffer_size=8192, /)", pair_init, NULL};
static const NativeFunction methods[] = {
    {"read(size=-1, /)", pair_read, NULL},
    {"peek(size=0, /)", pair_peek, NULL},
    {"read1(size=-1, /)", pair_read1, NULL},
    {"readinto(buffer, /)", pair_readinto, NULL},
    {"readinto1(buffer, /)", pair_readinto1, NULL},
    {"write(buffer, /)", pair_write, NULL},
    {"flush()", pair_flush, NULL},
    {"readable()", pair_readable, NULL},
    {"writable()", pair_writable, NULL},
    {"close()", pair_close, NULL},
    {"isatty()", pair_isatty, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"closed", get_closed, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject buffered_pair_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io.BufferedRWPair",
    .doc = "(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)\n--\n\nA buffered reader and writer object together.",
    .base = &bufferediobase_type,
    .flags = IO_CLASS_FLAGS,
    .size = sizeof(Pair),
    .new = pair_new,
    .init_native = &initialiser,
    .finish = pair_finish,
    .traverse = pair_traverse,
    .methods = methods,
    .properties = properties,
};
