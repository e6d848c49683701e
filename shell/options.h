/* options: the command line, parsed. */
#ifndef OURO_SHELL_OPTIONS_H
#define OURO_SHELL_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum RunKind { RUN_FILE, RUN_COMMAND, RUN_MODULE, RUN_STDIN } RunKind;

/* The variables that mean something to Ouro. */
typedef enum Variable {
    VARIABLE_DEVMODE,
    VARIABLE_FAULTHANDLER,
    VARIABLE_HASHSEED,
    VARIABLE_INSPECT,
    VARIABLE_INTMAXSTRDIGITS,
    VARIABLE_MALLOC,
    VARIABLE_MALLOCSTATS,
    VARIABLE_NOUSERSITE,
    VARIABLE_OPTIMIZE,
    VARIABLE_PATH,
    VARIABLE_SAFEPATH,
    VARIABLE_STARTUP,
    VARIABLE_TRACEMALLOC,
    VARIABLE_UNBUFFERED,
    VARIABLE_UTF8,
    VARIABLE_WARNINGS,
    VARIABLES
} Variable;

typedef struct Options {
    RunKind kind;
    const char *target; /* the file, command or module; NULL for standard input */
    char **arguments;   /* sys.argv[1:] */
    int argument_count;
    bool inspect;                     /* -i, PYTHONINSPECT */
    bool interactive;                 /* -i */
    int quiet;                        /* -q, how often */
    int optimize;                     /* -O, -OO, PYTHONOPTIMIZE */
    bool no_site;                     /* -S */
    bool no_user_site;                /* -s, -I, PYTHONNOUSERSITE */
    bool isolated;                    /* -I */
    bool safe_path;                   /* -P, -I, PYTHONSAFEPATH */
    bool unbuffered;                  /* -u, PYTHONUNBUFFERED */
    bool random_hashes;               /* -R */
    bool skip_first_line;             /* -x */
    bool dev_mode;                    /* -X dev, PYTHONDEVMODE */
    bool reports_faults;              /* -X faulthandler, -X dev, PYTHONFAULTHANDLER */
    bool utf8_mode;                   /* -X utf8, PYTHONUTF8 */
    int64_t int_max_str_digits;       /* -X int_max_str_digits, PYTHONINTMAXSTRDIGITS; -1: not given */
    const char *variables[VARIABLES]; /* the environment, where it is asked; NULL or not empty */
    const char **warnings;            /* each -W; as many as there may be words on the command line */
    int warning_count;
    const char **x_options; /* each -X */
    int x_count;
    bool show_heap;               /* -X showheap */
    bool gc_stress;               /* -X gcstress */
    bool reproducible;            /* -X reproducible */
    bool show_references;         /* -X showrefcount */
    unsigned show;                /* -X show=…: ShowBits, see show.h */
    bool ignore_environment;      /* -E, -I */
    const char *trace_malloc;     /* -X tracemalloc=N: the N, or "N,real"; "1" if it is left out; NULL without the option */
    uint64_t fail_at;             /* -X failalloc=N[+] */
    const struct RunHooks *hooks; /* of `-m heapview`: called around the run of the script; or NULL */
    bool fail_ever_after;
} Options;

/* Fill *options. Returns -1 to go on, or the exit status when there is nothing to run (-h, -V, a mistake). */
int options_parse(int argc, char **argv, Options *options);

/* Is the text of a -X `name`, or `name=value`? */
bool options_is_x(const char *text, const char *name);

/* The second half: what the environment says, and what follows from it all. False with CPython's words on
 * stderr. */
bool environment_read(Options *options);

#endif
