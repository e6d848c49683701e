/* eval_names: names that are not registers: globals, builtins, namespaces, cells. */
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

static void *raise_name_error(View name)
{
    raise_error(NameError, "name '%U' is not defined", name);
    if (error_matches(NameError))
        replace_take(&((ExceptionObject *)thread.raised)->extra[EXTRA_NAME], retain(name));
    return NULL;
}

/* A name that is nowhere; but some built-in ones are made when first asked for. NULL with NameError, or what
 * making it raised. */
static Ref load_missing(DictView builtins, View name)
{
    View made = builtins == builtins_dict_peek() ? builtins_make_peek(name) : NULL;
    return made ? retain(made) : error_is_set() ? NULL : raise_name_error(name);
}

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
        memcpy(cache, versions, sizeof versions);
        cache[2] = (uint32_t)place;
        cache[3] = 0;
        i->op = OP_LOAD_GLOBAL_BUILTIN;
    }
    return retain(function->builtins->entries[place].value);
}

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

void eval_raise_empty_cell(CodeView code, size_t cell)
{
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

bool eval_print_expression(View value)
{
    View found = sys_attribute_peek(name(displayhook));
    Ref hook = found ? retain(found) : raise_error(RuntimeError, "lost sys.displayhook");
    Ref result = hook ? call_1(hook, value) : NULL;
    release_maybe(hook);
    release_maybe(result);
    return result != NULL;
}
