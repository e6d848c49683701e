/* structseq: tuples whose items have names.
 *
 * Invariants:  an instance is a tuple with `visible` items; the values of the other fields stand right behind
 *              these, inside the object, so that everything that takes a tuple takes it as it is. Values are
 *              owned and never NULL once the object is seen. The classes cannot be subclassed: an instance's
 *              type is always a StructSeqType. */
#include "runtime/classes/structseq.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

static StructSeqType *structseq_of(View self)
{
    return (StructSeqType *)type_of_peek(self);
}

View structseq_field_peek(View self, size_t index)
{
    return ((TupleView)self)->items[index];
}

/* --- fields --------------------------------------------------------------------------------------------- */

/* A field in its class's dict, which CPython's repr calls a member. */
typedef struct FieldObject {
    GC_HEAD(index);
    StructSeqType *owner; /* static */
} FieldObject;

static Ref field_new(StructSeqType *owner, uint32_t index)
{
    FieldObject *field = gc_new(structseq_field_type.index, sizeof *field);
    if (!field)
        return NULL;
    field->index = index;
    field->owner = owner;
    return AS_OBJECT(field);
}

static const char *field_name_peek(View self)
{
    FieldObject *field = (FieldObject *)self;
    return field->owner->fields[field->index].name;
}

static bool field_applies(View self, View instance)
{
    FieldObject *field = (FieldObject *)self;
    if (type_of_peek(instance) == &field->owner->type)
        return true;
    raise_error(TypeError, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object", field_name_peek(self), &field->owner->type,
                instance);
    return false;
}

static Ref field_get(View self, View instance, View owner UNUSED)
{
    if (!instance)
        return retain(self);
    return field_applies(self, instance) ? retain(structseq_field_peek(instance, ((FieldObject *)self)->index)) : NULL;
}

static bool field_set(View self, View instance, View value UNUSED)
{
    if (field_applies(self, instance))
        raise_error(AttributeError, "readonly attribute");
    return false;
}

static Ref field_repr(View self)
{
    return str_format("<member '%s' of '%N' objects>", field_name_peek(self), &((FieldObject *)self)->owner->type);
}

static Ref field_get_name(View self)
{
    return str_from_text(field_name_peek(self));
}

static Ref field_get_qualname(View self)
{
    return str_format("%U.%s", ((FieldObject *)self)->owner->type.qualified_name, field_name_peek(self));
}

static Ref field_get_doc(View self)
{
    FieldObject *field = (FieldObject *)self;
    const char *doc = field->owner->fields[field->index].doc;
    return doc ? str_from_text(doc) : none_new();
}

static Ref field_get_class(View self)
{
    return retain(AS_OBJECT(&((FieldObject *)self)->owner->type));
}

static void field_traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static const NativeProperty field_properties[] = {
    {"__name__", field_get_name, NULL, NULL},
    {"__qualname__", field_get_qualname, NULL, NULL},
    {"__doc__", field_get_doc, NULL, NULL},
    {"__objclass__", field_get_class, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject structseq_field_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "member_descriptor",
    .size = sizeof(FieldObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .traverse = field_traverse,
    .descriptor_get = field_get,
    .descriptor_set = field_set,
    .repr = field_repr,
    .properties = field_properties,
};

/* --- instances ------------------------------------------------------------------------------------------ */

static size_t structseq_allocated_size(View self)
{
    return sizeof(TupleObject) + structseq_of(self)->count * sizeof(Ref);
}

static void structseq_finish(View self)
{
    for (size_t i = structseq_of(self)->count; i-- > 0;)
        release_maybe(structseq_field_peek(self, i));
}

static void structseq_traverse(View self, Visitor visit, void *context)
{
    for (size_t i = 0; i < structseq_of(self)->count; i++)
        VISIT(structseq_field_peek(self, i));
}

static bool all_made(Ref *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!values[i])
            return false;
    return true;
}

Ref structseq_new_take(StructSeqType *type, Ref *values)
{
    TupleView self = all_made(values, type->count) ? (TupleView)type_allocate(&type->type, type->visible) : NULL;
    for (size_t i = 0; i < type->count; i++) {
        if (self)
            self->items[i] = values[i];
        else
            release_maybe(values[i]);
    }
    return AS_OBJECT(self); /* not tracked, as in CPython */
}

static Ref wrong_length(StructSeqType *type, size_t given)
{
    size_t wanted = given < type->visible ? type->visible : type->count;
    const char *bound = type->visible == type->count ? "a" : given < type->visible ? "an at least" : "an at most";
    return raise_error(TypeError, "%N() takes %s %zu-sequence (%zu-sequence given)", &type->type, bound, wanted, given);
}

/* The value of a field that the sequence did not reach: from the dict, or None. */
static Ref field_from_dict(StructSeqType *type, size_t index, View dict)
{
    View value = dict ? dict_get_text_peek((DictView)dict, type->fields[index].name) : NULL;
    return retain(value ? value : NONE);
}

static Ref structseq_new_native(View class, View *args)
{
    StructSeqType *type = (StructSeqType *)class;
    View dict = args[1];
    if (!type_of_peek(args[0])->iterate && !type_of_peek(args[0])->get_item)
        return raise_error(TypeError, "constructor requires a sequence");
    Ref sequence = tuple_from_iterable(args[0]);
    if (!sequence)
        return NULL;
    if (dict && !is_dict(dict)) {
        release(sequence);
        return raise_error(TypeError, "%N() takes a dict as second arg, if any", &type->type);
    }
    size_t given = tuple_length(sequence);
    if (given < type->visible || given > type->count) {
        release(sequence);
        return wrong_length(type, given);
    }
    TupleView self = (TupleView)type_allocate(&type->type, type->visible);
    for (size_t i = 0; self && i < type->count; i++)
        self->items[i] = i < given ? retain(tuple_item_peek(sequence, i)) : field_from_dict(type, i, dict);
    release(sequence);
    return AS_OBJECT(self); /* not tracked, as in CPython */
}

static Ref structseq_repr(View self)
{
    StructSeqType *type = structseq_of(self);
    StrBuilder text;
    strbuilder_start(&text);
    strbuilder_add_text(&text, type->type.name);
    strbuilder_add_character(&text, '(');
    for (size_t i = 0, named = 0; i < type->visible; i++) {
        if (i)
            strbuilder_add_text(&text, ", ");
        while (!*type->fields[named].name) /* unnamed items are shown by the next name, as CPython does */
            named++;
        strbuilder_add_text(&text, type->fields[named++].name);
        strbuilder_add_character(&text, '=');
        Ref item = object_repr(structseq_field_peek(self, i));
        if (!item) {
            strbuilder_abandon(&text);
            return NULL;
        }
        strbuilder_add_str(&text, item);
        release(item);
    }
    strbuilder_add_character(&text, ')');
    return strbuilder_finish(&text);
}

/* For copy and pickle: the class, and what makes an equal instance. */
static Ref structseq_reduce(View self, View *args UNUSED)
{
    StructSeqType *type = structseq_of(self);
    Ref items = tuple_from_array(((TupleView)self)->items, type->visible), hidden = dict_new();
    bool done = items && hidden;
    for (size_t i = type->visible; done && i < type->count; i++)
        done = dict_set_text((DictView)hidden, type->fields[i].name, structseq_field_peek(self, i));
    Ref arguments = done ? tuple_pack(2, items, hidden) : NULL;
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(type), arguments) : NULL;
    release_maybe(items);
    release_maybe(hidden);
    release_maybe(arguments);
    return result;
}

/* --- classes -------------------------------------------------------------------------------------------- */

static const NativeFunction structseq_constructor = {"structseq(sequence, dict=None)", structseq_new_native, NULL};
static const NativeFunction structseq_methods[] = {
    {"__reduce__()", structseq_reduce, "Helper for pickle."},
    {NULL, NULL, NULL},
};

static bool add_field(StructSeqType *type, uint32_t index, ListView names)
{
    Ref field = field_new(type, index), name = field ? str_intern_text(type->fields[index].name) : NULL;
    bool done = name && dict_set((DictView)type->type.dict, name, field) && (index >= type->visible || list_append(names, name));
    release_maybe(field);
    release_maybe(name);
    return done;
}

/* CPython's rule for repr: the n-th item is shown under the n-th name. With unnamed items that leaves names
 * of hidden fields out of __match_args__ alone. */
static bool add_fields(StructSeqType *type)
{
    Ref names = list_new(0);
    int64_t unnamed = 0;
    bool done = names != NULL;
    for (uint32_t i = 0; done && i < type->count; i++) {
        if (*type->fields[i].name)
            done = add_field(type, i, (ListView)names);
        else
            unnamed++;
    }
    DictView dict = (DictView)type->type.dict;
    done = done && dict_set_text_take(dict, "n_sequence_fields", int_new(type->visible)) &&
           dict_set_text_take(dict, "n_fields", int_new(type->count)) && dict_set_text_take(dict, "n_unnamed_fields", int_new(unnamed)) &&
           dict_set_text_take(dict, "__match_args__", list_to_tuple((ListView)names));
    release_maybe(names);
    return done;
}

bool structseq_ready(StructSeqType *type, bool (*ready)(TypeObject *))
{
    if (type->type.dict)
        return true;
    type->count = 0;
    while (type->fields[type->count].name)
        type->count++;
    TypeObject *class = &type->type;
    class->base = &tuple_type;
    class->size = sizeof(TupleObject) + (type->count - type->visible) * sizeof(Ref);
    class->allocated_size = structseq_allocated_size;
    class->finish = structseq_finish;
    class->traverse = structseq_traverse;
    class->repr = structseq_repr;
    class->new_native = &structseq_constructor;
    class->methods = structseq_methods;
    return ready(class) && add_fields(type);
}
