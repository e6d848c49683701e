/* function: function objects; binding their arguments is in function_bind.c.
 *
 * `def` is an instruction that makes one of these each time it is executed. What differs between two
 * executions is here; what does not is in the code object, which all of them share:
 *
 *     code        instructions, names, number of parameters: compiled once
 *     globals     the module's dict; builtins was found in it when the function was made
 *     defaults    computed once, at `def`: why a list as default is the same list at every call
 *     closure     the cells of outer functions that it uses; shared, so an assignment is seen by all
 *
 * A call from Python code stays in the evaluation loop and never comes here (handlers/calls.h).
 * function_call is the way in from C: sorted(key=f), __eq__ of a key in a dict, a callback.
 *
 * Invariants:  code, globals, builtins, name and qualified_name are never NULL in a live function. */
#include "vm/run/function.h"

#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/frame.h"
#include "vm/run/generator_private.h"

static FunctionView function_of(View self)
{
    return (FunctionView)self;
}

/* Globals that do not name their builtins have those of whoever makes the function. */
static DictView builtins_of_peek(DictView globals)
{
    if (vm.current && vm.current->function && !dict_get_str_peek(globals, name(__builtins__)))
        return vm.current->function->builtins;
    return module_builtins_peek(globals);
}

/* Builtins are looked up when the function is made, as in CPython: a later change of __builtins__ in
 * the module does not reach functions that exist. */
Ref function_new(CodeView code, DictView globals)
{
    DictView builtins = builtins_of_peek(globals);
    FunctionView function = builtins ? (FunctionView)type_allocate(&function_type, 0) : NULL;
    if (!function)
        return NULL;
    function->code = (CodeView)retain(AS_OBJECT(code));
    function->globals = (DictView)retain(AS_OBJECT(globals));
    function->builtins = (DictView)retain(AS_OBJECT(builtins));
    function->name = retain(code->name);
    function->qualified_name = retain(code->qualified_name);
    if (code->flags & CODE_HAS_DOC)
        function->doc = retain(code->constants[0]);
    function->module = retain_maybe(dict_get_str_peek(globals, name(__name__)));
    gc_track(AS_OBJECT(function));
    return AS_OBJECT(function);
}

/* --- calling from C ------------------------------------------------------------------------------------- */

/* The object of the generator's frame gets the dict of its names, and keeps it from one resumption to the next. Takes the generator;
 * returns it, or NULL without memory. */
static Ref give_names_take(Ref generator, View names)
{
    Ref frame = generator_get_frame(generator);
    if (frame)
        replace_take(&((FrameObject *)frame)->locals, retain(names));
    else
        clear_place(&generator);
    release_maybe(frame);
    return generator;
}

/* The arguments are bound straight into the generator's registers, where they stay for its whole
 * life: to call a generator function runs none of its code. Until that is done the generator is not
 * tracked, and on failure it is made to look finished, since its registers hold nothing that its
 * death should release. */
static inline ALWAYS_INLINE Ref call_generator_function(FunctionView function, View *args, size_t positional, View keyword_names)
{
    GeneratorObject *generator = generator_new(function);
    if (!generator)
        return NULL;
    if ((generator->has_more && is_coroutine(generator) && !coroutine_note_origin(generator)) ||
        !function_bind(function, generator->registers, args, positional, keyword_names)) {
        generator->state = GENERATOR_FINISHED;
        CLEAR(generator->function);
        release(AS_OBJECT(generator->code)); /* its frame's own reference */
        release(AS_OBJECT(generator));
        return NULL;
    }
    frame_registers_prepare(function, generator->registers, code_parameter_count(function->code));
    gc_track(AS_OBJECT(generator));
    if (UNLIKELY(!(function->code->flags & CODE_OPTIMIZED))) /* the code of a module that awaits */
        return give_names_take(AS_OBJECT(generator), AS_OBJECT(function->globals));
    return AS_OBJECT(generator);
}

/* The frame of a call, ready to run. NULL with an exception. */
static inline Frame *push_call(View self, View *args, size_t positional, View keyword_names)
{
    FunctionView function = function_of(self);
    CodeView code = function->code;
    Ref *registers = vm_stack_top();
    if (stack_is_low() || !registers_fit(registers + code->register_count))
        return raise_error(RecursionError, "maximum recursion depth exceeded");
    if (LIKELY(code->flags & CODE_SIMPLE && positional == code->argument_count && !keyword_names)) {
        for (size_t i = 0; i < positional; i++)
            registers[i] = retain(args[i]);
    } else {
        Ref *outer = vm.binding;
        vm.binding = registers + code->register_count; /* binding may run Python code */
        bool is_bound = function_bind(function, registers, args, positional, keyword_names);
        vm.binding = outer;
        if (!is_bound)
            return NULL;
    }
    Frame *frame = frame_push((FunctionView)retain(self), registers, code_parameter_count(code));
    if (!frame) {
        frame_registers_release(registers, 0, code_parameter_count(code));
        release(self);
        return NULL;
    }
    frame->flags = FRAME_ENTRY;
    return frame;
}

/* The frame gets FRAME_ENTRY: the loop returns to C when it ends. Registers begin at the top of the
 * stack, since the arguments come from a C array and have to be copied anyhow. The C stack is
 * checked here: a call by this way uses it, calls within the loop do not. */
static Ref function_call(View self, View *args, size_t positional, View keyword_names)
{
    FunctionView function = function_of(self);
    if (function->code->flags & CODE_GENERATOR)
        return call_generator_function(function, args, positional, keyword_names);
    Frame *frame = push_call(self, args, positional, keyword_names);
    if (!frame)
        return NULL;
    if (UNLIKELY(!(frame->code->flags & CODE_OPTIMIZED)))
        frame_use_globals(frame);
    return eval_frame(frame);
}

Ref function_call_with_locals(FunctionView function, View locals)
{
    if (function->code->flags & CODE_GENERATOR) {
        Ref generator = call_generator_function(function, NULL, 0, NULL);
        return generator ? give_names_take(generator, locals) : NULL;
    }
    Frame *frame = push_call(AS_OBJECT(function), NULL, 0, NULL);
    if (!frame)
        return NULL;
    frame->locals = retain(locals);
    frame->flags |= FRAME_SNAPSHOT;
    return eval_frame(frame);
}

/* This is what makes methods: a function found on a class through an instance gives a bound method,
 * through the class the function itself. */
static Ref function_descriptor_get(View self, View instance, View owner UNUSED)
{
    return instance ? method_new(self, instance) : retain(self);
}

/* --- as an object --------------------------------------------------------------------------------------- */

static void function_finish(View self)
{
    FunctionView function = function_of(self);
    CLEAR(function->code);
    CLEAR(function->globals);
    CLEAR(function->builtins);
    clear_place(&function->closure);
    clear_place(&function->defaults);
    clear_place(&function->keyword_defaults);
    clear_place(&function->annotations);
    clear_place(&function->name);
    clear_place(&function->qualified_name);
    clear_place(&function->doc);
    clear_place(&function->module);
}

static void function_traverse(View self, Visitor visit, void *context)
{
    FunctionView function = function_of(self);
    VISIT(function->code);
    VISIT(function->globals);
    VISIT(function->builtins);
    VISIT(function->module);
    VISIT(function->defaults);
    VISIT(function->keyword_defaults);
    visit(function->doc ? function->doc : NONE, context);
    VISIT(function->name);
    VISIT(function->closure);
    VISIT(function->annotations);
    VISIT(function->qualified_name);
}

/* Break cycles, but leave what a call needs: globals and code stay (as in CPython).
 * Finalizers may still call the function after this. Its code reads free variables without a look
 * whether there is a closure, so the tuple is replaced by one with empty cells: to use one is a
 * NameError then. */
static void function_clear(View self)
{
    FunctionView function = function_of(self);
    if (function->code->free_count == 0)
        clear_place(&function->closure);
    else if (function->closure) { /* the cells may be in a cycle: empty ones take their place */
        Ref closure = tuple_new(function->code->free_count);
        for (size_t i = 0; closure && i < function->code->free_count; i++) {
            Ref cell = cell_new(NULL);
            if (!cell)
                clear_place(&closure);
            else
                ((TupleView)closure)->items[i] = cell;
        }
        if (closure)
            replace_take(&function->closure, closure);
        else
            error_clear();
    }
    function->version = 0;
    /* a str of a derived class may be part of a cycle; who still sees the function finds a name */
    replace_take(&function->name, retain(str_empty));
    replace_take(&function->qualified_name, retain(str_empty));
    clear_place(&function->defaults);
    clear_place(&function->keyword_defaults);
    clear_place(&function->annotations);
    clear_place(&function->doc);
    clear_place(&function->module);
}

static Ref function_repr(View self)
{
    return str_format("<function %U at %p>", function_of(self)->qualified_name, (void *)self);
}

static Ref or_none(View value)
{
    return retain(value ? value : NONE);
}

static Ref get_code(View self)
{
    return AUDIT("object.__getattr__", "Os", self, "__code__") ? retain(AS_OBJECT(function_of(self)->code)) : NULL;
}
static Ref get_globals(View self)
{
    return retain(AS_OBJECT(function_of(self)->globals));
}
static Ref get_builtins(View self)
{
    return retain(AS_OBJECT(function_of(self)->builtins));
}
static Ref get_closure(View self)
{
    return or_none(function_of(self)->closure);
}
static Ref get_defaults(View self)
{
    return AUDIT("object.__getattr__", "Os", self, "__defaults__") ? or_none(function_of(self)->defaults) : NULL;
}
static Ref get_keyword_defaults(View self)
{
    return AUDIT("object.__getattr__", "Os", self, "__kwdefaults__") ? or_none(function_of(self)->keyword_defaults) : NULL;
}
static Ref get_name(View self)
{
    return retain(function_of(self)->name);
}
static Ref get_qualname(View self)
{
    return retain(function_of(self)->qualified_name);
}
static Ref get_doc(View self)
{
    return or_none(function_of(self)->doc);
}
static Ref get_module(View self)
{
    return or_none(function_of(self)->module);
}

/* Made at the first look: most functions have none and are never asked. */
static Ref get_annotations(View self)
{
    FunctionView function = function_of(self);
    if (!function->annotations && !(function->annotations = dict_new()))
        return NULL;
    return retain(function->annotations);
}

static bool set_typed(Ref *place, View value, uint32_t flag, bool none_allowed, const char *message)
{
    if (none_allowed && (!value || value == NONE)) {
        clear_place(place);
        return true;
    }
    if (!value || !is_kind(value, flag)) {
        raise_error(TypeError, "%s", message);
        return false;
    }
    replace_take(place, retain(value));
    return true;
}

/* None as well as a deletion takes it away. */
static bool tell_of_setting(View self, const char *name, View value)
{
    bool is_set = value && value != NONE;
    return is_set ? AUDIT("object.__setattr__", "OsO", self, name, value) : AUDIT("object.__delattr__", "Os", self, name);
}

static bool set_defaults(View self, View value)
{
    if (!tell_of_setting(self, "__defaults__", value))
        return false;
    function_of(self)->version = 0;
    return set_typed(&function_of(self)->defaults, value, TYPE_FLAG_TUPLE, true, "__defaults__ must be set to a tuple object");
}

static bool set_keyword_defaults(View self, View value)
{
    if (!tell_of_setting(self, "__kwdefaults__", value))
        return false;
    return set_typed(&function_of(self)->keyword_defaults, value, TYPE_FLAG_DICT, true, "__kwdefaults__ must be set to a dict object");
}

static bool set_annotations(View self, View value)
{
    return set_typed(&function_of(self)->annotations, value, TYPE_FLAG_DICT, true, "__annotations__ must be set to a dict object");
}

static bool set_name(View self, View value)
{
    return set_typed(&function_of(self)->name, value, TYPE_FLAG_STR, false, "__name__ must be set to a string object");
}

static bool set_qualname(View self, View value)
{
    return set_typed(&function_of(self)->qualified_name, value, TYPE_FLAG_STR, false, "__qualname__ must be set to a string object");
}

/* Frames that run the old code borrow it from the function; each of them takes a reference before it
 * is gone. The number of free variables must stay, since the closure does. */
static bool set_code(View self, View value)
{
    FunctionView function = function_of(self);
    if (!value || value->type != TYPE_CODE) {
        raise_error(TypeError, "__code__ must be set to a code object");
        return false;
    }
    CodeView code = (CodeView)value;
    if (code->free_count != function->code->free_count) {
        raise_error(ValueError, "%U() requires a code object with %zu free vars, not %zu", function->name,
                    (size_t)function->code->free_count, (size_t)code->free_count);
        return false;
    }
    if (!AUDIT("object.__setattr__", "OsO", self, "__code__", value))
        return false;
    function->version = 0;
    frames_keep_code(function);
    replace_take((Ref *)(void *)&function->code, retain(value));
    return true;
}

static bool set_doc(View self, View value)
{
    replace_take(&function_of(self)->doc, retain_maybe(value));
    return true;
}

static bool set_module(View self, View value)
{
    replace_take(&function_of(self)->module, retain_maybe(value));
    return true;
}

/* types.FunctionType. Everything is checked before the function exists: a closure of the wrong
 * length, or with something else than cells, would let the code read what is not there. */
static Ref function_new_native(View type UNUSED, View *args)
{
    if (args[0]->type != TYPE_CODE)
        return raise_error(TypeError, "function() argument 'code' must be code, not %K", args[0]);
    if (!is_dict(args[1]))
        return raise_error(TypeError, "function() argument 'globals' must be dict, not %K", args[1]);
    CodeView code = (CodeView)args[0];
    View closure = args[4] && args[4] != NONE ? args[4] : NULL;
    if (args[2] && args[2] != NONE && !is_str(args[2]))
        return raise_error(TypeError, "arg 3 (name) must be None or string");
    if (args[3] && args[3] != NONE && !is_tuple(args[3]))
        return raise_error(TypeError, "arg 4 (defaults) must be None or tuple");
    if (closure ? !is_tuple(closure) : code->free_count > 0)
        return raise_error(TypeError,
                           code->free_count && !closure ? "arg 5 (closure) must be tuple" : "arg 5 (closure) must be None or tuple");
    size_t cells = closure ? tuple_length(closure) : 0;
    if (cells != code->free_count)
        return raise_error(ValueError, "%U requires closure of length %zu, not %zu", code->name, (size_t)code->free_count, cells);
    for (size_t i = 0; i < cells; i++)
        if (tuple_item_peek(closure, i)->type != TYPE_CELL)
            return raise_error(TypeError, "arg 5 (closure) expected cell, found %T", tuple_item_peek(closure, i));
    Ref function = function_new(code, (DictView)args[1]);
    if (!function)
        return NULL;
    function_of(function)->closure = retain_maybe(closure);
    bool done = true;
    if (args[2] && args[2] != NONE)
        done = set_name(function, args[2]);
    if (done && args[3])
        done = set_defaults(function, args[3]);
    if (!done)
        clear_place(&function);
    return function;
}

static const NativeFunction function_constructor = {"function(code, globals, name=None, argdefs=None, closure=None)", function_new_native,
                                                    NULL};
static const NativeProperty function_properties[] = {
    {"__code__", get_code, set_code, NULL},
    {"__globals__", get_globals, descriptor_refuse_write, NULL},
    {"__builtins__", get_builtins, descriptor_refuse_write, NULL},
    {"__closure__", get_closure, descriptor_refuse_write, NULL},
    {"__defaults__", get_defaults, set_defaults, NULL},
    {"__kwdefaults__", get_keyword_defaults, set_keyword_defaults, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__module__", get_module, set_module, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject function_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_FUNCTION,
    .name = "function",
    .doc = "(code, globals, name=None, argdefs=None, closure=None)\n--\n\nA function: code, and what it needs to run: the module's names, "
           "defaults, cells of the functions around.",
    .size = sizeof(FunctionObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_METHOD_DESCRIPTOR | TYPE_FLAG_HAS_DICT | TYPE_FLAG_WEAKREFS,
    .inline_capacity = 1,
    .new_native = &function_constructor,
    .call = function_call,
    .descriptor_get = function_descriptor_get,
    .finish = function_finish,
    .traverse = function_traverse,
    .clear = function_clear,
    .repr = function_repr,
    .properties = function_properties,
};
