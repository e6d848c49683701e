/* _io: the module below CPython's io.py: its table, its classes, and what these share.
 *
 *     open() ─► TextIOWrapper ─► BufferedReader, BufferedWriter, BufferedRandom ─► FileIO ─► the system
 *               text, newlines   bytes, in blocks                                 one call for each block
 *
 * Each layer talks to the one below by its methods, which a class of a program may replace; where the layer
 * below is exactly our own, it is called directly. The classes are made ready when they are first needed. */
#include "stdlib/io/io.h"

#include "runtime/bytes/memoryview.h"
#include "runtime/classes/descriptors.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/range.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "stdlib/io/io_private.h"
#include "stdlib/module_types.h"
#include "stdlib/sys/sys.h"
#include "vm/import/import.h"
#include "vm/module.h"

static Ref unsupported_operation; /* the class, once it was needed; owned until io_stop */

/* --- calls ---------------------------------------------------------------------------------------------- */

Ref io_call_0(View object, const char *method)
{
    Ref name = str_intern_text(method), result = name ? call_method_0(object, name) : NULL;
    release_maybe(name);
    return result;
}

Ref io_call_1(View object, const char *method, View argument)
{
    Ref name = str_intern_text(method), result = name ? call_method_1(object, name, argument) : NULL;
    release_maybe(name);
    return result;
}

Ref io_call_2(View object, const char *method, View first, View second)
{
    Ref name = str_intern_text(method), result = name ? call_method_2(object, name, first, second) : NULL;
    release_maybe(name);
    return result;
}

bool io_do_0(View object, const char *method)
{
    Ref result = io_call_0(object, method);
    release_maybe(result);
    return result != NULL;
}

static int truth_take(Ref object)
{
    int truth = object ? object_truth(object) : -1;
    release_maybe(object);
    return truth;
}

int io_ask(View object, const char *method)
{
    return truth_take(io_call_0(object, method));
}

int io_is_closed(View object)
{
    return truth_take(object_get_attribute_text(object, "closed"));
}

void io_chain_take(Ref earlier)
{
    if (!error_is_set()) {
        error_restore_take(earlier);
    } else if (earlier) {
        error_add_context(earlier);
        release(earlier);
    }
}

bool io_optional_index(View argument, Index *size)
{
    if (!argument || argument == NONE)
        return true;
    if (!is_int(argument) && !type_of_peek(argument)->as_index) {
        raise_error(TypeError, "argument should be integer or None, not '%T'", argument);
        return false;
    }
    return object_as_index_overflow(argument, size);
}

bool io_size_argument(View argument, Index *size)
{
    *size = -1;
    if (!io_optional_index(argument, size))
        return false;
    if (*size < 0)
        *size = -1;
    return true;
}

Ref io_view_of(View object, size_t start, size_t count)
{
    Ref view = call_1(AS_OBJECT(&memoryview_type), object), from = view ? int_from_uint64(start) : NULL,
        to = from ? int_from_uint64(start + count) : NULL, slice = to ? slice_new(from, to, NONE) : NULL;
    Ref part = slice ? object_get_item(view, slice) : NULL;
    release_maybe(slice);
    release_maybe(from);
    release_maybe(to);
    release_maybe(view);
    return part;
}

int64_t io_offset_take(Ref object)
{
    int64_t offset = -1;
    if (object && !object_as_int64(object, &offset))
        offset = -1;
    release_maybe(object);
    return offset;
}

/* --- UnsupportedOperation ------------------------------------------------------------------------------- */

/* class UnsupportedOperation(OSError, ValueError), of the module io. */
static Ref make_unsupported(void)
{
    Ref name = str_from_text("UnsupportedOperation"), module = name ? str_from_text("io") : NULL, space = module ? dict_new() : NULL;
    Ref bases = space && dict_set((DictView)space, name(__module__), module)
                    ? tuple_pack(2, AS_OBJECT(&exception_types[OSError]), AS_OBJECT(&exception_types[ValueError]))
                    : NULL;
    Ref class = bases ? call_3(AS_OBJECT(&type_type), name, bases, space) : NULL;
    release_maybe(name);
    release_maybe(module);
    release_maybe(space);
    release_maybe(bases);
    return class;
}

static View unsupported_peek(void)
{
    if (!unsupported_operation)
        unsupported_operation = make_unsupported();
    return unsupported_operation;
}

void *io_raise_unsupported(const char *message)
{
    Ref text = unsupported_peek() ? str_from_text(message) : NULL, exception = text ? call_1(unsupported_operation, text) : NULL;
    release_maybe(text);
    return exception ? raise_take(exception) : NULL;
}

void io_stop(void)
{
    clear_place(&unsupported_operation);
}

/* --- the module ----------------------------------------------------------------------------------------- */

static Ref open_code(View self UNUSED, View *args)
{
    Ref mode = str_from_text("rb"), file = NULL;
    if (!is_str(args[0]))
        raise_error(TypeError, "open_code() argument 'path' must be str, not %K", args[0]);
    else if (mode)
        file = io_open((View[8]){args[0], mode});
    release_maybe(mode);
    return file;
}

bool io_warn_default_encoding(int64_t stack_level)
{
    if (!sys_settings.warn_default_encoding)
        return true;
    Ref module = import_by_name("_warnings"), warn = module ? object_get_attribute_text(module, "warn") : NULL;
    Ref message = warn ? str_from_text("'encoding' argument not specified") : NULL, level = message ? int_new(stack_level) : NULL;
    Ref result = level ? call_3(warn, message, AS_OBJECT(&exception_types[EncodingWarning]), level) : NULL;
    bool done = result != NULL;
    release_maybe(module);
    release_maybe(warn);
    release_maybe(message);
    release_maybe(level);
    release_maybe(result);
    return done;
}

static Ref text_encoding(View self UNUSED, View *args)
{
    int64_t stack_level = 2;
    if (args[0] && args[0] != NONE)
        return retain(args[0]);
    if ((args[1] && !object_as_int64(args[1], &stack_level)) || !io_warn_default_encoding(stack_level))
        return NULL;
    return str_intern_text(sys_settings.utf8_mode ? "utf-8" : "locale");
}

static Ref open_native(View self UNUSED, View *args)
{
    return io_open(args);
}

static const NativeFunction functions[] = {
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", open_native,
     "Open file and return a stream.  Raise OSError upon failure."},
    {"open_code(path)", open_code, "Opens the provided file with the intent to import the contents."},
    {"text_encoding(encoding, stacklevel=2, /)", text_encoding,
     "The encoding itself, or \"locale\" (in UTF-8 mode \"utf-8\") for None: for functions that pass it on to open()."},
    {NULL, NULL, NULL},
};

bool io_file_types_ready(void)
{
    static TypeObject *const all[] = {&iobase_type, &rawiobase_type,       &bufferediobase_type,  &textiobase_type,
                                      &fileio_type, &buffered_reader_type, &buffered_writer_type, &text_wrapper_type};
    if (text_wrapper_type.dict)
        return true;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (!module_type_ready(all[i]))
            return false;
    return dict_set_text_take((DictView)iobase_type.dict, "__dict__", descriptor_property_new(&descriptor_dict_property, &iobase_type));
}

bool io_all_types_ready(void)
{
    return io_file_types_ready() && module_type_ready(&buffered_random_type) && module_type_ready(&bytesio_type) &&
           module_type_ready(&stringio_type) && module_type_ready(&newline_decoder_type) && module_type_ready(&buffered_pair_type);
}

static bool init(ModuleObject *module)
{
    static TypeObject *const all[] = {&iobase_type,          &rawiobase_type,       &bufferediobase_type, &textiobase_type,
                                      &fileio_type,          &bytesio_type,         &stringio_type,       &buffered_reader_type,
                                      &buffered_writer_type, &buffered_random_type, &buffered_pair_type,  &newline_decoder_type,
                                      &text_wrapper_type};
    if (!io_all_types_ready())
        return false;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (!dict_set(module->dict, all[i]->name_object, AS_OBJECT(all[i])))
            return false;
    View unsupported = unsupported_peek();
    return unsupported && dict_set_text(module->dict, "UnsupportedOperation", unsupported) &&
           dict_set_text(module->dict, "BlockingIOError", AS_OBJECT(&exception_types[BlockingIOError])) &&
           dict_set_text_take(module->dict, "DEFAULT_BUFFER_SIZE", int_new(IO_BUFFER_SIZE));
}

const NativeModule _io_module = {.name = "_io", .doc = "Streams: raw, buffered and text.", .functions = functions, .init = init};
