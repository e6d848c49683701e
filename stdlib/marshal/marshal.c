/* marshal: objects as bytes, in CPython's own format. Here: the module's table. Code objects are refused:
 * Ouro's are others than CPython's, and are not written to files. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/marshal/marshal_private.h"
#include "vm/module.h"

static bool read_version(View argument, int *version)
{
    Index number = MARSHAL_VERSION;
    if (argument && !object_as_index(argument, &number))
        return false;
    if (number < INT32_MIN || number > INT32_MAX)
        return int_raise_too_large("int") != NULL;
    *version = (int)number;
    return true;
}

static Ref dumps(View self UNUSED, View *args)
{
    int version = MARSHAL_VERSION;
    return read_version(args[1], &version) ? marshal_write(args[0], version) : NULL;
}

static Ref dump(View self UNUSED, View *args)
{
    int version = MARSHAL_VERSION;
    if (!read_version(args[2], &version))
        return NULL;
    Ref bytes = marshal_write(args[0], version), write = bytes ? object_get_attribute_text(args[1], "write") : NULL;
    Ref result = write ? call_1(write, bytes) : NULL;
    release_maybe(bytes);
    release_maybe(write);
    return result;
}

static Ref loads(View self UNUSED, View *args)
{
    BytesHold hold;
    if (!bytes_hold_required(args[0], &hold))
        return NULL;
    MarshalSource source = {.at = hold.data, .end = hold.data + hold.length};
    Ref object = marshal_read(&source);
    bytes_let_go(&hold);
    return object;
}

static Ref load(View self UNUSED, View *args)
{
    /* ask for nothing, to see that it gives bytes */
    Ref read = object_get_attribute_text(args[0], "read"), zero = read ? int_new(0) : NULL, piece = zero ? call_1(read, zero) : NULL;
    release_maybe(read);
    release_maybe(zero);
    if (!piece)
        return NULL;
    if (!is_bytes(piece)) {
        raise_error(TypeError, "file.read() returned not bytes but %T", piece);
        release(piece);
        return NULL;
    }
    release(piece);
    MarshalSource source = {.file = args[0]};
    Ref object = marshal_read(&source);
    release_maybe(source.held);
    return object;
}

static bool init(ModuleObject *module)
{
    return dict_set_text_take(module->dict, "version", int_new(MARSHAL_VERSION));
}

static const NativeFunction functions[] = {
    {"dump(value, file, version=4, /)", dump,
     "Write the value on the open file.\n\n  value\n    Must be a supported type.\n  file\n    Must be a writeable binary file.\n  "
     "version\n"
     "    Indicates the data format that dump should use.\n\nIf the value has (or contains an object that has) an unsupported type, a\n"
     "ValueError exception is raised."},
    {"dumps(value, version=4, /)", dumps,
     "Return the bytes object that would be written to a file by dump(value, file).\n\n  value\n    Must be a supported type.\n  version\n"
     "    Indicates the data format that dumps should use.\n\nRaise a ValueError exception if value has (or contains an object that has) "
     "an\n"
     "unsupported type."},
    {"load(file, /)", load,
     "Read one value from the open file and return it.\n\n  file\n    Must be readable binary file.\n\nIf no valid value is read (e.g. "
     "because the data has a different format),\nraise EOFError, ValueError or TypeError."},
    {"loads(bytes, /)", loads,
     "Convert the bytes-like object to a value.\n\nIf no valid value is found, raise EOFError, ValueError or TypeError.  Extra\nbytes in "
     "the "
     "input are ignored."},
    {NULL, NULL, NULL},
};

const NativeModule marshal_module = {
    .name = "marshal",
    .doc = "Objects as bytes and back: None, numbers, str, bytes, tuples, lists, dicts and sets, in the format that\nCPython uses for its "
           "compiled files. Not a way to keep data: pickle is.\n",
    .functions = functions,
    .init = init,
};
