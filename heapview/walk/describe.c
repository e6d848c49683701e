/* describe: short values without running Python code; see describe.h.
 *
 * repr() would run __repr__, allocate on the heap and change counts: what looks must not disturb. So the
 * exact built-in types are written here from their memory, as repr would; an instance of any other class,
 * also of a subclass of list or str, is "Node object".
 * Objects may be met unfinished (a tuple with empty places, a set without a table): that is allowed for.
 * Nesting ends at NEST_MOST, so a list in itself needs no special care. A text that is too long is cut at a
 * character's border, and ends with "…". */
#include "heapview/walk/describe.h"

#include <gmp.h>
#include <inttypes.h>
#include <string.h>

#include "runtime/bytes/bytes.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/generator.h"

enum { NEST_MOST = 4 };

static void add_cut(Text *text, size_t start, size_t most)
{
    if (text->failed || text->length - start <= most)
        return;
    size_t end = start + most;
    while (end > start && ((unsigned char)text->bytes[end] & 0xC0) == 0x80) /* not in the middle of a character */
        end--;
    text->length = end;
    text_format(text, "…");
}

static void add_character(Text *text, Character c)
{
    unsigned char bytes[4];
    text_add(text, (const char *)bytes, utf8_put(c, bytes));
}

static void add_escaped(Text *text, Character c, char quote)
{
    if (c == '\n')
        text_add(text, "\\n", 2);
    else if (c == '\t')
        text_add(text, "\\t", 2);
    else if (c == '\r')
        text_add(text, "\\r", 2);
    else if (c == '\\' || c == (Character)quote)
        text_format(text, "\\%c", (char)c);
    else if (c < 32 || (c >= 127 && c < 160))
        text_format(text, "\\x%02x", c);
    else if (c >= 0xD800 && c < 0xE000)
        text_format(text, "\\u%04x", c);
    else
        add_character(text, c);
}

static void describe_text(Text *text, StrView str, size_t most, char quote)
{
    size_t start = text->length, count = str->length;
    if (quote)
        text_add(text, &quote, 1);
    for (size_t i = 0; i < count && text->length - start <= most; i++)
        add_escaped(text, str_at(str, i), quote);
    if (quote)
        text_add(text, &quote, 1);
    add_cut(text, start, most);
}

void describe_str(Text *text, View object, size_t most)
{
    StrView str = str_view(object);
    if (str)
        describe_text(text, str, most, 0);
    else
        describe_value(text, object, most);
}

/* Among the characters that will be shown: is there a quote, but no double one? */
static bool has_quote(StrView str, size_t most)
{
    bool single = false, twice = false;
    for (size_t i = 0; i < str->length && i < most; i++) {
        single |= str_at(str, i) == '\'';
        twice |= str_at(str, i) == '"';
    }
    return single && !twice;
}

static void describe_bytes(Text *text, View object, size_t most)
{
    const BytesObject *bytes = (const BytesObject *)object;
    size_t start = text->length;
    text_add(text, "b'", 2);
    for (size_t i = 0; i < bytes->length && text->length - start <= most; i++) {
        unsigned char c = bytes->data[i];
        if (c < 32 || c >= 127)
            text_format(text, "\\x%02x", c);
        else
            add_escaped(text, c, '\'');
    }
    text_add(text, "'", 1);
    add_cut(text, start, most);
}

static void describe_bigint(Text *text, View object)
{
    enum { LIMBS_MOST = 16 };
    const BigIntObject *number = (const BigIntObject *)object;
    size_t count = (size_t)(number->signed_count < 0 ? -number->signed_count : number->signed_count);
    if (count > LIMBS_MOST) {
        text_format(text, "int of %zu bytes", count * sizeof(uint64_t));
        return;
    }
    mp_limb_t limbs[LIMBS_MOST + 1];
    unsigned char digits[LIMBS_MOST * 20 + 2];
    memcpy(limbs, number->limbs, count * sizeof *limbs); /* mpn_get_str destroys its operand */
    size_t length = mpn_get_str(digits, 10, limbs, (mp_size_t)count), zeros = 0;
    while (zeros + 1 < length && digits[zeros] == 0)
        zeros++;
    if (number->signed_count < 0)
        text_add(text, "-", 1);
    for (size_t i = zeros; i < length; i++)
        text_format(text, "%d", digits[i]);
}

static void describe_float(Text *text, double value)
{
    char buffer[40];
    text_add(text, buffer, float_repr_text(value, buffer));
}

static void describe_nested(Text *text, View object, size_t most, int depth);

static void describe_items(Text *text, Ref *items, size_t count, const char *brackets, size_t most, int depth)
{
    size_t start = text->length;
    text_add(text, brackets, 1);
    for (size_t i = 0; i < count && text->length - start <= most; i++) {
        if (i)
            text_add(text, ", ", 2);
        if (items[i])
            describe_nested(text, items[i], most, depth + 1);
    }
    if (count == 1 && brackets[0] == '(')
        text_add(text, ",", 1);
    text_add(text, brackets + 1, 1);
    add_cut(text, start, most);
}

static void describe_dict(Text *text, DictView dict, size_t most, int depth)
{
    size_t start = text->length;
    bool first = true;
    text_add(text, "{", 1);
    for (uint32_t i = 0; i < dict->filled && text->length - start <= most; i++) {
        if (!dict->entries[i].key)
            continue;
        if (!first)
            text_add(text, ", ", 2);
        first = false;
        describe_nested(text, dict->entries[i].key, most, depth + 1);
        text_add(text, ": ", 2);
        describe_nested(text, dict->entries[i].value, most, depth + 1);
    }
    text_add(text, "}", 1);
    add_cut(text, start, most);
}

static void describe_set(Text *text, SetView set, size_t most, int depth)
{
    size_t start = text->length, position = 0;
    View key;
    bool first = true;
    if (!set->table || set->used == 0) {
        text_format(text, "set()");
        return;
    }
    text_add(text, "{", 1);
    while (text->length - start <= most && set_next_peek(set, &position, &key)) {
        if (!first)
            text_add(text, ", ", 2);
        first = false;
        describe_nested(text, key, most, depth + 1);
    }
    text_add(text, "}", 1);
    add_cut(text, start, most);
}

void describe_type(Text *text, View object)
{
    text_add_words(text, type_name_peek(type_of_peek(object)));
}

static void add_named(Text *text, const char *what, View name)
{
    text_add_words(text, what);
    text_add(text, " ", 1);
    if (name && is_str(name))
        describe_str(text, name, 60);
    else
        text_format(text, "without a name");
}

static const char *state_of(const GeneratorObject *generator)
{
    static const char *const states[] = {"not started", "suspended", "running", "finished"};
    return states[generator->state];
}

/* Objects that are better named than shown. */
static void describe_other(Text *text, View object)
{
    const TypeObject *type = type_of_peek(object);
    if (type_has(type, TYPE_FLAG_TYPE)) {
        text_format(text, "class %s", type_name_peek((TypeObject *)object));
    } else if (object->type == TYPE_FUNCTION) {
        add_named(text, "function", ((FunctionView)object)->name);
    } else if (object->type == TYPE_CODE) {
        add_named(text, "code of", ((CodeView)object)->name);
    } else if (object->type == TYPE_MODULE) {
        add_named(text, "module", dict_get_text_peek(((ModuleObject *)object)->dict, "__name__"));
    } else if (object->type == TYPE_GENERATOR) {
        add_named(text, "generator", ((GeneratorObject *)object)->name);
        text_format(text, " (%s)", state_of((GeneratorObject *)object));
    } else if (object->type == TYPE_NATIVE_FUNCTION) {
        const char *signature = ((NativeObject *)object)->function ? ((NativeObject *)object)->function->signature : "__new__(";
        text_format(text, "built-in %.*s", (int)strcspn(signature, "("), signature);
    } else if (object->type == TYPE_SLICE || object->type == TYPE_RANGE) {
        text_add_words(text, type_name_peek(type));
    } else {
        text_add_words(text, type_name_peek(type));
        text_add_words(text, " object");
    }
}

static void describe_nested(Text *text, View object, size_t most, int depth)
{
    switch (object->type) {
    case TYPE_NONE: text_add_words(text, "None"); return;
    case TYPE_BOOL: text_add_words(text, ((IntObject *)object)->value ? "True" : "False"); return;
    case TYPE_ELLIPSIS: text_format(text, "Ellipsis"); return;
    case TYPE_NOT_IMPLEMENTED: text_format(text, "NotImplemented"); return;
    case TYPE_INT: text_format(text, "%" PRId64, ((IntObject *)object)->value); return;
    case TYPE_BIGINT: describe_bigint(text, object); return;
    case TYPE_FLOAT: describe_float(text, float_value(object)); return;
    case TYPE_STR: describe_text(text, (StrView)object, most, has_quote((StrView)object, most) ? '"' : '\''); return;
    case TYPE_BYTES: describe_bytes(text, object, most); return;
    default: break;
    }
    if (depth >= NEST_MOST) {
        text_format(text, "…");
        return;
    }
    switch (object->type) {
    case TYPE_LIST: describe_items(text, ((ListView)object)->items, ((ListView)object)->used, "[]", most, depth); return;
    case TYPE_TUPLE: describe_items(text, ((TupleView)object)->items, tuple_length(object), "()", most, depth); return;
    case TYPE_DICT: describe_dict(text, (DictView)object, most, depth); return;
    case TYPE_SET: describe_set(text, (SetView)object, most, depth); return;
    default: describe_other(text, object);
    }
}

void describe_value(Text *text, View object, size_t most)
{
    describe_nested(text, object, most, 0);
}

void describe_object(Text *text, View object, size_t most)
{
    static const uint32_t with_type[] = {TYPE_INT,  TYPE_BIGINT, TYPE_FLOAT, TYPE_STR, TYPE_BYTES,
                                         TYPE_LIST, TYPE_TUPLE,  TYPE_DICT,  TYPE_SET};
    for (size_t i = 0; i < COUNT_OF(with_type); i++)
        if (object->type == with_type[i]) {
            describe_type(text, object);
            text_add(text, " ", 1);
        }
    describe_value(text, object, most);
}
