/* play: walks through a recording by keys, or, without a terminal, by lines of standard input.
 *
 * A command moves the trace to another step (trace_go); then the step is drawn from the trace's state alone.
 * Both ways obey the same commands, so that tests can play without a terminal.
 *
 * Searches go from step to step: for an event (call, return) the steps' summaries do, for a text each step is
 * gone to. Births and deaths are asked of the recording.
 * A script is recorded first, into a file without a name, and then played. */
#include "heapview/play/play.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "heapview/play/play_screen.h"
#include "heapview/play/play_terminal.h"
#include "heapview/record/record.h"
#include "heapview/tell/command_line.h"

/* --- opening -------------------------------------------------------------------------------------------- */

static bool is_script(FILE *file, const char *name)
{
    char start[12] = {0};
    size_t got = fread(start, 1, sizeof start - 1, file), length = strlen(name);
    rewind(file);
    return length > 3 && strcmp(name + length - 3, ".py") == 0 && !(got && start[0] == '{');
}

/* A recording of a run of the script, in a file without a name. NULL with a message written. */
static FILE *record_it(int argc, char **argv, const char *command)
{
    FILE *file = tmpfile();
    if (file && record_script(argc, argv, file, command) >= 0) {
        rewind(file);
        return file;
    }
    fprintf(stderr, "ouro -m heapview %s: cannot record %s\n", command, argv[0]);
    if (file)
        fclose(file);
    return NULL;
}

int play_open_recording(Trace *trace, int argc, char **argv, const char *command)
{
    if (command_script(command, &argc, &argv))
        return 2;
    FILE *file = fopen(argv[0], "rb");
    Text problem = {0};
    if (!file) {
        fprintf(stderr, "ouro -m heapview %s: cannot read %s: %s\n", command, argv[0], strerror(errno));
        return 1;
    }
    if (is_script(file, argv[0])) {
        fclose(file);
        file = record_it(argc, argv, command);
        if (!file)
            return 1;
    } else if (argc > 1) {
        fclose(file);
        return command_error(command, "a recording takes no arguments: %s", argv[1]);
    }
    bool done = trace_open(trace, file, argv[0], &problem);
    fclose(file);
    if (!done)
        fprintf(stderr, "ouro -m heapview %s: %s\n", command, problem.bytes ? problem.bytes : "not enough memory");
    text_free(&problem);
    return done ? 0 : 1;
}

/* --- going ---------------------------------------------------------------------------------------------- */

static char message[200]; /* the answer to the last command; "": none */

static const char help_text[] = "n, Right, Space, Enter   the next step          p, Left   the one before\n"
                                "N, Page Down             ten steps on           P, Page Up   ten back\n"
                                "c / C                    the next / last call   o / u   over a call / out of this one\n"
                                "b, Home / e, End         the first / last step  g   go to a step, by its number\n"
                                "/                        the next step whose line of source has a text\n"
                                "d                        when does it die? of a name or #number: go there\n"
                                "B                        when was it born? likewise\n"
                                "?                        this help              q   leave\n"
                                "+ new   * changed   #7 an object   … not recorded\n";

static bool go(Trace *trace, uint64_t step)
{
    if (step < trace->first || step > trace->last) {
        snprintf(message, sizeof message, "steps %" PRIu64 " to %" PRIu64 " are recorded", trace->first, trace->last);
        step = step < trace->first ? trace->first : trace->last;
    }
    return trace_go(trace, step);
}

/* The nearest step, forward or backward, that fits; else where one is. */
static bool go_to_event(Trace *trace, bool forward, bool (*fits)(const Trace *trace, const TraceLine *line), const char *what)
{
    for (uint64_t step = forward ? trace->now + 1 : trace->now - 1; step >= trace->first && step <= trace->last;
         step += forward ? 1u : UINT64_MAX)
        if (fits(trace, trace_look(trace, step)))
            return trace_go(trace, step);
    snprintf(message, sizeof message, "no %s %s this step", what, forward ? "after" : "before");
    return true;
}

static bool is_call(const Trace *trace, const TraceLine *line)
{
    (void)trace;
    return strcmp(line->event, "call") == 0;
}

static bool is_no_deeper(const Trace *trace, const TraceLine *line)
{
    return line->depth <= trace->frame_count;
}

static bool is_outside(const Trace *trace, const TraceLine *line)
{
    return line->depth < trace->frame_count;
}

/* The next step at a line of source that has the text. */
static bool search(Trace *trace, const char *text)
{
    uint64_t start = trace->now;
    for (uint64_t step = start + 1; *text && step <= trace->last; step++) {
        if (!trace_go(trace, step))
            return false;
        const TraceFrame *top = trace->frame_count ? &trace->frames[trace->frame_count - 1] : NULL;
        size_t length;
        const char *line = top ? play_source_line(trace, trace->codes[top->code].file, top->line, &length) : "";
        if (top && memmem(line, length, text, strlen(text)))
            return true;
    }
    snprintf(message, sizeof message, "no step after this one is at a line with '%.100s'", text);
    return trace_go(trace, start);
}

/* --- objects by name ------------------------------------------------------------------------------------ */

static uint64_t find_in_namespace(const Trace *trace, uint64_t namespace, const char *name)
{
    const TraceObject *dict = trace_find(trace, namespace);
    size_t length = strlen(name);
    for (size_t i = 0; dict && i < dict->edge_count; i++) {
        const char *edge = dict->edges[i].name; /* ['name'] */
        if (strlen(edge) == length + 4 && strncmp(edge + 2, name, length) == 0)
            return dict->edges[i].to;
    }
    return 0;
}

static uint64_t find_variable(const Trace *trace, const char *name)
{
    for (size_t depth = trace->frame_count; depth-- > 0;) {
        const TraceFrame *frame = &trace->frames[depth];
        const TraceCode *code = &trace->codes[frame->code];
        for (size_t i = 0; i < code->variable_count; i++)
            if (frame->values[i] && strcmp(code->variables[i], name) == 0)
                return frame->values[i];
        uint64_t found = find_in_namespace(trace, frame->values[code->variable_count], name);
        if (found)
            return found;
    }
    return find_in_namespace(trace, trace->globals, name);
}

/* "#7", an id, or the name of a variable, the innermost first. */
static const TraceObject *find_object(const Trace *trace, const char *words)
{
    char *end;
    bool is_label = words[0] == '#';
    unsigned long long number = strtoull(words + is_label, &end, 10);
    const TraceObject *found = NULL;
    if (end == words + is_label || *end)
        found = trace_find(trace, find_variable(trace, words));
    else if (!is_label)
        found = trace_find(trace, number);
    for (size_t i = 0; is_label && !*end && i < trace->object_count; i++)
        if (trace->objects[i].label == number)
            found = &trace->objects[i];
    if (!found)
        snprintf(message, sizeof message, "there is no '%.100s' at this step", words);
    return found;
}

static bool go_to_death(Trace *trace, const char *words)
{
    const TraceObject *object = find_object(trace, words);
    if (!object)
        return true;
    uint32_t label = object->label;
    uint64_t step = trace_death(trace, object->id);
    snprintf(message, sizeof message, step ? "#%" PRIu32 " dies at step %" PRIu64 : "#%" PRIu32 " does not die in this recording", label,
             step);
    return !step || trace_go(trace, step);
}

static bool go_to_birth(Trace *trace, const char *words)
{
    const TraceObject *object = find_object(trace, words);
    if (!object)
        return true;
    uint64_t step = object->birth_step;
    if (!step)
        snprintf(message, sizeof message, "#%" PRIu32 " is older than the recording", object->label);
    else if (step < trace->first)
        snprintf(message, sizeof message, "#%" PRIu32 " was born at step %" PRIu64 ", on line %" PRId64 ", which is not recorded any more",
                 object->label, step, object->birth_line);
    else
        snprintf(message, sizeof message, "#%" PRIu32 " was born before step %" PRIu64 ", on line %" PRId64, object->label, step,
                 object->birth_line);
    return step < trace->first || step > trace->last || trace_go(trace, step);
}

static bool go_to_number(Trace *trace, const char *words)
{
    char *end;
    unsigned long long step = strtoull(words, &end, 10);
    if (end != words && !*end)
        return go(trace, step);
    snprintf(message, sizeof message, "not the number of a step: '%.100s'", words);
    return true;
}

/* --- commands ------------------------------------------------------------------------------------------- */

typedef enum Outcome { GOES_ON, LEAVES, HELPS, FAILS } Outcome;

/* Which keys ask for more, and how. */
static const char *question_of(int key)
{
    switch (key) {
    case 'g': return "go to step: ";
    case '/': return "search the source: ";
    case 'd': return "when dies (a name or #number): ";
    case 'B': return "when was born (a name or #number): ";
    default: return NULL;
    }
}

static Outcome outcome_of(bool done)
{
    return done ? GOES_ON : FAILS;
}

static Outcome obey(Trace *trace, int key, const char *words)
{
    enum { STRIDE = 10 };
    uint64_t now = trace->now;
    message[0] = 0;
    switch (key) {
    case 'n':
    case ' ':
    case '\r':
    case KEY_RIGHT:
    case KEY_DOWN: return outcome_of(go(trace, now + 1));
    case 'p':
    case KEY_LEFT:
    case KEY_UP: return outcome_of(go(trace, now - 1));
    case 'N':
    case KEY_PAGE_DOWN: return outcome_of(go(trace, now + STRIDE));
    case 'P':
    case KEY_PAGE_UP: return outcome_of(go(trace, now > STRIDE ? now - STRIDE : 0));
    case 'b':
    case KEY_HOME: return outcome_of(trace_go(trace, trace->first));
    case 'e':
    case KEY_END: return outcome_of(trace_go(trace, trace->last));
    case 'c':
    case 'C': return outcome_of(go_to_event(trace, key == 'c', is_call, "call"));
    case 'o': return outcome_of(go_to_event(trace, true, is_no_deeper, "step of this function or of an outer one"));
    case 'u': return outcome_of(go_to_event(trace, true, is_outside, "step of an outer function"));
    case 'g': return outcome_of(go_to_number(trace, words));
    case '/': return outcome_of(search(trace, words));
    case 'd': return outcome_of(go_to_death(trace, words));
    case 'B': return outcome_of(go_to_birth(trace, words));
    case '?': return HELPS;
    case 'q':
    case 3:
    case 4:
    case KEY_CLOSED: return LEAVES;
    default: snprintf(message, sizeof message, "unknown command; ? for help"); return GOES_ON;
    }
}

/* --- without a terminal --------------------------------------------------------------------------------- */

static void print_step(const Trace *trace)
{
    Text text = {0};
    play_write_plain(trace, &text);
    if (message[0])
        puts(message);
    fputs(text.bytes ? text.bytes : "", stdout);
    puts("");
    text_free(&text);
}

static Outcome play_lines(Trace *trace)
{
    char line[256];
    Outcome outcome = GOES_ON;
    print_step(trace);
    while (outcome != LEAVES && outcome != FAILS && fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\r\n")] = 0;
        const char *words = line[0] ? line + 1 + strspn(line + 1, " ") : line;
        outcome = obey(trace, line[0] ? line[0] : 'n', words);
        if (outcome == HELPS)
            puts(help_text);
        else if (outcome == GOES_ON)
            print_step(trace);
    }
    return outcome;
}

/* --- on a terminal -------------------------------------------------------------------------------------- */

static void draw(const Trace *trace)
{
    size_t width, height;
    Text text = {0};
    terminal_size(&width, &height);
    play_write_screen(trace, &text, width, height);
    text_format(&text, "\x1b[%zu;1H\x1b[K%.*s", height, (int)width - 1,
                message[0] ? message : "n next  p back  c call  o over  u out  g go  d died?  B born?  ? help  q quit");
    fwrite(text.bytes, 1, text.length, stdout);
    fflush(stdout);
    text_free(&text);
}

static void draw_help(void)
{
    fputs("\x1b[2J\x1b[H", stdout);
    for (const char *c = help_text; *c; c++) {
        if (*c == '\n')
            putchar('\r');
        putchar(*c);
    }
    fflush(stdout);
    terminal_key();
    fputs("\x1b[2J", stdout);
}

static Outcome play_keys(Trace *trace)
{
    char words[200];
    Outcome outcome = GOES_ON;
    while (outcome == GOES_ON) {
        draw(trace);
        int key = terminal_key();
        words[0] = 0;
        if (key == KEY_RESIZED) {
            fputs("\x1b[2J", stdout);
            continue;
        }
        if (question_of(key) && !terminal_ask(question_of(key), words, sizeof words))
            continue;
        outcome = obey(trace, key, words);
        if (outcome == HELPS) {
            draw_help();
            outcome = GOES_ON;
        }
    }
    terminal_give_back();
    return outcome;
}

int play_command(int argc, char **argv)
{
    Trace trace = {0};
    bool is_plain = argc > 1 && strcmp(argv[1], "--plain") == 0;
    int first = is_plain ? 2 : 1;
    if (argc > first && argv[first][0] == '-' && argv[first][1])
        return command_unknown_option(argv[0], argv[first]);
    if (argc <= first)
        return command_error(argv[0], "which recording?");
    int status = play_open_recording(&trace, argc - first, argv + first, argv[0]);
    if (status)
        return status;
    Outcome outcome = !is_plain && terminal_take() ? play_keys(&trace) : play_lines(&trace);
    trace_close(&trace);
    if (outcome == FAILS)
        fputs("ouro -m heapview play: not enough memory\n", stderr);
    return outcome == FAILS;
}
