/* screen: what is being edited, on the terminal: prompts, the text with its colours, the cursor.
 *
 *     >>> def f():            row 0        prompt, then the first line
 *     ...     return "long    row 1        further lines have the second prompt
 *     er than a row"          row 2        what is longer than a row goes on in the next
 *         ^ cursor
 *
 * Each drawing lays the whole text out in rows, by the widths of characters (two columns for the wide ones of East
 * Asia, none for combining ones, a Tab to the next multiple of eight), and writes the rows that are not the
 * same as before, in one piece. Of a text higher than the terminal the part around the cursor is shown.
 *
 * The region begins where the cursor is at screen_begin, which must be the first column. */
#ifndef OURO_SHELL_REPL_SCREEN_H
#define OURO_SHELL_REPL_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ScreenText {
    const char *prompt, *more; /* of the first line and of those below; they may hold escape sequences */
    const char *text;          /* UTF-8 */
    size_t length;
    const unsigned char *paints; /* a Paint for each byte; NULL: no colours */
    size_t cursor;               /* in bytes */
    const char *below;           /* a line below all, or NULL */
} ScreenText;

/* Begin a new region at the cursor. */
void screen_begin(void);
/* Show. Without memory nothing is shown. */
void screen_draw(const ScreenText *shown);
/* Put the cursor behind the text, at the beginning of a new line; the region is over. */
void screen_end(void);
/* Draw everything anew, at the next screen_draw, from the region's first row; the terminal has another size if `is_resized`. */
void screen_redraw(bool is_resized);
/* Clear the whole terminal; the region begins at its top. */
void screen_clear(void);
/* How many columns and rows the terminal has. */
void screen_size(size_t *columns, size_t *rows);
/* Write all of it. */
void screen_write(const char *bytes, size_t length);

/* The next character of UTF-8 and the columns that it takes at `column` (a Tab goes to the next multiple of eight;
 * control characters are shown as ^X, in two). *size: its bytes. */
size_t screen_character_width(const char *text, size_t length, size_t column, size_t *size);

#endif
