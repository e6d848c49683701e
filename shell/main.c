/* main: ouro's command line: options, what to run, and the exit status.
 *
 * What concerns the whole process stands here, before anything of the interpreter exists and after
 * all of it is gone: signals, which heap to use, and the reports of the heap, which must come last,
 * since they show what is left. A program that Ctrl-C ended dies of the signal again: its status
 * alone would not tell the calling shell to stop, too. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "heapview/command.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap_debug.h"
#include "runtime/memory/heap_large.h"
#include "runtime/runtime.h"
#include "shell/options.h"
#include "shell/run.h"
#include "vm/run/interrupt.h"

static void install_signals(void)
{
    interrupt_install();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

/* As the shell expects of a program that Ctrl-C ended. */
static void die_of_interrupt(void)
{
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
}

static Options options;

/* The script of `ouro -m heapview COMMAND script.py`. */
static int run_script(int argc, char **argv, const RunHooks *hooks)
{
    options.kind = RUN_FILE;
    options.target = argv[0];
    options.arguments = argv + 1;
    options.argument_count = argc - 1;
    options.hooks = hooks;
    return run_program(&options);
}

static int run(void)
{
    if (options.kind == RUN_MODULE && strcmp(options.target, "heapview") == 0)
        return heapview_command(options.argument_count, options.arguments, run_script);
    return run_program(&options);
}

/* PYTHONMALLOC, -X dev, and PYTHONMALLOCSTATS. False with CPython's words on stderr. */
static bool choose_heap(void)
{
    const char *mode = options.variables[VARIABLE_MALLOC] ? options.variables[VARIABLE_MALLOC] : options.dev_mode ? "debug" : NULL;
    if (!mode || heap_choose_mode(mode)) {
        if (options.variables[VARIABLE_MALLOCSTATS])
            heap_report_arenas();
        return true;
    }
    fputs("Fatal Python error: preconfig_init_allocator: PYTHONMALLOC: unknown allocator\nPython runtime state: preinitializing\n\n",
          stderr);
    return false;
}

int main(int argc, char **argv)
{
    int status = options_parse(argc, argv, &options);
    if (status >= 0)
        return status;
    bool is_understood = environment_read(&options);
    if (options.reproducible)
        heap_make_reproducible();
    if ((options.show_heap || options.show_references) && !heap_keep_register()) {
        fputs("ouro: not enough memory to start\n", stderr);
        return 1;
    }
    if (options.show_references)
        heap_report_references();
    install_signals();
    status = is_understood && choose_heap() ? run() : 1;
    heap_write_references();
    if (heap_arenas_are_reported())
        heap_write_statistics();
    if (options.show_heap)
        heap_report();
    if (status == STATUS_INTERRUPTED) {
        fflush(NULL);
        die_of_interrupt();
    }
    return status;
}
