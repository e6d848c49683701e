/* import_stop: how the modules end with the program. The order is CPython's, because finalizers can see it:
 *
 * 0. What sys refers to only for the user's convenience (the last traceback, arguments, prompts) becomes
 *    None, and the builtins' _: what the REPL showed last.
 * 1. Every entry of sys.modules becomes None, in order of import: a module that nothing else refers to dies,
 *    and with it what its dict alone keeps alive.
 * 2. The collector runs (also before, if it is enabled). The globals of a module refer to its functions,
 *    which refer to their globals: such cycles, whole modules, go now. The builtins are again what they were
 *    at the start: what the program hung there dies while print() still works.
 * 3. Modules that are still alive (some object refers to them) are emptied, the last imported first: each
 *    name becomes None, those that begin with one underscore before the others, so that a finalizer still
 *    finds what it was likely written to find.
 * 4. sys, then builtins: print() works until here. The collector runs once more. */
#include <stdio.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/life/gc_hooks.h"
#include "runtime/life/weakref.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "vm/import/bootstrap.h"
#include "vm/import/import.h"
#include "vm/import/module_lock.h"
#include "vm/module_state.h"

/* -v. */
static void tell(const char *what, const char *name)
{
    if (import_verbosity)
        fprintf(stderr, "# %s%s\n", what, name);
}

static void tell_of_module(const char *what, View name)
{
    size_t length;
    char *owned;
    const char *text = import_verbosity && is_str(name) ? str_utf8(str_view(name), &length, &owned) : NULL;
    if (text) {
        tell(what, text);
        str_utf8_free(owned, length);
    }
    error_clear();
}

static void collect(void)
{
    gc_collect_generation(GC_GENERATIONS - 1);
}

/* Names in the first pass: _x; in the second: all others except __builtins__. */
static bool is_in_pass(View name, int pass)
{
    size_t length = str_length(name);
    bool is_private = length && str_at((StrView)name, 0) == '_' && !(length > 1 && str_at((StrView)name, 1) == '_');
    return pass == 0 ? is_private : !is_private && !str_equal_text(name, "__builtins__");
}

static void clear_namespace(DictView dict)
{
    retain(AS_OBJECT(dict));
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < dict->filled; i++) {
            View key = dict->entries[i].key;
            if (!key || !is_str(key) || dict->entries[i].value == NONE || !is_in_pass(key, pass))
                continue;
            dict_replace_at_take(dict, (Index)i, none_new()); /* a finalizer may change the dict: the loop looks at it afresh */
        }
    }
    release(AS_OBJECT(dict));
}

static void forget(DictView dict, const char *text)
{
    Ref name = str_intern_text(text);
    if (!name || (dict_get_peek(dict, name) && !dict_set(dict, name, NONE)))
        error_clear();
    release_maybe(name);
}

/* Step 0. The streams are again what they were at the start. */
static void forget_conveniences(DictView sys, DictView builtins)
{
    static const char *const names[] = {"path",       "argv",           "ps1",        "ps2",      "last_type",
                                        "last_value", "last_traceback", "path_hooks", "meta_path"};
    static const char *const streams[][2] = {{"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
    if (builtins) {
        tell("clear builtins.", "_");
        forget(builtins, "_");
    }
    if (!sys)
        return;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        tell("clear sys.", names[i]);
        forget(sys, names[i]);
    }
    for (size_t i = 0; i < COUNT_OF(streams); i++) {
        View original = dict_get_text_peek(sys, streams[i][1]);
        tell("restore sys.", streams[i][0]);
        if (original && !dict_set_text(sys, streams[i][0], original))
            error_clear();
    }
}

/* Step 1. Returns weak references to the modules, in order; NULL if there was no memory: then step 3 has
 * nothing to do. */
static Ref let_go(DictView modules)
{
    Ref names = dict_keys_list(modules), weak = names ? list_new(0) : NULL;
    error_clear();
    for (size_t i = 0; names && i < ((ListView)names)->used; i++) {
        View name = list_item_peek((ListView)names, i);
        View module = dict_get_peek(modules, name);
        if (module && module->type == TYPE_MODULE)
            tell_of_module("cleanup[2] removing ", name);
        if (module && module->type == TYPE_MODULE && weak) {
            Ref reference = weakref_new(module, NULL);
            if (!reference || !list_append_take((ListView)weak, reference))
                error_clear();
        }
        if (module && !dict_set(modules, name, NONE))
            error_clear();
    }
    release_maybe(names);
    dict_clear(modules);
    return weak;
}

static bool is_unchanged(DictView dict, DictView copy)
{
    return dict->used == copy->used && dict->filled == copy->filled &&
           memcmp(dict->entries, copy->entries, copy->filled * sizeof *copy->entries) == 0;
}

/* The end of step 2. */
static void restore_builtins(DictView builtins, DictView copy)
{
    if (is_unchanged(builtins, copy))
        return;
    Ref present = dict_copy(builtins);
    dict_clear(builtins);
    if (!dict_update(builtins, AS_OBJECT(copy)))
        error_clear();
    release_maybe(present);
    error_clear();
}

/* Step 3. */
static void clear_survivors(ListView weak, DictView sys, DictView builtins)
{
    for (size_t i = weak->used; i-- > 0;) {
        Ref module = weakref_get(list_item_peek(weak, i));
        if (module && module->type == TYPE_MODULE) {
            DictView dict = ((ModuleObject *)module)->dict;
            if (dict && dict != sys && dict != builtins) {
                View name = dict_get_str_peek(dict, name(__name__));
                if (name)
                    tell_of_module("cleanup[3] wiping ", name);
                clear_namespace(dict);
            }
        }
        release_maybe(module);
    }
}

void import_stop(void)
{
    ModuleState *state = &module_state;
    if (!state->modules)
        return;
    importlib_stop();
    module_locks_stop();
    if (gc_state.enabled)
        collect();
    if (gc_hooks.ending)
        gc_hooks.ending();
    forget_conveniences(state->sys_dict,
                        state->builtins_dict); /* sys.path first: what dies with sys.last_traceback can import nothing new */
    state->is_ending = true;
    Ref weak = let_go(state->modules);
    collect();
    if (gc_hooks.modules_gone)
        gc_hooks.modules_gone();
    if (state->builtins_dict && state->builtins_copy)
        restore_builtins(state->builtins_dict, state->builtins_copy);
    if (weak)
        clear_survivors((ListView)weak, state->sys_dict, state->builtins_dict);
    release_maybe(weak);
    if (state->sys_dict) {
        tell("cleanup[3] wiping ", "sys");
        clear_namespace(state->sys_dict);
    }
    CLEAR(state->sys_dict);
    if (state->builtins_dict) { /* not yet there if memory ran out at the start */
        tell("cleanup[3] wiping ", "builtins");
        clear_namespace(state->builtins_dict);
    }
    CLEAR(state->builtins_dict);
    CLEAR(state->builtins_copy);
    CLEAR(state->modules);
    collect();
}
