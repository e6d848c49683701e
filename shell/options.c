/* options: parses ouro's command line, which is CPython's as far as it goes. */
#include "shell/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage_line[] = "usage: ouro [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";

static const char help_text[] =
    "Options:\n"
    "-c cmd : program passed in as string (terminates option list)\n"
    "-h     : print this help message and exit\n"
    "-i     : inspect interactively after running script\n"
    "-m mod : run library module as a script (terminates option list)\n"
    "-q     : don't print version and copyright messages on interactive startup\n"
    "-V     : print the version number and exit\n"
    "-X opt : set implementation-specific option:\n"
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
    "\n"
    "Arguments:\n"
    "file   : program read from script file\n"
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

static bool parse_x(const char *text, Options *options)
{
    if (strcmp(text, "showheap") == 0)
        return options->show_heap = true;
    if (strcmp(text, "showrefcount") == 0)
        return options->show_references = true;
    if (strcmp(text, "gcstress") == 0)
        return options->gc_stress = true;
    if (strcmp(text, "reproducible") == 0)
        return options->reproducible = true;
    if (strncmp(text, "failalloc=", 10) == 0)
        return parse_fail_at(text + 10, options);
    if (strncmp(text, "tracemalloc", 11) == 0 && (text[11] == 0 || text[11] == '=')) {
        if (!options->trace_malloc) /* the first one counts, as in CPython */
            options->trace_malloc = text[11] ? text + 12 : "1";
        return true;
    }
    return false;
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

int options_parse(int argc, char **argv, Options *options)
{
    *options = (Options){.kind = RUN_STDIN};
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (word[0] != '-' || word[1] == 0) {
            options->kind = word[0] == '-' ? RUN_STDIN : RUN_FILE;
            options->target = word[0] == '-' ? NULL : word;
            take_rest(options, argc, argv, i + 1);
            return -1;
        }
        if (strcmp(word, "--help") == 0)
            word = "-h";
        if (strcmp(word, "--version") == 0)
            word = "-V";
        for (const char *letter = word + 1; *letter; letter++) {
            const char *value = strchr("cmX", *letter) ? value_of(letter, argc, argv, &i) : NULL;
            switch (*letter) {
            case 'h': printf("%s%s", usage_line, help_text); return 0;
            case 'V': puts("Ouro 0.1 (Python 3.11.2)"); return 0;
            case 'i': options->inspect = true; continue;
            case 'q': options->quiet = true; continue;
            case 'E':
            case 'I': options->ignore_environment = true; continue;
            case 'B':
            case 's':
            case 'S':
            case 'u': continue; /* CPython's; nothing to do */
            case 'c':
            case 'm':
                if (!value)
                    return usage_error("Argument expected for the -", (char[]){*letter, ' ', 'o', 'p', 't', 'i', 'o', 'n', 0});
                options->kind = *letter == 'c' ? RUN_COMMAND : RUN_MODULE;
                options->target = value;
                take_rest(options, argc, argv, i + 1);
                return -1;
            case 'X':
                if (!value || !parse_x(value, options))
                    return usage_error("Unknown -X option: ", value ? value : "");
                break;
            default: return usage_error("Unknown option: -", (char[]){*letter, 0});
            }
            break;
        }
    }
    return -1;
}
