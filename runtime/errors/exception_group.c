/* exception_group: BaseExceptionGroup and ExceptionGroup; how groups are split and put together again.
 *
 *     group   extra: message │ a tuple of exceptions, groups among them
 *
 *     ExceptionGroup                        split(ValueError)
 *     ├─ ValueError 1                       match:  group          rest:  group
 *     └─ ExceptionGroup              ─►             ├─ 1                  └─ group
 *        ├─ TypeError 2                             └─ group                 └─ 2
 *        └─ ValueError 3                               └─ 3
 *
 * Each part repeats the structure, made by the group's own derive(), with the traceback, cause, context and
 * notes of the original. A part that would be empty is not made; one that has everything is the very group.
 *
 * Classes:    BaseExceptionGroup(…) makes an ExceptionGroup where all within are Exceptions. ExceptionGroup
 *             has two bases, so `except Exception` catches it.
 * Callbacks:  derive(), a predicate and __getitem__ of the sequence run Python code. A group's tuple never
 *             changes, and the group is held by the caller.
 * Recursion:  bounded by error_enter_recursion, as CPython's. */
#include "runtime/errors/exception_group.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static ExceptionObject *group_of(View self)
{
    return (ExceptionObject *)self;
}

/* --- making --------------------------------------------------------------------------------------------- */

/* What CPython calls a sequence: it can be indexed, and is no mapping as far as one can see. */
static bool is_sequence(View object)
{
    const TypeObject *type = type_of_peek(object);
    return type->get_item && !type_has(type, TYPE_FLAG_DICT) && (type_has(type, TYPE_FLAG_HEAP) || !type_has(type, TYPE_FLAG_MAPPING));
}

/* The arguments of __new__: the message, and the exceptions as a tuple, owned. NULL with TypeError or
 * ValueError. */
static Ref exceptions_from(View args)
{
    size_t count = tuple_length(args);
    if (count != 2)
        return raise_error(TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%zu given)", count);
    View message = tuple_item_peek(args, 0), given = tuple_item_peek(args, 1);
    if (!is_str(message))
        return raise_error(TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %K", message);
    if (!is_sequence(given))
        return raise_error(TypeError, "second argument (exceptions) must be a sequence");
    Ref exceptions = tuple_from_iterable(given);
    if (exceptions && tuple_length(exceptions) == 0) {
        release(exceptions);
        return raise_error(ValueError, "second argument (exceptions) must be a non-empty sequence");
    }
    return exceptions;
}

/* Is one of them no Exception, as KeyboardInterrupt? -1 with ValueError if one is no exception at all. */
static int have_base_exceptions(View exceptions)
{
    bool found = false;
    for (size_t i = 0; i < tuple_length(exceptions); i++) {
        View item = tuple_item_peek(exceptions, i);
        if (!is_exception(item)) {
            raise_error(ValueError, "Item %zu of second argument (exceptions) is not an exception", i);
            return -1;
        }
        int is_plain = object_is_instance(item, AS_OBJECT(&exception_types[Exception]));
        if (is_plain < 0)
            return -1;
        found |= !is_plain;
    }
    return found;
}

/* The class of the new group, which is asked to be a `type`. NULL with TypeError. */
static TypeObject *class_for(TypeObject *type, bool has_base_exceptions)
{
    TypeObject *plain = &exception_types[ExceptionGroup];
    if (type == &exception_types[BaseExceptionGroup])
        return has_base_exceptions ? type : plain;
    if (!has_base_exceptions || !type_is_subtype(type, &exception_types[Exception]))
        return type;
    if (type == plain)
        return raise_error(TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
    return raise_error(TypeError, "Cannot nest BaseExceptions in '%N'", type);
}

static Ref group_new(TypeObject *type, View args, View kwargs UNUSED)
{
    Ref exceptions = exceptions_from(args), self = NULL;
    int has_base = exceptions ? have_base_exceptions(exceptions) : -1;
    TypeObject *class = has_base < 0 ? NULL : class_for(type, has_base > 0);
    if (class)
        self = type_allocate(class, 0);
    if (!self) {
        release_maybe(exceptions);
        return NULL;
    }
    group_of(self)->args = retain(args);
    group_of(self)->extra[EXTRA_MESSAGE] = retain(tuple_item_peek(args, 0));
    group_of(self)->extra[EXTRA_EXCEPTIONS] = exceptions;
    gc_track(self);
    return self;
}

/* BaseExceptionGroup(message, exceptions). */
static Ref group_make(View message, View exceptions)
{
    return call_2(AS_OBJECT(&exception_types[BaseExceptionGroup]), message, exceptions);
}

/* --- splitting ------------------------------------------------------------------------------------------ */

typedef enum MatcherKind {
    MATCH_TYPE,      /* a class, or a tuple of them */
    MATCH_PREDICATE, /* a function */
    MATCH_LEAVES     /* a set of addresses of exceptions that are no groups */
} MatcherKind;

typedef struct Matcher {
    MatcherKind kind;
    View value;
    bool wants_rest;
} Matcher;

static bool is_class_or_classes(View value)
{
    if (is_exception_class(value))
        return true;
    if (value->type != TYPE_TUPLE)
        return false;
    for (size_t i = 0; i < tuple_length(value); i++)
        if (!is_exception_class(tuple_item_peek(value, i)))
            return false;
    return true;
}

static bool matcher_start(Matcher *matcher, View value, bool wants_rest)
{
    *matcher = (Matcher){value->type == TYPE_FUNCTION ? MATCH_PREDICATE : MATCH_TYPE, value, wants_rest};
    if (matcher->kind == MATCH_PREDICATE || is_class_or_classes(value))
        return true;
    raise_error(TypeError, "expected a function, exception type or tuple of exception types");
    return false;
}

static bool is_of_classes(View exception, View classes)
{
    if (!is_tuple(classes))
        return is_instance(exception, (TypeObject *)classes);
    for (size_t i = 0; i < tuple_length(classes); i++)
        if (is_instance(exception, (TypeObject *)tuple_item_peek(classes, i)))
            return true;
    return false;
}

/* 1, 0, or -1. */
static int matcher_asks(const Matcher *matcher, View exception)
{
    Ref answer;
    switch (matcher->kind) {
    case MATCH_TYPE: return is_of_classes(exception, matcher->value);
    case MATCH_PREDICATE: answer = call_1(matcher->value, exception); break;
    default:
        if (is_exception_group(exception))
            return 0;
        answer = int_new((intptr_t)exception);
    }
    int truth = !answer ? -1 : matcher->kind == MATCH_PREDICATE ? object_truth(answer) : set_contains((SetView)matcher->value, answer);
    release_maybe(answer);
    return truth;
}

/* A copy of the notes, so that the parts have each their own. */
static bool copy_notes(View part, View original)
{
    Ref notes = object_get_attribute_maybe(original, name(__notes__));
    if (!notes)
        return !error_is_set();
    Ref copy = is_sequence(notes) ? list_from_iterable(notes) : NULL;
    bool done = copy ? object_set_attribute(part, name(__notes__), copy) : !error_is_set();
    release_maybe(copy);
    release(notes);
    return done;
}

/* A group of these (a list) as a part of the original: NULL without an exception if there are none. */
static Ref part_of(View original, View items)
{
    if (((ListView)items)->used == 0)
        return NULL;
    Ref part = call_method_1(original, name(derive), items);
    if (!part)
        return NULL;
    if (!is_exception_group(part)) {
        release(part);
        return raise_error(TypeError, "derive must return an instance of BaseExceptionGroup");
    }
    ExceptionObject *from = group_of(original), *to = group_of(part);
    if (from->traceback)
        replace_take(&to->traceback, retain(from->traceback));
    replace_take(&to->context, retain_maybe(from->context));
    to->suppress_context = 1;
    replace_take(&to->cause, retain_maybe(from->cause));
    if (!copy_notes(part, original))
        clear_place(&part);
    return part;
}

static bool split(View exception, const Matcher *matcher, Ref *match, Ref *rest);

/* Split each of the group's exceptions; the parts go to the two lists. */
static bool split_items(View group, const Matcher *matcher, ListView matching, ListView others)
{
    View items = exception_group_items_peek(group);
    bool done = true;
    for (size_t i = 0; done && i < tuple_length(items); i++) {
        Ref match, rest;
        if (!error_enter_recursion(" in exceptiongroup_split_recursive"))
            return false;
        done = split(tuple_item_peek(items, i), matcher, &match, &rest);
        leave_recursion();
        if (done && match)
            done = list_append(matching, match);
        if (done && rest)
            done = list_append(others, rest);
        release_maybe(match);
        release_maybe(rest);
    }
    return done;
}

/* *match and *rest become owned, or NULL where there is nothing. False with an exception, and both NULL. */
static bool split(View exception, const Matcher *matcher, Ref *match, Ref *rest)
{
    *match = *rest = NULL;
    int asked = matcher_asks(matcher, exception);
    if (asked < 0)
        return false;
    if (asked) {
        *match = retain(exception);
        return true;
    }
    if (!is_exception_group(exception)) {
        *rest = matcher->wants_rest ? retain(exception) : NULL;
        return true;
    }
    Ref matching = list_new(0), others = matching ? list_new(0) : NULL;
    bool done = others && split_items(exception, matcher, (ListView)matching, (ListView)others);
    if (done) {
        *match = part_of(exception, matching);
        *rest = error_is_set() || !matcher->wants_rest ? NULL : part_of(exception, others);
        done = !error_is_set();
    }
    release_maybe(matching);
    release_maybe(others);
    if (!done) {
        Ref raised = error_take(); /* what is let go may run Python code */
        clear_place(match);
        error_restore_take(raised);
    }
    return done;
}

/* --- except* -------------------------------------------------------------------------------------------- */

/* Exactly one of them is what `except*` may not catch: a group would catch what it is made of. */
static bool check_star_classes(View class)
{
    size_t count = is_tuple(class) ? tuple_length(class) : 1;
    for (size_t i = 0; i < count; i++) {
        View each = is_tuple(class) ? tuple_item_peek(class, i) : class;
        if (!is_exception_class(each)) {
            raise_error(TypeError, "catching classes that do not inherit from BaseException is not allowed");
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        View each = is_tuple(class) ? tuple_item_peek(class, i) : class;
        int is_group = object_is_subclass(each, AS_OBJECT(&exception_types[BaseExceptionGroup]));
        if (is_group > 0)
            raise_error(TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
        if (is_group)
            return false;
    }
    return true;
}

static bool match_by_split(View group, View class, Ref *match, Ref *rest)
{
    Ref pair = call_method_1(group, name(split), class);
    bool done = pair && pair->type == TYPE_TUPLE && tuple_length(pair) == 2;
    if (done) {
        *match = retain(tuple_item_peek(pair, 0));
        *rest = retain(tuple_item_peek(pair, 1));
    } else if (pair) {
        raise_error(TypeError, "%T.split must return a 2-tuple", group);
    }
    release_maybe(pair);
    return done;
}

bool exception_group_match(View exception, View class, Ref *match, Ref *rest)
{
    if (!check_star_classes(class))
        return false;
    bool is_group = exception != NONE && is_exception_group(exception);
    if (exception != NONE && is_of_classes(exception, class)) {
        Ref items = is_group ? NULL : tuple_pack(1, exception);
        *match = is_group ? retain(exception) : items ? group_make(str_empty, items) : NULL;
        *rest = none_new();
        release_maybe(items);
        if (*match)
            return true;
        release(*rest);
        return false;
    }
    if (is_group)
        return match_by_split(exception, class, match, rest);
    *match = none_new();
    *rest = retain(exception);
    return true;
}

/* The addresses of all exceptions within that are no groups. */
static bool collect_leaves(View exception, SetView leaves)
{
    if (!is_exception_group(exception)) {
        Ref address = int_new((intptr_t)exception);
        bool done = address && set_add(leaves, address);
        release_maybe(address);
        return done;
    }
    View items = exception_group_items_peek(exception);
    bool done = true;
    for (size_t i = 0; done && i < tuple_length(items); i++) {
        if (!error_enter_recursion(" in collect_exception_group_leaf_ids"))
            return false;
        done = collect_leaves(tuple_item_peek(items, i), leaves);
        leave_recursion();
    }
    return done;
}

/* The part of the original that has what is in the list; NULL without an exception if that is nothing. */
static Ref project(View original, ListView kept)
{
    Ref leaves = set_new(NULL), match = NULL, rest = NULL;
    bool done = leaves != NULL;
    for (size_t i = 0; done && i < kept->used; i++)
        done = collect_leaves(list_item_peek(kept, i), (SetView)leaves);
    if (done && kept->used) {
        Matcher matcher = {MATCH_LEAVES, leaves, false};
        done = split(original, &matcher, &match, &rest);
    }
    ASSERT(!rest && done == !error_is_set());
    release_maybe(leaves);
    return match;
}

/* An exception that is raised again is the original's part, with its traceback, cause and context; what was
 * raised anew differs in one of them. */
static bool is_part(View exception, View original)
{
    const ExceptionObject *a = group_of(exception), *b = group_of(original);
    return a->traceback == b->traceback && a->cause == b->cause && a->context == b->context;
}

Ref exception_group_rejoin(View original, View raised)
{
    ListView all = (ListView)raised;
    if (all->used == 0)
        return none_new();
    if (!is_exception_group(original)) /* at most one clause could have run */
        return retain(list_item_peek(all, 0));
    Ref again = list_new(0), anew = again ? list_new(0) : NULL, part = NULL, result = NULL;
    bool done = anew != NULL;
    for (size_t i = 0; done && i < all->used; i++) {
        View exception = list_item_peek(all, i);
        if (exception != NONE)
            done = list_append((ListView)(is_part(exception, original) ? again : anew), exception);
    }
    if (done) {
        part = project(original, (ListView)again);
        done = !error_is_set();
    }
    if (done && ((ListView)anew)->used == 0)
        result = retain(part ? part : NONE);
    else if (done && (!part || list_append((ListView)anew, part)))
        result = group_make(str_empty, anew);
    release_maybe(part);
    release_maybe(again);
    release_maybe(anew);
    return result;
}

/* --- methods -------------------------------------------------------------------------------------------- */

/* The one argument of split and subgroup. NULL with TypeError. */
static View only_argument(const char *name, View args)
{
    size_t count = tuple_length(args);
    if (count == 1)
        return tuple_item_peek(args, 0);
    return raise_error(TypeError, "%s expected 1 argument, got %zu", name, count);
}

static Ref derive_method(View self, View *args)
{
    size_t count = tuple_length(args[0]);
    if (count != 1)
        return raise_error(TypeError, "function takes exactly 1 argument (%zu given)", count);
    return group_make(group_of(self)->extra[EXTRA_MESSAGE], tuple_item_peek(args[0], 0));
}

static Ref split_method(View self, View *args)
{
    Matcher matcher;
    Ref match, rest;
    View value = only_argument("split", args[0]);
    if (!value || !matcher_start(&matcher, value, true) || !split(self, &matcher, &match, &rest))
        return NULL;
    Ref pair = tuple_pack(2, match ? match : NONE, rest ? rest : NONE);
    release_maybe(match);
    release_maybe(rest);
    return pair;
}

static Ref subgroup_method(View self, View *args)
{
    Matcher matcher;
    Ref match, rest;
    View value = only_argument("subgroup", args[0]);
    if (!value || !matcher_start(&matcher, value, false) || !split(self, &matcher, &match, &rest))
        return NULL;
    return match ? match : none_new();
}

static Ref group_str(View self)
{
    size_t count = tuple_length(exception_group_items_peek(self));
    return str_format("%S (%zu sub-exception%s)", group_of(self)->extra[EXTRA_MESSAGE], count, count > 1 ? "s" : "");
}

static Ref get_message(View self)
{
    return retain(group_of(self)->extra[EXTRA_MESSAGE]);
}

static Ref get_exceptions(View self)
{
    return retain(exception_group_items_peek(self));
}

static const NativeFunction methods[] = {
    {"derive(*args)", derive_method, NULL},
    {"split(*args)", split_method, NULL},
    {"subgroup(*args)", subgroup_method, NULL},
    {NULL, NULL, NULL},
};

static const NativeProperty properties[] = {
    {"message", get_message, descriptor_refuse_write, "exception message"},
    {"exceptions", get_exceptions, descriptor_refuse_write, "nested exceptions"},
    {NULL, NULL, NULL, NULL},
};

void exception_group_set_up(TypeObject *type)
{
    type->new = group_new;
    if (type == &exception_types[ExceptionGroup]) {
        type->flags |= TYPE_FLAG_WEAKREFS;
        return;
    }
    type->doc = "A combination of multiple unrelated exceptions.";
    type->str = group_str;
    type->methods = methods;
    type->class_methods = generic_class_methods;
    type->properties = properties;
}

/* A static type is made with one base; CPython makes this class at run time, for the same reason. */
bool exception_group_add_base(void)
{
    TypeObject *type = &exception_types[ExceptionGroup], *second = &exception_types[Exception];
    Ref bases = tuple_pack(2, AS_OBJECT(type->base), AS_OBJECT(second));
    Ref mro = bases ? tuple_pack(5, AS_OBJECT(type), AS_OBJECT(type->base), AS_OBJECT(second), AS_OBJECT(&exception_types[BaseException]),
                                 AS_OBJECT(&object_type))
                    : NULL;
    if (!mro) {
        release_maybe(bases);
        return false;
    }
    replace_take(&type->bases, bases);
    replace_take(&type->mro, mro);
    return type_add_subclass(second, type) && dict_set_text_take((DictView)type->dict, "__module__", str_intern_text("builtins"));
}
