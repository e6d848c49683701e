/* heapview: the module. */
#include "heapview/view.h"
#include "heapview/why.h"
#include "runtime/errors.h"
#include "stdlib/module_types.h"
#include "vm/modules.h"

static Ref why_function(View self UNUSED, View *args)
{
    Forms forms;
    return why_make(args[0], &forms) ? view_new_take(&forms) : raise_memory_error();
}

static bool init(ModuleObject *module)
{
    return module_type_ready(&view_type) && dict_set_text(module->dict, "View", AS_OBJECT(&view_type));
}

static const NativeFunction functions[] = {
    {"why(obj, /)", why_function,
     "Every reference that makes up the object's count, named: the parts add up to what sys.getrefcount(obj) says."},
    {NULL, NULL, NULL}};

const NativeModule heapview_module = {
    .name = "heapview", .doc = "What CPython cannot show of memory: each function gives a View.", .functions = functions, .init = init};
