/* commands: views on the command line: options, the run of the script, and the view at its end.
 *
 * Each command reads its options into `run`, then runs the script with two hooks: one before the first line
 * (to begin to take notes), one after the last, while the objects are still there. `ouro -m heapview map
 * x.py` must show what x.py would show of itself, so nothing of the command lies on the counted heap.
 *
 * Watchers:  the script may use the module heapview, too. While the hooks run the watcher is the command,
 *            else the script, so that neither sees or ends the other's notes (watcher.h).
 * Safety:    an id on the command line is a number that may be wrong: it is looked for among the objects that
 *            live, and never used as an address. */
#include "heapview/commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/command.h"
#include "heapview/ledger/ledger.h"
#include "heapview/views/collection.h"
#include "heapview/views/graph.h"
#include "heapview/views/growth.h"
#include "heapview/views/map.h"
#include "heapview/views/why.h"
#include "heapview/walk/births.h"
#include "heapview/walk/last_names.h"
#include "heapview/walk/scan.h"
#include "runtime/containers/dict.h"
#include "vm/module.h"

static struct {
    const char *command, *output;
    const RunHooks *hooks;
    const char *name; /* of a global of the script, or an id */
    int status;
    GraphLimits limits;
    Forms forms; /* of all collections so far */
} run;

/* The value of an option, or NULL with the message written. */
static const char *value_of(int argc, char **argv, int *i)
{
    if (*i + 1 < argc)
        return argv[++*i];
    run.status = command_error(run.command, "option %s needs a value", argv[*i]);
    return NULL;
}

static bool number_of(int argc, char **argv, int *i, size_t *number)
{
    const char *value = value_of(argc, argv, i);
    char *end = NULL;
    if (!value)
        return false;
    *number = strtoul(value, &end, 10);
    if (end == value || *end || value[0] == '-') {
        run.status = command_error(run.command, "not a number: '%s'", value);
        return false;
    }
    return true;
}

static bool nothing_to_start(void)
{
    return true;
}

static bool no_memory(void)
{
    fprintf(stderr, "ouro -m heapview %s: not enough memory\n", run.command);
    run.status = 1;
    return false;
}

/* Is it an id: 0x7f… or decimal? Names begin otherwise. */
static bool is_id(const char *words)
{
    return words[0] >= '0' && words[0] <= '9';
}

/* The object with the id, borrowed, looked for among those that live: the number itself is never trusted.
 * NULL with the message written. */
static View object_of_id_peek(const char *words)
{
    Scan scan;
    char *end;
    bool is_hex = words[0] == '0' && (words[1] | 32) == 'x';
    errno = 0;
    unsigned long long id = strtoull(words, &end, is_hex ? 16 : 10);
    if (*end || errno || (is_hex && end == words + 1)) {
        run.status = command_error(run.command, "not an id: '%s'", words);
        return NULL;
    }
    if (!scan_all(&scan, NULL, NULL)) {
        no_memory();
        return NULL;
    }
    View object = scan.nodes[scan_find(&scan, (View)(uintptr_t)id)].object; /* nodes[NODE_NONE] has none */
    scan_free(&scan);
    if (!object)
        run.status = command_error(run.command, "at the end of the script no object has the id %s", words);
    return object;
}

/* The object that is asked for, borrowed; NULL with the message written. */
static View object_peek(void)
{
    if (is_id(run.name))
        return object_of_id_peek(run.name);
    View main = dict_get_text_peek(modules_peek(), "__main__");
    View object = main ? dict_get_text_peek(((ModuleObject *)main)->dict, run.name) : NULL;
    if (!object)
        run.status = command_error(run.command, "the script has no global '%s'", run.name);
    return object;
}

static void write_view(bool is_made, Forms *forms)
{
    if (is_made)
        run.status = view_forms_write_take(forms, run.output, run.command);
    else
        no_memory();
}

/* Options that all have: -o FILE. The place of what follows them, or -1. */
static int read_options(int argc, char **argv, bool (*take)(int argc, char **argv, int *i))
{
    int i = 1;
    run.command = argv[0];
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        if (strcmp(argv[i], "-o") == 0)
            run.output = value_of(argc, argv, &i);
        else if (!take || !take(argc, argv, &i))
            run.status = run.status ? run.status : command_unknown_option(argv[0], argv[i]);
        if (run.status)
            return -1;
    }
    return i;
}

static bool started_as_command(void)
{
    watcher_now = WATCHER_COMMAND;
    bool done = run.hooks->started();
    watcher_now = WATCHER_SCRIPT;
    return done;
}

static void ended_as_command(void)
{
    watcher_now = WATCHER_COMMAND;
    run.hooks->ended();
    watcher_now = WATCHER_SCRIPT;
}

/* Run the script at argv[i]; the exit status of the command. */
static int run_script(int argc, char **argv, int i, const RunHooks *hooks)
{
    if (i < 0)
        return run.status;
    if (i >= argc)
        return command_error(argv[0], "which script?");
    static const RunHooks as_command = {started_as_command, ended_as_command};
    run.hooks = hooks;
    argc -= i;
    argv += i;
    if (command_script(run.command, &argc, &argv))
        return 2;
    int status = command_run_script(argc, argv, &as_command);
    return run.status ? run.status : status;
}

/* The same for `NAME script.py`. */
static int run_with_name(int argc, char **argv, int i, const RunHooks *hooks)
{
    if (i < 0)
        return run.status;
    if (i + 1 >= argc)
        return command_error(argv[0], "wanted: NAME script.py");
    run.name = argv[i];
    return run_script(argc, argv, i + 1, hooks);
}

/* --- why, backrefs, graph, map -------------------------------------------------------------------------- */

static void tell_why(void)
{
    Forms forms;
    View object = object_peek();
    if (object)
        write_view(why_make(object, &forms), &forms);
}

int command_why(int argc, char **argv)
{
    static const RunHooks hooks = {nothing_to_start, tell_why};
    return run_with_name(argc, argv, read_options(argc, argv, NULL), &hooks);
}

static void tell_backrefs(void)
{
    Forms forms;
    View object = object_peek();
    if (object)
        write_view(backrefs_make(object, &forms), &forms);
}

int command_backrefs(int argc, char **argv)
{
    static const RunHooks hooks = {nothing_to_start, tell_backrefs};
    return run_with_name(argc, argv, read_options(argc, argv, NULL), &hooks);
}

static bool take_graph_option(int argc, char **argv, int *i)
{
    if (strcmp(argv[*i], "--depth") == 0)
        return number_of(argc, argv, i, &run.limits.depth);
    if (strcmp(argv[*i], "--max-objects") == 0)
        return number_of(argc, argv, i, &run.limits.objects);
    if (strcmp(argv[*i], "--max-edges") == 0)
        return number_of(argc, argv, i, &run.limits.edges);
    if (strcmp(argv[*i], "--everything") == 0)
        return run.limits.everything = true;
    return false;
}

static void tell_graph(void)
{
    Forms forms;
    View object = object_peek();
    if (object)
        write_view(graph_make(object, run.limits, &forms), &forms);
}

int command_graph(int argc, char **argv)
{
    static const RunHooks hooks = {nothing_to_start, tell_graph};
    run.limits = (GraphLimits){4, 60, 20, false};
    return run_with_name(argc, argv, read_options(argc, argv, take_graph_option), &hooks);
}

static bool start_births(void)
{
    return births_start() || no_memory();
}

static void tell_map(void)
{
    Forms forms;
    write_view(map_make(&forms), &forms);
    births_stop();
}

int command_map(int argc, char **argv)
{
    static const RunHooks hooks = {start_births, tell_map};
    return run_script(argc, argv, read_options(argc, argv, NULL), &hooks);
}

/* --- growth --------------------------------------------------------------------------------------------- */

static bool start_growth(void)
{
    Forms forms;
    bool done = births_start() && growth_make(&forms);
    if (done)
        view_forms_free(&forms);
    return done || no_memory();
}

static void tell_growth(void)
{
    Forms forms;
    write_view(growth_make(&forms), &forms);
    births_stop();
}

int command_growth(int argc, char **argv)
{
    static const RunHooks hooks = {start_growth, tell_growth};
    return run_script(argc, argv, read_options(argc, argv, NULL), &hooks);
}

/* --- collect -------------------------------------------------------------------------------------------- */

/* All of the run's collections make one view: texts one below the other, JSON as a list. */
static void keep_collection(Forms *forms)
{
    if (run.forms.text.length)
        text_format(&run.forms.text, "\n\n");
    text_format(&run.forms.json, run.forms.json.length ? ",\n" : "[");
    text_add(&run.forms.text, forms->text.bytes ? forms->text.bytes : "", forms->text.length);
    text_add(&run.forms.json, forms->json.bytes ? forms->json.bytes : "", forms->json.length);
    run.forms.text.failed |= forms->text.failed;
    view_forms_free(forms);
}

static bool start_collections(void)
{
    if (!last_names_start())
        return no_memory();
    collection_explain(keep_collection);
    return true;
}

static void tell_collections(void)
{
    collection_explain(NULL);
    last_names_stop();
    if (!run.forms.text.length)
        text_format(&run.forms.text, "no collection ran");
    text_format(&run.forms.json, run.forms.json.length ? "]" : "[]");
    write_view(true, &run.forms);
}

int command_collect(int argc, char **argv)
{
    static const RunHooks hooks = {start_collections, tell_collections};
    return run_script(argc, argv, read_options(argc, argv, NULL), &hooks);
}

/* --- ledger --------------------------------------------------------------------------------------------- */

static LedgerWish wishes[8];
static size_t wish_count;

/* The value of --name or --type. */
static bool text_of(int argc, char **argv, int *i, char *place)
{
    const char *value = value_of(argc, argv, i);
    if (!value)
        return false;
    if (snprintf(place, LEDGER_NAME_SIZE, "%s", value) < LEDGER_NAME_SIZE)
        return true;
    run.status = command_error(run.command, "too long: '%s'", value);
    return false;
}

static bool take_ledger_option(int argc, char **argv, int *i)
{
    LedgerWish wish = {0};
    size_t line = 0;
    bool done;
    if (strcmp(argv[*i], "--name") == 0)
        done = text_of(argc, argv, i, wish.name);
    else if (strcmp(argv[*i], "--type") == 0)
        done = text_of(argc, argv, i, wish.type);
    else
        done = strcmp(argv[*i], "--line") == 0 && number_of(argc, argv, i, &line);
    if (!done)
        return false;
    wish.line = (uint32_t)line;
    if (wish_count == COUNT_OF(wishes)) {
        run.status = command_error(run.command, "at most %zu names, types and lines", COUNT_OF(wishes));
        return false;
    }
    wishes[wish_count++] = wish;
    return true;
}

static bool start_ledger(void)
{
    if (!ledger_start())
        return no_memory();
    for (size_t i = 0; i < wish_count; i++)
        if (!ledger_wish(wishes[i]))
            return no_memory();
    return true;
}

static void tell_ledger(void)
{
    Forms forms;
    ledger_stop();
    write_view(ledger_make(&forms), &forms);
}

int command_ledger(int argc, char **argv)
{
    static const RunHooks hooks = {start_ledger, tell_ledger};
    int i = read_options(argc, argv, take_ledger_option);
    if (i >= 0 && wish_count == 0)
        return command_error(argv[0], "what is to be watched? --name NAME, --type TYPE or --line N");
    return run_script(argc, argv, i, &hooks);
}
