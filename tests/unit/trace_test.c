/* Tests of reading recordings: one that is whole, and all kinds of damage, which must be refused with the
 * place and a reason. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/play/trace.h"

#define HEADER \
    "{\"format\": \"ouro recording\", \"version\": 1, \"script\": \"x.py\", \"limits\": {\"steps\": 9, \"objects\": 9, \"edges\": 9}}\n"
#define FILE_0 "{\"file\": 0, \"name\": \"x.py\", \"source\": \"a = [1]\\nb = a\\n\"}\n"
#define CODE_0                                                                                                                             \
    "{\"code\": 0, \"file\": 0, \"name\": \"<module>\", \"qualified name\": \"<module>\", \"line\": 1, \"parameters\": 0, \"variables\": " \
    "[\"v\"]}\n"
#define STATE_1 "{\"keyframe\": 1, \"output\": 0, \"changes\": [], \"globals\": 0}\n"
#define STEP_1 "{\"changes\": [[\"push\", 0, 1]], \"step\": 1, \"event\": \"line\", \"line\": 1}\n"
#define STEP_2                                                                                                                           \
    "{\"changes\": [[\"new\", {\"id\": 32, \"type\": \"list\", \"count\": 1, \"generation\": 0, \"birth\": {\"step\": 2, \"file\": 0, "  \
    "\"line\": 1}, \"length\": 1}], [\"set\", 0, 0, 32], [\"edge\", 32, 0, {\"name\": \"[0]\", \"to\": 16}], [\"output\", \"é\\n\"]], " \
    "\"step\": 2, \"event\": \"line\", \"line\": 2}\n"
#define STEP_3 "{\"changes\": [[\"set\", 0, 0, 0], [\"freed\", 32], [\"pop\"]], \"step\": 3, \"event\": \"end\", \"line\": 2}\n"
#define END "{\"end\": true, \"status\": 0}\n"
#define BEGINNING HEADER FILE_0 CODE_0 STATE_1
static const char whole[] = BEGINNING STEP_1 STEP_2 STEP_3 END;

/* Open what the bytes say; NULL if it is accepted, else the problem, to be freed. */
static char *problem_of(const char *bytes, size_t length, Trace *trace)
{
    char name[] = "/tmp/trace-XXXXXX";
    int descriptor = mkstemp(name);
    FILE *file = fdopen(descriptor, "w+");
    cr_assert(file && fwrite(bytes, 1, length, file) == length);
    rewind(file);
    remove(name);
    Text problem = {0};
    bool is_open = trace_open(trace, file, "it", &problem);
    fclose(file);
    char *copy = is_open ? NULL : strndup(problem.bytes ? problem.bytes : "", problem.length);
    text_free(&problem);
    return copy;
}

Test(trace, a_whole_recording_is_read_forward_and_backward)
{
    Trace trace;
    cr_assert_null(problem_of(whole, strlen(whole), &trace));
    cr_assert(trace.first == 1 && trace.last == 3 && trace.is_complete);
    static const uint64_t way[] = {1, 2, 3, 2, 1, 3, 1};
    for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
        cr_assert(trace_go(&trace, way[i]));
        TraceObject *list = trace_find(&trace, 32);
        cr_assert_eq(list != NULL, way[i] == 2);
        cr_assert(!list || (list->edge_count == 1 && list->edges[0].to == 16 && list->length == 1 && list->birth_line == 1));
        cr_assert_eq(trace.frame_count, way[i] < 3);
        cr_assert_eq(trace.output_length, way[i] < 2 ? 0 : 3);
    }
    cr_assert(trace_go(&trace, 2));
    cr_assert_eq(trace_death(&trace, 32), 3);
    trace_close(&trace);
}

Test(trace, damage_is_refused_with_the_place)
{
    static const struct {
        const char *text, *problem;
    } cases[] = {
        {"", "it: line 1: the file is empty"},
        {"\n", "it: line 1, column 1: no value"},
        {"[1, 2]\n", "it: line 1: this is no recording of Ouro"},
        {"{\"format\": \"ouro recording\", \"version\": 2}\n", "it: line 1: a version of the format that this Ouro does not know"},
        {HEADER, "it: line 2: the recording has no steps"},
        {HEADER "{\"file\": 1, \"name\": \"x\", \"source\": \"\"}\n", "it: line 2: a file out of order"},
        {HEADER CODE_0, "it: line 2: code without its variables or its file"},
        {HEADER FILE_0 STEP_1, "it: line 3: a step before any state"},
        {BEGINNING STEP_2, "it: line 5: a step out of order"},
        {BEGINNING "{\"changes\": [[\"push\", 7, 1]], \"step\": 1, \"event\": \"line\", \"line\": 1}\n",
         "it: line 5: a frame of code that is not there"},
        {BEGINNING "{\"changes\": [[\"pop\"]], \"step\": 1, \"event\": \"line\", \"line\": 1}\n",
         "it: line 5: a frame ends, but there is none"},
        {BEGINNING STEP_1 "{\"changes\": [[\"set\", 0, 5, 0]], \"step\": 2, \"event\": \"line\", \"line\": 1}\n",
         "it: line 6: a variable that is not there"},
        {BEGINNING STEP_1 "{\"changes\": [[\"set\", 3, 0, 0]], \"step\": 2, \"event\": \"line\", \"line\": 1}\n",
         "it: line 6: a change of a frame that is not there"},
        {BEGINNING STEP_1 STEP_2
         "{\"changes\": [[\"edge\", 32, 7, {\"name\": \"x\", \"to\": 1}]], \"step\": 3, \"event\": \"line\", \"line\": 1}\n",
         "it: line 7: an edge behind a gap"},
        {BEGINNING STEP_1 "{\"keyframe\": 2, \"output\": 0, \"changes\": [], \"globals\": 0}\n" STEP_2,
         "it: line 6: the changes before it do not lead to this state"},
        {BEGINNING STEP_1 "{\"changes\": 5, \"step\": 2, \"event\": \"line\", \"line\": 1}\n", "it: line 6: no list of changes"},
        {BEGINNING "{\"hello\": 1}\n", "it: line 5: a line that says nothing known"},
        {BEGINNING "{\"changes\": [[\"push\", 0\n", "it: line 5, column 24: a list without its end"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Trace trace;
        char *problem = problem_of(cases[i].text, strlen(cases[i].text), &trace);
        cr_expect(problem && strcmp(problem, cases[i].problem) == 0, "case %zu: %s", i, problem ? problem : "accepted");
        free(problem);
        if (!problem)
            trace_close(&trace);
    }
}

/* Whether it is accepted or not: nothing breaks, and what is accepted can be gone through. */
static void go_through(const char *bytes, size_t length)
{
    Trace trace;
    char *problem = problem_of(bytes, length, &trace);
    if (problem) {
        cr_expect(strlen(problem) > 4);
        free(problem);
        return;
    }
    for (uint64_t step = trace.last; step >= trace.first && trace.last - step < 50; step--)
        cr_expect(trace_go(&trace, step));
    trace_close(&trace);
}

Test(trace, a_file_that_ends_anywhere)
{
    for (size_t length = 0; length < sizeof whole; length++)
        go_through(whole, length);
}

Test(trace, bytes_that_are_wrong)
{
    static const char wrong[] = "\0\xff\"{}[],:-9eE\\u\n";
    for (size_t i = 0; i < sizeof whole - 1; i++)
        for (size_t k = 0; k < sizeof wrong - 1; k++) {
            char bytes[sizeof whole];
            memcpy(bytes, whole, sizeof whole);
            bytes[i] = wrong[k];
            go_through(bytes, sizeof whole - 1);
        }
}

Test(trace, lists_in_lists_do_not_overflow_the_stack)
{
    size_t length = 1000000;
    char *bytes = malloc(length);
    cr_assert(bytes);
    memset(bytes, '[', length);
    Trace trace;
    char *problem = problem_of(bytes, length, &trace);
    cr_assert(problem && strstr(problem, "too many lists in one another"), "%s", problem ? problem : "accepted");
    free(problem);
    free(bytes);
}
