/* editor: see editor.h. Reading keys, drawing, and what comes between: signals, a new size, Ctrl-Z. */
#include "shell/repl/editor_private.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <utf8proc.h>

#include "runtime/errors/errors.h"
#include "shell/repl/highlight.h"
#include "shell/repl/history.h"
#include "shell/repl/screen.h"
#include "vm/run/signals.h"

Editing editing;

static volatile sig_atomic_t is_resized, is_stopped;

bool editor_is_possible(void)
{
    const char *term = getenv("TERM");
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

/* --- the text ------------------------------------------------------------------------------------------- */

static void add_wide(Text *text, wchar_t c)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t length = utf8proc_encode_char((utf8proc_int32_t)c, bytes);
    if (length > 0)
        text_add(text, (const char *)bytes, (size_t)length);
}

Text editor_text(size_t *cursor)
{
    const LineInfoW *info = el_wline(editing.line);
    Text text = {0};
    text_add(&text, "", 0);
    for (const wchar_t *c = info->buffer; c < info->lastchar; c++) {
        if (c == info->cursor)
            *cursor = text.length;
        add_wide(&text, *c);
    }
    if (info->cursor >= info->lastchar)
        *cursor = text.length;
    return text;
}

/* For libedit, ended by a zero; the caller frees it. */
static wchar_t *widen(const char *bytes, size_t length)
{
    wchar_t *wide = calloc(length + 1, sizeof *wide);
    size_t count = 0;
    for (size_t i = 0; wide && i < length;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)bytes + i, (utf8proc_ssize_t)(length - i), &c);
        if (taken > 0 && c)
            wide[count++] = (wchar_t)c;
        i += taken > 0 ? (size_t)taken : 1;
    }
    return wide;
}

static int characters(const char *bytes, size_t length)
{
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += (bytes[i] & 0xC0) != 0x80;
    return count;
}

bool editor_replace(size_t from, size_t to, const char *bytes, size_t length)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    wchar_t *wide = text.failed ? NULL : widen(bytes, length);
    if (wide) {
        el_cursor(editing.line, characters(text.bytes, to) - characters(text.bytes, cursor));
        el_wdeletestr(editing.line, characters(text.bytes + from, to - from));
        el_winsertstr(editing.line, wide);
        free(wide);
    }
    text_free(&text);
    return wide != NULL;
}

bool editor_set_text(const char *bytes, size_t length)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    bool done = !text.failed && editor_replace(0, text.length, bytes, length);
    text_free(&text);
    return done;
}

void editor_show(void)
{
    size_t cursor = 0;
    Text text = editor_text(&cursor);
    unsigned char *paints = paint_is_wanted(STDOUT_FILENO) ? malloc(text.length + 1) : NULL;
    if (paints)
        highlight_python(text.bytes, text.length, paints);
    bool is_paste = editing.is_paste_mode;
    if (!text.failed)
        screen_draw(&(ScreenText){.prompt = is_paste ? "(paste) " : editing.prompt,
                                  .more = is_paste ? "(paste) " : editing.more,
                                  .text = text.bytes,
                                  .length = text.length,
                                  .paints = paints,
                                  .cursor = cursor,
                                  .below = editing.below});
    free(paints);
    text_free(&text);
}

/* --- keys ----------------------------------------------------------------------------------------------- */

bool editor_has_more_keys(void)
{
    int count = 0;
    return ioctl(STDIN_FILENO, FIONREAD, &count) == 0 && count > 0;
}

/* One byte, while other threads run; nothing is read ahead, as the program may read the rest. */
static ssize_t read_byte(char *byte)
{
    ssize_t got = -1;
    if (interrupt_wait_begin())
        got = read(STDIN_FILENO, byte, 1);
    else
        errno = EINTR;
    interrupt_wait_end();
    return got;
}

static void set_paste_marks(bool is_on)
{
    const char *words = is_on ? "\033[?2004h" : "\033[?2004l";
    screen_write(words, strlen(words));
}

void editor_leave(void)
{
    screen_end();
    set_paste_marks(false);
    el_wset(editing.line, EL_PREP_TERM, 0);
}

void editor_return(void)
{
    el_wset(editing.line, EL_PREP_TERM, 1);
    set_paste_marks(true);
    screen_begin();
}

/* Ctrl-Z: as the shell expects, with its own modes of the terminal; afterwards everything is shown again. */
static void stop_and_continue(void)
{
    struct sigaction ours, standard = {.sa_handler = SIG_DFL};
    is_stopped = false;
    editor_leave();
    sigaction(SIGTSTP, &standard, &ours);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
    editor_return();
}

/* A signal has come. False: reading is over. */
static bool obey_signals(void)
{
    if (!signals_handle() || error_is_set() || thread.interrupted)
        return false;
    if (is_stopped)
        stop_and_continue();
    if (is_resized) {
        is_resized = false;
        screen_redraw(true);
    }
    return true;
}

/* libedit asks for a key: 1 and the character, 0 at the end of the input, -1 (EINTR) if reading is over. */
static int read_key(EditLine *line UNUSED, wchar_t *key)
{
    char bytes[4];
    size_t length = 0;
    if (!editing.is_tab)
        editing.tabs = 0;
    editing.is_tab = false;
    for (;;) {
        if (!editor_has_more_keys())
            editor_show();
        ssize_t got = read_byte(bytes + length);
        if (got == 0 || (got < 0 && errno != EINTR))
            return 0;
        if (got < 0 || is_resized || is_stopped) {
            if (!obey_signals()) {
                editing.how = EDIT_INTERRUPTED;
                errno = EINTR;
                return -1;
            }
            if (got < 0)
                continue;
        }
        utf8proc_int32_t c;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)(length + 1), &c);
        if (taken > 0) {
            *key = (wchar_t)c;
            return 1;
        }
        bool begins_character = ((unsigned char)bytes[0] & 0xE0) == 0xC0 || ((unsigned char)bytes[0] & 0xF0) == 0xE0 ||
                                ((unsigned char)bytes[0] & 0xF8) == 0xF0;
        length = begins_character && length < 3 ? length + 1 : 0; /* what is no UTF-8 is dropped */
    }
}

bool editor_key(wchar_t *key)
{
    return el_wgetc(editing.line, key) == 1;
}

/* --- signals -------------------------------------------------------------------------------------------- */

static void on_signal(int number)
{
    if (number == SIGWINCH)
        is_resized = true;
    else
        is_stopped = true;
}

/* While a text is edited, unless the program has its own. read() is to end, not to be made again. */
static void watch_signals(struct sigaction before[2])
{
    static const int numbers[2] = {SIGWINCH, SIGTSTP};
    struct sigaction ours = {.sa_handler = on_signal};
    sigemptyset(&ours.sa_mask);
    for (int i = 0; i < 2; i++)
        if (sigaction(numbers[i], NULL, &before[i]) == 0 && before[i].sa_handler == SIG_DFL)
            sigaction(numbers[i], &ours, NULL);
}

static void unwatch_signals(const struct sigaction before[2])
{
    sigaction(SIGWINCH, &before[0], NULL);
    sigaction(SIGTSTP, &before[1], NULL);
}

/* --- libedit -------------------------------------------------------------------------------------------- */

static ssize_t discard(void *cookie UNUSED, const char *bytes UNUSED, size_t length)
{
    return (ssize_t)length;
}

static bool start(void)
{
    if (editing.line)
        return true;
    FILE *nowhere = fopencookie(NULL, "w", (cookie_io_functions_t){.write = discard});
    if (!nowhere)
        return false;
    editing.line = el_init_fd("ouro", stdin, nowhere, nowhere, STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO);
    if (!editing.line) {
        fclose(nowhere);
        return false;
    }
    el_wset(editing.line, EL_EDITOR, L"emacs");
    el_source(editing.line, NULL); /* ~/.editrc */
    el_wset(editing.line, EL_GETCFN, read_key);
    editor_keys_bind(editing.line);
    return true;
}

/* el_end would throw away what was typed for the shell already. */
void editor_stop(void)
{
    text_free(&editing.newest);
    text_free(&editing.result);
}

Edited editor_read(const char *prompt, const char *more, const EditorHooks *hooks)
{
    struct sigaction before[2];
    if (!start())
        return (Edited){.how = EDIT_TEXT};
    editing.hooks = hooks;
    editing.prompt = prompt;
    editing.more = more;
    editing.how = EDIT_END;
    editing.is_paste_mode = false;
    editing.history_place = SIZE_MAX;
    editing.below = NULL;
    text_free(&editing.newest);
    text_free(&editing.result);
    watch_signals(before);
    set_paste_marks(true);
    screen_begin();
    int count;
    (void)el_wgets(editing.line, &count);
    screen_end();
    set_paste_marks(false);
    unwatch_signals(before);
    if (is_stopped) { /* between the last key and now */
        is_stopped = false;
        raise(SIGTSTP);
    }
    Edited edited = {editing.how, editing.result.bytes, editing.result.length};
    editing.result = (Text){0};
    return edited;
}
