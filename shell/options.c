/* options: parses ouro's command line, which is CPython's, and a few -X more.
 *
 * Letters may stand together (-ic "x"), an option's value behind its letter or in the next word. -c
 * and -m end the options: what follows belongs to the program. Nothing is executed here; the result
 * is a struct of wishes, which the environment's variables complete (environment.c) and run.c obeys.
 * A -X that is unknown is only kept for sys._xoptions, as CPython does. */
#include "shell/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shell/help.h"
#include "shell/show.h"

static const char *program_name; /* argv[0], for messages */

static int usage_error(const char *format, const char *what)
{
    fprintf(stderr, format, what);
    help_usage(stderr, program_name);
    fputs("Try `ouro -h' for more information.\n", stderr);
    return 2;
}

static bool parse_fail_at(const char *text, Options *options)
{
    char *end;
    options->fail_at = strtoull(text, &end, 10);
    options->fail_ever_after = *end == '+';
    return options->fail_at > 0 && (*end == 0 || strcmp(end, "+") == 0);
}

bool options_is_x(const char *text, const char *name)
{
    size_t length = strlen(name);
    return strncmp(text, name, length) == 0 && (text[length] == 0 || text[length] == '=');
}

/* False: one of Ouro's own, with a value that makes no sense. */
static bool parse_x(const char *text, Options *options)
{
    options->x_options[options->x_count++] = text;
    const struct {
        const char *name;
        bool *flag;
    } plain[] = {{"showheap", &options->show_heap},
                 {"showrefcount", &options->show_references},
                 {"gcstress", &options->gc_stress},
                 {"reproducible", &options->reproducible},
                 {"site", &options->with_site},
                 {"dev", &options->dev_mode},
                 {"faulthandler", &options->reports_faults},
                 {"importtime", &options->import_time},
                 {"no_debug_ranges", &options->no_debug_ranges},
                 {"warn_default_encoding", &options->warn_default_encoding}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (options_is_x(text, plain[i].name))
            return *plain[i].flag = true;
    if (options_is_x(text, "show"))
        return text[4] && show_parse(text + 5, &options->show);
    if (options_is_x(text, "failalloc"))
        return text[9] && parse_fail_at(text + 10, options);
    if (options_is_x(text, "tracemalloc") && !options->trace_malloc) /* the first one counts, as in CPython */
        options->trace_malloc = text[11] ? text + 12 : "1";
    return true; /* environment.c reads the others that mean something */
}

static void take_rest(Options *options, int argc, char **argv, int from)
{
    options->arguments = argv + from;
    options->argument_count = argc - from;
}

/* The value of an option: the rest of the word, or the next word. */
static const char *value_of(const char *letter, int argc, char **argv, int *i)
{
    if (letter[1])
        return letter + 1;
    return *i + 1 < argc ? argv[++*i] : NULL;
}

/* An option that is a letter alone. False: it is none of these. */
static bool parse_letter(char letter, Options *options)
{
    switch (letter) {
    case 'i':
        options->inspect++;
        options->interactive++;
        break;
    case 'b': options->bytes_warning++; break;
    case 'd': options->debug++; break;
    case 'q': options->quiet++; break;
    case 'v': options->verbose++; break;
    case 'O': options->optimize++; break;
    case 'V': options->show_version++; break;
    case 'B': options->dont_write_bytecode = true; break;
    case 'I': options->isolated = true; break;
    case 'E': options->ignore_environment = true; break;
    case 'P': options->safe_path = true; break;
    case 's': options->no_user_site = true; break;
    case 'S': options->no_site = true; break;
    case 'u': options->unbuffered = true; break;
    case 'R': options->random_hashes = true; break;
    case 'x': options->skip_first_line = true; break;
    case 't': break; /* of old: CPython takes it, and does nothing */
    default: return false;
    }
    return true;
}

/* What one word of options led to: the exit status, or one of these. */
enum { NEXT_WORD = -1, PROGRAM_FOLLOWS = -2 };

static int take_check_of_hashes(const char *value, Options *options)
{
    if (!value)
        return usage_error("Argument expected for the %s options\n", "--check-hash-based-pycs");
    if (strcmp(value, "always") != 0 && strcmp(value, "never") != 0 && strcmp(value, "default") != 0)
        return usage_error("%s must be one of 'default', 'always', or 'never'\n", "--check-hash-based-pycs");
    options->check_hash_pycs = value;
    return NEXT_WORD;
}

/* "--word". */
static int parse_long(int argc, char **argv, int *i, Options *options)
{
    const char *word = argv[*i];
    if (strcmp(word, "--help") == 0)
        help_options(program_name);
    else if (strcmp(word, "--help-env") == 0)
        help_variables();
    else if (strcmp(word, "--help-xoptions") == 0)
        help_x_options();
    else if (strcmp(word, "--help-all") == 0)
        help_all(program_name);
    else if (strcmp(word, "--check-hash-based-pycs") == 0)
        return take_check_of_hashes(*i + 1 < argc ? argv[++*i] : NULL, options);
    else if (strcmp(word, "--version") == 0)
        return parse_letter('V', options) ? NEXT_WORD : 2;
    else
        return usage_error("unknown option %s\n", word);
    return 0;
}

/* A letter with a value. */
static int take_value(char letter, const char *value, Options *options)
{
    if (!value)
        return usage_error("Argument expected for the -%s option\n", (char[]){letter, 0});
    if (letter == 'X')
        return parse_x(value, options) ? NEXT_WORD : usage_error("Unknown -X option: %s\n", value);
    if (letter == 'W') {
        options->warnings[options->warning_count++] = value;
        return NEXT_WORD;
    }
    options->kind = letter == 'c' ? RUN_COMMAND : RUN_MODULE;
    options->target = value;
    return PROGRAM_FOLLOWS;
}

/* "-abc": letters together, the last perhaps with its value. */
static int parse_letters(int argc, char **argv, int *i, Options *options)
{
    for (const char *letter = argv[*i] + 1; *letter; letter++) {
        if (parse_letter(*letter, options))
            continue;
        if (strchr("cmWX", *letter))
            return take_value(*letter, value_of(letter, argc, argv, i), options);
        if (*letter == 'h' || *letter == '?') {
            help_options(program_name);
            return 0;
        }
        if (*letter == 'J')
            return usage_error("-%s is reserved for Jython\n", "J");
        return usage_error("Unknown option: -%s\n", (char[]){*letter, 0});
    }
    return NEXT_WORD;
}

/* argv[from] is the program, or there is none. */
static void take_program(Options *options, int argc, char **argv, int from)
{
    if (from >= argc)
        return;
    options->is_dash = strcmp(argv[from], "-") == 0;
    options->kind = options->is_dash ? RUN_STDIN : RUN_FILE;
    options->target = options->is_dash ? NULL : argv[from];
    take_rest(options, argc, argv, from + 1);
}

int options_parse(int argc, char **argv, Options *options)
{
    program_name = argc > 0 ? argv[0] : "ouro";
    *options = (Options){.kind = RUN_STDIN, .int_max_str_digits = -1, .program = program_name};
    options->warnings = calloc((size_t)argc * 2 + 1, sizeof *options->warnings);
    if (!options->warnings) {
        fputs("ouro: not enough memory to start\n", stderr);
        return 1;
    }
    options->x_options = options->warnings + argc;
    int i = 1, result = NEXT_WORD;
    while (result == NEXT_WORD && i < argc && argv[i][0] == '-' && argv[i][1]) {
        if (strcmp(argv[i], "--") == 0) {
            i++;
            break;
        }
        result = argv[i][1] == '-' ? parse_long(argc, argv, &i, options) : parse_letters(argc, argv, &i, options);
        i++;
    }
    if (result >= 0)
        return result;
    if (options->show_version) {
        help_version(options->show_version);
        return 0;
    }
    if (result == PROGRAM_FOLLOWS)
        take_rest(options, argc, argv, i);
    else
        take_program(options, argc, argv, i);
    return -1;
}
