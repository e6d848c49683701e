/* eval_names: names that are not registers: globals, builtins, namespaces, cells.
 *
 * The compiler decides for each name where to look (vm/compile/scope.h). What is left for run time:
 *
 *     LOAD_GLOBAL       the module's dict, then builtins, then NameError
 *     LOAD_NAME         in a module or class body: its namespace first, then as LOAD_GLOBAL
 *     LOAD_CLASS_CELL   in a class body in a function: its namespace, then the variable around it
 *     LOAD_CELL         a cell that lies in a register
 *
 * LOAD_GLOBAL is specialised. A dict has a version that changes when a key comes or goes or the
 * entries move, but not when a value changes. So the instruction remembers the version and the
 * place, and reads the value there:
 *
 *     i + 1   │ version of globals │ place                │     LOAD_GLOBAL_MODULE, _TEMPORARY
 *     i + 1   │ version of globals │ version of builtins  │     LOAD_GLOBAL_BUILTIN: globals must still lack
 *     i + 2   │ place in builtins                         │     the name, which its version tells as well
 *
 * CPython's LOAD_GLOBAL_MODULE and LOAD_GLOBAL_BUILTIN compare the versions of the dicts' keys in
 * the same way. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/eval_helpers.h"

/* The name goes into the exception, too, for the suggestion "Did you mean" to be made from it. */
static void *raise_name_error(View name)
{
    raise_error(NameError, "name '%U' is not defined", name);
    if (error_matches(NameError))
        replace_take(&((ExceptionObject *)thread.raised)->extra[EXTRA_NAME], retain(name));
    return NULL;
}

/* A name that is nowhere; but some built-in ones are made when first asked for. NULL with NameError, or what
 * making it raised.
 * So a script that uses none of them does not pay for making them at its start (vm/module_lazy.c). */
static Ref load_missing(DictView builtins, View name)
{
    View made = builtins == builtins_dict_peek() ? builtins_make_peek(name) : NULL;
    return made ? retain(made) : error_is_set() ? NULL : raise_name_error(name);
}

/* A version of 0 means that numbers ran out: then nothing is remembered, and the instruction stays
 * general. */
Ref eval_load_global(FunctionView function, Instruction *i, View name)
{
    uint32_t *cache = (uint32_t *)(void *)(i + 1);
    Index place = dict_find_str(function->globals, name);
    if (place >= 0) {
        cache[0] = dict_version(function->globals);
        cache[1] = (uint32_t)place;
        if (cache[0])
            i->op = i->a & OPERAND_TEMPORARY ? OP_LOAD_GLOBAL_TEMPORARY : OP_LOAD_GLOBAL_MODULE;
        return retain(function->globals->entries[place].value);
    }
    place = dict_find_str(function->builtins, name);
    if (place < 0)
        return load_missing(function->builtins, name);
    uint32_t versions[] = {dict_version(function->globals), dict_version(function->builtins)};
    if (versions[0] && versions[1]) {
        ASSERT(function->builtins->entries[place].key && function->builtins->entries[place].value);
        memcpy(cache, versions, sizeof versions);
        cache[2] = (uint32_t)place;
        cache[3] = 0;
        i->op = OP_LOAD_GLOBAL_BUILTIN;
    }
    return retain(function->builtins->entries[place].value);
}

/* The namespace of a class body may be any mapping: what the metaclass's __prepare__ gave. Then
 * KeyError is the word for "not here", and everything else that it raises is an error. */
static Ref load_from_namespace(View namespace, View name)
{
    if (namespace->type == TYPE_DICT)
        return retain_maybe(dict_get_str_peek((DictView) namespace, name));
    Ref value = object_get_item(namespace, name);
    if (!value)
        error_clear_if(KeyError);
    return value;
}

Ref eval_load_name(Frame *frame, View name)
{
    Ref value = load_from_namespace(frame->locals, name);
    if (value || error_is_set())
        return value;
    View found = dict_get_str_peek(frame->function->globals, name);
    if (!found)
        found = dict_get_str_peek(frame->function->builtins, name);
    return found ? retain(found) : load_missing(frame->function->builtins, name);
}

/* A class body is no scope for its methods but is one for itself: `x` there is the class's own x if
 * it has been assigned, else that of the function around. */
Ref eval_load_class_cell(Frame *frame, size_t cell, View name)
{
    Ref value = load_from_namespace(frame->locals, name);
    if (value || error_is_set())
        return value;
    View held = ((CellObject *)frame->registers[cell])->value;
    if (held)
        return retain(held);
    eval_raise_empty_cell(frame->code, cell);
    return NULL;
}

bool eval_delete_name(View namespace, View name)
{
    if (namespace->type == TYPE_DICT) {
        int deleted = dict_delete((DictView) namespace, name);
        if (deleted == 0)
            raise_name_error(name);
        return deleted > 0;
    }
    if (object_delete_item(namespace, name))
        return true;
    if (error_clear_if(KeyError))
        raise_name_error(name);
    return false;
}

/* A cell of this function is a local that an inner function uses; a free variable is one of an outer
 * function. They fail with exceptions of different classes, as in CPython. */
void eval_raise_empty_cell(CodeView code, size_t cell)
{
    ASSERT(cell >= code->local_count && cell < code->first_temporary);
    size_t place = cell - code->local_count;
    if (place < code->cell_count)
        raise_error(UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value",
                    tuple_item_peek(code->cell_names, place));
    else
        raise_error(NameError, "cannot access free variable '%U' where it is not associated with a value in enclosing scope",
                    tuple_item_peek(code->free_names, place - code->cell_count));
}

void eval_raise_unbound_local(CodeView code, size_t local)
{
    raise_error(UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value",
                tuple_item_peek(code->local_names, local));
}

bool eval_setup_annotations(View namespace)
{
    Ref found = load_from_namespace(namespace, name(__annotations__));
    if (!found && error_is_set())
        return false;
    if (!found) {
        Ref dict = dict_new();
        bool done = dict && object_set_item(namespace, name(__annotations__), dict);
        release_maybe(dict);
        return done;
    }
    release(found);
    return true;
}

/* `import` calls builtins.__import__, which a program may have replaced. As long as it is the native
 * one it is passed over: then no dict of the locals has to be made, which the true one does not look
 * at. */
Ref eval_import_statement(Frame *frame, View name, View from_list, int level)
{
    View function = dict_get_str_peek(frame->function->builtins, name(__import__));
    if (!function)
        return raise_error(ImportError, "__import__ not found");
    if (function->type == TYPE_NATIVE_FUNCTION)
        return hooks.import_module(name, AS_OBJECT(frame->function->globals), from_list, level);
    Ref number = int_new(level), locals = number ? frame_locals(frame) : NULL, result = NULL;
    if (locals) {
        View args[] = {name, AS_OBJECT(frame->function->globals), locals, from_list, number};
        result = call_vector(function, args, COUNT_OF(args), NULL);
    }
    release_maybe(number);
    release_maybe(locals);
    return result;
}

/* The hook is looked up each time and held during the call: it may replace itself. */
bool eval_print_expression(View value)
{
    View found = sys_attribute_peek(name(displayhook));
    Ref hook = found ? retain(found) : raise_error(RuntimeError, "lost sys.displayhook");
    Ref result = hook ? call_1(hook, value) : NULL;
    release_maybe(hook);
    release_maybe(result);
    return result != NULL;
}
