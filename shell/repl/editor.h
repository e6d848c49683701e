/* editor: a block of lines, edited on the terminal.
 *
 *     keys ─► libedit: which keys mean what, words, kills, vi's commands, the terminal's modes
 *                │ before each key
 *                ▼
 *             highlight.h: colours ─► screen.h: rows, the cursor
 *
 * libedit edits, we show: it can draw neither colours nor second prompts, so what it draws goes nowhere, and before
 * it asks for a key, what it holds is drawn here. What it has no command for are functions of editor_keys.c: lines
 * of a block, history, search, pasting, completion, the keys F1 to F8. */
#ifndef OURO_SHELL_REPL_EDITOR_H
#define OURO_SHELL_REPL_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/memory/basics.h"

/* What the keys need of others. */
typedef struct EditorHooks {
    /* Does the text, whose last line has just been ended, want more lines? */
    bool (*wants_more)(const char *text, size_t length);
    /* F1, F4 … were pressed: do it, on a line of its own. `word`: the name under the cursor ("" if there is none). */
    void (*key)(int number, const char *word);
} EditorHooks;

typedef enum EditEnd {
    EDIT_TEXT,        /* a whole text */
    EDIT_UNFINISHED,  /* Ctrl-D on an empty line of a block: a text, and no more comes */
    EDIT_END,         /* Ctrl-D, or the terminal is gone */
    EDIT_INTERRUPTED, /* Ctrl-C, or an exception is set, by a handler of signals */
} EditEnd;

typedef struct Edited {
    EditEnd how;
    char *text; /* of malloc; NULL: none, or no memory (with EDIT_TEXT) */
    size_t length;
} Edited;

/* Can the terminal be edited on: standard input and output are one that is not dumb? */
bool editor_is_possible(void);
/* Read a text. The prompts are UTF-8. */
Edited editor_read(const char *prompt, const char *more, const EditorHooks *hooks);
/* Around what writes on the terminal or reads from it while a text is edited. */
void editor_leave(void);
void editor_return(void);
void editor_stop(void);

#endif
