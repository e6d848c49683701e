/* command_line: the words of a command; see command_line.h.
 *
 * An option that comes after the script's name would be handed to the script, and silently do nothing for
 * heapview. So the options of the present command, which are read from its usage, are looked for among the
 * script's arguments: finding one is a mistake, unless a `--` right after the script says that all is meant
 * for it. */
#include "heapview/tell/command_line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

ScriptRunner command_run_script;

static const char *options_now = "";

void command_begin(const char *options)
{
    options_now = options;
}

int command_error(const char *command, const char *format, ...)
{
    va_list values;
    fprintf(stderr, "ouro -m heapview%s%s: ", command ? " " : "", command ? command : "");
    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    fputs("\nTry `ouro -m heapview --help' for more information.\n", stderr);
    return 2;
}

/* Is `word`, perhaps with "=value", one of the options of a usage: "[-o FILE] [--everything]"? */
static bool is_listed(const char *options, const char *word)
{
    size_t length = strcspn(word, "=");
    for (const char *at = strchr(options, '['); at; at = strchr(at + 1, '['))
        if (strcspn(at + 1, " ]") == length && strncmp(at + 1, word, length) == 0)
            return true;
    return false;
}

/* What somebody might write who wants a view in another form. */
static bool is_form(const char *options, const char *word)
{
    return strstr(options, COMMAND_OUTPUT) && is_listed("[--svg] [--dot] [--json] [--txt] [--text]", word);
}

int command_unknown_option(const char *command, const char *word)
{
    return command_error(command, "unknown option %s%s", word, is_form(options_now, word) ? " (the ending of -o FILE says the form)" : "");
}

int command_script(const char *command, int *argc, char ***argv)
{
    if (*argc > 1 && strcmp((*argv)[1], "--") == 0) {
        (*argv)[1] = (*argv)[0];
        ++*argv;
        --*argc;
        return 0;
    }
    for (int i = 1; i < *argc && strcmp((*argv)[i], "--") != 0; i++) {
        const char *word = (*argv)[i];
        if (is_listed(options_now, word) || is_form(options_now, word))
            return command_error(command, "%s stands after the script: %s; write `%s -- …' if it is meant for the script", word,
                                 is_form(options_now, word) ? "the ending of -o FILE, before the script, says the form"
                                                            : "options of heapview come before it",
                                 (*argv)[0]);
    }
    return 0;
}
