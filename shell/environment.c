/* environment: the second half of the options: the variables PYTHON…, and what follows from options and
 * variables together.
 *
 * A variable that CPython obeys and Ouro does not is refused as such an option is: who sets it counts on
 * it. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "shell/options.h"

extern char **environ;

static const char *const names[VARIABLES] = {[VARIABLE_DEBUG] = "DEBUG",
                                             [VARIABLE_DEVMODE] = "DEVMODE",
                                             [VARIABLE_DONTWRITEBYTECODE] = "DONTWRITEBYTECODE",
                                             [VARIABLE_FAULTHANDLER] = "FAULTHANDLER",
                                             [VARIABLE_HASHSEED] = "HASHSEED",
                                             [VARIABLE_INSPECT] = "INSPECT",
                                             [VARIABLE_INTMAXSTRDIGITS] = "INTMAXSTRDIGITS",
                                             [VARIABLE_MALLOC] = "MALLOC",
                                             [VARIABLE_MALLOCSTATS] = "MALLOCSTATS",
                                             [VARIABLE_NODEBUGRANGES] = "NODEBUGRANGES",
                                             [VARIABLE_NOUSERSITE] = "NOUSERSITE",
                                             [VARIABLE_OPTIMIZE] = "OPTIMIZE",
                                             [VARIABLE_PATH] = "PATH",
                                             [VARIABLE_PROFILEIMPORTTIME] = "PROFILEIMPORTTIME",
                                             [VARIABLE_PYCACHEPREFIX] = "PYCACHEPREFIX",
                                             [VARIABLE_SAFEPATH] = "SAFEPATH",
                                             [VARIABLE_STARTUP] = "STARTUP",
                                             [VARIABLE_TRACEMALLOC] = "TRACEMALLOC",
                                             [VARIABLE_UNBUFFERED] = "UNBUFFERED",
                                             [VARIABLE_UTF8] = "UTF8",
                                             [VARIABLE_VERBOSE] = "VERBOSE",
                                             [VARIABLE_WARNDEFAULTENCODING] = "WARNDEFAULTENCODING",
                                             [VARIABLE_WARNINGS] = "WARNINGS"};

/* CPython's, that Ouro does not obey. */
static const char *const refused[] = {"HOME", "PLATLIBDIR"};

static bool is_variable(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

static bool refuse(const char *name)
{
    fprintf(stderr, "ouro: the variable PYTHON%s is not supported (-E ignores it, and all others)\n", name);
    return false;
}

/* One variable behind "PYTHON": NAME=value. False if it is refused. */
static bool take_variable(const char *text, Options *options)
{
    size_t length = strcspn(text, "=");
    if (!text[length] || !text[length + 1]) /* an empty one says nothing */
        return true;
    const char *value = text + length + 1;
    for (size_t i = 0; i < VARIABLES; i++)
        if (is_variable(names[i], text, length))
            options->variables[i] = value;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (is_variable(refused[i], text, length))
            return refuse(refused[i]);
    return true;
}

/* As CPython reads a variable that counts: a number, or 1 for any other text. */
static int level_of(const char *text, int at_least)
{
    char *end;
    errno = 0;
    long level = text ? strtol(text, &end, 10) : 0;
    if (text && (*end || errno || level < 0 || level > INT_MAX))
        level = 1;
    return level > at_least ? (int)level : at_least;
}

static bool fail(const char *function, const char *what, const char *message, const char *state)
{
    fprintf(stderr, "Fatal Python error: %s: %s%s\nPython runtime state: %s\n\n", function, what, message, state);
    return false;
}

/* The value of the last -X of this name: NULL if there is none, "" if it has none. */
static const char *x_value(const Options *options, const char *name)
{
    for (int i = options->x_count; i-- > 0;)
        if (options_is_x(options->x_options[i], name)) {
            const char *value = options->x_options[i] + strlen(name);
            return *value ? value + 1 : value;
        }
    return NULL;
}

/* The locale that LC_CTYPE has by the environment; "" if that says nothing. */
static const char *locale_of_environment(void)
{
    const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return value;
    }
    return "";
}

/* PEP 538: a locale that is C would make programs that are started from here take text for ASCII. So LC_CTYPE
 * becomes C.UTF-8, unless LC_ALL or PYTHONCOERCECLOCALE forbids it. */
static void coerce_locale(const Options *options)
{
    static const char target[] = "C.UTF-8";
    const char *wish = options->ignore_environment ? NULL : getenv("PYTHONCOERCECLOCALE"), *all = getenv("LC_ALL");
    if ((wish && strcmp(wish, "0") == 0) || (all && *all))
        return;
    if (setenv("LC_CTYPE", target, 1) == 0 && wish && strcmp(wish, "warn") == 0)
        fprintf(stderr,
                "Python detected LC_CTYPE=C: LC_CTYPE coerced to %s (set another locale or PYTHONCOERCECLOCALE=0 to "
                "disable this locale coercion behavior).\n",
                target);
}

/* Without a word about it, the mode follows from a locale that is C (PEP 540). With -X reproducible the program is the
 * same in every environment. */
static bool read_utf8_mode(Options *options)
{
    const char *x = x_value(options, "utf8"), *variable = options->variables[VARIABLE_UTF8], *value = x ? x : variable;
    const char *locale = locale_of_environment();
    bool is_c = !options->reproducible && (!*locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0);
    if (value && strcmp(value, "0") != 0 && strcmp(value, "1") != 0 && !(x && !*x))
        return fail("preconfig_init_utf8_mode", "invalid ", x ? "-X utf8 option value" : "PYTHONUTF8 environment variable value",
                    "preinitializing");
    options->utf8_mode = value ? *value != '0' : is_c;
    if (is_c)
        coerce_locale(options);
    return true;
}

/* The value must be on or off, if there is one. */
static bool read_frozen_modules(Options *options)
{
    const char *value = x_value(options, "frozen_modules");
    options->no_frozen_modules = value && strcmp(value, "off") == 0;
    if (!value || !*value || strcmp(value, "on") == 0 || strcmp(value, "off") == 0)
        return true;
    fputs("Fatal Python error: bad value for option -X frozen_modules (expected \"on\" or \"off\")\n"
          "Python runtime state: preinitialized\n\n",
          stderr);
    return false;
}

static bool read_digits(Options *options)
{
    const char *x = x_value(options, "int_max_str_digits"), *variable = options->variables[VARIABLE_INTMAXSTRDIGITS];
    const char *value = x ? x : variable;
    if (!value)
        return true;
    char *end;
    errno = 0;
    long digits = strtol(value, &end, 10);
    if (!*value || *end || errno || digits > INT_MAX || (digits < 640 && digits != 0))
        return fail("config_init_int_max_str_digits", x ? "-X int_max_str_digits" : "PYTHONINTMAXSTRDIGITS",
                    ": invalid limit; must be >= 640 or 0 for unlimited.", "preinitialized");
    options->int_max_str_digits = digits;
    return true;
}

static void read_levels(Options *options)
{
    const char *const *is = options->variables;
    options->debug = level_of(is[VARIABLE_DEBUG], options->debug);
    options->verbose = level_of(is[VARIABLE_VERBOSE], options->verbose);
    options->optimize = level_of(is[VARIABLE_OPTIMIZE], options->optimize);
    options->inspect = level_of(is[VARIABLE_INSPECT], options->inspect);
    options->unbuffered |= level_of(is[VARIABLE_UNBUFFERED], 0) > 0;
    options->dont_write_bytecode |= level_of(is[VARIABLE_DONTWRITEBYTECODE], 0) > 0;
    options->no_user_site |= level_of(is[VARIABLE_NOUSERSITE], 0) > 0;
}

/* Variables that count by being there. */
static void read_switches(Options *options)
{
    const char *const *is = options->variables;
    options->safe_path |= is[VARIABLE_SAFEPATH] != NULL;
    options->dev_mode |= is[VARIABLE_DEVMODE] != NULL;
    options->import_time |= is[VARIABLE_PROFILEIMPORTTIME] != NULL;
    options->no_debug_ranges |= is[VARIABLE_NODEBUGRANGES] != NULL;
    options->warn_default_encoding |= is[VARIABLE_WARNDEFAULTENCODING] != NULL;
    options->reports_faults |= options->dev_mode || is[VARIABLE_FAULTHANDLER] != NULL;
    const char *prefix = x_value(options, "pycache_prefix");
    options->pycache_prefix = prefix ? (*prefix ? prefix : NULL) : is[VARIABLE_PYCACHEPREFIX];
    options->ouro_path = options->ignore_environment ? NULL : getenv("OUROPATH");
    options->with_site |= options->ouro_path && *options->ouro_path;
    options->with_site &= !options->no_site;
}

bool environment_read(Options *options)
{
    if (options->isolated)
        options->ignore_environment = options->safe_path = options->no_user_site = true;
    for (char **variable = environ; !options->ignore_environment && *variable; variable++)
        if (strncmp(*variable, "PYTHON", 6) == 0 && !take_variable(*variable + 6, options))
            return false;
    read_levels(options);
    read_switches(options);
    return read_utf8_mode(options) && read_digits(options) && read_frozen_modules(options);
}
