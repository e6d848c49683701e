/* _sre: the engine of regular expressions, for the codes that CPython's own package `re` makes. Here: the
 * module's table, and what that package asks of characters. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/sre/sre.h"
#include "vm/module.h"

static Ref getcodesize(View self UNUSED, View *args UNUSED)
{
    return int_new((int64_t)sizeof(Code));
}

static bool read_character(View argument, Character *character)
{
    int32_t number = 0;
    *character = 0;
    if (!object_as_int32(argument, &number))
        return false;
    *character = (Character)number;
    return true;
}

static Ref ascii_iscased(View self UNUSED, View *args)
{
    Character character;
    return read_character(args[0], &character) ? bool_new((character | 0x20) - 'a' < 26) : NULL;
}

static Ref unicode_iscased(View self UNUSED, View *args)
{
    Character character;
    if (!read_character(args[0], &character))
        return NULL;
    Character lower = sre_lower_unicode(character);
    return bool_new(character != lower || character != sre_upper_unicode(character));
}

static Ref ascii_tolower(View self UNUSED, View *args)
{
    Character character;
    return read_character(args[0], &character) ? int_new((int32_t)sre_lower_ascii(character)) : NULL;
}

static Ref unicode_tolower(View self UNUSED, View *args)
{
    Character character;
    return read_character(args[0], &character) ? int_new((int32_t)sre_lower_unicode(character)) : NULL;
}

static Ref compile(View self UNUSED, View *args)
{
    return sre_pattern_new(args);
}

static bool init(ModuleObject *module)
{
    static const char copyright[] = " SRE codes, as CPython 3.11 numbers them; matched by Ouro ";
    sre_characters_start();
    return module_type_ready(&sre_pattern_type) && module_type_ready(&sre_match_type) && module_type_ready(&sre_scanner_type) &&
           dict_set_text_take(module->dict, "MAGIC", int_new(SRE_MAGIC)) &&
           dict_set_text_take(module->dict, "CODESIZE", int_new((int64_t)sizeof(Code))) &&
           dict_set_text_take(module->dict, "MAXREPEAT", int_new((int64_t)SRE_MAXREPEAT)) &&
           dict_set_text_take(module->dict, "MAXGROUPS", int_new(SRE_MAXGROUPS)) &&
           dict_set_text_take(module->dict, "copyright", str_from_text(copyright));
}

static const NativeFunction functions[] = {
    {"ascii_iscased(character, /)", ascii_iscased, NULL},
    {"unicode_iscased(character, /)", unicode_iscased, NULL},
    {"ascii_tolower(character, /)", ascii_tolower, NULL},
    {"unicode_tolower(character, /)", unicode_tolower, NULL},
    {"compile(pattern, flags, code, groups, groupindex, indexgroup)", compile, NULL},
    {"getcodesize()", getcodesize, NULL},
    {NULL, NULL, NULL},
};

const NativeModule _sre_module = {.name = "_sre", .functions = functions, .init = init};
