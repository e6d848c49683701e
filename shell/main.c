/* main: ouro's command line: options, what to run, and the exit status. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/errors.h"
#include "runtime/gc.h"
#include "runtime/heap.h"
#include "runtime/start.h"
#include "shell/options.h"
#include "shell/run.h"
#include "vm/frame.h"

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    vm.interrupted = true;
    gc_state.requested = true;
}

static void install_signals(void)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* As the shell expects of a program that Ctrl-C ended. */
static void die_of_interrupt(void)
{
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
}

int main(int argc, char **argv)
{
    Options options;
    int status = options_parse(argc, argv, &options);
    if (status >= 0)
        return status;
    if (options.show_heap && !heap_keep_register()) {
        fputs("ouro: not enough memory to start\n", stderr);
        return 1;
    }
    install_signals();
    status = run_program(&options);
    if (options.show_heap)
        heap_report();
    if (status == STATUS_INTERRUPTED) {
        fflush(NULL);
        die_of_interrupt();
    }
    return status;
}
