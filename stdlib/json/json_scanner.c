/* json_scanner: make_scanner: one value of a JSON text to an object.
 *
 * A scan keeps its state on the C stack: hooks may use the very scanner again. Of the scanner it holds what it needs, since nothing but
 * its first place is ever changed.
 * Keys:  equal keys of one text are one object: `memo` has them, `recent` those met last by their characters (borrowed from memo). */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/json/json_private.h"

typedef struct ScannerObject {
    GC_HEAD(unused);
    bool strict;
    Ref object_hook, pairs_hook, parse_float, parse_int, parse_constant;
} ScannerObject;

enum { RECENT = 64 };

typedef struct Scan {
    ScannerObject *scanner; /* held by the caller */
    StrView text;           /* held by the caller */
    DictView memo;          /* owned; NULL before the first key */
    View recent[RECENT];
} Scan;

static ScannerObject *scanner_of(View self)
{
    return (ScannerObject *)self;
}

static Ref scan_value(Scan *scan, size_t at, size_t *end);

static void *stop_at(size_t place)
{
    Ref number = int_new((int64_t)place);
    if (number) {
        raise_value(StopIteration, number);
        release(number);
    }
    return NULL;
}

/* The character, or 0 behind the end, which nothing is looked for by. */
static inline Character character_at(const Scan *scan, size_t at)
{
    if (UNLIKELY(at >= scan->text->length))
        return 0;
    return LIKELY(scan->text->kind == STR_1) ? scan->text->data[at] : str_at(scan->text, at);
}

static inline size_t skip_space(const Scan *scan, size_t at)
{
    for (;; at++) {
        Character c = character_at(scan, at);
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            return at;
    }
}

/* --- keys ----------------------------------------------------------------------------------------------- */

static View *recent_place(Scan *scan, const unsigned char *data, size_t length)
{
    return &scan->recent[(data[0] * 7u + data[length - 1] * 3u + data[length / 2] + length) % RECENT];
}

/* The key of these ASCII characters, if it was met not long ago: borrowed. */
static View recent_key(Scan *scan, size_t begin, size_t *end)
{
    const unsigned char *data = scan->text->data + begin;
    size_t length = 0, most = scan->text->length - begin;
    while (length < most && data[length] != '"')
        length++;
    if (!length || length == most)
        return NULL;
    StrView key = (StrView)*recent_place(scan, data, length);
    if (!key || key->length != length || memcmp(key->data, data, length))
        return NULL;
    *end = begin + length + 1;
    return AS_OBJECT(key);
}

/* Does a key stand in a text as it is? (Else its characters could be taken for those of another.) */
static bool plain_key(StrView key)
{
    for (size_t i = 0; i < key->length; i++)
        if (key->data[i] < ' ' || key->data[i] == '"' || key->data[i] == '\\')
            return false;
    return true;
}

/* The one object for all keys of this text. */
static Ref remember_key(Scan *scan, Ref key)
{
    if (!scan->memo && !(scan->memo = (DictView)dict_new())) {
        release(key);
        return NULL;
    }
    View known = dict_get_str_peek(scan->memo, key);
    if (known) {
        replace_take(&key, retain(known));
    } else if (!dict_add_str(scan->memo, key, key)) {
        release(key);
        return NULL;
    }
    StrView text = (StrView)key;
    if (text->is_ascii && text->length && plain_key(text))
        *recent_place(scan, text->data, text->length) = key;
    return key;
}

static Ref scan_key(Scan *scan, size_t at, size_t *end)
{
    View known = scan->text->is_ascii ? recent_key(scan, at, end) : NULL;
    if (LIKELY(known != NULL))
        return retain(known);
    Ref key = json_string(scan->text, at, scan->scanner->strict, end);
    return key ? remember_key(scan, key) : NULL;
}

/* --- objects and arrays --------------------------------------------------------------------------------- */

/* Key, colon and value from the opening quote on; *at moves behind them. False with an exception. */
static bool scan_pair(Scan *scan, size_t *at, Ref *key, Ref *value)
{
    if (character_at(scan, *at) != '"')
        return json_raise("Expecting property name enclosed in double quotes", scan->text, (Index)*at) != NULL;
    if (!(*key = scan_key(scan, *at + 1, at)))
        return false;
    *at = skip_space(scan, *at);
    if (character_at(scan, *at) != ':') {
        json_raise("Expecting ':' delimiter", scan->text, (Index)*at);
    } else {
        *at = skip_space(scan, *at + 1);
        if ((*value = scan_value(scan, *at, at)))
            return true;
    }
    release(*key);
    return false;
}

/* Put a pair, consumed, into the dict, or at the end of the list of pairs. */
static bool add_pair_take(View into, Ref key, Ref value)
{
    bool done;
    if (into->type == TYPE_DICT) {
        done = dict_set_take((DictView)into, key, value);
    } else {
        Ref pair = tuple_pack(2, key, value);
        done = pair && list_append_take((ListView)into, pair);
        release(value);
    }
    release(key);
    return done;
}

/* Behind an item: true if another follows, whose place is then *at; false at the end, or with JSONDecodeError. */
static bool another_follows(Scan *scan, size_t *at, Character close)
{
    *at = skip_space(scan, *at);
    Character c = character_at(scan, *at);
    if (LIKELY(c == ',')) {
        *at = skip_space(scan, *at + 1);
        return true;
    }
    if (c == close)
        ++*at;
    else
        json_raise("Expecting ',' delimiter", scan->text, (Index)*at);
    return false;
}

static Ref finish_object(const Scan *scan, Ref made)
{
    View hook = made->type == TYPE_LIST ? scan->scanner->pairs_hook : scan->scanner->object_hook;
    if (hook == NONE)
        return made;
    Ref result = call_1(hook, made);
    release(made);
    return result;
}

static Ref scan_object(Scan *scan, size_t at, size_t *end)
{
    Ref into = scan->scanner->pairs_hook == NONE ? dict_new() : list_new(0), key = NULL, value = NULL;
    if (!into)
        return NULL;
    at = skip_space(scan, at);
    if (character_at(scan, at) == '}') {
        at++;
    } else {
        do {
            if (!scan_pair(scan, &at, &key, &value) || !add_pair_take(into, key, value))
                goto fail;
        } while (another_follows(scan, &at, '}'));
        if (error_is_set())
            goto fail;
    }
    *end = at;
    return finish_object(scan, into);
fail:
    release(into);
    return NULL;
}

static Ref scan_array(Scan *scan, size_t at, size_t *end)
{
    Ref items = list_new(0), item;
    if (!items)
        return NULL;
    at = skip_space(scan, at);
    if (character_at(scan, at) == ']') {
        *end = at + 1;
        return items;
    }
    do {
        if (!(item = scan_value(scan, at, &at)) || !list_append_take((ListView)items, item))
            goto fail;
    } while (another_follows(scan, &at, ']'));
    if (error_is_set())
        goto fail;
    *end = at;
    return items;
fail:
    release(items);
    return NULL;
}

/* --- numbers and constants ------------------------------------------------------------------------------ */

static inline bool is_digit(Character c)
{
    return c >= '0' && c <= '9';
}

static inline size_t skip_digits(const Scan *scan, size_t at)
{
    while (is_digit(character_at(scan, at)))
        at++;
    return at;
}

/* Where the number ends that begins at `at`; `at` itself if there is none. */
static size_t number_end(const Scan *scan, size_t at, bool *is_fraction)
{
    size_t start = at;
    if (character_at(scan, at) == '-')
        at++;
    if (!is_digit(character_at(scan, at)))
        return start;
    at = character_at(scan, at) == '0' ? at + 1 : skip_digits(scan, at);
    if (character_at(scan, at) == '.' && is_digit(character_at(scan, at + 1))) {
        *is_fraction = true;
        at = skip_digits(scan, at + 2);
    }
    Character c = character_at(scan, at);
    if (c == 'e' || c == 'E') {
        Character sign = character_at(scan, at + 1);
        size_t digits = at + (sign == '+' || sign == '-' ? 2 : 1), stop = skip_digits(scan, digits);
        if (stop > digits) {
            *is_fraction = true;
            at = stop;
        }
    }
    return at;
}

/* A whole number of at most 18 digits. */
static Ref short_int(const Scan *scan, size_t at, size_t stop)
{
    bool negative = character_at(scan, at) == '-';
    int64_t number = 0;
    for (at += negative; at < stop; at++)
        number = number * 10 + (int64_t)(character_at(scan, at) - '0');
    return int_new(negative ? -number : number);
}

/* By int() or float() themselves; the text is ASCII. */
static Ref plain_number(View digits, bool is_fraction)
{
    StrView text = (StrView)digits;
    double number;
    if (!is_fraction)
        return int_parse((const char *)text->data, text->length, 10, digits);
    if (!float_parse((const char *)text->data, text->length, &number))
        return raise_error(ValueError, "could not convert string to float: %R", digits);
    return float_new(number);
}

/* A fraction whose characters lie ready, followed by one that ends it. */
static Ref short_float(const Scan *scan, size_t at, size_t stop)
{
    enum { ROOM = 64 };
    char text[ROOM];
    double number;
    memcpy(text, scan->text->data + at, stop - at);
    text[stop - at] = 0;
    return float_parse(text, stop - at, &number) ? float_new(number) : raise_error(ValueError, "could not convert string to float");
}

static Ref scan_number(Scan *scan, size_t at, size_t *end)
{
    enum { SHORT_INT = 18, SHORT_FLOAT = 60 };
    bool is_fraction = false;
    size_t stop = number_end(scan, at, &is_fraction);
    if (stop == at)
        return stop_at(at);
    *end = stop;
    View parse = is_fraction ? scan->scanner->parse_float : scan->scanner->parse_int;
    bool is_plain = parse == (is_fraction ? AS_OBJECT(&float_type) : AS_OBJECT(&int_type));
    if (LIKELY(is_plain && !is_fraction && stop - at <= SHORT_INT))
        return short_int(scan, at, stop);
    if (is_plain && is_fraction && scan->text->kind == STR_1 && stop - at <= SHORT_FLOAT)
        return short_float(scan, at, stop);
    Ref digits = str_slice(AS_OBJECT(scan->text), at, stop);
    Ref result = !digits ? NULL : is_plain ? plain_number(digits, is_fraction) : call_1(parse, digits);
    release_maybe(digits);
    return result;
}

static bool word_follows(const Scan *scan, size_t at, const char *word)
{
    for (; *word; word++, at++)
        if (character_at(scan, at) != (unsigned char)*word)
            return false;
    return true;
}

/* NaN, Infinity, -Infinity, by parse_constant. */
static Ref scan_constant(const Scan *scan, const char *word, size_t at, size_t *end)
{
    Ref text = str_intern_text(word), result = text ? call_1(scan->scanner->parse_constant, text) : NULL;
    release_maybe(text);
    *end = at + strlen(word);
    return result;
}

/* A value that begins with a letter or a minus. */
static Ref scan_word(Scan *scan, size_t at, size_t *end)
{
    static const struct {
        const char *word;
        View value; /* NULL: parse_constant says */
    } words[] = {{"null", NONE}, {"true", TRUE}, {"false", FALSE}, {"NaN", NULL}, {"Infinity", NULL}, {"-Infinity", NULL}};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!word_follows(scan, at, words[i].word))
            continue;
        if (!words[i].value)
            return scan_constant(scan, words[i].word, at, end);
        *end = at + strlen(words[i].word);
        return retain(words[i].value);
    }
    return scan_number(scan, at, end);
}

/* The value at `at`; *end: the place behind it. NULL with StopIteration(place) where there is none, JSONDecodeError, or what a hook
 * raised. */
static Ref scan_value(Scan *scan, size_t at, size_t *end)
{
    Ref result;
    if (at >= scan->text->length)
        return stop_at(at);
    switch (character_at(scan, at)) {
    case '"': return json_string(scan->text, at + 1, scan->scanner->strict, end);
    case '{':
        if (!error_enter_recursion(" while decoding a JSON object from a unicode string"))
            return NULL;
        result = scan_object(scan, at + 1, end);
        leave_recursion();
        return result;
    case '[':
        if (!error_enter_recursion(" while decoding a JSON array from a unicode string"))
            return NULL;
        result = scan_array(scan, at + 1, end);
        leave_recursion();
        return result;
    case 'n':
    case 't':
    case 'f':
    case 'N':
    case 'I':
    case '-': return scan_word(scan, at, end);
    default: return scan_number(scan, at, end);
    }
}

/* --- the type ------------------------------------------------------------------------------------------- */

static Ref scan_once(View self, View *args)
{
    Index place;
    if (!object_as_ssize(args[1], &place))
        return NULL;
    StrView text = str_view(args[0]);
    if (!text)
        return raise_error(TypeError, "first argument must be a string, not %.80T", args[0]);
    if (place < 0)
        return raise_error(ValueError, "idx cannot be negative");
    Scan scan = {.scanner = scanner_of(self), .text = text};
    size_t end = 0;
    retain(self);
    retain(AS_OBJECT(text));
    Ref value = scan_value(&scan, (size_t)place, &end);
    release_maybe(AS_OBJECT(scan.memo));
    release(AS_OBJECT(text));
    release(self);
    Ref number = value ? int_new((int64_t)end) : NULL, result = number ? tuple_pack(2, value, number) : NULL;
    release_maybe(value);
    release_maybe(number);
    return result;
}

static Ref scanner_call(View self, View *args, size_t positional, View keyword_names)
{
    static const NativeFunction call = {"scan_once(string, idx)", scan_once, NULL};
    return native_invoke(signature_of(&call), NULL, self, args, positional, keyword_names);
}

static Ref scanner_new(View type, View *args)
{
    ScannerObject *scanner = (ScannerObject *)type_allocate((TypeObject *)type, 0);
    if (!scanner)
        return NULL;
    gc_track(AS_OBJECT(scanner));
    Ref strict = object_get_attribute_text(args[0], "strict");
    int truth = strict ? object_truth(strict) : -1;
    release_maybe(strict);
    scanner->strict = truth > 0;
    if (truth < 0 || !(scanner->object_hook = object_get_attribute_text(args[0], "object_hook")) ||
        !(scanner->pairs_hook = object_get_attribute_text(args[0], "object_pairs_hook")) ||
        !(scanner->parse_float = object_get_attribute_text(args[0], "parse_float")) ||
        !(scanner->parse_int = object_get_attribute_text(args[0], "parse_int")) ||
        !(scanner->parse_constant = object_get_attribute_text(args[0], "parse_constant"))) {
        release(AS_OBJECT(scanner));
        return NULL;
    }
    return AS_OBJECT(scanner);
}

static void scanner_traverse(View self, Visitor visit, void *context)
{
    VISIT(scanner_of(self)->object_hook);
    VISIT(scanner_of(self)->pairs_hook);
    VISIT(scanner_of(self)->parse_float);
    VISIT(scanner_of(self)->parse_int);
    VISIT(scanner_of(self)->parse_constant);
}

static void scanner_finish(View self)
{
    clear_place(&scanner_of(self)->object_hook);
    clear_place(&scanner_of(self)->pairs_hook);
    clear_place(&scanner_of(self)->parse_float);
    clear_place(&scanner_of(self)->parse_int);
    clear_place(&scanner_of(self)->parse_constant);
}

/* None in each place breaks the cycles: a finalizer may still scan. */
static void scanner_clear(View self)
{
    replace_take(&scanner_of(self)->object_hook, none_new());
    replace_take(&scanner_of(self)->pairs_hook, none_new());
    replace_take(&scanner_of(self)->parse_float, none_new());
    replace_take(&scanner_of(self)->parse_int, none_new());
    replace_take(&scanner_of(self)->parse_constant, none_new());
}

static Ref get_strict(View self)
{
    return bool_new(scanner_of(self)->strict);
}
#define GETTER(field)                                                                  \
    static Ref get_##field(View self)                                                  \
    {                                                                                  \
        return scanner_of(self)->field ? retain(scanner_of(self)->field) : none_new(); \
    }
GETTER(object_hook)
GETTER(pairs_hook)
GETTER(parse_float)
GETTER(parse_int)
GETTER(parse_constant)
#undef GETTER

static const NativeProperty properties[] = {
    {"strict", get_strict, descriptor_refuse_write, "strict"},
    {"object_hook", get_object_hook, descriptor_refuse_write, "object_hook"},
    {"object_pairs_hook", get_pairs_hook, descriptor_refuse_write, NULL},
    {"parse_float", get_parse_float, descriptor_refuse_write, "parse_float"},
    {"parse_int", get_parse_int, descriptor_refuse_write, "parse_int"},
    {"parse_constant", get_parse_constant, descriptor_refuse_write, "parse_constant"},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction constructor = {"make_scanner(context)", scanner_new, NULL};

TypeObject json_scanner_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_json.Scanner",
    .doc = "JSON scanner object",
    .size = sizeof(ScannerObject),
    .flags = TYPE_FLAG_GC,
    .new_native = &constructor,
    .call = scanner_call,
    .finish = scanner_finish,
    .traverse = scanner_traverse,
    .clear = scanner_clear,
    .properties = properties,
};
