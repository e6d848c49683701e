/* _locale: the C library's locales, and its catalogues of messages, for locale.py and gettext.
 *
 * A process starts in the locale "C", but for characters, which are UTF-8's, as CPython has it: that is set when
 * this module is first imported. Numbers are written and read as in "C" elsewhere: the thread that calls setlocale
 * gets a locale of its own, which is the process's but for LC_NUMERIC. */
#include <errno.h>
#include <langinfo.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "vm/module.h"

static Ref locale_error;

static View error_peek(void)
{
    return module_error_class_peek(&locale_error, "locale", "Error", AS_OBJECT(&exception_types[Exception]));
}

static Ref raise_locale_error(const char *text)
{
    View class = error_peek();
    return class ? module_raise(class, "%s", text) : NULL;
}

static Ref text(const char *bytes)
{
    return posix_text(bytes, strlen(bytes));
}

/* --- the locale ----------------------------------------------------------------------------------------- */

/* A str without a zero inside as the system's bytes. */
static Ref text_argument(View argument, const char *function, int number)
{
    if (!is_str(argument))
        return raise_error(TypeError, "%s() argument %d must be str, not %K", function, number, argument);
    Ref bytes = posix_bytes(argument);
    if (bytes && strlen(posix_text_of(bytes)) != ((BytesObject *)bytes)->length) {
        release(bytes);
        return raise_error(ValueError, "embedded null character");
    }
    return bytes;
}

static locale_t of_thread; /* what uselocale was given, or NULL */

static void keep_numbers(void)
{
    const char *all = setlocale(LC_ALL, NULL);
    locale_t same = all ? newlocale(LC_ALL_MASK, all, (locale_t)0) : (locale_t)0;
    locale_t wanted = same ? newlocale(LC_NUMERIC_MASK, "C", same) : (locale_t)0;
    uselocale(wanted ? wanted : LC_GLOBAL_LOCALE);
    if (of_thread)
        freelocale(of_thread);
    of_thread = wanted;
}

static Ref set_locale(View self UNUSED, View *args)
{
    int category;
    if (!posix_int(args[0], &category))
        return NULL;
    if (!args[1] || args[1] == NONE) {
        const char *current = setlocale(category, NULL);
        return current ? text(current) : raise_locale_error("locale query failed");
    }
    if (!is_str(args[1]))
        return raise_error(TypeError, "setlocale() argument 2 must be str or None, not %K", args[1]);
    Ref name = text_argument(args[1], "setlocale", 2);
    if (!name)
        return NULL;
    const char *current = setlocale(category, posix_text_of(name));
    release(name);
    keep_numbers();
    return current ? text(current) : raise_locale_error("unsupported locale setting");
}

/* The sizes of groups of digits: up to the last, which is 0 or CHAR_MAX. */
static Ref grouping(const char *sizes)
{
    Ref list = list_new(0);
    for (bool goes_on = sizes[0] != 0; list && goes_on; sizes++) {
        Ref size = int_new(*sizes);
        goes_on = *sizes != 0 && *sizes != CHAR_MAX;
        if (!size || !list_append_take((ListView)list, size))
            clear_place(&list);
    }
    return list;
}

static Ref conventions(View self UNUSED, View *args UNUSED)
{
    locale_t own = uselocale(LC_GLOBAL_LOCALE);
    const struct lconv *l = localeconv(); /* its static struct stays until the next call */
    uselocale(own);
    Ref result = dict_new();
    DictView dict = (DictView)result;
#define TEXT(name) dict_set_text_take(dict, #name, text(l->name))
#define NUMBER(name) dict_set_text_take(dict, #name, int_new(l->name))
    if (result && TEXT(int_curr_symbol) && TEXT(currency_symbol) && TEXT(mon_decimal_point) && TEXT(mon_thousands_sep) &&
        dict_set_text_take(dict, "mon_grouping", grouping(l->mon_grouping)) && TEXT(positive_sign) && TEXT(negative_sign) &&
        NUMBER(int_frac_digits) && NUMBER(frac_digits) && NUMBER(p_cs_precedes) && NUMBER(p_sep_by_space) && NUMBER(n_cs_precedes) &&
        NUMBER(n_sep_by_space) && NUMBER(p_sign_posn) && NUMBER(n_sign_posn) && TEXT(decimal_point) && TEXT(thousands_sep) &&
        dict_set_text_take(dict, "grouping", grouping(l->grouping)))
        return result;
#undef TEXT
#undef NUMBER
    release_maybe(result);
    return NULL;
}

static Ref encoding(View self UNUSED, View *args UNUSED)
{
    return text(nl_langinfo(CODESET));
}

/* --- comparing texts ------------------------------------------------------------------------------------ */

/* In block of malloc; NULL with an exception. */
static wchar_t *wide_from(View argument, const char *function, int number)
{
    StrView source = str_view(argument);
    if (!source)
        return raise_error(TypeError, "%s() argument %d must be str, not %K", function, number, argument);
    wchar_t *wide = malloc((source->length + 1) * sizeof *wide);
    if (!wide)
        return raise_memory_error();
    for (size_t i = 0; i < source->length; i++) {
        wide[i] = (wchar_t)str_at(source, i);
        if (!wide[i]) {
            free(wide);
            return raise_error(ValueError, "embedded null character");
        }
    }
    wide[source->length] = 0;
    return wide;
}

static Ref text_from_wide(const wchar_t *wide, size_t length)
{
    uint32_t widest = 0;
    for (size_t i = 0; i < length; i++)
        widest = (uint32_t)wide[i] > widest ? (uint32_t)wide[i] : widest;
    if (widest > 0x10FFFF)
        return raise_error(ValueError, "character U+%x is not in range [U+0000; U+10ffff]", widest);
    Ref result = str_allocate(length, widest);
    for (size_t i = 0; result && i < length; i++)
        str_put((StrView)result, i, (uint32_t)wide[i]);
    return result;
}

static Ref collate(View self UNUSED, View *args)
{
    wchar_t *first = wide_from(args[0], "strcoll", 1), *second = first ? wide_from(args[1], "strcoll", 2) : NULL;
    Ref result = second ? int_new(wcscoll(first, second)) : NULL;
    free(first);
    free(second);
    return result;
}

static Ref transform(View self UNUSED, View *args)
{
    wchar_t *source = wide_from(args[0], "strxfrm", 1);
    if (!source)
        return NULL;
    size_t length = wcsxfrm(NULL, source, 0);
    wchar_t *key = length < SIZE_MAX / sizeof *key - 1 ? malloc((length + 1) * sizeof *key) : NULL;
    Ref result = NULL;
    if (!key) {
        raise_memory_error();
    } else {
        wcsxfrm(key, source, length + 1);
        result = text_from_wide(key, length);
    }
    free(source);
    free(key);
    return result;
}

/* --- names of days and the like ------------------------------------------------------------------------- */

#define ITEM(name)  \
    {               \
#name, name \
    }
static const struct {
    const char *name;
    int value;
} items[] = {
    ITEM(DAY_1),     ITEM(DAY_2),       ITEM(DAY_3),     ITEM(DAY_4),      ITEM(DAY_5),   ITEM(DAY_6),      ITEM(DAY_7),
    ITEM(ABDAY_1),   ITEM(ABDAY_2),     ITEM(ABDAY_3),   ITEM(ABDAY_4),    ITEM(ABDAY_5), ITEM(ABDAY_6),    ITEM(ABDAY_7),
    ITEM(MON_1),     ITEM(MON_2),       ITEM(MON_3),     ITEM(MON_4),      ITEM(MON_5),   ITEM(MON_6),      ITEM(MON_7),
    ITEM(MON_8),     ITEM(MON_9),       ITEM(MON_10),    ITEM(MON_11),     ITEM(MON_12),  ITEM(ABMON_1),    ITEM(ABMON_2),
    ITEM(ABMON_3),   ITEM(ABMON_4),     ITEM(ABMON_5),   ITEM(ABMON_6),    ITEM(ABMON_7), ITEM(ABMON_8),    ITEM(ABMON_9),
    ITEM(ABMON_10),  ITEM(ABMON_11),    ITEM(ABMON_12),  ITEM(RADIXCHAR),  ITEM(THOUSEP), ITEM(CRNCYSTR),   ITEM(D_FMT),
    ITEM(D_T_FMT),   ITEM(T_FMT),       ITEM(AM_STR),    ITEM(PM_STR),     ITEM(CODESET), ITEM(T_FMT_AMPM), ITEM(ERA),
    ITEM(ERA_D_FMT), ITEM(ERA_D_T_FMT), ITEM(ERA_T_FMT), ITEM(ALT_DIGITS), ITEM(YESEXPR), ITEM(NOEXPR),     ITEM(_DATE_FMT),
};
static const struct {
    const char *name;
    int value;
} categories[] = {
    ITEM(LC_CTYPE), ITEM(LC_NUMERIC), ITEM(LC_TIME), ITEM(LC_COLLATE), ITEM(LC_MONETARY), ITEM(LC_MESSAGES), ITEM(LC_ALL), ITEM(CHAR_MAX),
};
#undef ITEM

static Ref language_information(View self UNUSED, View *args)
{
    int key;
    if (!posix_int(args[0], &key))
        return NULL;
    for (size_t i = 0; i < COUNT_OF(items); i++)
        if (items[i].value == key)
            return text(nl_langinfo(key));
    return raise_error(ValueError, "unsupported langinfo constant");
}

/* --- catalogues of messages ----------------------------------------------------------------------------- */

static Ref translate(View self UNUSED, View *args)
{
    Ref message = text_argument(args[0], "gettext", 1);
    Ref result = message ? text(gettext(posix_text_of(message))) : NULL;
    release_maybe(message);
    return result;
}

/* domain None: the current one. */
static Ref translate_in(View domain, View message, int category, const char *function)
{
    Ref name = domain == NONE ? NULL : text_argument(domain, function, 1);
    Ref source = domain != NONE && !name ? NULL : text_argument(message, function, 2);
    Ref result = source ? text(dcgettext(name ? posix_text_of(name) : NULL, posix_text_of(source), category)) : NULL;
    release_maybe(name);
    release_maybe(source);
    return result;
}

static Ref translate_in_domain(View self UNUSED, View *args)
{
    return translate_in(args[0], args[1], LC_MESSAGES, "dgettext");
}

static Ref translate_in_category(View self UNUSED, View *args)
{
    int category;
    return posix_int(args[2], &category) ? translate_in(args[0], args[1], category, "dcgettext") : NULL;
}

static Ref choose_domain(View self UNUSED, View *args)
{
    Ref name = args[0] == NONE ? NULL : text_argument(args[0], "textdomain", 1);
    if (args[0] != NONE && !name)
        return NULL;
    const char *current = textdomain(name ? posix_text_of(name) : NULL);
    Ref result = current ? text(current) : raise_errno(errno, NULL);
    release_maybe(name);
    return result;
}

static Ref bind_domain(View self UNUSED, View *args)
{
    Ref domain = text_argument(args[0], "bindtextdomain", 1), folder = NULL, result = NULL;
    if (domain && ((BytesObject *)domain)->length == 0)
        raise_locale_error("domain must be a non-empty string");
    else if (domain && (args[1] == NONE || (folder = posix_system_text(args[1])) != NULL)) {
        const char *current = bindtextdomain(posix_text_of(domain), folder ? posix_text_of(folder) : NULL);
        result = current ? text(current) : raise_errno(errno, NULL);
    }
    release_maybe(domain);
    release_maybe(folder);
    return result;
}

static Ref bind_codeset(View self UNUSED, View *args)
{
    Ref domain = text_argument(args[0], "bind_textdomain_codeset", 1), codeset = NULL, result = NULL;
    if (domain && (args[1] == NONE || (codeset = text_argument(args[1], "bind_textdomain_codeset", 2)) != NULL)) {
        const char *current = bind_textdomain_codeset(posix_text_of(domain), codeset ? posix_text_of(codeset) : NULL);
        result = current ? text(current) : none_new();
    }
    release_maybe(domain);
    release_maybe(codeset);
    return result;
}

/* --- the table ------------------------------------------------------------------------------------------ */

static const NativeFunction functions[] = {
    {"bind_textdomain_codeset(domain, codeset, /)", bind_codeset, "Bind the C library's domain to codeset."},
    {"bindtextdomain(domain, dir, /)", bind_domain, "Bind the C library's domain to dir."},
    {"dcgettext(domain, msg, category, /)", translate_in_category, "Return translation of msg in domain and category."},
    {"dgettext(domain, msg, /)", translate_in_domain, "Return translation of msg in domain."},
    {"getencoding()", encoding, "Get the current locale encoding."},
    {"gettext(msg, /)", translate, "Return translation of msg."},
    {"localeconv()", conventions, "Returns numeric and monetary locale-specific parameters."},
    {"nl_langinfo(key, /)", language_information, "Return the value for the locale information associated with key."},
    {"setlocale(category, locale=None, /)", set_locale, "Activates/queries locale processing."},
    {"strcoll(os1, os2, /)", collate, "Compares two strings according to the locale."},
    {"strxfrm(string, /)", transform, "Return a string that can be used as a key for locale-aware comparisons."},
    {"textdomain(domain, /)", choose_domain, "Set the C library's textdomain to domain, returning the new domain."},
    {NULL, NULL, NULL},
};

static void set_character_locale(void)
{
    const char *current = setlocale(LC_CTYPE, NULL);
    if (!current || strcmp(current, "C") != 0)
        return;
    current = setlocale(LC_CTYPE, "");
    if (!current || strcmp(current, "C") == 0 || strcmp(current, "POSIX") == 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    set_character_locale();
    for (size_t i = 0; i < COUNT_OF(items); i++)
        if (!dict_set_text_take(dict, items[i].name, int_new(items[i].value)))
            return false;
    for (size_t i = 0; i < COUNT_OF(categories); i++)
        if (!dict_set_text_take(dict, categories[i].name, int_new(categories[i].value)))
            return false;
    View error = error_peek();
    return error && dict_set_text(dict, "Error", error);
}

const NativeModule _locale_module = {.name = "_locale", .doc = "Support for POSIX locales.", .functions = functions, .init = init};
