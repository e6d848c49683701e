/* xxsubtype: the module by which CPython's test_descr looks at types in C that derive from built-in types and add a field.
 *
 *     list ◄── spamlist   the items, and a state: getstate(), setstate(i), the property state;
 *                         classmeth and staticmeth tell what they were called with
 *     dict ◄── spamdict   the same with entries; here state is a member
 *
 * Both are derived from by classes of Python. __init__ begins with state 0, however often it is called. */
#include <time.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/testcapi/testcapi_private.h"

typedef struct SpamList {
    ListObject list;
    int state;
} SpamList;

typedef struct SpamDict {
    DictObject dict;
    int state;
} SpamDict;

/* Call the base's __init__ with the arguments. */
static bool init_as(TypeObject *base, View self, View args, View kwargs)
{
    Ref init = object_get_attribute(AS_OBJECT(base), name(__init__)), first = init ? tuple_pack(1, self) : NULL;
    Ref all = first ? tuple_concat(first, args) : NULL, result = all ? call_tuple(init, all, kwargs) : NULL;
    release_maybe(init);
    release_maybe(first);
    release_maybe(all);
    release_maybe(result);
    return result != NULL;
}

/* None, with the state as the number says; NULL with TypeError or OverflowError. */
static Ref set_state(int *state, View value)
{
    int64_t number;
    if (!object_as_int64(value, &number))
        return NULL;
    if (number < INT32_MIN || number > INT32_MAX)
        return raise_error(OverflowError, "signed integer is %s", number < 0 ? "less than minimum" : "greater than maximum");
    *state = (int)number;
    return none_new();
}

/* --- spamlist ------------------------------------------------------------------------------------------- */

static bool list_init(View self, View args, View kwargs)
{
    if (!init_as(&list_type, self, args, kwargs))
        return false;
    ((SpamList *)self)->state = 0;
    return true;
}

static Ref list_state(View self)
{
    return int_new(((SpamList *)self)->state);
}

static Ref list_getstate(View self, View *args UNUSED)
{
    return list_state(self);
}

static Ref list_setstate(View self, View *args)
{
    return set_state(&((SpamList *)self)->state, args[0]);
}

/* (who, positional arguments, keyword arguments or None) */
static Ref as_called(View who, View *args)
{
    View named = args[1] && ((DictView)args[1])->used ? args[1] : NONE;
    return tuple_pack(3, who, args[0], named);
}

static Ref list_classmeth(View class, View *args)
{
    return as_called(class, args);
}

static Ref list_staticmeth(View none UNUSED, View *args)
{
    return as_called(NONE, args);
}

static const NativeFunction list_methods[] = {
    {"getstate()", list_getstate, "Return the state."},
    {"setstate(state, /)", list_setstate, "Set the state, a C int."},
    {NULL, NULL, NULL},
};
static const NativeFunction list_class_methods[] = {
    {"classmeth(*args, **kw)", list_classmeth, "Return the class and the arguments."},
    {NULL, NULL, NULL},
};
static const NativeFunction list_static_methods[] = {
    {"staticmeth(*args, **kw)", list_staticmeth, "Return None and the arguments."},
    {NULL, NULL, NULL},
};
static const NativeProperty list_properties[] = {
    {"state", list_state, NULL, "an int of C"},
    {NULL, NULL, NULL, NULL},
};

static TypeObject spamlist_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "xxsubtype.spamlist",
    .base = &list_type,
    .size = sizeof(SpamList),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .init = list_init,
    .methods = list_methods,
    .class_methods = list_class_methods,
    .static_methods = list_static_methods,
    .properties = list_properties,
};

/* --- spamdict ------------------------------------------------------------------------------------------- */

static bool dict_init(View self, View args, View kwargs)
{
    if (!init_as(&dict_type, self, args, kwargs))
        return false;
    ((SpamDict *)self)->state = 0;
    return true;
}

static Ref dict_state(View self)
{
    return int_new(((SpamDict *)self)->state);
}

static Ref dict_getstate(View self, View *args UNUSED)
{
    return dict_state(self);
}

static Ref dict_setstate(View self, View *args)
{
    return set_state(&((SpamDict *)self)->state, args[0]);
}

static const NativeFunction dict_methods[] = {
    {"getstate()", dict_getstate, "Return the state."},
    {"setstate(state, /)", dict_setstate, "Set the state, a C int."},
    {NULL, NULL, NULL},
};
static const NativeProperty dict_properties[] = {
    {"state", dict_state, descriptor_refuse_write, "an int of C"},
    {NULL, NULL, NULL, NULL},
};

static TypeObject spamdict_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "xxsubtype.spamdict",
    .base = &dict_type,
    .size = sizeof(SpamDict),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .init = dict_init,
    .methods = dict_methods,
    .properties = dict_properties,
};

/* --- the module ----------------------------------------------------------------------------------------- */

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* How long it takes to ask for an attribute n times. */
static Ref bench(View self UNUSED, View *args)
{
    Index times = 1000;
    if (args[2] && !object_as_ssize(args[2], &times))
        return NULL;
    double begin = seconds_now();
    for (Index i = 0; i < times; i++) {
        Ref value = object_get_attribute(args[0], args[1]);
        if (!value)
            return NULL;
        release(value);
    }
    return float_new(seconds_now() - begin);
}

static const NativeFunction functions[] = {
    {"bench(obj, name, n=1000, /)", bench, "The seconds that n times getattr(obj, name) take."},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    return testcapi_add_type(module->dict, &spamlist_type) && testcapi_add_type(module->dict, &spamdict_type);
}

const NativeModule xxsubtype_module = {
    .name = "xxsubtype", .doc = "Types in C that derive from list and dict, for test_descr.", .functions = functions, .init = init};
