/* codec_registry: codecs by name, and error handlers by name.
 *
 *     name ─ in lower case, punctuation one '_' ─► cache ─► each search function in turn ─► a tuple of four:
 *                                                           (encoder, decoder, stream reader, stream writer)
 *
 * CPython's package encodings registers the search function that finds all usual codecs. It is imported when
 * the registry is first asked: a program that is content with UTF-8, Latin-1 and the like never does.
 * Ownership: three objects, which live until codec_registry_stop.
 * Callbacks: search functions, codecs and handlers are Python code, which may register further ones. The list
 *            is looked at anew for each. */
#include "stdlib/codecs/codec_registry.h"

#include <stdlib.h>

#include "runtime/bytes/memoryview.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/warnings.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/int.h"
#include "stdlib/codecs/codecs_private.h"

static Ref search_functions, cache, handlers; /* a list, two dicts; NULL until they are needed */
static bool is_started;                       /* encodings was imported, or is being */

enum { NAME_ROOM = 512 };

/* --- search functions ----------------------------------------------------------------------------------- */

static bool make_registry(void)
{
    return (search_functions || (search_functions = list_new(0))) && (cache || (cache = dict_new()));
}

/* The search function of encodings is the first, whoever else registers one. */
static bool start(void)
{
    if (is_started)
        return true;
    if (!make_registry())
        return false;
    is_started = true;
    Ref package = hooks.import_by_name("encodings");
    release_maybe(package);
    is_started = package != NULL;
    return is_started;
}

bool codec_registry_add(View function)
{
    if (!start())
        return false;
    if (object_is_callable(function))
        return list_append((ListView)search_functions, function);
    raise_error(TypeError, "argument must be callable");
    return false;
}

bool codec_registry_remove(View function)
{
    ListView list = (ListView)search_functions;
    for (size_t i = 0; list && i < list->used; i++) {
        if (list->items[i] != function)
            continue;
        dict_clear((DictView)cache);
        Ref removed = list_pop(list, (Index)i);
        release_maybe(removed);
        return removed != NULL;
    }
    return true;
}

/* What the first search function that knows the name says; owned. NULL without an exception: none does. */
static Ref search(View name)
{
    ListView list = (ListView)search_functions;
    for (size_t i = 0; i < list->used; i++) {
        Ref function = retain(list->items[i]), found = call_1(function, name);
        release(function);
        if (!found)
            return NULL;
        if (found != NONE && is_tuple(found) && tuple_length(found) == 4)
            return found;
        bool is_none = found == NONE;
        release(found);
        if (!is_none)
            return raise_error(TypeError, "codec search functions must return 4-tuples");
    }
    return NULL;
}

Ref codec_registry_find(const char *encoding)
{
    char normal[NAME_ROOM];
    if (!start())
        return NULL;
    if (!codec_normalise(encoding, normal, sizeof normal))
        return raise_error(LookupError, "unknown encoding: %s", encoding);
    Ref name = str_intern_text(normal), found = name ? dict_get((DictView)cache, name) : NULL;
    if (name && !found && !error_is_set()) {
        if (((ListView)search_functions)->used == 0)
            raise_error(LookupError, "no codec search functions registered: can't find encoding");
        else if (!(found = search(name)) && !error_is_set())
            raise_error(LookupError, "unknown encoding: %s", encoding);
        if (found && !dict_set((DictView)cache, name, found))
            clear_place(&found);
    }
    release_maybe(name);
    return found;
}

Ref codec_registry_find_text(const char *encoding, const char *alternative)
{
    Ref codec = codec_registry_find(encoding);
    if (!codec || codec->type == TYPE_TUPLE)
        return codec;
    Ref flag = object_get_attribute_text(codec, "_is_text_encoding");
    int is_text = flag ? object_truth(flag) : error_clear_if(AttributeError) ? 1 : -1;
    release_maybe(flag);
    if (is_text > 0)
        return codec;
    if (is_text == 0)
        raise_error(LookupError, "'%s' is not a text encoding; use %s to handle arbitrary codecs", encoding, alternative);
    release(codec);
    return NULL;
}

/* --- conversions ---------------------------------------------------------------------------------------- */

/* What the codec makes of the input; the codec is consumed, and may be NULL. */
static Ref convert_take(Ref codec, View input, const char *encoding, View errors, bool decode)
{
    View args[2] = {input, errors};
    Ref function = codec ? retain(tuple_item_peek(codec, decode)) : NULL, result = NULL;
    release_maybe(codec);
    Ref pair = function ? call_vector(function, args, errors ? 2 : 1, NULL) : NULL;
    release_maybe(function);
    if (!pair) {
        if (codec)
            codec_wrap_error(decode ? "decoding" : "encoding", encoding);
    } else if (!is_tuple(pair) || tuple_length(pair) != 2) {
        raise_error(TypeError, decode ? "decoder must return a tuple (object,integer)" : "encoder must return a tuple (object, integer)");
    } else {
        result = retain(tuple_item_peek(pair, 0));
    }
    release_maybe(pair);
    return result;
}

Ref codec_registry_convert(View input, const char *encoding, View errors, bool decode)
{
    return convert_take(codec_registry_find(encoding), input, encoding, errors, decode);
}

/* A bytes, made of a bytearray with a warning; consumes the encoder's result. */
static Ref check_encoded_take(Ref result, const char *encoding)
{
    if (is_bytes(result))
        return result;
    Ref bytes = NULL;
    const unsigned char *data;
    size_t length;
    if (!is_instance(result, &bytearray_type))
        raise_error(TypeError, "'%s' encoder returned '%T' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", encoding,
                    result);
    else if (warn_here(RuntimeWarning, "encoder %s returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types",
                       encoding) &&
             bytes_data_peek(result, &data, &length))
        bytes = bytes_new(data, length);
    release(result);
    return bytes;
}

/* The runtime's str.encode and bytes.decode ask here for codecs that they do not know. */
static Ref convert_text(View input, const char *encoding, const char *errors_text, bool decode)
{
    Ref codec = codec_registry_find_text(encoding, decode ? "codecs.decode()" : "codecs.encode()");
    Ref errors = codec && errors_text ? str_from_text(errors_text) : NULL, shown = NULL;
    if (!codec || (errors_text && !errors)) {
        release_maybe(codec);
        return NULL;
    }
    if (decode)
        shown = type_of_peek(input) == &memoryview_type ? retain(input) : call_1(AS_OBJECT(&memoryview_type), input);
    else
        shown = retain(input);
    Ref result = shown ? convert_take(codec, shown, encoding, errors, decode) : NULL;
    if (!shown)
        release(codec);
    release_maybe(shown);
    release_maybe(errors);
    if (result && !decode)
        return check_encoded_take(result, encoding);
    if (result && !is_str(result)) {
        raise_error(TypeError, "'%s' decoder returned '%T' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding,
                    result);
        clear_place(&result);
    }
    return result;
}

/* --- error handlers ------------------------------------------------------------------------------------- */

static bool make_handlers(void)
{
    if (handlers)
        return true;
    handlers = dict_new();
    for (const NativeFunction *line = codec_handler_functions; handlers && line->signature; line++) {
        char name[32] = "";
        size_t length = strcspn(line->signature, "_(");
        memcpy(name, line->signature, length < sizeof name ? length : 0);
        Ref function = native_function_new(line, NULL, NULL);
        if (!dict_set_text_take((DictView)handlers, name, function))
            clear_place(&handlers);
    }
    return handlers != NULL;
}

Ref codec_registry_handler(const char *name)
{
    if (!make_handlers())
        return NULL;
    View handler = dict_get_text_peek((DictView)handlers, name);
    return handler ? retain(handler) : raise_error(LookupError, "unknown error handler name '%s'", name);
}

bool codec_registry_set_handler(View name, View handler)
{
    if (!make_handlers())
        return false;
    if (object_is_callable(handler))
        return dict_set((DictView)handlers, name, handler);
    raise_error(TypeError, "handler must be callable");
    return false;
}

static Ref ask_handler(const char *name, View exception)
{
    Ref handler = codec_registry_handler(name), answer = handler ? call_1(handler, exception) : NULL;
    release_maybe(handler);
    return answer;
}

/* --- source texts --------------------------------------------------------------------------------------- */

/* A copy in the caller's arena, with a zero behind; NULL without memory. */
static char *copy_text(const char *text, size_t length, void *(*allocate)(void *arena, size_t size), void *arena)
{
    char *copy = allocate(arena, length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

bool codec_decode_source(const char *encoding, const unsigned char *bytes, size_t length, void *(*allocate)(void *arena, size_t size),
                         void *arena, char **out, size_t *out_length)
{
    Ref held = error_take(), data = bytes_new(bytes, length), text = data ? codec_decode_bytes(data, encoding, "strict") : NULL;
    Ref shown = text;
    if (!text) { /* what is wrong is the text of the exception */
        Ref exception = error_take();
        shown = exception && !is_instance(exception, &exception_types[MemoryError]) ? object_str(exception) : NULL;
        release_maybe(exception);
    }
    char *owned;
    size_t size;
    const char *utf8 = shown ? str_utf8(str_view(shown), &size, &owned) : NULL;
    *out = utf8 ? copy_text(utf8, size, allocate, arena) : NULL;
    bool done = text && *out;
    if (utf8) {
        *out_length = size;
        str_utf8_free(owned, size);
    }
    release_maybe(data);
    release_maybe(shown);
    error_clear();
    error_restore_take(held);
    return done;
}

/* --- start and end -------------------------------------------------------------------------------------- */

void codec_registry_install(void)
{
    codec_python = convert_text;
    codec_python_handler = ask_handler;
}

void codec_registry_stop(void)
{
    codec_python = NULL;
    codec_python_handler = NULL;
    is_started = false;
    clear_place(&search_functions);
    clear_place(&cache);
    clear_place(&handlers);
}
