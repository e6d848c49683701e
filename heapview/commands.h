/* commands: the functions behind `ouro -m heapview COMMAND`: argv[0] is the command, what follows are its
 * options, the script and the script's arguments. Each returns the exit status. */
#ifndef OURO_HEAPVIEW_COMMANDS_H
#define OURO_HEAPVIEW_COMMANDS_H

int command_backrefs(int argc, char **argv);
int command_collect(int argc, char **argv);
int command_graph(int argc, char **argv);
int command_growth(int argc, char **argv);
int command_ledger(int argc, char **argv);
int command_map(int argc, char **argv);
int command_why(int argc, char **argv);

#endif
