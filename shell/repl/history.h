/* history: the statements that were typed, oldest first, each once, and the file that keeps them from run to run.
 *
 * A statement is written down at once, at the end of the file: a session may be killed, and two sessions at a
 * time lose nothing of each other. What is typed again moves to the end; the file is tidied when it is read. */
#ifndef OURO_SHELL_REPL_HISTORY_H
#define OURO_SHELL_REPL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

/* From now on statements are kept in the file that PYTHON_HISTORY names, else in ~/.ouro_history. It is read when an entry
 * is first asked for. */
void history_use_file(void);
/* Note a statement (UTF-8, without its last newline), in memory and in the file. */
void history_add(const char *text);
size_t history_count(void);
/* index < history_count(); borrowed until the next history_add. */
const char *history_entry_peek(size_t index);
/* The last entry before `before` that contains `text` (`begins`: begins with it); SIZE_MAX: none. The first behind `after`, likewise. */
size_t history_find_before(size_t before, const char *text, bool begins);
size_t history_find_after(size_t after, const char *text, bool begins);
void history_free(void);

#endif
