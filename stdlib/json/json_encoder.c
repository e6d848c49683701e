/* json_encoder: make_encoder: an object to a JSON text.
 *
 * default(), the encoder of strings, and items() of what derives from dict run Python code, which may change any container: a dict and
 * a list are walked over references of one's own.
 * Circles:  `markers` (a dict, or NULL) has the addresses of the containers and objects that are being written. */
#include <math.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/json/json_private.h"

/* How strings are written. */
typedef enum StringWay { BY_CALL, BY_ESCAPE_SOME, BY_ESCAPE_NON_ASCII } StringWay;

typedef struct EncoderObject {
    GC_HEAD(unused);
    Ref markers, function_default, encoder, indent, key_separator, item_separator;
    bool sort_keys, skip_keys, allow_nan;
    StringWay string_way;
} EncoderObject;

static EncoderObject *encoder_of(View self)
{
    return (EncoderObject *)self;
}

static bool write_value(EncoderObject *encoder, StrBuilder *out, View value);

/* --- strings and numbers -------------------------------------------------------------------------------- */

static bool write_string(EncoderObject *encoder, StrBuilder *out, View value)
{
    if (LIKELY(encoder->string_way != BY_CALL)) {
        json_add_escaped(out, str_view(value), encoder->string_way == BY_ESCAPE_NON_ASCII ? JSON_ESCAPE_NON_ASCII : JSON_ESCAPE_SOME);
        return true;
    }
    Ref text = call_1(encoder->encoder, value);
    if (!text)
        return false;
    bool done = is_str(text);
    if (done)
        strbuilder_add_str(out, AS_OBJECT(str_view(text)));
    else
        raise_error(TypeError, "encoder() must return a string, not %.80T", text);
    release(text);
    return done;
}

static bool write_int(StrBuilder *out, View value)
{
    enum { WORD_DIGITS = 24 };
    View number = int_view(value);
    if (number->type != TYPE_BIGINT) {
        char digits[WORD_DIGITS];
        strbuilder_add_bytes(out, digits, int_word_text(((const IntObject *)number)->value, digits));
        return true;
    }
    Ref text = int_to_str(number, 10, false);
    if (text)
        strbuilder_add_str(out, text);
    release_maybe(text);
    return text != NULL;
}

static bool write_float(const EncoderObject *encoder, StrBuilder *out, double value)
{
    enum { FLOAT_TEXT = 32 };
    char text[FLOAT_TEXT];
    if (isfinite(value))
        strbuilder_add_bytes(out, text, float_repr_text(value, text));
    else if (!encoder->allow_nan)
        return raise_error(ValueError, "Out of range float values are not JSON compliant") != NULL;
    else
        strbuilder_add_text(out, isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    return true;
}

/* None, True and False; NULL: it is none of them. */
static const char *constant_text(View value)
{
    return value == NONE ? "null" : value == TRUE ? "true" : value == FALSE ? "false" : NULL;
}

/* --- circles -------------------------------------------------------------------------------------------- */

/* Note that `value` is being written; *mark: by what (NULL: nothing is noted). False with ValueError. */
static bool enter(const EncoderObject *encoder, View value, Ref *mark)
{
    *mark = NULL;
    if (encoder->markers == NONE)
        return true;
    if (!(*mark = int_from_uint64((uintptr_t)value)))
        return false;
    int found = dict_contains((DictView)encoder->markers, *mark);
    if (found > 0)
        raise_error(ValueError, "Circular reference detected");
    if (found == 0 && dict_set((DictView)encoder->markers, *mark, value))
        return true;
    clear_place(mark);
    return false;
}

/* It is written. After a failure (`done` false) the note stays, as in CPython. */
static bool leave(const EncoderObject *encoder, Ref mark, bool done)
{
    if (!mark)
        return done;
    if (done) {
        int deleted = dict_delete((DictView)encoder->markers, mark);
        if (deleted == 0)
            raise_value(KeyError, mark);
        done = deleted > 0;
    }
    release(mark);
    return done;
}

/* --- containers ----------------------------------------------------------------------------------------- */

static void separate(const EncoderObject *encoder, StrBuilder *out, bool *is_first)
{
    if (!*is_first)
        strbuilder_add_str(out, encoder->item_separator);
    *is_first = false;
}

/* A key that is no str, as the text that its value would be: owned. NULL with an exception, or without one: it is to be skipped. */
static Ref key_text(const EncoderObject *encoder, View key)
{
    const char *constant = constant_text(key);
    StrBuilder out;
    bool done = true;
    if (!is_float(key) && !constant && !is_int(key)) {
        if (!encoder->skip_keys)
            raise_error(TypeError, "keys must be str, int, float, bool or None, not %.100T", key);
        return NULL;
    }
    strbuilder_start(&out);
    if (is_float(key))
        done = write_float(encoder, &out, float_value(key));
    else if (constant)
        strbuilder_add_text(&out, constant);
    else
        done = write_int(&out, key);
    if (done)
        return strbuilder_finish(&out);
    strbuilder_abandon(&out);
    return NULL;
}

static bool write_pair(EncoderObject *encoder, StrBuilder *out, View key, View value, bool *is_first)
{
    Ref text = is_str(key) ? retain(key) : key_text(encoder, key);
    if (!text)
        return !error_is_set();
    separate(encoder, out, is_first);
    bool done = write_string(encoder, out, text);
    release(text);
    if (!done)
        return false;
    strbuilder_add_str(out, encoder->key_separator);
    return write_value(encoder, out, value);
}

/* dict.items() as a list, whatever derives from dict has made of it. */
static Ref items_of(View dict)
{
    if (dict->type == TYPE_DICT)
        return dict_items_list((DictView)dict);
    Ref items = call_method_0(dict, name(items)), iterator = items ? object_iterate(items) : NULL;
    if (items && !iterator && error_clear_if(TypeError))
        raise_error(TypeError, "%.200T.items() returned a non-iterable (type %.200T)", dict, items);
    release_maybe(items);
    Ref list = iterator ? list_from_iterable(iterator) : NULL;
    release_maybe(iterator);
    return list;
}

static bool write_items(EncoderObject *encoder, StrBuilder *out, View dict)
{
    Ref items = items_of(dict);
    bool done = items && (!encoder->sort_keys || list_sort((ListView)items, NULL, false)), is_first = true;
    for (size_t i = 0; done && i < ((ListView)items)->used; i++) {
        Ref item = retain(list_item_peek((ListView)items, i));
        if (is_tuple(item) && tuple_length(item) == 2)
            done = write_pair(encoder, out, tuple_item_peek(item, 0), tuple_item_peek(item, 1), &is_first);
        else
            done = raise_error(ValueError, "items must return 2-tuples") != NULL;
        release(item);
    }
    release_maybe(items);
    return done;
}

/* The same for a dict as it is, without a list of tuples: over an array of its keys and values. */
static bool write_entries(EncoderObject *encoder, StrBuilder *out, DictView dict)
{
    enum { FEW = 16 };
    View few[2 * FEW], *pairs = few, key, value;
    size_t count = dict->used, size = heap_array_size(count, 2 * sizeof *pairs), position = 0, filled = 0;
    if (count > FEW && !(pairs = heap_allocate(size)))
        return raise_memory_error() != NULL;
    while (filled < 2 * count && dict_next_peek(dict, &position, &key, &value)) {
        pairs[filled++] = retain(key);
        pairs[filled++] = retain(value);
    }
    bool done = true, is_first = true;
    for (size_t i = 0; done && i < filled; i += 2)
        done = write_pair(encoder, out, pairs[i], pairs[i + 1], &is_first);
    while (filled > 0)
        release(pairs[--filled]);
    if (pairs != few)
        heap_free(pairs, size);
    return done;
}

static bool write_dict(EncoderObject *encoder, StrBuilder *out, View dict)
{
    Ref mark;
    if (!((DictView)dict)->used) {
        strbuilder_add_bytes(out, "{}", 2);
        return true;
    }
    if (!enter(encoder, dict, &mark))
        return false;
    strbuilder_add_bytes(out, "{", 1);
    bool as_it_is = dict->type == TYPE_DICT && !encoder->sort_keys;
    bool done = as_it_is ? write_entries(encoder, out, (DictView)dict) : write_items(encoder, out, dict);
    if (!leave(encoder, mark, done))
        return false;
    strbuilder_add_bytes(out, "}", 1);
    return true;
}

/* The items of an exact list or tuple: that of the index, owned; NULL: there are no more. */
static Ref item_at(View items, size_t index)
{
    if (items->type == TYPE_LIST)
        return index < ((ListView)items)->used ? retain(list_item_peek((ListView)items, index)) : NULL;
    return index < tuple_length(items) ? retain(tuple_item_peek(items, index)) : NULL;
}

static bool write_list_items(EncoderObject *encoder, StrBuilder *out, View items)
{
    Ref item;
    bool done = true, is_first = true;
    for (size_t i = 0; done && (item = item_at(items, i)); i++) {
        separate(encoder, out, &is_first);
        done = write_value(encoder, out, item);
        release(item);
    }
    return done;
}

static bool write_list(EncoderObject *encoder, StrBuilder *out, View list)
{
    bool is_exact = list->type == TYPE_LIST || list->type == TYPE_TUPLE;
    Ref items = is_exact ? retain(list) : list_from_iterable(list), mark = NULL;
    if (!items)
        return false;
    bool done = true;
    if (items->type == TYPE_LIST ? !((ListView)items)->used : !tuple_length(items)) {
        strbuilder_add_bytes(out, "[]", 2);
    } else if ((done = enter(encoder, list, &mark))) {
        strbuilder_add_bytes(out, "[", 1);
        done = leave(encoder, mark, write_list_items(encoder, out, items));
        strbuilder_add_bytes(out, "]", 1);
    }
    release(items);
    return done;
}

/* --- any value ------------------------------------------------------------------------------------------ */

/* What JSON has no form for: default() has one. */
static bool write_other(EncoderObject *encoder, StrBuilder *out, View value)
{
    Ref mark;
    if (!enter(encoder, value, &mark))
        return false;
    Ref stand_in = call_1(encoder->function_default, value);
    bool done = false;
    if (stand_in && error_enter_recursion(" while encoding a JSON object")) {
        done = write_value(encoder, out, stand_in);
        leave_recursion();
    }
    release_maybe(stand_in);
    return leave(encoder, mark, done);
}

static bool write_container(EncoderObject *encoder, StrBuilder *out, View value)
{
    if (!error_enter_recursion(" while encoding a JSON object"))
        return false;
    bool done = is_dict(value) ? write_dict(encoder, out, value) : write_list(encoder, out, value);
    leave_recursion();
    return done;
}

static bool write_value(EncoderObject *encoder, StrBuilder *out, View value)
{
    const char *constant;
    if (is_str(value))
        return write_string(encoder, out, value);
    if ((constant = constant_text(value))) {
        strbuilder_add_text(out, constant);
        return true;
    }
    if (is_int(value))
        return write_int(out, value);
    if (is_float(value))
        return write_float(encoder, out, float_value(value));
    if (is_list(value) || is_tuple(value) || is_dict(value))
        return write_container(encoder, out, value);
    return write_other(encoder, out, value);
}

/* --- the type ------------------------------------------------------------------------------------------- */

static Ref encode(View self, View *args)
{
    Index level;
    StrBuilder out;
    if (!object_as_ssize(args[1], &level))
        return NULL;
    Ref value = retain(args[0]), text = NULL;
    retain(self);
    strbuilder_start(&out);
    if (write_value(encoder_of(self), &out, value))
        text = strbuilder_finish(&out);
    else
        strbuilder_abandon(&out);
    release(value);
    release(self);
    return text ? list_from_array_take(&text, 1) : NULL;
}

static Ref encoder_call(View self, View *args, size_t positional, View keyword_names)
{
    static const NativeFunction call = {"_iterencode(obj, _current_indent_level)", encode, NULL};
    return native_invoke(signature_of(&call), NULL, self, args, positional, keyword_names);
}

static StringWay way_of(View encoder)
{
    const NativeFunction *function = encoder->type == TYPE_NATIVE_FUNCTION ? ((const NativeObject *)encoder)->function : NULL;
    return !function                                        ? BY_CALL
           : function->code == json_encode_basestring       ? BY_ESCAPE_SOME
           : function->code == json_encode_basestring_ascii ? BY_ESCAPE_NON_ASCII
                                                            : BY_CALL;
}

/* The truths of the last three arguments. */
static bool read_truths(View *args, bool *results)
{
    for (int i = 0; i < 3; i++) {
        int truth = object_truth(args[i]);
        if (truth < 0)
            return false;
        results[i] = truth;
    }
    return true;
}

static Ref encoder_new(View type, View *args)
{
    enum { MARKERS, DEFAULT, ENCODER, INDENT, KEY_SEPARATOR, ITEM_SEPARATOR, TRUTHS };
    bool truths[3];
    for (int i = KEY_SEPARATOR; i <= ITEM_SEPARATOR; i++)
        if (!is_str(args[i]))
            return raise_error(TypeError, "make_encoder() argument %d must be str, not %K", i + 1, args[i]);
    if (!read_truths(args + TRUTHS, truths))
        return NULL;
    if (args[MARKERS] != NONE && !is_dict(args[MARKERS]))
        return raise_error(TypeError, "make_encoder() argument 1 must be dict or None, not %.200T", args[MARKERS]);
    EncoderObject *encoder = (EncoderObject *)type_allocate((TypeObject *)type, 0);
    if (!encoder)
        return NULL;
    encoder->markers = retain(args[MARKERS]);
    encoder->function_default = retain(args[DEFAULT]);
    encoder->encoder = retain(args[ENCODER]);
    encoder->indent = retain(args[INDENT]);
    encoder->key_separator = retain(args[KEY_SEPARATOR]);
    encoder->item_separator = retain(args[ITEM_SEPARATOR]);
    encoder->sort_keys = truths[0];
    encoder->skip_keys = truths[1];
    encoder->allow_nan = truths[2];
    encoder->string_way = way_of(encoder->encoder);
    gc_track(AS_OBJECT(encoder));
    return AS_OBJECT(encoder);
}

static void encoder_traverse(View self, Visitor visit, void *context)
{
    VISIT(encoder_of(self)->markers);
    VISIT(encoder_of(self)->function_default);
    VISIT(encoder_of(self)->encoder);
    VISIT(encoder_of(self)->indent);
    VISIT(encoder_of(self)->key_separator);
    VISIT(encoder_of(self)->item_separator);
}

static void encoder_finish(View self)
{
    clear_place(&encoder_of(self)->markers);
    clear_place(&encoder_of(self)->function_default);
    clear_place(&encoder_of(self)->encoder);
    clear_place(&encoder_of(self)->indent);
    clear_place(&encoder_of(self)->key_separator);
    clear_place(&encoder_of(self)->item_separator);
}

/* None breaks the cycles; the separators may be part of one (they may be of a class derived from str), but are needed. */
static void encoder_clear(View self)
{
    replace_take(&encoder_of(self)->markers, none_new());
    replace_take(&encoder_of(self)->function_default, none_new());
    replace_take(&encoder_of(self)->encoder, none_new());
    replace_take(&encoder_of(self)->indent, none_new());
    replace_take(&encoder_of(self)->key_separator, retain(str_empty));
    replace_take(&encoder_of(self)->item_separator, retain(str_empty));
}

#define GETTER(field)                           \
    static Ref get_##field(View self)           \
    {                                           \
        return retain(encoder_of(self)->field); \
    }
GETTER(markers)
GETTER(function_default)
GETTER(encoder)
GETTER(indent)
GETTER(key_separator)
GETTER(item_separator)
#undef GETTER
static Ref get_sort_keys(View self)
{
    return bool_new(encoder_of(self)->sort_keys);
}
static Ref get_skip_keys(View self)
{
    return bool_new(encoder_of(self)->skip_keys);
}

static const NativeProperty properties[] = {
    {"markers", get_markers, descriptor_refuse_write, "markers"},
    {"default", get_function_default, descriptor_refuse_write, "default"},
    {"encoder", get_encoder, descriptor_refuse_write, "encoder"},
    {"indent", get_indent, descriptor_refuse_write, "indent"},
    {"key_separator", get_key_separator, descriptor_refuse_write, "key_separator"},
    {"item_separator", get_item_separator, descriptor_refuse_write, "item_separator"},
    {"sort_keys", get_sort_keys, descriptor_refuse_write, "sort_keys"},
    {"skipkeys", get_skip_keys, descriptor_refuse_write, "skipkeys"},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction constructor = {
    "make_encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)", encoder_new, NULL};

TypeObject json_encoder_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_json.Encoder",
    .doc = "_iterencode(obj, _current_indent_level) -> iterable",
    .size = sizeof(EncoderObject),
    .flags = TYPE_FLAG_GC,
    .new_native = &constructor,
    .call = encoder_call,
    .finish = encoder_finish,
    .traverse = encoder_traverse,
    .clear = encoder_clear,
    .properties = properties,
};
