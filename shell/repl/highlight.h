/* highlight: which colour each byte of a text has: of Python as it is typed, of a value, of a traceback.
 *
 * The text may be unfinished or wrong: it is being typed. So this is no lexer but a scan that knows where
 * strings, comments, numbers and words end, and never fails. */
#ifndef OURO_SHELL_REPL_HIGHLIGHT_H
#define OURO_SHELL_REPL_HIGHLIGHT_H

#include <stdbool.h>
#include <stddef.h>

typedef enum Paint {
    PAINT_PLAIN,
    PAINT_KEYWORD,
    PAINT_BUILTIN,
    PAINT_DEFINITION, /* the name behind def and class */
    PAINT_STRING,
    PAINT_NUMBER,
    PAINT_COMMENT,
    PAINT_PROMPT,
    PAINT_PLACE,   /* file, line and function of a traceback */
    PAINT_ERROR,   /* the exception's name, the carets */
    PAINT_MESSAGE, /* what it says */
    PAINT_DIM,     /* what the interpreter adds: hints, the memory line */
    PAINT_COUNT
} Paint;

/* The escape sequence that switches a colour on; PAINT_PLAIN switches all off. */
const char *paint_sequence(Paint paint);

/* Are colours wanted on this descriptor: a terminal that is not dumb, and the environment (PYTHON_COLORS,
 * NO_COLOR, FORCE_COLOR, TERM) does not refuse? */
bool paint_is_wanted(int descriptor);

/* Fill in paints[0 .. length). What is in strings is painted as strings, also where it has lines. */
void highlight_python(const char *text, size_t length, unsigned char *paints);
/* The same for repr(value): without what is a word of statements only. */
void highlight_value(const char *text, size_t length, unsigned char *paints);
/* A traceback as print_exception writes it. */
void highlight_traceback(const char *text, size_t length, unsigned char *paints);

/* Does the text end within a string that is not closed? Then *quote is where its opening quote stands. */
bool highlight_is_in_string(const char *text, size_t length, size_t *quote);

/* Is the word (UTF-8) a keyword? The keywords in order: highlight_keyword(0), (1) … until NULL. */
bool highlight_is_keyword(const char *word, size_t length);
const char *highlight_keyword(size_t index);

/* Is the byte part of a name? All of UTF-8 beyond ASCII is taken for one. */
static inline bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

#endif
