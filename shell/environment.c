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

static const char *const names[VARIABLES] = {[VARIABLE_DEVMODE] = "DEVMODE",
                                             [VARIABLE_FAULTHANDLER] = "FAULTHANDLER",
                                             [VARIABLE_HASHSEED] = "HASHSEED",
                                             [VARIABLE_INSPECT] = "INSPECT",
                                             [VARIABLE_INTMAXSTRDIGITS] = "INTMAXSTRDIGITS",
                                             [VARIABLE_MALLOC] = "MALLOC",
                                             [VARIABLE_MALLOCSTATS] = "MALLOCSTATS",
                                             [VARIABLE_NOUSERSITE] = "NOUSERSITE",
                                             [VARIABLE_OPTIMIZE] = "OPTIMIZE",
                                             [VARIABLE_PATH] = "PATH",
                                             [VARIABLE_SAFEPATH] = "SAFEPATH",
                                             [VARIABLE_STARTUP] = "STARTUP",
                                             [VARIABLE_TRACEMALLOC] = "TRACEMALLOC",
                                             [VARIABLE_UNBUFFERED] = "UNBUFFERED",
                                             [VARIABLE_UTF8] = "UTF8",
                                             [VARIABLE_WARNINGS] = "WARNINGS"};

/* CPython's, that Ouro does not obey. */
static const char *const refused[] = {"CASEOK",        "DEBUG",      "DUMPREFS",          "HOME",    "LEGACYWINDOWSSTDIO",
                                      "NODEBUGRANGES", "PLATLIBDIR", "PROFILEIMPORTTIME", "VERBOSE", "WARNDEFAULTENCODING"};

static bool is_variable(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

/* UTF-8 without a way to handle errors of its own: what the streams do anyhow. */
static bool is_usual_encoding(const char *value)
{
    size_t length = strcspn(value, ":");
    return (!value[length] || !value[length + 1]) &&
           ((length == 5 && (strncasecmp(value, "utf-8", 5) == 0 || strncasecmp(value, "utf_8", 5) == 0)) ||
            (length == 4 && strncasecmp(value, "utf8", 4) == 0));
}

static bool refuse(const char *name, const char *why)
{
    fprintf(stderr, "ouro: the variable PYTHON%s is not supported%s (-E ignores it, and all others)\n", name, why);
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
            return refuse(refused[i], "");
    return !is_variable("IOENCODING", text, length) || is_usual_encoding(value) || refuse("IOENCODING", ", but for UTF-8");
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

static bool read_utf8_mode(Options *options)
{
    const char *x = x_value(options, "utf8"), *variable = options->variables[VARIABLE_UTF8], *value = x ? x : variable;
    if (value && strcmp(value, "0") != 0 && strcmp(value, "1") != 0 && !(x && !*x))
        return fail("preconfig_init_utf8_mode", "invalid ", x ? "-X utf8 option value" : "PYTHONUTF8 environment variable value",
                    "preinitializing");
    options->utf8_mode = value && *value != '0';
    return true;
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

bool environment_read(Options *options)
{
    if (options->isolated)
        options->ignore_environment = options->safe_path = options->no_user_site = true;
    for (char **variable = environ; !options->ignore_environment && *variable; variable++)
        if (strncmp(*variable, "PYTHON", 6) == 0 && !take_variable(*variable + 6, options))
            return false;
    const char *const *is = options->variables;
    options->optimize = level_of(is[VARIABLE_OPTIMIZE], options->optimize);
    options->unbuffered |= level_of(is[VARIABLE_UNBUFFERED], 0) > 0;
    options->inspect |= level_of(is[VARIABLE_INSPECT], 0) > 0;
    options->no_user_site |= level_of(is[VARIABLE_NOUSERSITE], 0) > 0;
    options->safe_path |= is[VARIABLE_SAFEPATH] != NULL;
    options->dev_mode |= is[VARIABLE_DEVMODE] != NULL;
    options->reports_faults |= options->dev_mode || is[VARIABLE_FAULTHANDLER] != NULL;
    return read_utf8_mode(options) && read_digits(options);
}
