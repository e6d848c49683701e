/* command: the table of heapview's commands, and their help.
 *
 * A command is one line of the table: its name, its function, and its options as the usage writes them. The
 * options are read from that text again (command_line.c), to tell an option that comes after the script from
 * a word that is meant for the script. A command is added by one line here. */
#include "heapview/command.h"

#include <stdio.h>
#include <string.h>

#include "heapview/commands.h"
#include "heapview/play/play.h"
#include "heapview/record/record.h"

typedef struct Command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *options, *usage, *help;
} Command;

#define OUTPUT COMMAND_OUTPUT

/* The options are read from here, too: see command_begin. */
static const Command commands[] = {
    {"backrefs", command_backrefs, OUTPUT, "NAME script.py",
     "at the end of the script, what keeps the object alive that the global NAME is bound to"},
    {"collect", command_collect, OUTPUT, "script.py", "each collection of the run, explained step by step"},
    {"graph", command_graph, OUTPUT " [--depth N] [--max-objects N] [--max-edges N] [--everything]", "NAME script.py",
     "at the end of the script, what the object refers to, and so on"},
    {"growth", command_growth, OUTPUT, "script.py", "what the run has left, by type and by line"},
    {"ledger", command_ledger, OUTPUT " [--name NAME] [--type TYPE] [--line N] …", "script.py",
     "every reference taken to and released from what a name is bound to, is of a type, or is made on a line"},
    {"map", command_map, OUTPUT, "script.py", "at the end of the script, where the blocks of the heap lie"},
    {"check", check_command, "", "FILE", "is a recording whole? forward, backward and in leaps each of its states must be the same"},
    {"play", play_command, "[--plain]", "FILE",
     "a recording, step by step, forward and back; FILE may also be a script, which is recorded first"},
    {"pytutor", pytutor_command, "[-o FILE.json] [--heap-primitives]", "FILE", "a recording as Python Tutor's trace"},
    {"record", record_command, "[-o FILE.recording] [--max-steps N] [--max-objects N] [--max-edges N] [--verify]", "script.py",
     "the run as a sequence of steps, the last N of them, in a file (script.recording) that play and pytutor read"},
    {"why", command_why, OUTPUT, "NAME script.py", "at the end of the script, every reference to the object"},
};

static int help(void)
{
    puts("usage: ouro -m heapview COMMAND [options] script.py [arguments]\n\nLooks at the memory of a script, which runs as it would "
         "without.\n");
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        printf("  %s %s%s%s\n      %s\n", commands[i].name, commands[i].options, commands[i].options[0] ? " " : "", commands[i].usage,
               commands[i].help);
    puts("\nA view goes to stdout, or with -o FILE to a file whose ending says how: .txt, .json, .svg, .dot.\n"
         "NAME may also be an object's id(), as 0x7f… or decimal.\n"
         "What follows the script is the script's own; but an option of the command there is taken for a slip, unless `--' stands\n"
         "between the script and its arguments (and is not passed on).");
    return 0;
}

int heapview_command(int argc, char **argv, ScriptRunner run)
{
    command_run_script = run;
    if (argc == 0)
        return command_error(NULL, "which command?");
    if (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0)
        return help();
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (strcmp(argv[0], commands[i].name) == 0)
            return command_begin(commands[i].options), commands[i].run(argc, argv);
    return command_error(NULL, "no command '%s'", argv[0]);
}
