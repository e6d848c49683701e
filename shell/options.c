/* options: parses ouro's command line, which is CPython's as far as it goes.
 *
 * Letters may stand together (-ic "x"), an option's value behind its letter or in the next word. -c
 * and -m end the options: what follows belongs to the program. Nothing is executed here; the result
 * is a struct of wishes, which the environment's variables complete (environment.c) and run.c obeys.
 * An option of CPython's that would have no effect is refused, because to ignore it would be a false
 * promise. */
#include "shell/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shell/show.h"

static const char usage_line[] = "usage: ouro [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";

static const char help_text[] =
    "Options:\n"
    "-B     : write no .pyc files: Ouro never does\n"
    "-c cmd : program passed in as string (terminates option list)\n"
    "-E     : ignore the environment's PYTHON* and OUROPATH\n"
    "-h     : print this help message and exit\n"
    "-i     : inspect interactively after running script\n"
    "-I     : isolate from the user's surroundings: -E, -P and -s\n"
    "-m mod : run library module or package as a script (terminates option list)\n"
    "-O     : leave out assert statements; __debug__ is False\n"
    "-OO    : leave out docstrings as well\n"
    "-P     : don't put the script's folder at the head of sys.path\n"
    "-q     : don't print version and copyright messages on interactive startup\n"
    "-R     : random hashes, whatever PYTHONHASHSEED says\n"
    "-s     : don't add the user's own packages to sys.path: Ouro never does\n"
    "-S     : without what CPython's module site adds: exit, quit, help …, and the installed packages\n"
    "-u     : write stdout and stderr at once, unbuffered\n"
    "-V     : print the version number and exit\n"
    "-W arg : what becomes of warnings: action:message:category:module:line\n"
    "-x     : skip the first line of the script\n"
    "-X opt : set implementation-specific option:\n"
    "         -X dev: show all warnings, guard the blocks of memory (as PYTHONMALLOC=debug)\n"
    "         -X faulthandler: a program that crashes tells where it was\n"
    "         -X int_max_str_digits=N: the most digits of an int as text; 0: no limit\n"
    "         -X utf8: sys.flags.utf8_mode; text is UTF-8 in any case\n"
    "         -X show=VIEW,…: don't run the program, print what is made of it: tokens (by the lexer), tree (by the parser),\n"
    "              scopes (what each name means), code (by the compiler); with `run` among them it runs, and its code is printed "
    "afterwards,\n"
    "              in the quick forms that it has taken; the same of each statement that is typed\n"
    "         -X showheap: print at exit how many objects, references and blocks are still live, and the most that ever were\n"
    "         -X showrefcount: print at exit, and after each statement of the interactive interpreter, the sum of all reference counts and "
    "the number\n"
    "              of memory blocks\n"
    "         -X gcstress: collect at every allocation of a container\n"
    "         -X failalloc=N: let the Nth allocation fail; N+: that one and all after it\n"
    "         -X reproducible: the same ids, hashes and orders of sets in every run\n"
    "         -X tracemalloc[=N[,real]]: trace memory allocations, with N frames for each; sizes are CPython's, or with `real` Ouro's own\n"
    "\n"
    "Environment (not with -E or -I):\n"
    "PYTHONMALLOC=debug: guard and fill the blocks of memory, to find writes past their ends; also malloc, malloc_debug, pymalloc, "
    "default\n"
    "PYTHONMALLOCSTATS=1: print statistics of the pools whenever an arena is made, and at exit\n"
    "PYTHONTRACEMALLOC=N: as -X tracemalloc=N\n"
    "PYTHONPATH, OUROPATH: folders between colons, to look for modules in\n"
    "PYTHONWARNINGS: as -W, several between commas\n"
    "PYTHONHASHSEED: random, or a number from which hashes follow\n"
    "PYTHONBREAKPOINT: what breakpoint() calls; 0: nothing\n"
    "PYTHONSTARTUP: a script that the interactive interpreter runs first\n"
    "PYTHONDEVMODE, PYTHONDONTWRITEBYTECODE, PYTHONFAULTHANDLER, PYTHONINSPECT, PYTHONINTMAXSTRDIGITS, PYTHONNOUSERSITE, PYTHONOPTIMIZE, "
    "PYTHONSAFEPATH,\n"
    "PYTHONUNBUFFERED, PYTHONUTF8: as the options\n"
    "\n"
    "Arguments:\n"
    "file   : program read from script file, or from __main__.py in a folder\n"
    "-      : program read from stdin (default; interactive mode if a tty)\n"
    "arg ...: arguments passed to program in sys.argv[1:]\n";

static int usage_error(const char *message, const char *what)
{
    fprintf(stderr, "%s%s\n%sTry `ouro -h' for more information.\n", message, what, usage_line);
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

static bool parse_x(const char *text, Options *options)
{
    options->x_options[options->x_count++] = text;
    if (strcmp(text, "showheap") == 0)
        return options->show_heap = true;
    if (strcmp(text, "showrefcount") == 0)
        return options->show_references = true;
    if (strncmp(text, "show=", 5) == 0)
        return show_parse(text + 5, &options->show);
    if (strcmp(text, "gcstress") == 0)
        return options->gc_stress = true;
    if (strcmp(text, "reproducible") == 0)
        return options->reproducible = true;
    if (strcmp(text, "dev") == 0)
        return options->dev_mode = true;
    if (options_is_x(text, "faulthandler"))
        return options->reports_faults = true;
    if (strncmp(text, "failalloc=", 10) == 0)
        return parse_fail_at(text + 10, options);
    if (strncmp(text, "tracemalloc", 11) == 0 && (text[11] == 0 || text[11] == '=')) {
        if (!options->trace_malloc) /* the first one counts, as in CPython */
            options->trace_malloc = text[11] ? text + 12 : "1";
        return true;
    }
    return options_is_x(text, "utf8") || options_is_x(text, "int_max_str_digits"); /* environment.c reads them */
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

/* CPython's options that Ouro does not obey: better to say so than to ignore them. */
static const struct {
    char letter;
    const char *what;
} refused[] = {{'b', "warnings about comparing str with bytes"}, {'d', "output of the parser"}, {'v', "tracing of imports"}};

static int refuse(char letter)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (refused[i].letter == letter) {
            fprintf(stderr, "ouro: -%c is not supported: %s\n", letter, refused[i].what);
            return 2;
        }
    return usage_error("Unknown option: -", (char[]){letter, 0});
}

/* An option that is a letter alone. False: it is none of these. */
static bool parse_letter(char letter, Options *options)
{
    switch (letter) {
    case 'i': options->inspect = options->interactive = true; break;
    case 'q': options->quiet++; break;
    case 'I': options->isolated = true; break;
    case 'E': options->ignore_environment = true; break;
    case 'P': options->safe_path = true; break;
    case 's': options->no_user_site = true; break;
    case 'S': options->no_site = true; break;
    case 'O': options->optimize++; break;
    case 'u': options->unbuffered = true; break;
    case 'R': options->random_hashes = true; break;
    case 'x': options->skip_first_line = true; break;
    case 'B': break; /* never */
    default: return false;
    }
    return true;
}

int options_parse(int argc, char **argv, Options *options)
{
    *options = (Options){.kind = RUN_STDIN, .int_max_str_digits = -1};
    options->warnings = calloc((size_t)argc * 2 + 1, sizeof *options->warnings);
    if (!options->warnings) {
        fputs("ouro: not enough memory to start\n", stderr);
        return 1;
    }
    options->x_options = options->warnings + argc;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (word[0] != '-' || word[1] == 0) {
            options->kind = word[0] == '-' ? RUN_STDIN : RUN_FILE;
            options->target = word[0] == '-' ? NULL : word;
            take_rest(options, argc, argv, i + 1);
            return -1;
        }
        if (strcmp(word, "--help") == 0 || strcmp(word, "--help-all") == 0 || strcmp(word, "--help-env") == 0 ||
            strcmp(word, "--help-xoptions") == 0 || strcmp(word, "-?") == 0)
            word = "-h";
        if (strcmp(word, "--version") == 0)
            word = "-V";
        for (const char *letter = word + 1; *letter; letter++) {
            if (parse_letter(*letter, options))
                continue;
            const char *value = strchr("cmWX", *letter) ? value_of(letter, argc, argv, &i) : NULL;
            switch (*letter) {
            case 'h': printf("%s%s", usage_line, help_text); return 0;
            case 'V': puts("Ouro 0.1 (Python 3.11.2)"); return 0;
            case 'c':
            case 'm':
            case 'W':
                if (!value)
                    return usage_error("Argument expected for the -", (char[]){*letter, ' ', 'o', 'p', 't', 'i', 'o', 'n', 0});
                if (*letter == 'W') {
                    options->warnings[options->warning_count++] = value;
                    break;
                }
                options->kind = *letter == 'c' ? RUN_COMMAND : RUN_MODULE;
                options->target = value;
                take_rest(options, argc, argv, i + 1);
                return -1;
            case 'X':
                if (!value || !parse_x(value, options))
                    return usage_error("Unknown -X option: ", value ? value : "");
                break;
            default: return refuse(*letter);
            }
            break;
        }
    }
    return -1;
}
