/* commands: see commands.h. The views are heapview's; what is said here lies outside of the counted heap. */
#include "shell/repl/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "heapview/tell/view.h"
#include "heapview/views/changes.h"
#include "heapview/views/collection.h"
#include "heapview/views/graph.h"
#include "heapview/views/map.h"
#include "heapview/views/why.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "shell/repl/highlight.h"
#include "shell/repl/screen.h"
#include "vm/module.h"

static DictView namespace;
static bool tells_memory, tells_hints, is_noting;

void commands_start(DictView names)
{
    namespace = names;
}

/* --- objects -------------------------------------------------------------------------------------------- */

static View global_peek(const char *name)
{
    Ref key = str_from_utf8(name, strlen(name));
    View known = key && namespace ? dict_get_str_peek(namespace, key) : NULL;
    if (key && !known)
        known = dict_get_str_peek(builtins_dict_peek(), key);
    release_maybe(key);
    error_clear();
    return known;
}

/* The object's attribute, not kept by us: it must be kept by another. NULL with a message written. */
static View attribute_peek(View object, const char *name)
{
    Ref attribute = object_get_attribute_text(object, name);
    error_clear();
    if (!attribute) {
        printf("there is no attribute '%s'\n", name);
        return NULL;
    }
    bool is_kept = attribute->refcount > 1;
    if (!is_kept)
        printf("'%s' is made when it is asked for: nothing keeps it\n", name);
    View kept = is_kept ? attribute : NULL;
    release(attribute);
    return kept;
}

/* What a name with dots stands for, borrowed: why() is not to count us. NULL with a message written. */
static View find_object(const char *words)
{
    Text path = {0};
    text_add_words(&path, words);
    char *rest = NULL, *first = path.failed ? NULL : strtok_r(path.bytes, ".", &rest);
    View object = first ? global_peek(first) : NULL;
    if (!first)
        puts("which name? As in  :why x  or with the cursor on it");
    else if (!object)
        printf("there is no '%s'\n", first);
    for (const char *name; object && (name = strtok_r(NULL, ".", &rest)) != NULL;)
        object = attribute_peek(object, name);
    text_free(&path);
    return object;
}

/* --- views ---------------------------------------------------------------------------------------------- */

static void write_view(bool is_made, Forms *forms)
{
    if (is_made)
        (void)view_forms_write_take(forms, NULL, "view");
    else
        puts("there is not enough memory to look");
}

/* Who keeps things alive without a name of the program's is explained. */
static void explain_keepers(const char *text)
{
    if (strstr(text, "'_' of module 'builtins'") || strstr(text, "builtins._"))
        puts("_ is the last value that was shown: the next one takes its place.");
    if (strstr(text, "sys.last_"))
        puts("The last traceback keeps its frames and their variables, until the next error, or:\n"
             "    import sys; del sys.last_value, sys.last_traceback");
}

static void show_why(const char *name)
{
    Forms forms;
    View object = find_object(name);
    if (!object)
        return;
    bool is_made = why_make(object, &forms);
    Text words = is_made ? text_strip(&forms.text) : (Text){0};
    write_view(is_made, &forms);
    if (words.bytes)
        explain_keepers(words.bytes);
    text_free(&words);
}

static void show_graph(const char *name)
{
    Forms forms;
    View object = find_object(name);
    if (object)
        write_view(graph_make(object, (GraphLimits){.depth = 4, .objects = 60, .edges = 20}, &forms), &forms);
}

static void show_heap(const char *words UNUSED)
{
    Forms forms;
    write_view(map_make(&forms), &forms);
}

static void show_collection(const char *words)
{
    Forms forms;
    int generation = *words >= '0' && *words <= '2' && !words[1] ? *words - '0' : 2;
    if (*words && (words[1] || *words < '0' || *words > '2'))
        puts("which generation? 0, 1 or 2");
    else
        write_view(collection_make(generation, &forms), &forms);
}

/* --- switches ------------------------------------------------------------------------------------------- */

/* on, off, or the other one. */
static void set_switch(bool *is_on, const char *words, const char *what)
{
    *is_on = strcmp(words, "on") == 0 || (strcmp(words, "off") != 0 && !*is_on);
    printf("%s: %s\n", what, *is_on ? "on" : "off");
}

static void switch_memory(const char *words)
{
    set_switch(&tells_memory, words, "memory after each statement");
}

static void switch_hints(const char *words)
{
    set_switch(&tells_hints, words, "hints below errors");
}

bool commands_hints_are_on(void)
{
    return tells_hints;
}

static void show_help(const char *words UNUSED)
{
    puts(":memory     F4  after each statement: counts, births, deaths, the collector\n"
         ":why NAME   F5  every reference that makes up the count of an object\n"
         ":graph NAME F6  what it refers to, and what that refers to\n"
         ":heap       F7  where the blocks lie\n"
         ":collect    F8  a collection, explained\n"
         ":hints on       one more sentence below the errors that beginners make most\n"
         "F1 help  F2 history  F3 paste mode  Tab completes, twice lists  Ctrl-R searches\n"
         "NAME may have dots: a.other. The keys take the name under the cursor.\n"
         "Looking changes no count, no id and no block (only :collect does collect).\n"
         "_ keeps the last value alive, sys.last_traceback the last error's variables.");
}

/* --- what is typed --------------------------------------------------------------------------------------- */

typedef struct Command {
    const char *name;
    void (*function)(const char *words);
    int key;
} Command;

static const Command commands[] = {
    {"memory", switch_memory, 4},    {"why", show_why, 5},       {"graph", show_graph, 6}, {"heap", show_heap, 7},
    {"collect", show_collection, 8}, {"hints", switch_hints, 0}, {"help", show_help, 0},
};

bool commands_obey(const char *text)
{
    if (*text != ':')
        return false;
    size_t length = strcspn(++text, " ");
    const char *words = text + length + strspn(text + length, " ");
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (length && strlen(commands[i].name) == length && memcmp(commands[i].name, text, length) == 0) {
            commands[i].function(words);
            fflush(stdout);
            return true;
        }
    printf("there is no command :%.*s; :help lists them\n", (int)length, text);
    fflush(stdout);
    return true;
}

void commands_key(int number, const char *word)
{
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (commands[i].key && commands[i].key == number) {
            bool takes_name = commands[i].function == show_why || commands[i].function == show_graph;
            printf(takes_name ? ":%s %s\n" : ":%s\n", commands[i].name, word);
            commands[i].function(takes_name ? word : "");
        }
    fflush(stdout);
}

/* --- after each statement --------------------------------------------------------------------------------- */

void commands_before_statement(void)
{
    is_noting = tells_memory && changes_begin();
}

void commands_after_statement(void)
{
    Text line = {0};
    if (!is_noting)
        return;
    is_noting = false;
    size_t columns, rows;
    screen_size(&columns, &rows);
    if (!changes_end(&line, columns - strlen("memory: ")))
        text_add_words(&line, "there is not enough memory to look");
    Text plain = paint_is_wanted(STDOUT_FILENO) ? (Text){0} : text_strip(&line);
    printf("memory: %s\n", plain.bytes ? plain.bytes : line.bytes ? line.bytes : "");
    fflush(stdout);
    text_free(&plain);
    text_free(&line);
}
