/* highlight: see highlight.h. One pass from left to right; each piece (a string, a number, a word) is painted
 * when its end is known. */
#include "shell/repl/highlight.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/memory/basics.h"

const char *paint_sequence(Paint paint)
{
    static const char *const sequences[PAINT_COUNT] = {
        [PAINT_PLAIN] = "\033[0m",   [PAINT_KEYWORD] = "\033[1;34m", [PAINT_BUILTIN] = "\033[36m", [PAINT_DEFINITION] = "\033[1;36m",
        [PAINT_STRING] = "\033[32m", [PAINT_NUMBER] = "\033[33m",    [PAINT_COMMENT] = "\033[31m", [PAINT_PROMPT] = "\033[1;35m",
        [PAINT_PLACE] = "\033[35m",  [PAINT_ERROR] = "\033[1;31m",   [PAINT_MESSAGE] = "\033[35m", [PAINT_DIM] = "\033[2m",
    };
    return sequences[paint];
}

/* CPython 3.13's order of what counts. */
bool paint_is_wanted(int descriptor)
{
    const char *python = getenv("PYTHON_COLORS"), *no = getenv("NO_COLOR"), *force = getenv("FORCE_COLOR"), *term = getenv("TERM");
    if (python && strcmp(python, "0") == 0)
        return false;
    if (python && strcmp(python, "1") == 0)
        return true;
    if (no && *no)
        return false;
    if (force && *force)
        return true;
    return isatty(descriptor) && term && strcmp(term, "dumb") != 0;
}

static const char *const keywords[] = {"False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
                                       "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
                                       "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
                                       "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

const char *highlight_keyword(size_t index)
{
    return index < COUNT_OF(keywords) ? keywords[index] : NULL;
}

bool highlight_is_keyword(const char *word, size_t length)
{
    for (size_t i = 0; i < COUNT_OF(keywords); i++)
        if (strlen(keywords[i]) == length && memcmp(keywords[i], word, length) == 0)
            return true;
    return false;
}

/* Names of functions and classes that everybody uses; the dict of built-ins fills itself only when it is asked, and looking at a
 * word is no asking. Exceptions are told by their endings. */
static const char builtins[] =
    " abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex "
    "delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash "
    "help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct "
    "open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum "
    "super tuple type vars zip copyright credits license NotImplemented Ellipsis KeyboardInterrupt "
    "StopIteration SystemExit GeneratorExit BaseException Exception ExceptionGroup BaseExceptionGroup ";

static bool ends_with(const char *word, size_t length, const char *ending)
{
    size_t size = strlen(ending);
    return length > size && memcmp(word + length - size, ending, size) == 0;
}

static bool is_builtin(const char *word, size_t length)
{
    char padded[24];
    if (length + 2 >= sizeof padded)
        return false;
    padded[0] = padded[length + 1] = ' ';
    memcpy(padded + 1, word, length);
    padded[length + 2] = 0;
    if (strstr(builtins, padded))
        return true;
    return word[0] >= 'A' && word[0] <= 'Z' && (ends_with(word, length, "Error") || ends_with(word, length, "Warning"));
}

typedef struct Scanner {
    const char *text;
    size_t length, at;
    unsigned char *paints;
    bool is_value;        /* repr(…): there are no statements */
    bool is_after_dot;    /* an attribute: no keyword, no built-in */
    bool is_defined_next; /* def and class: the next word is the name */
    bool is_line_start;   /* only blanks before it */
    bool is_open;         /* the last string goes on where the text ends, */
    size_t quote;         /* and begins here */
} Scanner;

static void paint(Scanner *scanner, size_t from, size_t to, Paint paint)
{
    memset(scanner->paints + from, (int)paint, to - from);
}

static char peek(const Scanner *scanner, size_t at)
{
    return at < scanner->length ? scanner->text[at] : 0;
}

/* From the opening quote on: where the string ends, or its line, if it is not closed there. */
static size_t string_end(Scanner *scanner, size_t at)
{
    char quote = scanner->text[at];
    scanner->quote = at;
    scanner->is_open = false;
    bool is_triple = peek(scanner, at + 1) == quote && peek(scanner, at + 2) == quote;
    at += is_triple ? 3 : 1;
    while (at < scanner->length) {
        char c = scanner->text[at];
        if (c == '\\' && at + 1 < scanner->length)
            at += 2;
        else if (c == quote && (!is_triple || (peek(scanner, at + 1) == quote && peek(scanner, at + 2) == quote)))
            return at + (is_triple ? 3 : 1);
        else if (c == '\n' && !is_triple)
            return at;
        else
            at++;
    }
    scanner->is_open = true;
    return scanner->length;
}

static size_t number_end(const Scanner *scanner, size_t at)
{
    while (at < scanner->length) {
        char c = scanner->text[at];
        bool is_exponents = (c == '+' || c == '-') && (scanner->text[at - 1] == 'e' || scanner->text[at - 1] == 'E') &&
                            !(peek(scanner, at - 2) == 'x');
        if (!is_exponents && !is_name_byte(c) && c != '.')
            break;
        at++;
    }
    return at;
}

/* r, b, f, u and their pairs, in either case. */
static bool is_string_prefix(const char *word, size_t length)
{
    if (length > 2)
        return false;
    for (size_t i = 0; i < length; i++)
        if (!strchr("rbfuRBFU", word[i]))
            return false;
    return true;
}

/* match, case, type and _ are words like others, but where they begin a line that ends with ":" … */
static bool is_soft_keyword(const Scanner *scanner, const char *word, size_t length, size_t end)
{
    bool is_word = (length == 5 && memcmp(word, "match", 5) == 0) || (length == 4 && memcmp(word, "case", 4) == 0);
    if (!is_word || !scanner->is_line_start || peek(scanner, end) != ' ' || strchr("=.,)+*/", peek(scanner, end + 1)))
        return false;
    size_t last = end;
    while (last < scanner->length && scanner->text[last] != '\n')
        last++;
    while (last > end && scanner->text[last - 1] == ' ')
        last--;
    return last > end && scanner->text[last - 1] == ':';
}

static Paint word_paint(Scanner *scanner, size_t from, size_t to)
{
    const char *word = scanner->text + from;
    size_t length = to - from;
    if (scanner->is_defined_next) {
        scanner->is_defined_next = false;
        return PAINT_DEFINITION;
    }
    if (scanner->is_after_dot)
        return PAINT_PLAIN;
    if (scanner->is_value)
        return (length == 4 && (memcmp(word, "None", 4) == 0 || memcmp(word, "True", 4) == 0)) ||
                       (length == 5 && memcmp(word, "False", 5) == 0)
                   ? PAINT_KEYWORD
                   : PAINT_PLAIN;
    if (highlight_is_keyword(word, length)) {
        scanner->is_defined_next = (length == 3 && memcmp(word, "def", 3) == 0) || (length == 5 && memcmp(word, "class", 5) == 0);
        return PAINT_KEYWORD;
    }
    if (is_soft_keyword(scanner, word, length, to))
        return PAINT_KEYWORD;
    return is_builtin(word, length) ? PAINT_BUILTIN : PAINT_PLAIN;
}

static void scan_word(Scanner *scanner)
{
    size_t from = scanner->at, to = from;
    while (to < scanner->length && is_name_byte(scanner->text[to]))
        to++;
    char next = peek(scanner, to);
    if ((next == '"' || next == '\'') && is_string_prefix(scanner->text + from, to - from)) {
        scanner->at = string_end(scanner, to);
        paint(scanner, from, scanner->at, PAINT_STRING);
    } else {
        paint(scanner, from, to, word_paint(scanner, from, to));
        scanner->at = to;
    }
}

static void scan_piece(Scanner *scanner)
{
    size_t from = scanner->at;
    char c = scanner->text[from];
    bool is_number = (c >= '0' && c <= '9') || (c == '.' && peek(scanner, from + 1) >= '0' && peek(scanner, from + 1) <= '9');
    bool is_after_dot = c == '.' && !is_number;
    if (c == '#' && !scanner->is_value) {
        while (scanner->at < scanner->length && scanner->text[scanner->at] != '\n')
            scanner->at++;
        paint(scanner, from, scanner->at, PAINT_COMMENT);
    } else if (c == '"' || c == '\'') {
        scanner->at = string_end(scanner, from);
        paint(scanner, from, scanner->at, PAINT_STRING);
    } else if (is_number) {
        scanner->at = number_end(scanner, from + 1);
        paint(scanner, from, scanner->at, PAINT_NUMBER);
    } else if (is_name_byte(c)) {
        scan_word(scanner);
    } else {
        paint(scanner, from, from + 1, PAINT_PLAIN);
        scanner->at++;
    }
    scanner->is_line_start = c == '\n' || (scanner->is_line_start && (c == ' ' || c == '\t'));
    if (c != ' ')
        scanner->is_after_dot = is_after_dot;
    if (c == '\n' || c == '(')
        scanner->is_defined_next = false;
}

static Scanner scan(const char *text, size_t length, unsigned char *paints, bool is_value)
{
    Scanner scanner = {.text = text, .length = length, .paints = paints, .is_value = is_value, .is_line_start = true};
    while (scanner.at < length)
        scan_piece(&scanner);
    return scanner;
}

bool highlight_is_in_string(const char *text, size_t length, size_t *quote)
{
    unsigned char *paints = malloc(length + 1);
    if (!paints)
        return false;
    Scanner scanner = scan(text, length, paints, false);
    free(paints);
    *quote = scanner.quote;
    return scanner.is_open;
}

void highlight_python(const char *text, size_t length, unsigned char *paints)
{
    (void)scan(text, length, paints, false);
}

/* <Node object at 0x7f…>, and what has strings in it: each is painted as far as it can be told. A text whose quotes do not match (a
 * __repr__ of one's own: Don't) stays as it is. */
void highlight_value(const char *text, size_t length, unsigned char *paints)
{
    if (length && text[0] == '<') {
        memset(paints, PAINT_PLAIN, length);
        return;
    }
    (void)scan(text, length, paints, true);
}

/* --- tracebacks ----------------------------------------------------------------------------------------- */

typedef struct Line {
    const char *text;
    size_t length;
    unsigned char *paints;
} Line;

static bool begins_with(const Line *line, size_t from, const char *words)
{
    size_t length = strlen(words);
    return line->length >= from + length && memcmp(line->text + from, words, length) == 0;
}

/*   File "name", line 3, in f */
static void paint_place(const Line *line, size_t from)
{
    const char *quote = memchr(line->text + from, '"', line->length - from), *end = NULL;
    for (const char *p = quote ? quote + 1 : NULL; p && p < line->text + line->length; p++)
        if (*p == '"')
            end = p;
    if (!end)
        return;
    memset(line->paints + (quote - line->text), PAINT_PLACE, (size_t)(end + 1 - quote));
    size_t at = (size_t)(end - line->text) + 1;
    if (begins_with(line, at, ", line "))
        for (at += 7; at < line->length && line->text[at] >= '0' && line->text[at] <= '9'; at++)
            line->paints[at] = PAINT_PLACE;
    if (begins_with(line, at, ", in "))
        memset(line->paints + at + 5, PAINT_PLACE, line->length - at - 5);
}

/* Only ^ and ~ and blanks: marks under the line before. */
static bool is_marks(const Line *line)
{
    bool has_mark = false;
    for (size_t i = 0; i < line->length; i++) {
        if (line->text[i] != ' ' && line->text[i] != '^' && line->text[i] != '~')
            return false;
        has_mark = has_mark || line->text[i] != ' ';
    }
    return has_mark;
}

/* What stands above marks is marked, too. */
static void paint_marked(const Line *above, const Line *marks)
{
    memset(marks->paints, PAINT_ERROR, marks->length);
    size_t at = 0;
    for (size_t i = 0; i < marks->length && at < above->length; i++) {
        size_t next = at + 1;
        while (next < above->length && (above->text[next] & 0xC0) == 0x80)
            next++;
        if (marks->text[i] != ' ')
            memset(above->paints + at, PAINT_ERROR, next - at);
        at = next;
    }
}

/* "module.Error: what it says", at the margin of its group. */
static void paint_last_line(const Line *line, size_t from)
{
    size_t end = from;
    while (end < line->length && (is_name_byte(line->text[end]) || line->text[end] == '.'))
        end++;
    bool is_name = end > from && (end == line->length || line->text[end] == ':');
    if (!is_name)
        return;
    memset(line->paints + from, PAINT_ERROR, end - from);
    if (end + 1 < line->length)
        memset(line->paints + end + 1, PAINT_MESSAGE, line->length - end - 1);
}

static void paint_traceback_line(const Line *line, const Line *above)
{
    size_t margin = 0;
    while (margin < line->length && strchr(" |+-", line->text[margin]))
        margin++;
    if (begins_with(line, margin, "File \""))
        paint_place(line, margin);
    else if (is_marks(line) && above->text)
        paint_marked(above, line);
    else if (margin == 0 || memchr(line->text, '|', margin))
        paint_last_line(line, margin);
}

void highlight_traceback(const char *text, size_t length, unsigned char *paints)
{
    memset(paints, PAINT_PLAIN, length);
    Line above = {0};
    for (size_t start = 0; start < length;) {
        const char *newline = memchr(text + start, '\n', length - start);
        size_t end = newline ? (size_t)(newline - text) : length;
        Line line = {text + start, end - start, paints + start};
        paint_traceback_line(&line, &above);
        above = line;
        start = end + 1;
    }
}
