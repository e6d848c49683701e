/* editor_keys: what the keys do that libedit has no command for, or one that knows of single lines only.
 *
 * A command of libedit is called by pushing its keys: MARK, KILL and others are sequences that no keyboard sends. */
#include "shell/repl/editor_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shell/repl/completion.h"
#include "shell/repl/highlight.h"
#include "shell/repl/history.h"
#include "shell/repl/screen.h"

enum { INDENT = 4 };

#define MARK L"\033\035m"
#define KILL L"\033\035k"

/* --- lines ---------------------------------------------------------------------------------------------- */

static size_t line_start(const Text *text, size_t at)
{
    while (at > 0 && text->bytes[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const Text *text, size_t at)
{
    while (at < text->length && text->bytes[at] != '\n')
        at++;
    return at;
}

static bool is_blank(const Text *text, size_t from, size_t to)
{
    for (; from < to; from++)
        if (text->bytes[from] != ' ' && text->bytes[from] != '\t')
            return false;
    return true;
}

static int count_characters(const Text *text, size_t from, size_t to)
{
    int count = 0;
    for (; from < to; from++)
        count += (text->bytes[from] & 0xC0) != 0x80;
    return count;
}

/* Put the cursor, which is at `from`, at `to`; bytes. */
static void move(const Text *text, size_t from, size_t to)
{
    el_cursor(editing.line, to > from ? count_characters(text, from, to) : -count_characters(text, to, from));
}

static unsigned char go_line_start(EditLine *line UNUSED, wint_t key UNUSED)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    move(&text, cursor, line_start(&text, cursor));
    text_free(&text);
    return CC_REFRESH;
}

static unsigned char go_line_end(EditLine *line UNUSED, wint_t key UNUSED)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    move(&text, cursor, line_end(&text, cursor));
    text_free(&text);
    return CC_REFRESH;
}

/* What is killed can be yanked: from the mark that libedit sets to where the cursor then is. */
static unsigned char kill_to_end(EditLine *line, wint_t key UNUSED)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    bool is_at_end = line_end(&text, cursor) == cursor;
    text_free(&text);
    el_wpush(line, is_at_end ? MARK L"\033\035f" KILL : MARK L"\033\035e" KILL);
    return CC_NORM;
}

static unsigned char kill_to_start(EditLine *line, wint_t key UNUSED)
{
    el_wpush(line, MARK L"\033\035a" KILL);
    return CC_NORM;
}

/* In the blanks at the beginning of a line, back to the multiple of four before. */
static unsigned char delete_back(EditLine *line UNUSED, wint_t key UNUSED)
{
    size_t cursor, from;
    Text text = editor_text(&cursor);
    size_t start = line_start(&text, cursor);
    from = cursor;
    if (from > start && is_blank(&text, start, from) && text.bytes[from - 1] == ' ') {
        size_t wanted = start + (from - 1 - start) / INDENT * INDENT;
        while (from > wanted && text.bytes[from - 1] == ' ')
            from--;
    } else if (from > 0) {
        do
            from--;
        while (from > 0 && (text.bytes[from] & 0xC0) == 0x80);
    }
    bool has_deleted = from < cursor && editor_replace(from, cursor, "", 0);
    text_free(&text);
    return has_deleted ? CC_REFRESH : CC_ERROR;
}

/* --- the end of a line, and of all ------------------------------------------------------------------------ */

static unsigned char finish(EditEnd how)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    editing.how = how;
    editing.below = NULL;
    el_cursor(editing.line, count_characters(&text, cursor, text.length));
    editor_show();
    if (text.failed) {
        text_free(&text);
    } else if (how == EDIT_TEXT || how == EDIT_UNFINISHED) {
        editing.result = text;
        text = (Text){0};
    }
    text_free(&text);
    return CC_EOF;
}

/* A newline, with the blanks that the line before begins with, and more behind a colon; not in a string, nor in
 * what is pasted. */
static void insert_line(const Text *text, size_t cursor)
{
    size_t start = line_start(text, cursor), stop = start, quote;
    Text inserted = {0};
    text_add(&inserted, "\n", 1);
    if (!editing.is_paste_mode && !editor_has_more_keys() && !highlight_is_in_string(text->bytes, cursor, &quote)) {
        while (stop < cursor && (text->bytes[stop] == ' ' || text->bytes[stop] == '\t'))
            stop++;
        text_add(&inserted, text->bytes + start, stop - start);
        size_t last = cursor;
        unsigned char *paints = malloc(cursor + 1);
        if (paints)
            highlight_python(text->bytes, cursor, paints);
        while (paints && last > start && (paints[last - 1] == PAINT_COMMENT || text->bytes[last - 1] == ' '))
            last--;
        if (paints && last > start && text->bytes[last - 1] == ':' && paints[last - 1] == PAINT_PLAIN)
            text_format(&inserted, "%*s", INDENT, "");
        free(paints);
    }
    if (!inserted.failed)
        (void)editor_replace(cursor, cursor, inserted.bytes, inserted.length);
    text_free(&inserted);
}

/* Enter: another line within a text, or the end of it, if it is whole and the cursor is in its last line. */
static unsigned char press_enter(EditLine *line UNUSED, wint_t key UNUSED)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    bool is_last_line = line_end(&text, cursor) == text.length;
    bool goes_on = editing.is_paste_mode || !is_last_line || (!text.failed && editing.hooks->wants_more(text.bytes, text.length));
    if (goes_on)
        insert_line(&text, cursor);
    text_free(&text);
    return goes_on ? CC_REFRESH : finish(EDIT_TEXT);
}

static unsigned char press_finish(EditLine *line UNUSED, wint_t key UNUSED)
{
    return finish(EDIT_TEXT);
}

/* Ctrl-D: the end of all, of a block whose last line is empty, or of the character under the cursor. */
static unsigned char press_end(EditLine *line, wint_t key UNUSED)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    size_t start = line_start(&text, cursor), length = text.length;
    bool ends_block = start > 0 && cursor == length && is_blank(&text, start, length);
    text_free(&text);
    if (length == 0)
        return finish(EDIT_END);
    if (ends_block)
        return finish(EDIT_UNFINISHED);
    el_wpush(line, L"\033\035d");
    return CC_NORM;
}

/* --- history -------------------------------------------------------------------------------------------- */

/* Show entry `place`; history_count() is the new text. */
static unsigned char show_entry(size_t place)
{
    size_t count = history_count(), cursor;
    if (editing.history_place >= count) {
        text_free(&editing.newest);
        editing.newest = editor_text(&cursor);
    }
    editing.history_place = place;
    const char *shown = place < count ? history_entry_peek(place) : editing.newest.bytes ? editing.newest.bytes : "";
    return editor_set_text(shown, strlen(shown)) ? CC_REFRESH : CC_ERROR;
}

static size_t current_place(void)
{
    size_t count = history_count();
    return editing.history_place < count ? editing.history_place : count;
}

static unsigned char older(void)
{
    size_t place = current_place();
    return place > 0 ? show_entry(place - 1) : CC_ERROR;
}

static unsigned char newer(void)
{
    size_t place = current_place();
    return place < history_count() ? show_entry(place + 1) : CC_ERROR;
}

/* So many characters behind `from`, but not beyond `end`. */
static size_t behind_characters(const Text *text, size_t from, size_t end, int count)
{
    for (; count > 0 && from < end; count--)
        do
            from++;
        while (from < end && (text->bytes[from] & 0xC0) == 0x80);
    return from;
}

/* Up and down: within the text, else in the history. */
static unsigned char go_up(EditLine *line UNUSED, wint_t key UNUSED)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    size_t start = line_start(&text, cursor);
    if (start == 0) {
        text_free(&text);
        return older();
    }
    move(&text, cursor, behind_characters(&text, line_start(&text, start - 1), start - 1, count_characters(&text, start, cursor)));
    text_free(&text);
    return CC_REFRESH;
}

static unsigned char go_down(EditLine *line UNUSED, wint_t key UNUSED)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    size_t end = line_end(&text, cursor);
    if (end == text.length) {
        text_free(&text);
        return newer();
    }
    int column = count_characters(&text, line_start(&text, cursor), cursor);
    move(&text, cursor, behind_characters(&text, end + 1, line_end(&text, end + 1), column));
    text_free(&text);
    return CC_REFRESH;
}

/* PgUp, PgDn: entries that begin as the text does before the cursor. */
static unsigned char find_beginning(bool is_back)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    if (text.failed)
        return CC_ERROR;
    text.bytes[cursor] = 0;
    size_t place = current_place();
    size_t found = is_back ? history_find_before(place, text.bytes, true) : history_find_after(place, text.bytes, true);
    size_t characters = (size_t)count_characters(&text, 0, cursor);
    text_free(&text);
    if (found == SIZE_MAX)
        return CC_ERROR;
    unsigned char result = show_entry(found);
    el_cursor(editing.line, -1000000);
    el_cursor(editing.line, (int)characters);
    return result;
}

static unsigned char find_older(EditLine *line UNUSED, wint_t key UNUSED)
{
    return find_beginning(true);
}

static unsigned char find_newer(EditLine *line UNUSED, wint_t key UNUSED)
{
    return find_beginning(false);
}

/* Ctrl-R: each key makes the words longer and looks for them from the newest entry on; Ctrl-R again goes on to older ones, Ctrl-S to
 * newer ones; Ctrl-G gives the text back; any other key takes what was found, and is then obeyed itself. */
typedef struct Search {
    Text words, shown;
    size_t place; /* where it was found; history_count(): nowhere yet */
    bool has_failed;
} Search;

static void search_show(Search *search)
{
    text_free(&search->shown);
    text_format(&search->shown, "(%sreverse-i-search)'%s'", search->has_failed ? "failed " : "",
                search->words.bytes ? search->words.bytes : "");
    editing.below = search->shown.failed ? NULL : search->shown.bytes;
}

static void search_move(Search *search, size_t found)
{
    search->has_failed = found == SIZE_MAX;
    if (search->has_failed)
        return;
    search->place = found;
    (void)show_entry(found);
    const char *entry = history_entry_peek(found), *match = strstr(entry, search->words.bytes);
    Text text = {.bytes = (char *)entry, .length = strlen(entry)};
    move(&text, text.length, match ? (size_t)(match - entry) : text.length);
}

/* False: the key ends the search. */
static bool search_key(Search *search, wchar_t key)
{
    char bytes[8] = {0};
    size_t words = search->words.length;
    if (key == 'R' - '@' || key == 'S' - '@') {
        const char *wanted = words ? search->words.bytes : "";
        search_move(search, key == 'R' - '@' ? history_find_before(search->place, wanted, false)
                                             : history_find_after(search->place, wanted, false));
    } else if (key == 127 || key == 8) {
        while (words > 0 && (search->words.bytes[--words] & 0xC0) == 0x80)
            ;
        if (search->words.bytes)
            search->words.bytes[search->words.length = words] = 0;
    } else if (key >= 32) {
        snprintf(bytes, sizeof bytes, "%lc", (wint_t)key);
        text_add_words(&search->words, bytes);
        if (!search->words.failed)
            search_move(search, history_find_before(search->place < history_count() ? search->place + 1 : search->place,
                                                    search->words.bytes, false));
    } else {
        return false;
    }
    return true;
}

static unsigned char search_back(EditLine *line, wint_t pressed UNUSED)
{
    size_t cursor, before = current_place();
    Text original = editor_text(&cursor);
    Search search = {.place = history_count()};
    wchar_t key = 0;
    do
        search_show(&search);
    while (editor_key(&key) && search_key(&search, key));
    editing.below = NULL;
    if (key == 'G' - '@' && !original.failed) {
        (void)editor_set_text(original.bytes, original.length);
        editing.history_place = before;
    } else if (key && key != 'G' - '@' && editing.how != EDIT_INTERRUPTED) {
        el_wpush(line, (wchar_t[]){key, 0});
    }
    text_free(&original);
    text_free(&search.words);
    text_free(&search.shown);
    return editing.how == EDIT_INTERRUPTED ? CC_EOF : CC_REFRESH;
}

/* --- pasting -------------------------------------------------------------------------------------------- */

/* The terminal says where a paste begins and ends: what is between is text, whatever keys it would be. */
static unsigned char paste(EditLine *line UNUSED, wint_t pressed UNUSED)
{
    static const char end[] = "\033[201~";
    Text pasted = {0};
    wchar_t key;
    while (editor_key(&key)) {
        char bytes[8] = {0};
        if (key == '\r')
            key = '\n';
        snprintf(bytes, sizeof bytes, "%lc", (wint_t)key);
        text_add_words(&pasted, bytes);
        if (pasted.length >= sizeof end - 1 && strcmp(pasted.bytes + pasted.length - (sizeof end - 1), end) == 0) {
            pasted.length -= sizeof end - 1;
            break;
        }
    }
    size_t cursor;
    Text text = editor_text(&cursor);
    bool done = !text.failed && !pasted.failed && editor_replace(cursor, cursor, pasted.bytes ? pasted.bytes : "", pasted.length);
    text_free(&text);
    text_free(&pasted);
    if (editing.how == EDIT_INTERRUPTED)
        return CC_EOF;
    return done ? CC_REFRESH : CC_ERROR;
}

/* --- Tab ------------------------------------------------------------------------------------------------ */

static size_t common_length(const Completions *found)
{
    size_t length = strlen(found->items[0]);
    for (size_t i = 1; i < found->count; i++) {
        size_t same = 0;
        while (same < length && found->items[0][same] == found->items[i][same])
            same++;
        length = same;
    }
    while (length > 0 && (found->items[0][length] & 0xC0) == 0x80)
        length--; /* not within a character */
    return length;
}

static size_t width_of(const char *text)
{
    return text_width(text, strlen(text));
}

/* All of them below the text, in columns. What they have in common before the last dot is not repeated. */
static void list_completions(const Completions *found)
{
    size_t columns, rows, widest = 0;
    screen_size(&columns, &rows);
    for (size_t i = 0; i < found->count; i++) {
        size_t width = width_of(found->items[i] + found->shown_from);
        widest = width > widest ? width : widest;
    }
    size_t across = columns / (widest + 2) ? columns / (widest + 2) : 1, down = (found->count + across - 1) / across;
    Text out = {0};
    for (size_t row = 0; row < down; row++) {
        for (size_t i = row; i < found->count; i += down) {
            const char *shown = found->items[i] + found->shown_from;
            text_add_words(&out, shown);
            if (i + down < found->count)
                text_format(&out, "%*s", (int)(widest + 2 - width_of(shown)), "");
        }
        text_add(&out, "\r\n", 2);
    }
    screen_end();
    if (!out.failed)
        screen_write(out.bytes, out.length);
    text_free(&out);
    screen_begin();
}

static unsigned char complete_at(const Text *text, size_t cursor)
{
    Completions found = completion_find(text->bytes, cursor);
    unsigned char result = CC_ERROR;
    size_t common = found.count ? common_length(&found) : 0;
    bool adds = found.count &&
                (common > cursor - found.from || (found.count == 1 && memcmp(found.items[0], text->bytes + found.from, common) != 0));
    if (adds) {
        (void)editor_replace(found.from, cursor, found.items[0], common);
        result = CC_REFRESH;
    } else if (found.count > 1) {
        if (editing.tabs > 0)
            list_completions(&found);
        editing.tabs++;
        result = CC_REFRESH;
    }
    completion_free(&found);
    return result;
}

/* Behind blanks only: to the next multiple of four. */
static unsigned char press_tab(EditLine *line UNUSED, wint_t key UNUSED)
{
    size_t cursor;
    Text text = editor_text(&cursor);
    size_t start = line_start(&text, cursor);
    unsigned char result = CC_REFRESH;
    if (text.failed) {
        result = CC_ERROR;
    } else if (!completion_has_word(text.bytes, cursor)) {
        int blanks = INDENT - count_characters(&text, start, cursor) % INDENT;
        (void)editor_replace(cursor, cursor, "    ", (size_t)blanks);
    } else {
        editing.is_tab = true;
        result = complete_at(&text, cursor);
    }
    text_free(&text);
    return result;
}

/* --- F1 to F8, and others ------------------------------------------------------------------------------- */

/* The dotted name that the cursor is in or behind. */
static Text word_at(const Text *text, size_t cursor)
{
    Text word = {0};
    size_t from = cursor, to = cursor;
    while (from > 0 && (is_name_byte(text->bytes[from - 1]) || text->bytes[from - 1] == '.'))
        from--;
    while (to < text->length && is_name_byte(text->bytes[to]))
        to++;
    text_add(&word, text->bytes + from, to - from);
    return word;
}

static unsigned char press_function_key(int number)
{
    size_t cursor;
    Text text = editor_text(&cursor), word = word_at(&text, cursor);
    editor_leave();
    if (!word.failed)
        editing.hooks->key(number, word.bytes);
    editor_return();
    text_free(&word);
    text_free(&text);
    return CC_REFRESH;
}

#define FUNCTION_KEY(number)                                                       \
    static unsigned char press_f##number(EditLine *line UNUSED, wint_t key UNUSED) \
    {                                                                              \
        return press_function_key(number);                                         \
    }
FUNCTION_KEY(1)
FUNCTION_KEY(2)
FUNCTION_KEY(4)
FUNCTION_KEY(5)
FUNCTION_KEY(6)
FUNCTION_KEY(7)
FUNCTION_KEY(8)

static unsigned char press_f3(EditLine *line UNUSED, wint_t key UNUSED)
{
    editing.is_paste_mode = !editing.is_paste_mode;
    return CC_REFRESH;
}

static unsigned char clear_screen(EditLine *line UNUSED, wint_t key UNUSED)
{
    screen_clear();
    return CC_REFRESH;
}

/* --- the table ------------------------------------------------------------------------------------------ */

typedef struct Command {
    const wchar_t *name;
    unsigned char (*function)(EditLine *line, wint_t key);
    const wchar_t *keys; /* as libedit's bind takes them, between blanks */
    bool is_emacs;       /* vi has another use for the keys */
} Command;

static const Command commands[] = {
    {L"ouro-enter", press_enter, L"^M ^J", false},
    {L"ouro-finish", press_finish, L"\\e^M", false},
    {L"ouro-end", press_end, L"^D", false},
    {L"ouro-tab", press_tab, L"^I", false},
    {L"ouro-up", go_up, L"\\e[A \\eOA", false},
    {L"ouro-down", go_down, L"\\e[B \\eOB", false},
    {L"ouro-up", NULL, L"^P", true},
    {L"ouro-down", NULL, L"^N", true},
    {L"ouro-find-older", find_older, L"\\e[5~", false},
    {L"ouro-find-newer", find_newer, L"\\e[6~", false},
    {L"ouro-search", search_back, L"^R", false},
    {L"ouro-line-start", go_line_start, L"\\e[H \\eOH \\e[1~ \\e[7~ \\e^]a", false},
    {L"ouro-line-end", go_line_end, L"\\e[F \\eOF \\e[4~ \\e[8~ \\e^]e", false},
    {L"ouro-line-start", NULL, L"^A", true},
    {L"ouro-line-end", NULL, L"^E", true},
    {L"ouro-kill-to-end", kill_to_end, L"^K", true},
    {L"ouro-kill-to-start", kill_to_start, L"^U", true},
    {L"ed-delete-prev-word", NULL, L"^W", true},
    {L"ouro-delete-back", delete_back, L"^? ^H", false},
    {L"ouro-paste", paste, L"\\e[200~", false},
    {L"ouro-clear", clear_screen, L"^L", false},
    {L"ouro-f1", press_f1, L"\\eOP \\e[11~ \\e[[A", false},
    {L"ouro-f2", press_f2, L"\\eOQ \\e[12~ \\e[[B", false},
    {L"ouro-f3", press_f3, L"\\eOR \\e[13~ \\e[[C", false},
    {L"ouro-f4", press_f4, L"\\eOS \\e[14~ \\e[[D", false},
    {L"ouro-f5", press_f5, L"\\e[15~ \\e[[E", false},
    {L"ouro-f6", press_f6, L"\\e[17~", false},
    {L"ouro-f7", press_f7, L"\\e[18~", false},
    {L"ouro-f8", press_f8, L"\\e[19~", false},
    {L"ed-delete-next-char", NULL, L"\\e[3~ \\e^]d", false},
    {L"em-toggle-overwrite", NULL, L"\\e[2~", false},
    {L"em-next-word", NULL, L"\\e[1;5C \\e[1;3C \\e[5C", false},
    {L"ed-prev-word", NULL, L"\\e[1;5D \\e[1;3D \\e[5D", false},
    {L"ed-next-char", NULL, L"\\e^]f", false},
    {L"em-set-mark", NULL, L"\\e^]m", false},
    {L"em-kill-region", NULL, L"\\e^]k", false},
};

static void bind_keys(EditLine *line, const Command *command)
{
    wchar_t keys[80], *rest = NULL;
    wcscpy(keys, command->keys);
    for (wchar_t *key = wcstok(keys, L" ", &rest); key; key = wcstok(NULL, L" ", &rest))
        el_wset(line, EL_BIND, key, command->name, NULL);
}

void editor_keys_bind(EditLine *line)
{
    const wchar_t *editor = NULL;
    bool is_emacs = el_wget(line, EL_EDITOR, &editor) != 0 || !editor || wcscmp(editor, L"vi") != 0;
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        if (commands[i].function)
            el_wset(line, EL_ADDFN, commands[i].name, L"of Ouro", commands[i].function);
        if (is_emacs || !commands[i].is_emacs)
            bind_keys(line, &commands[i]);
    }
    if (is_emacs)
        return;
    el_wset(line, EL_BIND, L"-a", L"^M", L"ouro-enter", NULL);
    el_wset(line, EL_BIND, L"-a", L"^D", L"ouro-end", NULL);
    el_wset(line, EL_BIND, L"-a", L"k", L"ouro-up", NULL);
    el_wset(line, EL_BIND, L"-a", L"j", L"ouro-down", NULL);
}
