/* play_screen: what play shows of a step: the source, the frames with their variables, the objects, as plain
 * text or side by side on a terminal. */
#ifndef OURO_HEAPVIEW_PLAY_PLAY_SCREEN_H
#define OURO_HEAPVIEW_PLAY_PLAY_SCREEN_H

#include "heapview/play/trace.h"

/* One after the other, for a screen reader and for tests. */
void play_write_plain(const Trace *trace, Text *text);

/* Side by side, in a terminal of this size, the last line left free; lines end with "\r\n" and are cut to the
 * width. */
void play_write_screen(const Trace *trace, Text *text, size_t width, size_t height);

/* The line of source that a code's step is at, without its indentation; "" if it is not known. *length
 * without the newline. */
const char *play_source_line(const Trace *trace, size_t file, int64_t line, size_t *length);

#endif
