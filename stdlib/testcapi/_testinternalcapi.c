/* _testinternalcapi: as _testcapi, for what in CPython is private to the interpreter: the size of the collector's head, how deep the
 * program is, how it was set up, and texts in the encoding of the locale. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"
#include "vm/module.h"

static Ref get_recursion_depth(View self UNUSED, View *args UNUSED)
{
    return int_new(thread.recursion_depth);
}

/* What is asked of it: whether code objects tell columns. */
static Ref get_config(View self UNUSED, View *args UNUSED)
{
    Ref config = dict_new();
    if (config && !dict_set_text_take((DictView)config, "code_debug_ranges", int_new(1)))
        clear_place(&config);
    return config;
}

/* --- the locale's encoding, which is UTF-8 ------------------------------------------------------------- */

/* The error handler's name, as text of *holder. NULL with ValueError: the locale's codec knows but these. */
static const char *locale_errors(View errors)
{
    static const char *const known[] = {"strict", "surrogateescape", "surrogatepass"};
    if (!errors)
        return known[0];
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (is_str(errors) && str_equal_text(AS_OBJECT(str_view(errors)), known[i]))
            return known[i];
    return raise_error(ValueError, "unsupported error handler");
}

/* The error of the codec, told as RuntimeError. NULL. */
static Ref tell_place(const char *what, const char *reason)
{
    Ref raised = error_take(), start = raised ? object_get_attribute_text(raised, "start") : NULL;
    if (!start) {
        error_clear();
        error_restore_take(raised);
        return NULL;
    }
    release(raised);
    raise_error(RuntimeError, "%s error: pos=%S, reason=%s", what, start, reason);
    release(start);
    return NULL;
}

/* (text, current_locale, errors) */
static Ref encode_locale(View self UNUSED, View *args)
{
    const char *errors = locale_errors(args[2]);
    if (!errors)
        return NULL;
    Ref result = codec_encode_as(args[0], CODEC_UTF8, errors, 0);
    return result || !error_matches(UnicodeEncodeError) ? result : tell_place("encode", "encoding error");
}

/* (data, current_locale, errors) */
static Ref decode_locale(View self UNUSED, View *args)
{
    const char *errors = locale_errors(args[2]);
    if (!errors)
        return NULL;
    Ref result = codec_decode_bytes(args[0], "utf-8", errors);
    return result || !error_matches(UnicodeDecodeError) ? result : tell_place("decode", "decoding error");
}

static const NativeFunction functions[] = {
    {"DecodeLocaleEx(data, current_locale=False, errors='strict', /)", decode_locale, NULL},
    {"EncodeLocaleEx(text, current_locale=False, errors='strict', /)", encode_locale, NULL},
    {"get_config()", get_config, NULL},
    {"get_recursion_depth()", get_recursion_depth, NULL},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    return dict_set_text_take(module->dict, "SIZEOF_PYGC_HEAD", int_new(16));
}

const NativeModule _testinternalcapi_module = {.name = "_testinternalcapi", .functions = functions, .init = init};
