/* _testcapi: the module by which CPython's own tests reach its functions in C: those that the tests listed in tests/cpython/FILES
 * ask for, done with Ouro's. What Ouro cannot do is not there, so that a test which needs it errs by its name. */
#include "runtime/containers/dict.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/testcapi/testcapi_private.h"

bool testcapi_add_type(DictView dict, TypeObject *type)
{
    const char *dot = strrchr(type->name, '.');
    return module_type_ready(type) && dict_set_text(dict, dot ? dot + 1 : type->name, AS_OBJECT(type));
}

Ref testcapi_new_plain(View type, View *args UNUSED)
{
    Ref made = type_allocate((TypeObject *)type, 0);
    if (made && type_has((TypeObject *)type, TYPE_FLAG_HEAP))
        gc_track(made);
    return made;
}

/* The functions of a part, as the module's own. */
static bool add_part(ModuleObject *module, View name, const TestcapiPart *part)
{
    for (const NativeFunction *function = part->functions; function->signature; function++) {
        Ref title = native_name(function), made = title ? native_function_new(function, AS_OBJECT(module), name) : NULL;
        bool done = made && dict_set_take(module->dict, title, made);
        release_maybe(title);
        if (!done)
            return false;
    }
    return !part->init || part->init(module->dict);
}

static bool init(ModuleObject *module)
{
    static const TestcapiPart *const parts[] = {&testcapi_calls, &testcapi_memory, &testcapi_values};
    View name = dict_get_text_peek(module->dict, "__name__");
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (!add_part(module, name, parts[i]))
            return false;
    return testcapi_conventions_init(module->dict) && testcapi_descriptors_init(module->dict) &&
           dict_set_text_take(module->dict, "WITH_PYMALLOC", bool_new(true));
}

const NativeModule _testcapi_module = {.name = "_testcapi", .functions = testcapi_conventions, .init = init};
