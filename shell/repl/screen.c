/* screen: see screen.h.
 *
 * Invariants:  the cursor of the terminal is in row `cursor_row` of what was drawn last, counted from the first
 *              row that is shown, at column `cursor_column`.
 *              A row ends with its colours off, and is written with an end of its own: the terminal does not wrap. */
#include "shell/repl/screen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <utf8proc.h>

#include "heapview/tell/text.h"
#include "runtime/memory/growing.h"
#include "shell/repl/highlight.h"

typedef struct Row {
    size_t start, end; /* in the layout's bytes */
    size_t width;
} Row;

/* The text in rows. */
typedef struct Layout {
    Text bytes;
    Row *rows;
    size_t count, capacity;
    size_t columns, column; /* of the terminal; of the row that is being filled */
    Paint paint;            /* in force */
    size_t cursor_row, cursor_column;
    bool failed;
} Layout;

static Layout drawn; /* what the terminal shows */
static size_t top;   /* the first row that is shown, */
static size_t shown; /* and how many are */
static size_t cursor_row, cursor_column;
static bool is_drawn;     /* something is shown in the region */
static bool is_forgotten; /* what is shown may not be what was drawn */

/* --- the terminal --------------------------------------------------------------------------------------- */

void screen_size(size_t *columns, size_t *rows)
{
    struct winsize size;
    bool is_known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    *columns = is_known && size.ws_col ? size.ws_col : 80;
    *rows = is_known && size.ws_row ? size.ws_row : 24;
}

void screen_write(const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
}

/* --- layout --------------------------------------------------------------------------------------------- */

static void row_begin(Layout *layout)
{
    if (!GROWING_ROOM(layout->rows, layout->count, layout->capacity, 16)) {
        layout->failed = true;
        return;
    }
    layout->rows[layout->count++] = (Row){.start = layout->bytes.length};
    layout->column = 0;
}

static void row_end(Layout *layout)
{
    if (layout->paint != PAINT_PLAIN)
        text_add_words(&layout->bytes, paint_sequence(PAINT_PLAIN));
    if (layout->count) {
        layout->rows[layout->count - 1].end = layout->bytes.length;
        layout->rows[layout->count - 1].width = layout->column;
    }
}

static void row_next(Layout *layout)
{
    row_end(layout);
    row_begin(layout);
    if (layout->paint != PAINT_PLAIN)
        text_add_words(&layout->bytes, paint_sequence(layout->paint));
}

static void set_paint(Layout *layout, Paint paint)
{
    if (paint == layout->paint)
        return;
    if (layout->paint != PAINT_PLAIN)
        text_add_words(&layout->bytes, paint_sequence(PAINT_PLAIN));
    if (paint != PAINT_PLAIN)
        text_add_words(&layout->bytes, paint_sequence(paint));
    layout->paint = paint;
}

size_t screen_character_width(const char *text, size_t length, size_t column, size_t *size)
{
    utf8proc_int32_t character;
    utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &character);
    *size = taken > 0 ? (size_t)taken : 1;
    if (taken <= 0)
        return 1;
    if (character == '\t')
        return 8 - column % 8;
    if (character < 32 || character == 127)
        return 2;
    if (character >= 128 && character < 160)
        return 1;
    return (size_t)utf8proc_charwidth(character);
}

/* Show a character that takes `width` columns; what a terminal would obey is made visible. */
static void add_character(Layout *layout, const char *text, size_t size, size_t width)
{
    unsigned char c = (unsigned char)*text;
    if (layout->column + width > layout->columns)
        row_next(layout);
    if (c == '\t') {
        for (size_t i = 0; i < width; i++)
            text_add(&layout->bytes, " ", 1);
    } else if (c < 32 || c == 127) {
        char caret[2] = {'^', (char)(c ^ 64)};
        text_add(&layout->bytes, caret, 2);
    } else if (size == 1 && c >= 128) {
        text_add_words(&layout->bytes, "?");
    } else if (c == 0xC2 && (unsigned char)text[1] < 0xA0) {
        text_add_words(&layout->bytes, "?"); /* U+0080 to U+009F control terminals, too */
    } else {
        text_add(&layout->bytes, text, size);
    }
    layout->column += width;
}

/* The length of an escape sequence at the beginning of the text, 0 if it begins otherwise: ESC [ … letter, ESC ] … BEL, and readline's
 * marks around them. */
static size_t escape_length(const char *text)
{
    if (*text == 1 || *text == 2)
        return 1;
    if (*text != '\033' || (text[1] != '[' && text[1] != ']'))
        return 0;
    size_t i = 2;
    if (text[1] == ']') {
        while (text[i] && text[i] != '\a')
            i++;
    } else {
        while (text[i] && (text[i] < '@' || text[i] > '~'))
            i++;
    }
    return text[i] ? i + 1 : i;
}

static void add_prompt(Layout *layout, const char *prompt, bool is_painted)
{
    bool has_own = strchr(prompt, '\033') != NULL;
    if (is_painted && !has_own)
        set_paint(layout, PAINT_PROMPT);
    while (*prompt) {
        size_t size, length = escape_length(prompt);
        if (length) {
            if (*prompt == '\033')
                text_add(&layout->bytes, prompt, length);
            prompt += length;
        } else if (*prompt == '\n') {
            row_next(layout);
            prompt++;
        } else {
            size_t width = screen_character_width(prompt, strlen(prompt), layout->column, &size);
            add_character(layout, prompt, size, width);
            prompt += size;
        }
    }
    set_paint(layout, PAINT_PLAIN);
}

static void note_cursor(Layout *layout)
{
    layout->cursor_row = layout->count ? layout->count - 1 : 0;
    layout->cursor_column = layout->column;
}

static void add_text(Layout *layout, const ScreenText *shown_text)
{
    for (size_t i = 0; i < shown_text->length;) {
        if (i == shown_text->cursor)
            note_cursor(layout);
        if (shown_text->text[i] == '\n') {
            set_paint(layout, PAINT_PLAIN);
            row_next(layout);
            add_prompt(layout, shown_text->more, shown_text->paints != NULL);
            i++;
            continue;
        }
        size_t size, width = screen_character_width(shown_text->text + i, shown_text->length - i, layout->column, &size);
        if (layout->column + width > layout->columns) {
            row_next(layout);
            width = screen_character_width(shown_text->text + i, shown_text->length - i, 0, &size);
            if (i == shown_text->cursor)
                note_cursor(layout);
        }
        if (shown_text->paints)
            set_paint(layout, shown_text->paints[i]);
        add_character(layout, shown_text->text + i, size, width);
        i += size;
    }
    if (shown_text->cursor >= shown_text->length) {
        set_paint(layout, PAINT_PLAIN);
        if (layout->column == layout->columns)
            row_next(layout);
        note_cursor(layout);
    }
    set_paint(layout, PAINT_PLAIN);
    if (layout->cursor_column >= layout->columns)
        layout->cursor_column = layout->columns - 1;
}

static void layout_free(Layout *layout)
{
    text_free(&layout->bytes);
    free(layout->rows);
    *layout = (Layout){0};
}

static Layout lay_out(const ScreenText *shown_text, size_t columns)
{
    Layout layout = {.columns = columns};
    row_begin(&layout);
    add_prompt(&layout, shown_text->prompt, shown_text->paints != NULL);
    add_text(&layout, shown_text);
    if (shown_text->below) {
        row_next(&layout);
        if (shown_text->paints)
            set_paint(&layout, PAINT_DIM);
        for (const char *p = shown_text->below; *p;) {
            size_t size, width = screen_character_width(p, strlen(p), layout.column, &size);
            if (layout.column + width > columns)
                break;
            add_character(&layout, p, size, width);
            p += size;
        }
        set_paint(&layout, PAINT_PLAIN);
    }
    row_end(&layout);
    layout.failed |= layout.bytes.failed;
    return layout;
}

/* --- drawing -------------------------------------------------------------------------------------------- */

static bool same_row(const Layout *a, const Layout *b, size_t row_of_a, size_t row_of_b)
{
    const Row *one = &a->rows[row_of_a], *other = &b->rows[row_of_b];
    size_t length = one->end - one->start;
    return other->end - other->start == length && memcmp(a->bytes.bytes + one->start, b->bytes.bytes + other->start, length) == 0;
}

static void move_up(Text *out, size_t rows)
{
    if (rows)
        text_format(out, "\033[%zuA", rows);
}

static void move_right(Text *out, size_t columns)
{
    if (columns)
        text_format(out, "\033[%zuC", columns);
}

/* The rows that are shown: all, or as many as fit, the cursor's among them. */
static void choose_rows(const Layout *layout, size_t height, size_t *first, size_t *count)
{
    *first = is_drawn && top < layout->count ? top : 0;
    *count = layout->count < height ? layout->count : height;
    if (*first + *count > layout->count)
        *first = layout->count - *count;
    if (layout->cursor_row < *first)
        *first = layout->cursor_row;
    if (layout->cursor_row >= *first + *count)
        *first = layout->cursor_row - *count + 1;
}

static void write_rows(Text *out, const Layout *layout, size_t first, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool is_same = is_drawn && !is_forgotten && i < shown && top + i < drawn.count && same_row(layout, &drawn, first + i, top + i);
        if (i > 0)
            text_add_words(out, "\r\n");
        if (is_same)
            continue;
        const Row *row = &layout->rows[first + i];
        text_add_words(out, "\033[K");
        text_add(out, layout->bytes.bytes + row->start, row->end - row->start);
    }
}

void screen_draw(const ScreenText *shown_text)
{
    size_t columns, height, first, count;
    screen_size(&columns, &height);
    Layout layout = lay_out(shown_text, columns);
    Text out = {0};
    if (layout.failed || layout.count == 0) {
        layout_free(&layout);
        return;
    }
    choose_rows(&layout, height, &first, &count);
    if (is_drawn) {
        text_add_words(&out, "\r");
        move_up(&out, cursor_row);
    }
    if (is_forgotten)
        text_add_words(&out, "\033[J");
    write_rows(&out, &layout, first, count);
    if (is_drawn && shown > count) { /* rows that are no more */
        for (size_t i = count; i < shown; i++)
            text_add_words(&out, "\r\n\033[K");
        move_up(&out, shown - count);
    }
    cursor_row = layout.cursor_row - first;
    cursor_column = layout.cursor_column;
    text_add_words(&out, "\r");
    move_up(&out, count - 1 - cursor_row);
    move_right(&out, cursor_column);
    if (!out.failed)
        screen_write(out.bytes, out.length);
    text_free(&out);
    layout_free(&drawn);
    drawn = layout;
    top = first;
    shown = count;
    is_drawn = true;
    is_forgotten = false;
}

void screen_begin(void)
{
    layout_free(&drawn);
    top = shown = cursor_row = cursor_column = 0;
    is_drawn = is_forgotten = false;
}

void screen_end(void)
{
    Text out = {0};
    if (is_drawn) {
        for (size_t i = cursor_row + 1; i < shown; i++)
            text_add_words(&out, "\r\n");
        text_add_words(&out, "\r\n");
        screen_write(out.bytes, out.length);
    }
    text_free(&out);
    screen_begin();
}

/* Most terminals wrap rows that have become too long: then the region's first row lies higher above the cursor. */
static size_t rows_above_cursor(size_t columns)
{
    size_t rows = 0;
    for (size_t i = 0; i < cursor_row && top + i < drawn.count; i++)
        rows += drawn.rows[top + i].width > columns ? (drawn.rows[top + i].width + columns - 1) / columns : 1;
    return rows + cursor_column / columns;
}

void screen_redraw(bool is_resized)
{
    size_t columns, height;
    screen_size(&columns, &height);
    if (is_resized && is_drawn) {
        cursor_row = rows_above_cursor(columns);
        if (cursor_row >= height)
            cursor_row = height - 1;
    }
    is_forgotten = true;
}

void screen_clear(void)
{
    screen_write("\033[H\033[2J", 7);
    screen_begin();
}
