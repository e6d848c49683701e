/* commands: the functions behind `ouro -m heapview COMMAND`: argv[0] is the command, what follows are its
 * options, the script and the script's arguments. Each returns the exit status. */
#ifndef OURO_HEAPVIEW_COMMANDS_H
#define OURO_HEAPVIEW_COMMANDS_H

int backrefs_command(int argc, char **argv);
int collect_command(int argc, char **argv);
int graph_command(int argc, char **argv);
int growth_command(int argc, char **argv);
int ledger_command(int argc, char **argv);
int map_command(int argc, char **argv);
int why_command(int argc, char **argv);

#endif
