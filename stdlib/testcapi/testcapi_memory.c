/* testcapi_memory: what CPython's tests of memory ask for in C: allocations that fail, blocks that tracemalloc is told of, classes
 * with an old-fashioned finalizer or without the collector, and a container that the collector cannot look into. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/heap_debug.h"
#include "runtime/text/str.h"
#include "stdlib/memory/_tracemalloc.h"
#include "stdlib/testcapi/testcapi_private.h"
#include "vm/run/threads.h"

/* --- allocations that fail ------------------------------------------------------------------------------ */

/* (start, stop): from now on allocations fail, those after the first `start`, as far as the one numbered `stop` (0: for ever). */
static Ref set_nomemory(View self UNUSED, View *args)
{
    int64_t start, stop = 0;
    if (!object_as_int64(args[0], &start) || (args[1] && !object_as_int64(args[1], &stop)))
        return NULL;
    if (start < 0 || (stop > 0 && stop <= start))
        return raise_error(ValueError, "start must be less than stop");
    heap_fail_some((uint64_t)start + 1, stop > 0 ? (uint64_t)(stop - start) : UINT64_MAX);
    return none_new();
}

static Ref remove_mem_hooks(View self UNUSED, View *args UNUSED)
{
    heap_fail_some(0, 0);
    return none_new();
}

/* A block of no bytes is a block: whoever may need none asks the heap for one, as CPython's PyMem_Malloc(0) does. */
/* The name that PYTHONMALLOC has for how memory is got. */
static Ref allocators_name(View self UNUSED, View *args UNUSED)
{
    return str_format("%s%s", heap_mode.from_malloc ? "malloc" : "pymalloc", heap_mode.guards ? "_debug" : "");
}

static Ref pymem_alloc0(View self UNUSED, View *args UNUSED)
{
    void *block = heap_allocate(1);
    if (!block)
        return raise_memory_error();
    heap_free(block, 1);
    return none_new();
}

/* --- tracemalloc ---------------------------------------------------------------------------------------- */

static bool domain_and_address(View *args, uint32_t *domain, uintptr_t *address)
{
    int64_t number, place;
    if (!object_as_int64(args[0], &number) || !object_as_int64(args[1], &place))
        return false;
    *domain = (uint32_t)number;
    *address = (uintptr_t)place;
    return number > 0 || raise_error(ValueError, "domain must be greater than 0") != NULL;
}

/* (domain, address, size, release_gil) */
static Ref tracemalloc_track_native(View self UNUSED, View *args)
{
    uint32_t domain;
    uintptr_t address;
    int64_t size;
    if (!domain_and_address(args, &domain, &address) || !object_as_int64(args[2], &size))
        return NULL;
    int release_gil = args[3] ? object_truth(args[3]) : 0;
    if (release_gil < 0)
        return NULL;
    if (release_gil) { /* the tables are the interpreter's: whoever has given it up takes it first */
        threads_release();
        threads_acquire();
    }
    return tracemalloc_track(domain, address, (size_t)size) ? none_new() : raise_error(RuntimeError, "PyTraceMalloc_Track error");
}

static Ref tracemalloc_untrack_native(View self UNUSED, View *args)
{
    uint32_t domain;
    uintptr_t address;
    if (!domain_and_address(args, &domain, &address))
        return NULL;
    return tracemalloc_untrack(domain, address) ? none_new() : raise_error(RuntimeError, "PyTraceMalloc_Untrack error");
}

static Ref tracemalloc_get_traceback(View self UNUSED, View *args)
{
    uint32_t domain;
    uintptr_t address;
    return domain_and_address(args, &domain, &address) ? tracemalloc_traceback_of(domain, address) : NULL;
}

/* --- classes -------------------------------------------------------------------------------------------- */

static TypeObject *heap_class_peek(View object)
{
    if (!is_type(object) || !type_has((TypeObject *)object, TYPE_FLAG_HEAP))
        return raise_error(TypeError, "heap type expected, got %R", object);
    return (TypeObject *)object;
}

/* The slot of such a class: its method __tp_del__. */
static void call_tp_del(View self)
{
    Ref name = str_intern_text("__tp_del__"), method = name ? object_special_method(self, name) : NULL;
    Ref result = method ? call_0(method) : NULL;
    if (!result && error_is_set())
        error_write_unraisable(NULL, method);
    release_maybe(name);
    release_maybe(method);
    release_maybe(result);
}

/* A decorator: the objects of the class have a finalizer as it was before PEP 442. */
static Ref with_tp_del(View self UNUSED, View *args)
{
    TypeObject *type = heap_class_peek(args[0]);
    if (!type)
        return NULL;
    type->legacy_finalize = call_tp_del;
    return retain(args[0]);
}

/* A decorator: the collector knows nothing of the objects of the class. */
static Ref without_gc(View self UNUSED, View *args)
{
    TypeObject *type = heap_class_peek(args[0]);
    if (!type)
        return NULL;
    type->flags |= TYPE_FLAG_ATOMIC;
    return retain(args[0]);
}

/* ContainerNoGC(value): holds a value, and does not tell the collector. */
typedef struct Container {
    GC_HEAD(unused);
    Ref value;
} Container;

static Ref container_new(View type, View *args)
{
    Container *made = (Container *)type_allocate((TypeObject *)type, 0);
    if (!made)
        return NULL;
    made->value = retain(args[0]);
    return AS_OBJECT(made);
}

static void container_finish(View self)
{
    CLEAR(((Container *)self)->value);
}

static void container_traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static Ref container_value(View self)
{
    return retain(((Container *)self)->value);
}

static const NativeFunction container_constructor = {"ContainerNoGC(value)", container_new, NULL};
static const NativeProperty container_properties[] = {{"value", container_value, descriptor_refuse_write, NULL}, {NULL, NULL, NULL, NULL}};
static TypeObject container_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_testcapi.ContainerNoGC",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_ATOMIC,
    .size = sizeof(Container),
    .new_native = &container_constructor,
    .finish = container_finish,
    .traverse = container_traverse,
    .properties = container_properties,
};

static const NativeFunction functions[] = {
    {"remove_mem_hooks()", remove_mem_hooks, NULL},
    {"set_nomemory(start, stop=0, /)", set_nomemory, NULL},
    {"pymem_getallocatorsname()", allocators_name, NULL},
    {"test_pymem_alloc0()", pymem_alloc0, NULL},
    {"tracemalloc_get_traceback(domain, address, /)", tracemalloc_get_traceback, NULL},
    {"tracemalloc_track(domain, address, size, release_gil=False, /)", tracemalloc_track_native, NULL},
    {"tracemalloc_untrack(domain, address, /)", tracemalloc_untrack_native, NULL},
    {"with_tp_del(class, /)", with_tp_del, NULL},
    {"without_gc(class, /)", without_gc, NULL},
    {NULL, NULL, NULL},
};

static bool init(DictView dict)
{
    return testcapi_add_type(dict, &container_type);
}

const TestcapiPart testcapi_memory = {functions, init};
