/* _json: what CPython's package json is made faster with. Here: the module's table, and the errors of texts. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/json/json_private.h"
#include "stdlib/module_types.h"
#include "vm/import/import.h"

void *json_raise(const char *message, StrView text, Index place)
{
    Ref module = import_by_name("json.decoder");
    Ref class = module ? object_get_attribute_text(module, "JSONDecodeError") : NULL;
    Ref words = class ? str_from_text(message) : NULL, number = words ? int_new(place) : NULL;
    Ref error = number ? call_3(class, words, AS_OBJECT(text), number) : NULL;
    release_maybe(number);
    release_maybe(words);
    release_maybe(class);
    release_maybe(module);
    return error ? raise_take(error) : NULL;
}

static Ref scanstring(View self UNUSED, View *args)
{
    Index end;
    if (!object_as_ssize(args[1], &end))
        return NULL;
    int strict = args[2] ? object_truth(args[2]) : 1;
    if (strict < 0)
        return NULL;
    StrView text = str_view(args[0]);
    if (!text)
        return raise_error(TypeError, "first argument must be a string, not %.80T", args[0]);
    if (end < 0 || (size_t)end > text->length)
        return raise_error(ValueError, "end is out of bounds");
    size_t behind;
    Ref value = json_string(text, (size_t)end, strict, &behind), place = value ? int_new((int64_t)behind) : NULL;
    Ref result = place ? tuple_pack(2, value, place) : NULL;
    release_maybe(value);
    release_maybe(place);
    return result;
}

static bool init(ModuleObject *module)
{
    return module_type_ready(&json_scanner_type) && module_type_ready(&json_encoder_type) &&
           dict_set_text(module->dict, "make_scanner", AS_OBJECT(&json_scanner_type)) &&
           dict_set_text(module->dict, "make_encoder", AS_OBJECT(&json_encoder_type));
}

static const NativeFunction functions[] = {
    {"encode_basestring_ascii(string, /)", json_encode_basestring_ascii,
     "encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string"},
    {"encode_basestring(string, /)", json_encode_basestring,
     "encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string"},
    {"scanstring(string, end, strict=True, /)", scanstring,
     "scanstring(string, end, strict=True) -> (string, end)\n\nRead a JSON string; end is the place behind the quote that opens it.\nEvery "
     "valid escape sequence is resolved, anything else is a ValueError.\nControl characters are allowed only if strict is False.\n\nThe "
     "result is the str and the place behind the quote that closes it."},
    {NULL, NULL, NULL},
};

const NativeModule _json_module = {
    .name = "_json",
    .doc = "json speedups\n",
    .functions = functions,
    .init = init,
};
