/* options: the command line, parsed. */
#ifndef OURO_SHELL_OPTIONS_H
#define OURO_SHELL_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum RunKind { RUN_FILE, RUN_COMMAND, RUN_MODULE, RUN_STDIN } RunKind;

typedef struct Options {
    RunKind kind;
    const char *target; /* the file, command or module; NULL for standard input */
    char **arguments;   /* sys.argv[1:] */
    int argument_count;
    bool inspect;                 /* -i */
    bool quiet;                   /* -q */
    bool show_heap;               /* -X showheap */
    bool gc_stress;               /* -X gcstress */
    bool reproducible;            /* -X reproducible */
    bool show_references;         /* -X showrefcount */
    bool ignore_environment;      /* -E, -I */
    const char *trace_malloc;     /* -X tracemalloc=N: the N, or "N,real"; "1" if it is left out; NULL without the option */
    uint64_t fail_at;             /* -X failalloc=N[+] */
    const struct RunHooks *hooks; /* of `-m heapview`: called around the run of the script; or NULL */
    bool fail_ever_after;
} Options;

/* Fill *options. Returns -1 to go on, or the exit status when there is nothing to run (-h, -V, a mistake). */
int options_parse(int argc, char **argv, Options *options);

#endif
