/* edges: the named references of an object: a function for each kind of object that has names for what it
 * holds; the rest says what its traverse function visits. See edges.h.
 *
 *     an instance of class Node(list):    items[0] …      by the built-in type that the class descends from
 *                                         .slot           by __slots__, from the class's list of names
 *                                         .attribute      by the shape, which knows the places' names
 *                                         .__class__      its class, which instances of heap types count
 *
 * Invariant:  each reference that counts is told exactly once. If one is missing, `why` says "C code"; if one
 *             is told twice, the parts add up to more than the count.
 * traverse functions alone would not do: they give no names, and leave out what can be in no cycle.
 *
 * Frames:     a frame's registers are its variables, then the temporaries that are live at its instruction:
 *             the code object's table tells how many. A generator keeps its registers itself.
 * Looking:    nothing is called that could run Python code, allocate, count or change. So the order of what
 *             is told is that of the memory, and an object that is not finished may have empty places. */
#include "heapview/walk/edges.h"

#include <stdio.h>

#include "heapview/walk/describe.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/exceptions.h"
#include "runtime/life/weakref.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/generator.h"
#include "vm/run/traceback.h"

typedef struct Walk {
    EdgeVisitor visit;
    void *context;
    bool stopped;
    const char *inside; /* what a field without a name is called */
} Walk;

static inline ALWAYS_INLINE void tell(Walk *walk, Edge edge)
{
    if (!walk->stopped && edge.child && edge.child != UNBOUND)
        walk->stopped = !walk->visit(&edge, walk->context);
}

static inline ALWAYS_INLINE void tell_field(Walk *walk, const char *field, const void *child)
{
    tell(walk, (Edge){.kind = EDGE_FIELD, .child = (View)(uintptr_t)child, .field = field});
}

static void tell_items(Walk *walk, Ref *items, size_t count)
{
    for (size_t i = 0; i < count && !walk->stopped; i++)
        tell(walk, (Edge){.kind = EDGE_ITEM, .child = items[i], .index = i});
}

/* --- kinds of objects ----------------------------------------------------------------------------------- */

static void list_edges(View object, Walk *walk)
{
    tell_items(walk, ((ListView)object)->items, ((ListView)object)->used);
}

static void tuple_edges(View object, Walk *walk)
{
    tell_items(walk, ((TupleView)object)->items, tuple_length(object));
}

static void dict_edges(View object, Walk *walk)
{
    DictView dict = (DictView)object;
    for (uint32_t i = 0; i < dict->filled && !walk->stopped; i++) {
        View key = dict->entries[i].key;
        if (!key)
            continue;
        tell(walk, (Edge){.kind = EDGE_KEY, .child = key, .name = key, .index = i});
        tell(walk, (Edge){.kind = EDGE_VALUE, .child = dict->entries[i].value, .name = key, .index = i});
    }
}

static void set_edges(View object, Walk *walk)
{
    size_t position = 0, index = 0;
    View key;
    for (; !walk->stopped && ((SetView)object)->table && set_next_peek((SetView)object, &position, &key); index++)
        tell(walk, (Edge){.kind = EDGE_KEY, .child = key, .name = key, .index = index});
}

static void cell_edges(View object, Walk *walk)
{
    tell_field(walk, "cell_contents", ((CellObject *)object)->value);
}

static void method_edges(View object, Walk *walk)
{
    tell_field(walk, "__func__", ((MethodObject *)object)->function);
    tell_field(walk, "__self__", ((MethodObject *)object)->self);
}

static void property_edges(View object, Walk *walk)
{
    PropertyObject *property = (PropertyObject *)object;
    tell_field(walk, "fget", property->get);
    tell_field(walk, "fset", property->set);
    tell_field(walk, "fdel", property->delete);
    tell_field(walk, "__doc__", property->doc);
    tell_field(walk, "__name__", property->name);
}

static void wrapped_edges(View object, Walk *walk)
{
    tell_field(walk, "__func__", ((WrappedFunction *)object)->function);
}

static void member_edges(View object, Walk *walk)
{
    TypeObject *owner = ((MemberObject *)object)->owner;
    tell_field(walk, "__name__", ((MemberObject *)object)->name);
    tell_field(walk, "__objclass__", type_has(owner, TYPE_FLAG_HEAP) ? owner : NULL);
}

static void native_edges(View object, Walk *walk)
{
    tell_field(walk, "__self__", ((NativeObject *)object)->self);
    tell_field(walk, "__module__", ((NativeObject *)object)->module_name);
}

static void slice_edges(View object, Walk *walk)
{
    tell_field(walk, "start", ((SliceObject *)object)->start);
    tell_field(walk, "stop", ((SliceObject *)object)->stop);
    tell_field(walk, "step", ((SliceObject *)object)->step);
}

static void range_edges(View object, Walk *walk)
{
    RangeObject *range = (RangeObject *)object;
    tell_field(walk, "start", range->start);
    tell_field(walk, "stop", range->stop);
    tell_field(walk, "step", range->step);
    tell_field(walk, "its length", range->length);
}

static void exception_edges(View object, Walk *walk)
{
    ExceptionObject *exception = (ExceptionObject *)object;
    tell_field(walk, "args", exception->args);
    tell_field(walk, "__traceback__", exception->traceback);
    tell_field(walk, "__context__", exception->context);
    tell_field(walk, "__cause__", exception->cause);
    for (int i = 0; i < EXCEPTION_EXTRA; i++)
        tell_field(walk, "an attribute", exception->extra[i]);
}

static void weakref_edges(View object, Walk *walk)
{
    tell_field(walk, "__callback__", ((WeakrefObject *)object)->callback);
    tell(walk, (Edge){.kind = EDGE_WEAK, .child = ((WeakrefObject *)object)->referent, .field = "refers weakly to"});
}

static void function_edges(View object, Walk *walk)
{
    FunctionView function = (FunctionView)object;
    tell_field(walk, "__code__", function->code);
    tell_field(walk, "__globals__", function->globals);
    tell_field(walk, "__builtins__", function->builtins);
    tell_field(walk, "__closure__", function->closure);
    tell_field(walk, "__defaults__", function->defaults);
    tell_field(walk, "__kwdefaults__", function->keyword_defaults);
    tell_field(walk, "__annotations__", function->annotations);
    tell_field(walk, "__name__", function->name);
    tell_field(walk, "__qualname__", function->qualified_name);
    tell_field(walk, "__doc__", function->doc);
    tell_field(walk, "__module__", function->module);
}

static void code_edges(View object, Walk *walk)
{
    CodeView code = (CodeView)object;
    tell_field(walk, "co_name", code->name);
    tell_field(walk, "co_qualname", code->qualified_name);
    tell_field(walk, "co_filename", code->filename);
    tell_field(walk, "co_varnames", code->local_names);
    tell_field(walk, "co_cellvars", code->cell_names);
    tell_field(walk, "co_freevars", code->free_names);
    for (uint32_t i = 0; i < code->constant_count && !walk->stopped; i++)
        tell(walk, (Edge){.kind = EDGE_FIELD, .child = code->constants[i], .field = "co_consts", .index = i});
}

static void module_edges(View object, Walk *walk)
{
    tell_field(walk, "__dict__", ((ModuleObject *)object)->dict);
}

static void type_edges(View object, Walk *walk)
{
    TypeObject *type = (TypeObject *)object;
    tell_field(walk, "__dict__", type->dict);
    tell_field(walk, "__bases__", type->bases);
    tell_field(walk, "__mro__", type->mro);
    if (type_has(type, TYPE_FLAG_HEAP))
        tell_field(walk, "__base__", type->base);
    tell_field(walk, "__name__", type->name_object);
    tell_field(walk, "__qualname__", type->qualified_name);
    tell_field(walk, "__slots__", type->slot_names);
}

static void traceback_edges(View object, Walk *walk)
{
    tell_field(walk, "tb_next", ((TracebackObject *)object)->next);
    tell_field(walk, "tb_frame", ((TracebackObject *)object)->frame);
}

/* The registers of a frame that are variables. */
static void variable_edges(const CodeObject *code, Ref *registers, Walk *walk)
{
    const struct {
        Ref names;
        uint32_t count;
    } groups[] = {{code->local_names, code->local_count}, {code->cell_names, code->cell_count}, {code->free_names, code->free_count}};
    Ref *place = registers;
    for (size_t g = 0; g < COUNT_OF(groups); g++)
        for (uint32_t i = 0; i < groups[g].count && !walk->stopped; i++)
            tell(walk, (Edge){.kind = EDGE_LOCAL, .child = *place++, .name = tuple_item_peek(groups[g].names, i), .index = i});
}

static void temporary_edges(const CodeObject *code, Ref *registers, size_t live, Walk *walk)
{
    for (size_t i = 0; i < live && !walk->stopped; i++)
        tell(walk, (Edge){.kind = EDGE_TEMPORARY, .child = registers[code->first_temporary + i], .index = i});
}

static void frame_object_edges(View object, Walk *walk)
{
    FrameObject *frame = (FrameObject *)object;
    if (!frame->frame && !frame->generator) { /* afterwards these are its own */
        tell_field(walk, "its function", frame->function);
        tell_field(walk, "f_code", frame->code);
    }
    tell_field(walk, "f_back", frame->back);
    tell_field(walk, "f_locals", frame->locals);
    if (frame->values)
        variable_edges(frame->code, frame->values, walk);
}

static void generator_edges(View object, Walk *walk)
{
    GeneratorObject *generator = (GeneratorObject *)object;
    tell_field(walk, "its function", generator->function);
    tell_field(walk, "gi_code", generator->code);
    tell_field(walk, "__name__", generator->name);
    tell_field(walk, "__qualname__", generator->qualified_name);
    tell_field(walk, "the exception that it handles", generator->own_handled);
    tell_field(walk, "the exception that its caller handles", generator->outer_handled);
    tell_field(walk, "gi_frame", generator->frame_object);
    if (!generator->function)
        return;
    tell_field(walk, "the code of its frame", generator->code);
    variable_edges(generator->code, generator->registers, walk);
    if (generator->state == GENERATOR_SUSPENDED)
        temporary_edges(generator->code, generator->registers, generator->live, walk);
}

/* --- any object ----------------------------------------------------------------------------------------- */

static void tell_inside(View child, void *context)
{
    Walk *walk = context;
    tell_field(walk, walk->inside, child);
}

static void other_edges(View object, Walk *walk)
{
    TypeObject *type = type_of_peek(object);
    walk->inside = type == &native_property_type ? "__objclass__" : type->next ? "source" : "a field";
    if (type->traverse && type_has(type, TYPE_FLAG_GC))
        type->traverse(object, tell_inside, walk);
}

static const struct {
    const TypeObject *type;
    void (*edges)(View object, Walk *walk);
} kinds[] = {
    {&list_type, list_edges},
    {&tuple_type, tuple_edges},
    {&dict_type, dict_edges},
    {&set_type, set_edges},
    {&frozenset_type, set_edges},
    {&cell_type, cell_edges},
    {&function_type, function_edges},
    {&method_type, method_edges},
    {&property_type, property_edges},
    {&classmethod_type, wrapped_edges},
    {&staticmethod_type, wrapped_edges},
    {&member_type, member_edges},
    {&native_function_type, native_edges},
    {&native_method_type, native_edges},
    {&native_class_method_type, native_edges},
    {&slice_type, slice_edges},
    {&range_type, range_edges},
    {&exception_types[BaseException], exception_edges},
    {&weakref_type, weakref_edges},
    {&code_type, code_edges},
    {&module_type, module_edges},
    {&type_type, type_edges},
    {&traceback_type, traceback_edges},
    {&frame_type, frame_object_edges},
    {&generator_type, generator_edges},
    {&coroutine_type, generator_edges},
    {&async_generator_type, generator_edges},
};

/* Where a built-in type stands in `kinds`; COUNT_OF(kinds): nowhere. */
static size_t kind_of(const TypeObject *base)
{
    static unsigned char found[256]; /* by the type's index: place plus 1, once it was looked for */
    if (base->index < sizeof found && found[base->index])
        return found[base->index] - 1u;
    size_t kind = 0;
    while (kind < COUNT_OF(kinds) && kinds[kind].type != base)
        kind++;
    if (base->index < sizeof found)
        found[base->index] = (unsigned char)(kind + 1);
    return kind;
}

/* The function for the built-in type that the class descends from. A type of the library that derives from
 * another in C (defaultdict) has its own traverse function. */
static void builtin_edges(View object, TypeObject *type, Walk *walk)
{
    TypeObject *base = type;
    while (base && type_has(base, TYPE_FLAG_HEAP))
        base = base->base;
    if (base && type_has(base, TYPE_FLAG_EXCEPTION))
        base = &exception_types[BaseException];
    size_t kind = base ? kind_of(base) : COUNT_OF(kinds);
    if (kind < COUNT_OF(kinds))
        kinds[kind].edges(object, walk);
    else
        other_edges(object, walk);
}

/* The name of the instance's slot `place`; NULL if it has none. */
static View slot_name_peek(const TypeObject *type, size_t place)
{
    for (; type; type = type->base) {
        size_t inherited = type->base ? type->base->slot_count : 0;
        if (place >= inherited)
            return type->slot_names && place - inherited < tuple_length(type->slot_names)
                       ? tuple_item_peek(type->slot_names, place - inherited)
                       : NULL;
    }
    return NULL;
}

static void slot_edges(View object, TypeObject *type, Walk *walk)
{
    Ref *places = instance_slots(object, type);
    for (size_t i = 0; i < type->slot_count && !walk->stopped; i++)
        tell(walk, (Edge){.kind = EDGE_ATTRIBUTE, .child = places[i], .name = slot_name_peek(type, i), .index = i});
}

static View attribute_name_peek(const Shape *shape, size_t place)
{
    while (shape && shape->count > place + 1)
        shape = shape->parent;
    return shape && shape->count == place + 1 ? shape->key : NULL;
}

static void attribute_edges(View object, TypeObject *type, Walk *walk)
{
    Ref *places = instance_attributes(object, type);
    const Shape *shape = shapes[*instance_shape_place(object, type)];
    const DictObject *hidden = instance_hidden_dict_peek(object, type);
    for (uint32_t i = 0; hidden && i < hidden->filled && !walk->stopped; i++)
        if (hidden->entries[i].key)
            tell(walk, (Edge){.kind = EDGE_ATTRIBUTE, .child = hidden->entries[i].value, .name = hidden->entries[i].key, .index = i});
    if (shape && shape->is_dict) {
        if (!hidden)
            tell_field(walk, "__dict__", places[0]);
        return;
    }
    for (size_t i = 0; i < instance_inline_places(object, type) && !walk->stopped; i++)
        if (places[i])
            tell(walk, (Edge){.kind = EDGE_ATTRIBUTE, .child = places[i], .name = attribute_name_peek(shape, i), .index = i});
}

bool edges_each(View object, EdgeVisitor visit, void *context)
{
    Walk walk = {.visit = visit, .context = context};
    TypeObject *type = type_of_peek(object);
    builtin_edges(object, type, &walk);
    if (type->slots_offset) {
        slot_edges(object, type, &walk);
        if (type->inline_capacity)
            attribute_edges(object, type, &walk);
    }
    if (type_has(type, TYPE_FLAG_HEAP))
        tell(&walk, (Edge){.kind = EDGE_CLASS, .child = AS_OBJECT(type)});
    return !walk.stopped;
}

bool edges_each_of_frame(const Frame *frame, EdgeVisitor visit, void *context)
{
    Walk walk = {.visit = visit, .context = context};
    const CodeObject *code = frame->code;
    if (!frame->generator) { /* a generator's variables are its own, and it borrows the function */
        tell_field(&walk, "function", frame->function);
        tell_field(&walk, "code", frame->code);
        variable_edges(code, frame->registers, &walk);
    } else {
        tell_field(&walk, "generator", frame->generator);
    }
    if (frame->flags & FRAME_BODY)
        tell_field(&walk, "namespace", frame->locals);
    if (frame->flags & FRAME_SNAPSHOT)
        tell_field(&walk, "f_locals", frame->locals);
    if (frame->flags & FRAME_CONSTRUCT)
        tell_field(&walk, "instance being made", frame->constructed);
    tell_field(&walk, "frame object", frame->object);
    size_t live = code_position(code, (size_t)(frame->pc - code->instructions))->live;
    temporary_edges(code, frame->registers, live, &walk);
    return !walk.stopped;
}

/* --- as text -------------------------------------------------------------------------------------------- */

enum { KEY_LENGTH = 40 };

void edge_write(Text *text, const Edge *edge)
{
    switch (edge->kind) {
    case EDGE_ITEM: text_format(text, "[%zu]", edge->index); break;
    case EDGE_KEY:
        text_format(text, "key ");
        describe_value(text, edge->child, KEY_LENGTH);
        break;
    case EDGE_VALUE:
        text_add(text, "[", 1);
        describe_value(text, edge->name, KEY_LENGTH);
        text_add(text, "]", 1);
        break;
    case EDGE_GLOBAL:
    case EDGE_ATTRIBUTE:
        text_add(text, ".", 1);
        if (edge->name)
            describe_str(text, edge->name, KEY_LENGTH);
        else
            text_format(text, "<slot %zu>", edge->index);
        break;
    case EDGE_LOCAL:
        text_add(text, "local '", 7);
        describe_str(text, edge->name, KEY_LENGTH);
        text_add(text, "'", 1);
        break;
    case EDGE_TEMPORARY: text_format(text, "temporary %zu", edge->index); break;
    case EDGE_FIELD: text_format(text, ".%s", edge->field); break;
    case EDGE_CLASS: text_format(text, ".__class__"); break;
    case EDGE_WEAK: text_format(text, "()"); break;
    }
}
