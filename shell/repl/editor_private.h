/* editor_private: the text that is edited, for the two files that know libedit. */
#ifndef OURO_SHELL_REPL_EDITOR_PRIVATE_H
#define OURO_SHELL_REPL_EDITOR_PRIVATE_H

#include <stdint.h>

#include <histedit.h>

#include "heapview/tell/text.h"
#include "shell/repl/editor.h"

typedef struct Editing {
    EditLine *line;
    const EditorHooks *hooks;
    const char *prompt, *more;
    EditEnd how;
    Text result;
    bool is_paste_mode;   /* F3 */
    size_t history_place; /* the entry that is shown; history_count(): the new text */
    Text newest;          /* the new text, while an entry of the history is shown */
    int tabs;             /* Tab was pressed so many times without anything to add */
    bool is_tab;          /* by the key of now */
    const char *below;    /* a line to show below the text */
} Editing;

extern Editing editing;

/* The text as UTF-8, with the cursor in bytes; text_free it. */
Text editor_text(size_t *cursor);
/* Replace bytes [from, to) of the text by these; the cursor is behind them. False without memory. */
bool editor_replace(size_t from, size_t to, const char *bytes, size_t length);
/* Replace all. */
bool editor_set_text(const char *bytes, size_t length);
/* Draw. */
void editor_show(void);
/* The next key, beyond libedit's bindings; false: none comes. */
bool editor_key(wchar_t *key);
/* More keys wait: somebody pastes, in a terminal that does not say so. */
bool editor_has_more_keys(void);

/* Make libedit's commands, and bind the keys to them. */
void editor_keys_bind(EditLine *line);

#endif
