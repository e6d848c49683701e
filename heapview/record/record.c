/* record: options, the ring of segments, and the file.
 *
 * The notes of the last steps are in memory, in a ring of segments, each with the whole state at its
 * beginning. Until something has been dropped, the file grows with every segment. From then on it is written
 * anew, at most once a second, and put in the place of the old one: whatever happens to the program, a file
 * of the last steps is there. */
#include "heapview/record/record.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "heapview/record/record_code.h"
#include "heapview/record/record_names.h"
#include "heapview/record/record_watch.h"
#include "heapview/tell/command_line.h"
#include "stdlib/io/io.h"

enum { SEGMENTS_MOST = 64, SEGMENTS_USUAL = 8, SEGMENT_STEPS_MOST = 2000, PATH_LENGTH = 4096, REWRITING_PART = 50 };

typedef struct Segment {
    Log log;
    size_t steps, written; /* written: up to where the file has it */
} Segment;

static struct {
    Limits limits;
    size_t segment_steps;
    Segment segments[SEGMENTS_MOST]; /* a ring; the last one is being filled */
    size_t first, count, kept;       /* kept: steps in all of them */
    Log log;                         /* of the last one; state.log */
    const char *command, *path, *script;
    FILE *file;
    bool is_regular, is_borrowed, is_to_be_rewritten, failed;
    bool verifies; /* --verify: for tests */
    CodeCounts written;
    uint64_t output;       /* bytes that the script has written to stdout */
    double next_rewriting; /* not before: seconds of the monotonic clock */
} recorder;

static Segment *segment_at(size_t i)
{
    return &recorder.segments[(recorder.first + i) % SEGMENTS_MOST];
}

static void complain(const char *what)
{
    if (!recorder.failed)
        fprintf(stderr, "ouro -m heapview %s: cannot write %s: %s\n", recorder.command, recorder.path ? recorder.path : "the recording",
                what);
    recorder.failed = true;
}

/* --- writing -------------------------------------------------------------------------------------------- */

static void put(Text *out)
{
    if (out->failed)
        complain("not enough memory");
    else if (out->length && fwrite(out->bytes, 1, out->length, recorder.file) != out->length)
        complain(strerror(errno));
    text_free(out);
}

static void write_header(void)
{
    Text out = {0};
    text_format(&out, "{\"format\": \"ouro recording\", \"version\": 1, \"script\": ");
    text_add_json(&out, recorder.script, strlen(recorder.script));
    text_format(&out, ", \"limits\": {\"steps\": %zu, \"objects\": %zu, \"edges\": %zu}}\n", recorder.limits.steps, recorder.limits.objects,
                recorder.limits.edges);
    put(&out);
    recorder.written = (CodeCounts){0};
}

/* What the segment has that the file has not. */
static void write_segment(Segment *segment)
{
    Text out = {0};
    code_write(&out, &recorder.written);
    segment->written = log_render(&segment->log, segment->written, &out, value_type_name, names_write);
    put(&out);
}

static void write_all(void)
{
    write_header();
    for (size_t i = 0; i < recorder.count; i++) {
        segment_at(i)->written = 0;
        write_segment(segment_at(i));
    }
    if (fflush(recorder.file))
        complain(strerror(errno));
}

/* A file that is complete at every moment: written beside the old one, and put in its place. */
static void rewrite(void)
{
    if (!recorder.is_regular)
        return;
    if (recorder.is_borrowed) {
        if (fseek(recorder.file, 0, SEEK_SET) || ftruncate(fileno(recorder.file), 0))
            complain(strerror(errno));
        write_all();
        return;
    }
    char beside[PATH_LENGTH];
    snprintf(beside, sizeof beside, "%s.part", recorder.path);
    FILE *file = fopen(beside, "w"), *old = recorder.file;
    if (!file) {
        complain(strerror(errno));
        return;
    }
    recorder.file = file;
    write_all();
    fclose(old);
    if (rename(beside, recorder.path))
        complain(strerror(errno));
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Once a second; but writing must not take more than a small part of the time. */
static void rewrite_sometimes(void)
{
    double start = now();
    if (start < recorder.next_rewriting)
        return;
    rewrite();
    double end = now();
    recorder.next_rewriting = end + (end - start > 1.0 / REWRITING_PART ? (end - start) * REWRITING_PART : 1);
}

/* --- the ring ------------------------------------------------------------------------------------------- */

static void drop_oldest(void)
{
    Segment *oldest = segment_at(0);
    recorder.kept -= oldest->steps;
    oldest->log.used = 0; /* its memory is used again */
    recorder.first = (recorder.first + 1) % SEGMENTS_MOST;
    recorder.count--;
    recorder.is_to_be_rewritten = true;
}

/* Give what was noted to the last segment, and begin another. */
static void begin_segment(void)
{
    while (recorder.count && (recorder.count == SEGMENTS_MOST || recorder.kept + recorder.segment_steps > recorder.limits.steps))
        drop_oldest();
    Segment *segment = segment_at(recorder.count++);
    segment->steps = segment->written = 0;
    segment->log.used = 0;
    state.log = &segment->log;
    state_keyframe(recorder.output);
}

static void end_segment(void)
{
    if (recorder.is_regular && !recorder.is_to_be_rewritten) {
        write_segment(segment_at(recorder.count - 1));
        if (fflush(recorder.file))
            complain(strerror(errno));
    } else if (recorder.is_regular) {
        rewrite_sometimes();
    }
}

static void step_taken(void)
{
    Segment *segment = segment_at(recorder.count - 1);
    const char *wrong = recorder.verifies ? verify_state() : NULL;
    if (wrong) {
        fprintf(stderr, "ouro -m heapview %s: step %" PRIu64 ": %s is wrong\n", recorder.command, state.step, wrong);
        recorder.failed = true;
    }
    recorder.kept++;
    if (++segment->steps < recorder.segment_steps)
        return;
    end_segment();
    begin_segment();
}

/* What the script prints belongs to the step that comes next. */
static void written(int descriptor, const char *bytes, size_t length)
{
    if (descriptor != STDOUT_FILENO || !log_room(state.log, 1))
        return;
    log_8(state.log, NOTE_OUTPUT);
    log_text(state.log, bytes, length);
    recorder.output += length;
}

/* --- around the run ------------------------------------------------------------------------------------- */

static bool no_memory(void)
{
    fprintf(stderr, "ouro -m heapview %s: not enough memory\n", recorder.command);
    recorder.failed = true;
    return false;
}

static bool started(void)
{
    if (!code_start(recorder.script))
        return no_memory();
    if (!state_start(recorder.limits, &recorder.segments[0].log)) {
        code_stop();
        return no_memory();
    }
    begin_segment();
    write_header();
    recorder.next_rewriting = now() + 1;
    io_observer = written;
    return watch_start(step_taken) || no_memory();
}

static void ended(void)
{
    watch_stop();
    io_observer = NULL;
    if (state.failed)
        complain("memory was lacking, the recording is not whole");
    if (recorder.is_to_be_rewritten && recorder.is_regular) {
        rewrite();
    } else {
        for (size_t i = recorder.is_regular ? recorder.count - 1 : 0; i < recorder.count; i++)
            write_segment(segment_at(i));
    }
    for (size_t i = 0; i < SEGMENTS_MOST; i++)
        free(recorder.segments[i].log.bytes);
    state_stop();
    code_stop();
}

static void write_end(int status)
{
    if (!recorder.failed && fprintf(recorder.file, "{\"end\": true, \"status\": %d}\n", status) < 0)
        complain(strerror(errno));
    if (fflush(recorder.file))
        complain(strerror(errno));
}

/* Run the script with recorder.file open. */
static int run(int argc, char **argv)
{
    static const RunHooks hooks = {started, ended};
    struct stat about;
    recorder.script = argv[0];
    recorder.is_regular = fstat(fileno(recorder.file), &about) == 0 && S_ISREG(about.st_mode);
    size_t steps = recorder.limits.steps / SEGMENTS_USUAL;
    if (recorder.limits.steps / SEGMENT_STEPS_MOST > SEGMENTS_USUAL)
        steps = recorder.limits.steps / SEGMENT_STEPS_MOST < SEGMENTS_MOST - 2 ? SEGMENT_STEPS_MOST
                                                                               : recorder.limits.steps / (SEGMENTS_MOST - 2);
    recorder.segment_steps = steps ? steps : 1;
    int status = command_run_script(argc, argv, &hooks);
    write_end(status);
    return status;
}

/* --- the command ---------------------------------------------------------------------------------------- */

static const Limits usual = {.steps = 10000, .objects = 300, .edges = 50};

static int number_option(int argc, char **argv, int *i, size_t least, size_t most, size_t *number)
{
    const char *option = argv[*i];
    if (*i + 1 >= argc)
        return command_error(recorder.command, "option %s needs a value", option);
    char *end, *value = argv[++*i];
    unsigned long wish = strtoul(value, &end, 10);
    if (end == value || *end || value[0] == '-')
        return command_error(recorder.command, "not a number: '%s'", value);
    if (wish < least || wish > most)
        return command_error(recorder.command, "%s is from %zu to %zu", option, least, most);
    *number = wish;
    return 0;
}

static int take_option(int argc, char **argv, int *i)
{
    if (strcmp(argv[*i], "--max-steps") == 0)
        return number_option(argc, argv, i, 1, 10000000, &recorder.limits.steps);
    if (strcmp(argv[*i], "--max-objects") == 0)
        return number_option(argc, argv, i, 1, 100000, &recorder.limits.objects);
    if (strcmp(argv[*i], "--max-edges") == 0)
        return number_option(argc, argv, i, 1, 100000, &recorder.limits.edges);
    if (strcmp(argv[*i], "--verify") == 0) {
        recorder.verifies = true;
        return 0;
    }
    if (strcmp(argv[*i], "-o") != 0)
        return command_unknown_option(recorder.command, argv[*i]);
    if (*i + 1 >= argc)
        return command_error(recorder.command, "option -o needs a value");
    recorder.path = argv[++*i];
    return 0;
}

/* Without -o: the script's name in the current folder, with another ending. */
static const char *usual_path(const char *script)
{
    static char path[PATH_LENGTH];
    const char *slash = strrchr(script, '/');
    snprintf(path, sizeof path - 16, "%s", slash ? slash + 1 : script);
    const char *dot = strrchr(path, '.');
    size_t length = dot ? (size_t)(dot - path) : strlen(path);
    snprintf(path + length, sizeof path - length, ".recording");
    return path;
}

int record_command(int argc, char **argv)
{
    recorder.command = argv[0];
    recorder.limits = usual;
    int i = 1;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        int status = take_option(argc, argv, &i);
        if (status)
            return status;
    }
    if (i >= argc)
        return command_error(argv[0], "which script?");
    argc -= i;
    argv += i;
    if (command_script(recorder.command, &argc, &argv))
        return 2;
    if (!recorder.path)
        recorder.path = usual_path(argv[0]);
    if (access(argv[0], R_OK) == 0) {
        recorder.file = fopen(recorder.path, "w");
        if (!recorder.file) {
            fprintf(stderr, "ouro -m heapview %s: cannot write %s: %s\n", recorder.command, recorder.path, strerror(errno));
            return 1;
        }
    }
    if (!recorder.file) /* the shell says what is wrong with the script */
        return command_run_script(argc, argv, NULL);
    int status = run(argc, argv);
    fclose(recorder.file);
    return recorder.failed && status == 0 ? 1 : status;
}

int record_script(int argc, char **argv, FILE *file, const char *command)
{
    recorder.command = command;
    recorder.limits = usual;
    recorder.file = file;
    recorder.is_borrowed = true;
    int status = run(argc, argv);
    return recorder.failed ? -1 : status;
}
