/* _warnings: what becomes of a warning: shown, shown once, ignored, or raised.
 *
 * The filters are a list of (action, message, category, module, line), shared with the module warnings
 * (Python) when that is imported; the first that fits decides. A message or module in a filter is None, a str
 * that must be equal, or a compiled pattern.
 *
 * A registry (each module has one, __warningregistry__) remembers what was shown already: its keys are (text,
 * category, line), or without the line where the action says so. `filters_version` counts the changes of the
 * filters; a registry of another version is out of date. Callbacks: patterns, the categories' constructors
 * and warnings._showwarnmsg run Python code; whatever they could drop is held. */
#include "stdlib/_warnings.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/warnings.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/builtins/source_carets.h"
#include "stdlib/sys/sys.h"
#include "vm/import/import.h"
#include "vm/run/frame.h"

static int64_t filters_version;
static Ref last_filters; /* the list that the module made: it decides when the modules have gone. Owned */

/* One warning on its way. All borrowed. */
typedef struct Notice {
    View category, text, message;                         /* message: the instance */
    View filename, module, registry, source_line, source; /* registry and the last two: NULL for none */
    int64_t line;
} Notice;

/* --- the parts that Python can replace ------------------------------------------------------------------ */

/* What the module warnings calls `name`, or, if that is not imported, what this one calls `own_name` (NULL:
 * NULL without an exception). Owned. */
static Ref setting(const char *name, const char *own_name)
{
    View warnings = dict_get_text_peek(modules_peek(), "warnings");
    if (warnings && warnings != NONE) {
        Ref key = str_intern_text(name), found = key ? object_get_attribute_maybe(warnings, key) : NULL;
        release_maybe(key);
        if (found || error_is_set())
            return found;
    }
    if (!own_name)
        return NULL;
    View builtins = dict_get_text_peek(modules_peek(), "builtins");
    if (!builtins || builtins == NONE) /* the program ends */
        return strcmp(own_name, "filters") != 0 ? str_from_text("default") : last_filters ? retain(last_filters) : str_from_text("ignore");
    Ref own = import_by_name("_warnings"), found = own ? object_get_attribute_text(own, own_name) : NULL;
    release_maybe(own);
    return found;
}

/* --- filters -------------------------------------------------------------------------------------------- */

/* 1, 0 or -1. */
static int fits(View wanted, View text)
{
    if (wanted == NONE)
        return 1;
    if (wanted->type == TYPE_STR)
        return str_equal(wanted, text);
    Ref match = object_get_attribute_text(wanted, "match"), result = match ? call_1(match, text) : NULL;
    int truth = result ? object_truth(result) : -1;
    release_maybe(match);
    release_maybe(result);
    return truth;
}

/* Does the warning fit the filter? 1, 0 or -1. */
static int fits_filter(const Notice *warning, View filter)
{
    int64_t line;
    if (!is_tuple(filter) || tuple_length(filter) != 5) {
        raise_error(ValueError, "warnings.filters item isn't a 5-tuple");
        return -1;
    }
    int fit = fits(tuple_item_peek(filter, 1), warning->text);
    if (fit > 0)
        fit = object_is_subclass(warning->category, tuple_item_peek(filter, 2));
    if (fit > 0)
        fit = fits(tuple_item_peek(filter, 3), warning->module);
    if (fit > 0 && !object_as_int64(tuple_item_peek(filter, 4), &line))
        fit = -1;
    return fit > 0 ? line == 0 || line == warning->line : fit;
}

/* The action for the warning, owned; *filter is the one that decided (NULL: the default), owned. */
static Ref find_action(const Notice *warning, Ref *filter)
{
    *filter = NULL;
    Ref filters = setting("filters", "filters");
    if (!filters)
        return NULL;
    if (is_str(filters)) /* no warnings were asked for */
        return filters;
    if (!is_list(filters)) {
        release(filters);
        return raise_error(ValueError, "_warnings.filters must be a list");
    }
    for (size_t i = 0; i < ((ListView)filters)->used; i++) {
        Ref item = retain(list_item_peek((ListView)filters, i));
        int fit = fits_filter(warning, item);
        if (fit) {
            *filter = fit > 0 ? item : NULL;
            if (fit < 0)
                release(item);
            release(filters);
            return fit > 0 ? retain(tuple_item_peek(item, 0)) : NULL;
        }
        release(item);
    }
    release(filters);
    return setting("defaultaction", "_defaultaction");
}

/* --- registries ----------------------------------------------------------------------------------------- */

/* Is the key in the registry already (1, 0, -1)? An outdated registry is emptied. */
static int is_known(View registry, View key)
{
    if (!registry)
        return 0;
    if (!is_dict(registry)) {
        raise_error(TypeError, "'registry' must be a dict or None");
        return -1;
    }
    View version = dict_get_text_peek((DictView)registry, "version");
    int64_t number = -1;
    if (version && version->type == TYPE_INT && !object_as_int64(version, &number))
        return -1;
    if (number != filters_version) {
        dict_clear((DictView)registry);
        return dict_set_text_take((DictView)registry, "version", int_new(filters_version)) ? 0 : -1;
    }
    Ref found = dict_get((DictView)registry, key);
    int truth = found ? object_truth(found) : error_is_set() ? -1 : 0;
    release_maybe(found);
    return truth;
}

/* Was the text shown already, on whatever line? If not, note it. 1, 0 or -1. */
static int note_without_line(View registry, const Notice *warning)
{
    Ref key = tuple_pack(2, warning->text, warning->category);
    int known = key ? is_known(registry, key) : -1;
    if (known == 0 && registry && !dict_set((DictView)registry, key, TRUE))
        known = -1;
    release_maybe(key);
    return known;
}

/* The warning is to be shown with this action, unless it was before. 1: it was; 0; -1. */
static int note(const Notice *warning, View key, View action, View filter)
{
    if (str_equal_text(action, "always"))
        return 0;
    if (warning->registry && !dict_set((DictView)warning->registry, key, TRUE))
        return -1;
    if (str_equal_text(action, "once")) {
        Ref once = warning->registry ? retain(warning->registry) : setting("onceregistry", "_onceregistry");
        int known = once ? note_without_line(once, warning) : -1;
        release_maybe(once);
        return known;
    }
    if (str_equal_text(action, "module"))
        return note_without_line(warning->registry, warning);
    if (str_equal_text(action, "default"))
        return 0;
    raise_error(RuntimeError, "Unrecognized action (%R) in warnings.filters:\n %R", action, filter ? filter : NONE);
    return -1;
}

/* --- showing -------------------------------------------------------------------------------------------- */

/* "  the line\n", stripped. */
static void add_source_line(StrBuilder *out, const Notice *warning)
{
    StrBuilder text;
    strbuilder_start(&text);
    if (warning->source_line) {
        strbuilder_add_text(&text, "    ");
        strbuilder_add_str(&text, warning->source_line);
        strbuilder_add_character(&text, '\n');
    } else {
        CodePosition position = {
            .line = (uint32_t)warning->line, .end_line = (uint32_t)warning->line, .column = 0xFFFF, .end_column = 0xFFFF};
        source_add_line(&text, warning->filename, &position);
    }
    Ref line = strbuilder_finish(&text);
    if (line && str_length(line) > 2)
        strbuilder_add_slice(out, line, 2, str_length(line));
    release_maybe(line);
    error_clear();
}

/* Without the module warnings: straight to stderr. */
static bool show_plainly(const Notice *warning)
{
    Ref head = str_format("%S:%lld: %N: %U\n", warning->filename, (long long)warning->line, (TypeObject *)warning->category, warning->text);
    if (!head)
        return false;
    StrBuilder out;
    strbuilder_start(&out);
    strbuilder_add_str(&out, head);
    release(head);
    add_source_line(&out, warning);
    Ref text = strbuilder_finish(&out), stream = text ? retain_maybe(sys_attribute_peek(name(stderr))) : NULL;
    Ref result = stream && stream != NONE ? call_method_1(stream, name(write), text) : NULL;
    error_clear(); /* nowhere to show it: as well */
    release_maybe(text);
    release_maybe(stream);
    release_maybe(result);
    return true;
}

static bool show(const Notice *warning)
{
    if (warning->source) { /* the module knows how to show where an object was allocated */
        Ref module = import_by_name("warnings");
        if (!module && !error_clear_if(ImportError) &&
            !error_clear_if(TypeError)) /* at the end of the program there is no sys.path any more */
            return false;
        release_maybe(module);
    }
    Ref function = setting("_showwarnmsg", NULL);
    if (!function)
        return !error_is_set() && show_plainly(warning);
    Ref class = setting("WarningMessage", NULL), line = class ? int_new(warning->line) : NULL, message = NULL, result = NULL;
    if (!class && !error_is_set())
        raise_error(RuntimeError, "unable to get warnings.WarningMessage");
    View args[] = {warning->message, warning->category, warning->filename, line, NONE, NONE, warning->source ? warning->source : NONE};
    if (line && (message = call_vector(class, args, COUNT_OF(args), NULL)))
        result = call_1(function, message);
    release(function);
    release_maybe(class);
    release_maybe(line);
    release_maybe(message);
    release_maybe(result);
    return result != NULL;
}

/* --- issuing -------------------------------------------------------------------------------------------- */

/* The warning has category, text and message. */
static bool decide(const Notice *warning, View key)
{
    int known = is_known(warning->registry, key);
    if (known)
        return known > 0;
    Ref filter, action = find_action(warning, &filter);
    bool done = action != NULL;
    if (done && !is_str(action)) {
        raise_error(TypeError, "action must be a string, not '%T'", action);
        done = false;
    } else if (done && str_equal_text(action, "error")) {
        raise_take(retain(warning->message));
        done = false;
    } else if (done && !str_equal_text(action, "ignore")) {
        known = note(warning, key, action, filter);
        done = known > 0 || (known == 0 && show(warning));
    }
    release_maybe(action);
    release_maybe(filter);
    return done;
}

/* `message` is a str or an instance of a warning; the rest of *warning is given. */
static bool issue(Notice *warning, View message)
{
    bool is_instance_given = is_instance(message, &exception_types[Warning]);
    if (is_instance_given)
        warning->category = AS_OBJECT(type_of_peek(message));
    Ref text = is_instance_given ? object_str(message) : retain(message);
    Ref instance = !text ? NULL : is_instance_given ? retain(message) : call_1(warning->category, message);
    Ref line = instance ? int_new(warning->line) : NULL, key = line ? tuple_pack(3, text, warning->category, line) : NULL;
    bool done = false;
    if (key) {
        warning->text = text;
        warning->message = instance;
        done = decide(warning, key);
    }
    release_maybe(text);
    release_maybe(instance);
    release_maybe(line);
    release_maybe(key);
    return done;
}

/* --- where it comes from -------------------------------------------------------------------------------- */

/* Where the code is that is to be blamed; all owned. */
typedef struct Origin {
    Ref filename, module, registry;
    int64_t line;
} Origin;

static void origin_release(Origin *origin)
{
    release_maybe(origin->filename);
    release_maybe(origin->module);
    release_maybe(origin->registry);
}

/* Is it a frame of importlib's own code, which is not to be blamed? */
static bool is_of_importlib(const Frame *frame)
{
    size_t length;
    char *owned;
    const char *name = str_utf8((StrView)frame->code->filename, &length, &owned);
    bool is = name && strstr(name, "importlib") && strstr(name, "_bootstrap");
    if (name)
        str_utf8_free(owned, length);
    error_clear();
    return is;
}

/* The frame to be blamed, as CPython counts: importlib's do not count, unless one of them warns itself. */
static Frame *frame_to_blame(int64_t stack_level)
{
    Frame *frame = vm.current;
    bool counts_all = stack_level <= 0 || !frame || is_of_importlib(frame);
    while (frame && --stack_level > 0)
        do
            frame = frame_previous(frame);
        while (frame && !counts_all && is_of_importlib(frame));
    return frame;
}

static bool origin_find(Origin *origin, int64_t stack_level)
{
    Frame *frame = frame_to_blame(stack_level);
    DictView globals = frame ? (DictView)frame->function->globals : sys_dict_peek();
    *origin = (Origin){.line = 1};
    if (frame)
        origin->line = code_position(frame->code, (size_t)(frame->pc - frame->code->instructions))->line;
    origin->filename = frame ? retain(frame->code->filename) : retain(name(sys));
    Ref key = str_intern_text("__warningregistry__");
    Ref empty = key ? dict_new() : NULL;
    origin->registry = empty && globals ? dict_set_default(globals, key, empty) : NULL;
    release_maybe(key);
    release_maybe(empty);
    View module = globals ? dict_get_str_peek(globals, name(__name__)) : NULL;
    origin->module = module && is_str(module) ? retain(AS_OBJECT(str_view(module))) : str_from_text("<string>");
    if (origin->registry && origin->module)
        return true;
    origin_release(origin);
    return false;
}

/* "package/module.py" is the module "package/module". */
static Ref module_of_filename(View filename)
{
    size_t length = str_length(filename);
    if (length == 0)
        return str_from_text("<unknown>");
    if (length >= 3) {
        Ref tail = str_slice(filename, length - 3, length);
        bool is_python = tail && str_equal_text(tail, ".py");
        release_maybe(tail);
        if (is_python)
            return str_slice(filename, 0, length - 3);
    }
    return error_is_set() ? NULL : retain(filename);
}

/* --- the functions -------------------------------------------------------------------------------------- */

static bool check_category(View message, View *category)
{
    if (is_instance(message, &exception_types[Warning])) {
        *category = AS_OBJECT(type_of_peek(message));
        return true;
    }
    if (!*category || *category == NONE)
        *category = AS_OBJECT(&exception_types[UserWarning]);
    if (is_type(*category) && type_is_subtype((TypeObject *)*category, &exception_types[Warning]))
        return true;
    raise_error(TypeError, "category must be a Warning subclass, not '%T'", *category);
    return false;
}

static Ref warn_native(View self UNUSED, View *args)
{
    View category = args[1];
    int64_t stack_level = 1;
    Origin origin;
    if ((args[2] && !object_as_int64(args[2], &stack_level)) || !check_category(args[0], &category) || !origin_find(&origin, stack_level))
        return NULL;
    Notice warning = {.category = category,
                      .filename = origin.filename,
                      .module = origin.module,
                      .registry = origin.registry,
                      .line = origin.line,
                      .source = args[3] && args[3] != NONE ? args[3] : NULL};
    bool done = issue(&warning, args[0]);
    origin_release(&origin);
    return done ? none_new() : NULL;
}

static Ref warn_explicit_native(View self UNUSED, View *args)
{
    View category = args[1];
    int64_t line;
    if (!is_str(args[2]))
        return raise_error(TypeError, "warn_explicit() argument 3 must be str, not %K", args[2]);
    if (!object_as_int64(args[3], &line) || !check_category(args[0], &category))
        return NULL;
    Ref module = args[4] && args[4] != NONE ? retain(args[4]) : module_of_filename(AS_OBJECT(str_view(args[2])));
    if (!module)
        return NULL;
    Notice warning = {.category = category,
                      .filename = args[2],
                      .module = module,
                      .registry = args[5] && args[5] != NONE ? args[5] : NULL,
                      .line = line,
                      .source = args[7] && args[7] != NONE ? args[7] : NULL};
    bool done = issue(&warning, args[0]);
    release(module);
    return done ? none_new() : NULL;
}

static Ref filters_mutated(View self UNUSED, View *args UNUSED)
{
    filters_version++;
    return none_new();
}

/* For C code. */
bool warnings_issue(TypeObject *category, View text, View filename, uint32_t line, View source)
{
    Origin origin = {.line = line};
    if (!modules_peek() || !sys_dict_peek())
        return true; /* the program is over: nobody is left to be warned */
    if (!filename && !origin_find(&origin, 1))
        return false;
    if (filename) {
        origin.filename = retain(filename);
        origin.module = module_of_filename(filename);
    }
    Notice warning = {.category = AS_OBJECT(category),
                      .filename = origin.filename,
                      .module = origin.module,
                      .registry = origin.registry,
                      .line = origin.line,
                      .source = source};
    bool done = origin.module && issue(&warning, text);
    origin_release(&origin);
    return done;
}

void warnings_stop(void)
{
    hooks.warn = NULL;
    clear_place(&last_filters);
}

/* --- the module ----------------------------------------------------------------------------------------- */

static bool add_filter(ListView filters, const char *action, ExceptionKind category, const char *module)
{
    Ref text = str_from_text(action), name = text ? module ? str_from_text(module) : none_new() : NULL, line = name ? int_new(0) : NULL;
    Ref filter = line ? tuple_pack(5, text, NONE, AS_OBJECT(&exception_types[category]), name, line) : NULL;
    release_maybe(text);
    release_maybe(name);
    release_maybe(line);
    return filter && list_append_take(filters, filter);
}

/* What an ordinary user need not see is ignored: deprecations outside of the program itself. */
static Ref default_filters(void)
{
    Ref list = list_new(0);
    ListView filters = (ListView)list;
    if (!list ||
        (add_filter(filters, "default", DeprecationWarning, "__main__") && add_filter(filters, "ignore", DeprecationWarning, NULL) &&
         add_filter(filters, "ignore", PendingDeprecationWarning, NULL) && add_filter(filters, "ignore", ImportWarning, NULL) &&
         add_filter(filters, "ignore", ResourceWarning, NULL)))
        return list;
    release(list);
    return NULL;
}

static bool init(ModuleObject *module)
{
    if (!dict_set_text_take(module->dict, "filters", default_filters()))
        return false;
    replace_take(&last_filters, retain(dict_get_text_peek(module->dict, "filters")));
    return dict_set_text_take(module->dict, "_onceregistry", dict_new()) &&
           dict_set_text_take(module->dict, "_defaultaction", str_from_text("default"));
}

static const NativeFunction functions[] = {
    {"_filters_mutated()", filters_mutated, "Tell that the list of filters was changed."},
    {"warn(message, category=None, stacklevel=1, source=None)", warn_native, "Issue a warning, or maybe ignore it or raise an exception."},
    {"warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)",
     warn_explicit_native, "Issue a warning, or maybe ignore it or raise an exception."},
    {NULL, NULL, NULL},
};

const NativeModule _warnings_module = {
    .name = "_warnings", .doc = "What becomes of warnings: the base of the module warnings.", .functions = functions, .init = init};
