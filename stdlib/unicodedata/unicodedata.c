/* unicodedata: the module: what the Unicode database says of a character.
 *
 *     a function of the module     self: the module    Unicode 14
 *     a method of ucd_3_2_0        self: a UCD         Unicode 3.2, which the rules for domain names refer to
 *
 * Of Unicode 3.2 only this is known: which characters it had, and which decompositions were wrong in it. What
 * has changed of them since is told as it is in Unicode 14.
 *
 * Names are in runtime/text/character_names.c, since \N{…} needs them, too. */
#include <stdio.h>

#include "runtime/bytes/bytes.h"
#include "runtime/classes/type.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/character_names.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/module_types.h"
#include "stdlib/unicodedata/unicodedata_private.h"
#include "vm/module.h"

static TypeObject ucd_type;

static bool is_old(View self)
{
    return self && type_of_peek(self) == &ucd_type;
}

/* The character that the argument is. `place`: how the message calls it ("argument", "argument 1"). False with
 * TypeError. */
static bool read_character(View given, const char *function, const char *place, Character *c)
{
    if (is_str(given) && str_length(AS_OBJECT(str_view(given))) == 1) {
        *c = str_at(str_view(given), 0);
        return true;
    }
    raise_error(TypeError, "%s() %s must be a unicode character, not %T", function, place, given);
    return false;
}

/* What the database has of it; of a character that an old one did not have, nothing. */
static const CharacterRecord *record_of(View self, Character c)
{
    const CharacterRecord *record = character_record(c);
    return is_old(self) && !(record->flags & CHARACTER_OLD) ? &character_records[0] : record;
}

const uint32_t *character_decomposition(uint32_t code)
{
    size_t low = 0, high = character_decomposition_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const DecompositionPlace *here = &character_decomposition_places[middle];
        if (here->code == code)
            return character_decompositions + here->place;
        if (here->code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* --- properties ----------------------------------------------------------------------------------------- */

static Ref category(View self, View *args)
{
    Character c;
    return read_character(args[0], "category", "argument", &c) ? str_from_text(character_categories[record_of(self, c)->category]) : NULL;
}

static Ref bidirectional(View self, View *args)
{
    Character c;
    return read_character(args[0], "bidirectional", "argument", &c)
               ? str_from_text(character_bidirectionals[record_of(self, c)->bidirectional])
               : NULL;
}

static Ref combining(View self, View *args)
{
    Character c;
    return read_character(args[0], "combining", "argument", &c) ? int_new(record_of(self, c)->combining) : NULL;
}

static Ref mirrored(View self, View *args)
{
    Character c;
    return read_character(args[0], "mirrored", "argument", &c) ? int_new((record_of(self, c)->flags & CHARACTER_MIRRORED) != 0) : NULL;
}

static Ref east_asian_width(View self, View *args)
{
    Character c;
    return read_character(args[0], "east_asian_width", "argument", &c) ? str_from_text(character_widths[record_of(self, c)->width]) : NULL;
}

static Ref decomposition(View self, View *args)
{
    Character c;
    if (!read_character(args[0], "decomposition", "argument", &c))
        return NULL;
    bool is_known = !is_old(self) || record_of(self, c) != &character_records[0];
    const uint32_t *parts = is_known ? character_decomposition(c) : NULL;
    StrBuilder out;
    strbuilder_start(&out);
    if (parts)
        strbuilder_add_text(&out, character_tags[parts[0] / 256]);
    for (size_t i = 1; parts && i <= parts[0] % 256; i++) {
        char text[16];
        snprintf(text, sizeof text, "%s%04X", i > 1 || parts[0] >= 256 ? " " : "", (unsigned)parts[i]);
        strbuilder_add_text(&out, text);
    }
    return strbuilder_finish(&out);
}

/* --- numbers -------------------------------------------------------------------------------------------- */

/* The run that has the character; NULL if it is no number. */
static const NumericRun *find_number(Character c)
{
    size_t low = 0, high = character_numeric_run_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const NumericRun *run = &character_numeric_runs[middle];
        if (c < run->code)
            high = middle;
        else if (c >= run->code + run->count)
            low = middle + 1;
        else
            return run;
    }
    return NULL;
}

/* The value of a character that is at least of this kind; else the default, or ValueError. */
static Ref number_value(View self, View *args, const char *function, enum NumericKind kind, const char *complaint)
{
    Character c;
    if (!read_character(args[0], function, "argument 1", &c))
        return NULL;
    const NumericRun *run = find_number(c);
    bool is_known = kind == NUMERIC_DIGIT || record_of(self, c) != &character_records[0]; /* as CPython's digit() */
    if (run && run->kind >= kind && is_known) {
        double value = run->value + run->step * (double)(c - run->code);
        return kind == NUMERIC_VALUE ? float_new(value / run->divisor) : int_new((int64_t)value);
    }
    return args[1] ? retain(args[1]) : raise_error(ValueError, "%s", complaint);
}

static Ref decimal(View self, View *args)
{
    return number_value(self, args, "decimal", NUMERIC_DECIMAL, "not a decimal");
}

static Ref digit(View self, View *args)
{
    return number_value(self, args, "digit", NUMERIC_DIGIT, "not a digit");
}

static Ref numeric(View self, View *args)
{
    return number_value(self, args, "numeric", NUMERIC_VALUE, "not a numeric character");
}

/* --- names ---------------------------------------------------------------------------------------------- */

static Ref name_function(View self, View *args)
{
    Character c;
    char text[CHARACTER_NAME_MOST];
    if (!read_character(args[0], "name", "argument 1", &c))
        return NULL;
    size_t length = is_old(self) && record_of(self, c) == &character_records[0] ? 0 : character_name(c, text);
    if (length)
        return str_from_utf8(text, length);
    return args[1] ? retain(args[1]) : raise_error(ValueError, "no such name");
}

/* `given`: the argument, for the message. */
static Ref look_up(const char *text, size_t length, View given)
{
    uint32_t codes[CHARACTER_SEQUENCE_MOST];
    if (length > CHARACTER_NAME_MOST)
        return raise_error(KeyError, "name too long");
    size_t count = character_by_name(text, length, codes) ? 1 : character_sequence_by_name(text, length, codes);
    if (count)
        return str_from_characters(codes, count);
    Ref shown = is_bytes(given) ? codec_decode_bytes(given, "utf-8", "replace") : retain(given);
    if (shown)
        raise_error(KeyError, "undefined character name '%U'", shown);
    release_maybe(shown);
    return NULL;
}

static Ref lookup(View self UNUSED, View *args)
{
    const unsigned char *data;
    size_t length;
    if (bytes_data_peek(args[0], &data, &length)) {
        if (is_bytes(args[0]))
            return look_up((const char *)data, length, args[0]);
        return raise_error(TypeError, "lookup() argument must be read-only bytes-like object, not %K", args[0]);
    }
    if (!is_str(args[0]))
        return raise_error(TypeError, "a bytes-like object is required, not '%T'", args[0]);
    char *owned;
    const char *text = str_utf8(str_view(args[0]), &length, &owned);
    if (!text)
        return NULL;
    Ref result = look_up(text, length, AS_OBJECT(str_view(args[0])));
    str_utf8_free(owned, length);
    return result;
}

/* --- normal forms --------------------------------------------------------------------------------------- */

static bool check_texts(View *args, const char *function)
{
    for (int i = 0; i < 2; i++)
        if (!is_str(args[i])) {
            raise_error(TypeError, "%s() argument %d must be str, not %K", function, i + 1, args[i]);
            return false;
        }
    return true;
}

static Ref normalize(View self, View *args)
{
    return check_texts(args, "normalize") ? unicodedata_normalize(AS_OBJECT(str_view(args[0])), args[1], is_old(self)) : NULL;
}

static Ref is_normalized(View self, View *args)
{
    return check_texts(args, "is_normalized") ? unicodedata_is_normalized(AS_OBJECT(str_view(args[0])), args[1], is_old(self)) : NULL;
}

/* --- the module ----------------------------------------------------------------------------------------- */

static const NativeFunction functions[] = {
    {"bidirectional(chr, /)", bidirectional, "The bidirectional class of the character, as a string; '' if none is known."},
    {"category(chr, /)", category, "The general category of the character, as a string."},
    {"combining(chr, /)", combining, "The canonical combining class of the character, an int; 0 if it does not combine."},
    {"decimal(chr, default=None, /)", decimal, "The character's value as a decimal digit; the default, or ValueError, if it is none."},
    {"decomposition(chr, /)", decomposition, "The decomposition of the character, as a string; '' if there is none."},
    {"digit(chr, default=None, /)", digit, "The character's value as a digit; the default, or ValueError, if it is none."},
    {"east_asian_width(chr, /)", east_asian_width, "The East Asian width of the character, as a string."},
    {"is_normalized(form, unistr, /)", is_normalized, "Is the string in this normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'?"},
    {"lookup(name, /)", lookup, "The character, or sequence of characters, of that name; KeyError if there is none."},
    {"mirrored(chr, /)", mirrored, "1 if the character is mirrored in text from right to left, else 0."},
    {"name(chr, default=None, /)", name_function, "The name of the character; the default, or ValueError, if it has none."},
    {"normalize(form, unistr, /)", normalize, "The string in this normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'."},
    {"numeric(chr, default=None, /)", numeric, "The character's numeric value, a float; the default, or ValueError, if it has none."},
    {NULL, NULL, NULL},
};

static Ref get_version(View self UNUSED)
{
    return str_from_text("3.2.0");
}

static const NativeProperty properties[] = {
    {"unidata_version", get_version, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

typedef struct UcdObject {
    Object object;
} UcdObject;

static TypeObject ucd_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "unicodedata.UCD",
    .size = sizeof(UcdObject),
    .flags = TYPE_FLAG_NO_NEW,
    .methods = functions,
    .properties = properties,
};

static Ref ucd_new(void)
{
    Ref self = heap_allocate(sizeof(UcdObject));
    if (!self)
        return raise_memory_error();
    *self = (Object){1, ucd_type.index};
    return self;
}

static bool init(ModuleObject *module)
{
    return module_type_ready(&ucd_type) && dict_set_text(module->dict, "UCD", AS_OBJECT(&ucd_type)) &&
           dict_set_text_take(module->dict, "ucd_3_2_0", ucd_new()) &&
           dict_set_text_take(module->dict, "unidata_version", str_from_text("14.0.0"));
}

const NativeModule unicodedata_module = {
    .name = "unicodedata",
    .doc = "The Unicode character database, version 14.0.0: names, categories, numeric values, normal forms.",
    .functions = functions,
    .init = init};
