/* play: commands that read a recording: play, pytutor, check. Each also takes a script instead, which is
 * recorded first. */
#ifndef OURO_HEAPVIEW_PLAY_PLAY_H
#define OURO_HEAPVIEW_PLAY_PLAY_H

#include "heapview/play/trace.h"

int play_command(int argc, char **argv);
int pytutor_command(int argc, char **argv);
int check_command(int argc, char **argv);

/* Open the recording argv[0]; or, if that is a script, record a run of it with its arguments and open that.
 * 0; or, with a message written, the exit status. */
MUST_USE int play_open_recording(Trace *trace, int argc, char **argv, const char *command);

#endif
