/* options: the command line, parsed. */
#ifndef OURO_SHELL_OPTIONS_H
#define OURO_SHELL_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum RunKind { RUN_FILE, RUN_COMMAND, RUN_MODULE, RUN_STDIN } RunKind;

/* The variables that mean something to Ouro. */
typedef enum Variable {
    VARIABLE_DEBUG,
    VARIABLE_DEVMODE,
    VARIABLE_DONTWRITEBYTECODE,
    VARIABLE_FAULTHANDLER,
    VARIABLE_HASHSEED,
    VARIABLE_INSPECT,
    VARIABLE_INTMAXSTRDIGITS,
    VARIABLE_MALLOC,
    VARIABLE_MALLOCSTATS,
    VARIABLE_NODEBUGRANGES,
    VARIABLE_NOUSERSITE,
    VARIABLE_OPTIMIZE,
    VARIABLE_PATH,
    VARIABLE_PROFILEIMPORTTIME,
    VARIABLE_PYCACHEPREFIX,
    VARIABLE_SAFEPATH,
    VARIABLE_STARTUP,
    VARIABLE_TRACEMALLOC,
    VARIABLE_UNBUFFERED,
    VARIABLE_UTF8,
    VARIABLE_VERBOSE,
    VARIABLE_WARNDEFAULTENCODING,
    VARIABLE_WARNINGS,
    VARIABLES
} Variable;

typedef struct Options {
    RunKind kind;
    const char *program; /* argv[0] of the process: what messages begin with */
    const char *target;  /* the file, command or module; NULL for standard input */
    char **arguments;    /* sys.argv[1:] */
    int argument_count;
    bool is_dash;                     /* `ouro -` */
    int show_version;                 /* -V, how often */
    int inspect;                      /* -i, PYTHONINSPECT */
    int interactive;                  /* -i */
    int quiet;                        /* -q, how often */
    int optimize;                     /* -O, -OO, PYTHONOPTIMIZE */
    int verbose;                      /* -v, PYTHONVERBOSE */
    int debug;                        /* -d, PYTHONDEBUG: sys.flags tells, the parser does not */
    int bytes_warning;                /* -b, -bb */
    bool dont_write_bytecode;         /* -B, PYTHONDONTWRITEBYTECODE: sys.flags tells; Ouro never writes it */
    bool no_site;                     /* -S */
    bool no_user_site;                /* -s, -I, PYTHONNOUSERSITE */
    bool with_site;                   /* -X site, OUROPATH: CPython's own module site runs first */
    bool isolated;                    /* -I */
    bool safe_path;                   /* -P, -I, PYTHONSAFEPATH */
    bool unbuffered;                  /* -u, PYTHONUNBUFFERED */
    bool random_hashes;               /* -R */
    bool skip_first_line;             /* -x */
    bool dev_mode;                    /* -X dev, PYTHONDEVMODE */
    bool reports_faults;              /* -X faulthandler, -X dev, PYTHONFAULTHANDLER */
    bool import_time;                 /* -X importtime, PYTHONPROFILEIMPORTTIME */
    bool no_debug_ranges;             /* -X no_debug_ranges, PYTHONNODEBUGRANGES */
    bool no_frozen_modules;           /* -X frozen_modules=off */
    bool warn_default_encoding;       /* -X warn_default_encoding, PYTHONWARNDEFAULTENCODING */
    bool utf8_mode;                   /* -X utf8, PYTHONUTF8, or the locale is C */
    const char *check_hash_pycs;      /* --check-hash-based-pycs; NULL: as usual */
    const char *pycache_prefix;       /* -X pycache_prefix, PYTHONPYCACHEPREFIX: sys tells; NULL */
    const char *ouro_path;            /* OUROPATH; NULL */
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
