/* marshal: objects of built-in types as bytes, in CPython 3.11's format, and back; see marshal_private.h. */
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/marshal/marshal_private.h"
#include "vm/module.h"

static bool get_version(View value, int *version)
{
    int64_t number = MARSHAL_VERSION;
    if (value && !object_as_int64(value, &number))
        return false;
    *version = number > INT32_MAX ? INT32_MAX : number < INT32_MIN ? INT32_MIN : (int)number;
    return true;
}

static Ref marshal_dumps(View self UNUSED, View *args)
{
    int version;
    bool is_allowed = get_version(args[1], &version) && AUDIT("marshal.dumps", "Oi", args[0], (int64_t)version);
    return is_allowed ? marshal_dump(args[0], version) : NULL;
}

static Ref marshal_dump_to_file(View self UNUSED, View *args)
{
    int version;
    Ref bytes = get_version(args[2], &version) ? marshal_dump(args[0], version) : NULL;
    Ref write = bytes ? object_get_attribute_text(args[1], "write") : NULL, result = write ? call_1(write, bytes) : NULL;
    release_maybe(bytes);
    release_maybe(write);
    return result;
}

static Ref read_all(MarshalReader *reader)
{
    reader->refs = (ListView)list_new(0);
    Ref object = reader->refs ? marshal_read_object(reader) : NULL;
    if (reader->refs && !object && !error_is_set())
        raise_error(TypeError, "NULL object in marshal data for object");
    release_maybe(AS_OBJECT(reader->refs));
    release_maybe(reader->piece);
    return object;
}

Ref marshal_parse(const unsigned char *data, size_t length)
{
    MarshalReader reader = {.at = data, .end = data + length};
    return read_all(&reader);
}

static Ref marshal_loads(View self UNUSED, View *args)
{
    BytesHold hold;
    if (!bytes_hold_required(args[0], &hold))
        return NULL;
    static const unsigned char nothing[1];
    bool is_allowed = AUDIT("marshal.loads", "y", hold.data, hold.length);
    Ref object = is_allowed ? marshal_parse(hold.data ? hold.data : nothing, hold.length) : NULL;
    bytes_let_go(&hold);
    return object;
}

/* The file is tried first: it must give bytes. */
static Ref marshal_load(View self UNUSED, View *args)
{
    Ref zero = int_new(0), read = object_get_attribute_text(args[0], "read"), nothing = zero && read ? call_1(read, zero) : NULL;
    release_maybe(zero);
    release_maybe(read);
    if (!nothing)
        return NULL;
    bool is_good = is_bytes(nothing);
    if (!is_good)
        raise_error(TypeError, "file.read() returned not bytes but %T", nothing);
    release(nothing);
    MarshalReader reader = {.file = args[0]};
    return is_good ? read_all(&reader) : NULL;
}

static const NativeFunction functions[] = {
    {"dump(value, file, version=4, /)", marshal_dump_to_file,
     "Write the value on the open file, which must be writeable in binary mode.\n"
     "\n"
     "The value must be of a supported built-in type."},
    {"load(file, /)", marshal_load, "Read one value from the open file and return it."},
    {"dumps(value, version=4, /)", marshal_dumps, "Return the bytes that dump() would write."},
    {"loads(bytes, /)", marshal_loads, "Convert the bytes-like object to a value; bytes behind it are ignored."},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    return dict_set_text_take(module->dict, "version", int_new(MARSHAL_VERSION));
}

const NativeModule marshal_module = {
    .name = "marshal",
    .doc = "Objects of built-in types as bytes, in CPython's own format: for importlib, not for keeping data.",
    .functions = functions,
    .init = init};
