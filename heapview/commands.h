/* commands: the functions behind `ouro -m heapview COMMAND`: argv[0] is the command, what follows are its options, the script and the script's arguments. Each returns the exit
 * status. */
#ifndef OURO_HEAPVIEW_COMMANDS_H
#define OURO_HEAPVIEW_COMMANDS_H

int why_command(int argc, char **argv);

#endif
