/* _ast: the module from which CPython's ast.py takes the classes of nodes, and the flags of compile() that it needs. */
#include "runtime/numbers/int.h"
#include "stdlib/ast/ast_private.h"
#include "vm/compile/compile.h"
#include "vm/module.h"

static bool init(ModuleObject *module)
{
    if (!ast_classes_ready() || !dict_set_text(module->dict, "AST", AS_OBJECT(&ast_node_type)) ||
        !dict_set_text_take(module->dict, "PyCF_ALLOW_TOP_LEVEL_AWAIT", int_new(COMPILE_TOP_LEVEL_AWAIT)) ||
        !dict_set_text_take(module->dict, "PyCF_ONLY_AST", int_new(COMPILE_ONLY_AST)) ||
        !dict_set_text_take(module->dict, "PyCF_TYPE_COMMENTS", int_new(COMPILE_TYPE_COMMENTS)))
        return false;
    for (int which = 0; which < AST_CLASS_COUNT; which++)
        if (!dict_set_text(module->dict, ast_rows[which].name, ast_classes.types[which]))
            return false;
    return true;
}

const NativeModule _ast_module = {.name = "_ast", .init = init};
