/* decimal_current: the context of the running code: getcontext, setcontext, localcontext.
 *
 * It is the value of a context variable (contextvars). So that not every operation has to look it up, the last one found is kept, with
 * what it was found for: a thread, and the number of changes that context variables have seen. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/_contextvars.h"
#include "stdlib/decimal/decimal_private.h"
#include "stdlib/module_types.h"
#include "vm/run/threads.h"

enum { SETTING_COUNT = 8 };

typedef struct ManagerObject {
    GC_HEAD(unused);
    Ref local, global; /* contexts: the one within the with statement, and the one that was before */
} ManagerObject;

static Ref variable;                    /* the ContextVar */
static Ref standard, basic, extended;   /* DefaultContext, BasicContext, ExtendedContext */
static Ref found;                       /* what decimal_current_peek has found */
static uint64_t found_thread, found_at; /* for this thread, after so many changes */

static void keep_found(Ref context)
{
    found_thread = thread_self->serial;
    found_at = contextvars_changes;
    replace_take(&found, context);
}

static bool make_current_take(Ref context)
{
    if (!context)
        return false;
    if (!contextvars_set(variable, context)) {
        release(context);
        return false;
    }
    keep_found(context);
    return true;
}

ContextObject *decimal_current_peek(void)
{
    if (LIKELY(found && found_thread == thread_self->serial && found_at == contextvars_changes))
        return (ContextObject *)found;
    Ref context = contextvars_get(variable);
    if (context)
        keep_found(context);
    else if (error_is_set() || !make_current_take(AS_OBJECT(decimal_context_new(&decimal_context_type, (ContextObject *)standard))))
        return NULL;
    return (ContextObject *)found;
}

ContextObject *decimal_context_argument_peek(View argument)
{
    if (!argument || argument == NONE)
        return decimal_current_peek();
    if (is_context(argument))
        return (ContextObject *)argument;
    return raise_error(TypeError, "optional argument must be a context");
}

Ref decimal_getcontext(View self UNUSED, View *args UNUSED)
{
    ContextObject *current = decimal_current_peek();
    return current ? retain(AS_OBJECT(current)) : NULL;
}

Ref decimal_setcontext(View self UNUSED, View *args)
{
    if (!is_context(args[0]))
        return raise_error(TypeError, "argument must be a context");
    bool is_template = args[0] == standard || args[0] == basic || args[0] == extended;
    Ref context = is_template ? AS_OBJECT(decimal_context_new(&decimal_context_type, (ContextObject *)args[0])) : retain(args[0]);
    return make_current_take(context) ? none_new() : NULL;
}

/* --- localcontext --------------------------------------------------------------------------------------- */

static ManagerObject *manager_of(View self)
{
    return (ManagerObject *)self;
}

/* The settings among the keywords, in the order of decimal_context_set_all. False with TypeError. */
static bool read_settings(View keywords, View *values)
{
    static const char *const names[SETTING_COUNT] = {"prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"};
    size_t position = 0;
    for (View name, value; keywords && dict_next_peek((DictView)keywords, &position, &name, &value);) {
        size_t i = 0;
        while (i < SETTING_COUNT && !str_equal_text(AS_OBJECT(str_view(name)), names[i]))
            i++;
        if (i == SETTING_COUNT)
            return raise_error(TypeError, "'%U' is an invalid keyword argument for this function", name) != NULL;
        values[i] = value;
    }
    return true;
}

Ref decimal_localcontext(View self UNUSED, View *args)
{
    ContextObject *current = decimal_current_peek();
    View model = args[0] && args[0] != NONE ? args[0] : AS_OBJECT(current);
    View values[SETTING_COUNT] = {NULL};
    if (!current || !read_settings(args[1], values))
        return NULL;
    if (!is_context(model))
        return raise_error(TypeError, "optional argument must be a context");
    ManagerObject *manager = (ManagerObject *)type_allocate(&decimal_manager_type, 0);
    if (!manager)
        return NULL;
    manager->global = retain(AS_OBJECT(current));
    manager->local = decimal_context_copy(model, NULL);
    if (!manager->local || !decimal_context_set_all(manager->local, values))
        CLEAR(manager);
    return AS_OBJECT(manager);
}

static Ref manager_enter(View self, View *args UNUSED)
{
    View local = manager_of(self)->local;
    return make_current_take(retain(local)) ? retain(local) : NULL;
}

static Ref manager_exit(View self, View *args UNUSED)
{
    return make_current_take(retain(manager_of(self)->global)) ? bool_new(false) : NULL;
}

static void manager_finish(View self)
{
    clear_place(&manager_of(self)->local);
    clear_place(&manager_of(self)->global);
}

static void manager_traverse(View self, Visitor visit, void *context)
{
    VISIT(manager_of(self)->local);
    VISIT(manager_of(self)->global);
}

static const NativeFunction manager_methods[] = {
    {"__enter__()", manager_enter, NULL},
    {"__exit__(*details)", manager_exit, NULL},
    {NULL, NULL, NULL},
};

TypeObject decimal_manager_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "decimal.ContextManager",
    .size = sizeof(ManagerObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_NO_NEW,
    .finish = manager_finish,
    .traverse = manager_traverse,
    .methods = manager_methods,
};

/* --- the module's three contexts ------------------------------------------------------------------------ */

static Ref template_new(int precision, int rounding, uint32_t traps)
{
    ContextObject *context = decimal_context_new(&decimal_context_type, NULL);
    if (!context)
        return NULL;
    context->settings.prec = precision;
    context->settings.round = rounding;
    context->settings.traps = traps;
    return AS_OBJECT(context);
}

/* Once; a second import of the module finds the same objects, as in CPython. */
static bool make_all(void)
{
    uint32_t usual = MPD_IEEE_Invalid_operation | MPD_Division_by_zero | MPD_Overflow;
    Ref contextvars = hooks.import_by_name("_contextvars");
    if (!contextvars)
        return false;
    release(contextvars);
    return (variable || (variable = contextvars_variable_new("decimal_context"))) &&
           (standard || (standard = template_new(28, MPD_ROUND_HALF_EVEN, usual))) &&
           (basic || (basic = template_new(9, MPD_ROUND_HALF_UP, usual | MPD_Underflow | MPD_Clamped))) &&
           (extended || (extended = template_new(9, MPD_ROUND_HALF_EVEN, 0)));
}

bool decimal_current_start(ModuleObject *module)
{
    Ref *const kept[] = {&variable, &standard, &basic, &extended, &found};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (!module_keep(kept[i]))
            return false;
    return make_all() && dict_set_text(module->dict, "DefaultContext", standard) && dict_set_text(module->dict, "BasicContext", basic) &&
           dict_set_text(module->dict, "ExtendedContext", extended);
}
