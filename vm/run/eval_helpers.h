/* eval_helpers: the slow halves of instructions, called by the evaluation loop. Private to vm/. */
#ifndef OURO_VM_RUN_EVAL_HELPERS_H
#define OURO_VM_RUN_EVAL_HELPERS_H

#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/text/str.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"

/* eval_names.c */
MUST_USE Ref eval_load_global(FunctionView function, Instruction *i, View name);
MUST_USE Ref eval_load_name(Frame *frame, View name);
MUST_USE Ref eval_load_class_cell(Frame *frame, size_t cell, View name);
MUST_USE bool eval_delete_name(View namespace, View name);
void eval_raise_empty_cell(CodeView code, size_t cell);
void eval_raise_unbound_local(CodeView code, size_t local);
MUST_USE bool eval_setup_annotations(View namespace);
MUST_USE Ref eval_import_statement(Frame *frame, View name, View from_list, int level);
MUST_USE bool eval_print_expression(View value);

/* eval_import.c: an attribute of the module, or a submodule; all public names, into a namespace */
MUST_USE Ref eval_import_from(View module, View name);
MUST_USE bool eval_import_star(View module, View into);
/* Before __spec__ or __loader__ is read: have it filled in, if it is None. False with an exception. */
MUST_USE bool eval_wake_importlib(DictView globals);

/* eval_attributes.c: these also rewrite the instruction for what they saw */
MUST_USE Ref eval_load_attribute(Instruction *i, View object, View name);
MUST_USE bool eval_store_attribute(Instruction *i, View object, View name, View value);
/* Where this object keeps the attribute, if an instruction has found that for its class and shape before;
 * NULL if not. */
Ref *eval_attribute_place_again(Instruction *i, View object, View name);
/* The same for a method of its class: borrowed. */
View eval_method_again(Instruction *i, View object, View name);
/* Fills pair[0] (the function, or NULL) and pair[1] (self, or the attribute); self is consumed on success. */
MUST_USE bool eval_load_method(Instruction *i, Ref self, View name, Ref *pair);
/* The LOAD_METHOD at i would find a function behind super(): fills the pair as that does. False, without an
 * exception, if there is more to it. */
MUST_USE bool eval_load_super_method(Frame *frame, Instruction *i, View name, Ref *pair);

/* eval_values.c */
MUST_USE Ref eval_binary_operation(View left, View right, unsigned operator);
MUST_USE Ref eval_compare_operation(View left, View right, unsigned comparison);
MUST_USE int eval_compare_truth(View left, View right, unsigned comparison);
/* object[start:stop] of a list, tuple or str between bounds that are None or ints of a word; UNBOUND if it is
 * something else. */
MUST_USE Ref eval_get_slice(View object, View start, View stop);
MUST_USE Ref eval_build_set_take(Ref *items, size_t count);
MUST_USE Ref eval_build_dict_take(Ref *items, size_t pairs);
MUST_USE bool eval_extend_by_star(ListView list, View iterable, bool is_display);
MUST_USE bool eval_update_by_stars(DictView dict, View mapping);
/* How messages call a callable: "__main__.f()", "len()". */
MUST_USE Ref eval_callable_label(View callable);
MUST_USE bool eval_merge_keywords(DictView dict, View mapping, View callable);
/* The items go to places[count-1] (the first) … places[0] (the last). */
MUST_USE bool eval_unpack(View value, Ref *places, size_t count);
MUST_USE bool eval_unpack_star(View value, Ref *places, size_t before, size_t after);

/* eval_match.c */
/* Is the subject a sequence (a mapping) of `count` items, or of at least so many? 1, 0, or -1. */
MUST_USE int eval_match_sequence(View subject, uint64_t count, bool is_least);
MUST_USE int eval_match_mapping(View subject, uint64_t least);
/* A tuple of the values of the keys (a tuple); None if one is missing. `may_repeat`: the keys were not known
 * before, so look whether one comes twice. */
MUST_USE Ref eval_match_keys(View mapping, View keys, bool may_repeat);
/* A dict of what the mapping has under other keys. */
MUST_USE Ref eval_mapping_rest(View mapping, View keys);
/* A tuple of the attributes that the class's __match_args__ name first, `positional` of them, then of those in
 * `names` (a tuple of str); None if the subject is no instance, or lacks one. */
MUST_USE Ref eval_match_class(View subject, View class, size_t positional, View names);

/* eval_calls.c */
MUST_USE Ref eval_make_function(DictView globals, CodeView code, Ref *parts, unsigned flags);
/* Push a frame for the call; the callable and the arguments (owned, at `args`, where the registers will be)
 * are consumed, also on failure. */
MUST_USE Frame *eval_push_call(FunctionView function, Ref *args, size_t positional, View keyword_names);
/* callable(*args, **kwargs). What is at `args` becomes a tuple: what it was made from is let go before the
 * call. */
MUST_USE Ref eval_call_spread(View callable, Ref *args, View kwargs);
bool eval_constructs_simply(TypeObject *type, size_t count);
void eval_raise_object(View exception, View cause);
MUST_USE int eval_exception_matches(View exception, View class);
/* pair[0] = manager.__exit__, pair[1] = manager.__enter__(); is_async: __aexit__ and __aenter__. */
MUST_USE bool eval_with_enter(View manager, Ref *pair, bool is_async);
/* Collect or raise KeyboardInterrupt, as asked. False if an exception is set. */
MUST_USE bool eval_safe_point(Frame *frame, const Instruction *i);
/* The same when the instruction's result stands in its first operand: a temporary is released again on
 * failure. */
MUST_USE bool eval_safe_point_stored(Frame *frame, const Instruction *i);
/* Collect as asked; Ctrl-C waits for the next safe point. */
void eval_safe_point_resumed(Frame *frame, const Instruction *i);

/* Does the function take exactly `count` positional arguments, without more ado? */
static inline bool is_simple_call(FunctionView function, size_t count)
{
    return (function->code->flags & CODE_SIMPLE) && function->code->argument_count == count;
}

/* Arguments die from the last to the first. */
static inline void release_arguments(Ref *args, size_t count)
{
    while (count-- > 0)
        release(args[count]);
}

/* --- small questions of the handlers, inlined --- */

/* Is the native function, or method, this one? */
static inline ALWAYS_INLINE bool is_native(View callable, NativeCode code)
{
    const NativeFunction *function = ((NativeObject *)callable)->function;
    return function && function->code == code;
}

/* len() of what len() is mostly asked of; -1 for anything else. */
static inline ALWAYS_INLINE Index plain_length(View container)
{
    switch (container->type) {
    case TYPE_LIST: return (Index)((ListView)container)->used;
    case TYPE_TUPLE: return (Index)tuple_length(container);
    case TYPE_STR: return (Index)((StrView)container)->length;
    case TYPE_DICT: return ((DictView)container)->used;
    default: return -1;
    }
}

/* Chains of comparisons with literals mostly ask this: `if word == 'a'`, `case 'a'`. Most texts that differ
 * differ in length. */
static inline ALWAYS_INLINE bool is_same_text(StrView left, StrView right)
{
    return left == right || (left->length == right->length && str_equal(AS_OBJECT(left), AS_OBJECT(right)));
}

/* Can the generator be resumed with this value, without an error to raise? */
static inline bool can_go_on(const GeneratorObject *generator, View sent)
{
    return generator->state == GENERATOR_SUSPENDED || (generator->state == GENERATOR_CREATED && sent == NONE);
}

#endif
