/* compile_match_parts: patterns that take their subject apart: sequences, mappings, classes.
 *
 *     case [a, b]            JUMP_NO_SEQUENCE;  UNPACK: the items into temporaries
 *     case [a, *_]           JUMP_NO_SEQUENCE_STAR;  GET_ITEM for each item that somebody looks at
 *     case {"k": a, **rest}  JUMP_NO_MAPPING;  MATCH_KEYS: a tuple of values, or None;  UNPACK;  MAPPING_REST
 *     case C(a, x=b)         MATCH_CLASS: a tuple of attributes, or None;  UNPACK
 *
 * Each part is then a pattern of its own, against the temporary that has it. UNPACK puts the first item on
 * top. Nothing is released before the whole pattern has fitted, or failed: compile_match.c does that. */
#include "vm/compile/compile_match.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* Jump to a failure if the topmost temporary, which stays, is None. */
static void fail_if_none(Compiler *c, Matching *matching, Operand temporary)
{
    Operand none = emit_constant_none(c), place = temporary & OPERAND_INDEX;
    emit_consume(c, none);
    if (!c->unit->far_jumps) {
        emit_compare_jump(c, OP_JUMP_IS, place, none, match_failure(c, matching));
        return;
    }
    Operand truth = emit_result(c, OP_IS, NO_OPERAND, place, none);
    emit_consume(c, truth);
    emit_jump(c, OP_JUMP_IF_TRUE, truth, match_failure(c, matching));
}

/* --- sequences ------------------------------------------------------------------------------------------ */

/* The register of item `index` of `count` that UNPACK put on top: the first is the topmost. */
static Operand unpacked(const Compiler *c, uint32_t depth, uint32_t count, uint32_t index)
{
    return (Operand)(c->unit->first_temporary + depth + count - 1 - index);
}

static void unpack_items(Compiler *c, Operand value, uint32_t count)
{
    emit_consume(c, value);
    emit(c, OP_UNPACK, emit_temporary_next(c), value, (Operand)count);
    for (uint32_t i = 0; i < count && !c->failed; i++)
        emit_temporary_push(c);
}

static void match_items(Compiler *c, Matching *matching, const NodeList *patterns, uint32_t star, Operand subject)
{
    uint32_t depth = c->unit->depth, count = patterns->count;
    if (star == count) {
        unpack_items(c, subject, count);
    } else {
        emit(c, OP_UNPACK_STAR, emit_temporary_next(c), subject, (Operand)star);
        emit_word(c, count - star - 1);
        for (uint32_t i = 0; i < count && !c->failed; i++)
            emit_temporary_push(c);
    }
    for (uint32_t i = 0; i < count && !c->failed; i++)
        match_part(c, matching, patterns->items[i], unpacked(c, depth, count, i));
}

/* Where the star binds nothing, the items that somebody looks at are fetched one by one. Those behind the
 * star by an index from the front: a sequence need not know negative ones. */
static void match_single_items(Compiler *c, Matching *matching, const NodeList *patterns, uint32_t star, Operand subject)
{
    for (uint32_t i = 0; i < patterns->count && !c->failed; i++) {
        if (match_is_wildcard(patterns->items[i]))
            continue;
        Operand index;
        if (i < star) {
            index = emit_constant_operand(c, emit_constant_add_take(c, int_new(i)));
        } else {
            Operand length = emit_result(c, OP_LENGTH, NO_OPERAND, subject, 0);
            Operand behind = emit_constant_operand(c, emit_constant_add_take(c, int_new(patterns->count - i)));
            emit_consume(c, behind);
            emit_consume(c, length);
            index = emit_result(c, OP_SUB, NO_OPERAND, length, behind);
        }
        emit_consume(c, index);
        Operand item = emit_result(c, OP_GET_ITEM, NO_OPERAND, subject, index);
        match_part(c, matching, patterns->items[i], item & OPERAND_INDEX);
    }
}

void match_sequence(Compiler *c, Matching *matching, const Node *node, Operand subject)
{
    const NodeList *patterns = &node->MatchSequence.patterns;
    uint32_t count = patterns->count, star = count;
    bool has_only_wildcards = true;
    for (uint32_t i = 0; i < count; i++) {
        const Node *pattern = patterns->items[i];
        has_only_wildcards &= match_is_wildcard(pattern);
        if (pattern->kind != NODE_MatchStar)
            continue;
        if (star != count) {
            emit_fail_syntax(c, node, "multiple starred names in sequence pattern");
            return;
        }
        star = i;
    }
    emit_jump(c, star == count ? OP_JUMP_NO_SEQUENCE : OP_JUMP_NO_SEQUENCE_STAR, subject, match_failure(c, matching));
    emit_word(c, star == count ? count : count - 1);
    if (has_only_wildcards)
        return;
    if (star < count && match_is_wildcard(patterns->items[star]))
        match_single_items(c, matching, patterns, star, subject);
    else
        match_items(c, matching, patterns, star, subject);
}

/* --- mappings ------------------------------------------------------------------------------------------- */

static void fail_duplicate_key(Compiler *c, const Node *node, View key)
{
    char *owned, *message = NULL;
    size_t length;
    Ref shown = object_repr(key);
    const char *text = shown ? str_utf8((StrView)shown, &length, &owned) : NULL;
    if (text) {
        message = arena_printf(c->arena, "mapping pattern checks duplicate key (%s)", text);
        str_utf8_free(owned, length);
    }
    release_maybe(shown);
    if (message)
        emit_fail_syntax(c, node, message);
    else
        emit_fail_memory(c);
}

/* Literals must differ; the values of dotted names are compared when they are known. False: failed. */
static bool check_keys(Compiler *c, const Node *node, bool *are_constant)
{
    const NodeList *keys = &node->MatchMapping.keys;
    Ref seen = set_new(NULL);
    if (!seen)
        emit_fail_memory(c);
    *are_constant = true;
    for (uint32_t i = 0; i < keys->count && !c->failed; i++) {
        Ref constant = keys->items[i]->kind == NODE_Attribute ? NULL : compile_fold_constant(c, keys->items[i]);
        if (constant) {
            int known = set_contains((SetView)seen, constant);
            if (known > 0)
                fail_duplicate_key(c, node, constant);
            else if (known < 0 || !set_add((SetView)seen, constant))
                emit_fail_memory(c);
            release(constant);
        } else if (keys->items[i]->kind == NODE_Attribute) {
            *are_constant = false;
        } else {
            emit_fail_syntax(c, node, "mapping pattern keys may only match literals and attribute lookups");
        }
    }
    release_maybe(seen);
    return !c->failed;
}

/* The keys as a tuple: a constant, or a temporary. */
static Operand compile_keys(Compiler *c, const Node *node)
{
    const NodeList *keys = &node->MatchMapping.keys;
    bool are_constant;
    if (!check_keys(c, node, &are_constant))
        return NO_OPERAND;
    if (are_constant) {
        Ref constant = keys->count ? compile_fold_elements(c, keys, FOLD_TUPLE) : tuple_new(0);
        return emit_constant_operand(c, emit_constant_add_take(c, constant));
    }
    uint32_t depth = c->unit->depth;
    Operand base = emit_temporary_next(c);
    for (uint32_t i = 0; i < keys->count; i++)
        compile_temporary(c, keys->items[i]);
    c->unit->place = node;
    emit_temporaries_drop(c, depth);
    return emit_result(c, OP_BUILD_TUPLE, NO_OPERAND, base, (Operand)keys->count);
}

void match_mapping(Compiler *c, Matching *matching, const Node *node, Operand subject)
{
    const NodeList *patterns = &node->MatchMapping.patterns;
    const Name *rest = node->MatchMapping.rest;
    uint32_t count = patterns->count;
    emit_jump(c, OP_JUMP_NO_MAPPING, subject, match_failure(c, matching));
    emit_word(c, count);
    if (!count && !rest)
        return;
    Operand keys = compile_keys(c, node), borrowed = keys & OPERAND_CONSTANT ? keys : keys & OPERAND_INDEX;
    if (c->failed)
        return;
    if (count) {
        Operand values = emit_result(c, OP_MATCH_KEYS, NO_OPERAND, subject, borrowed);
        fail_if_none(c, matching, values);
        uint32_t depth = c->unit->depth - 1;
        unpack_items(c, values, count);
        for (uint32_t i = 0; i < count && !c->failed; i++)
            match_part(c, matching, patterns->items[i], unpacked(c, depth, count, i));
    }
    if (rest)
        match_capture(c, matching, rest, emit_result(c, OP_MAPPING_REST, NO_OPERAND, subject, borrowed) & OPERAND_INDEX);
}

/* --- classes -------------------------------------------------------------------------------------------- */

static void check_attributes(Compiler *c, const Node *node)
{
    const NameList *names = &node->MatchClass.kwd_attrs;
    const NodeList *patterns = &node->MatchClass.kwd_patterns;
    for (uint32_t i = 0; i < names->count; i++) {
        c->unit->place = patterns->items[i];
        match_check_assignable(c, names->items[i]);
        for (uint32_t j = i + 1; j < names->count && !c->failed; j++) {
            if (names->items[i] != names->items[j])
                continue;
            char *message = arena_printf(c->arena, "attribute name repeated in class pattern: %s", names->items[i]->text);
            if (message)
                emit_fail_syntax(c, patterns->items[j], message);
            else
                emit_fail_memory(c);
        }
    }
}

static uint32_t attribute_names(Compiler *c, const NameList *names)
{
    Ref tuple = tuple_new(names->count);
    for (uint32_t i = 0; tuple && i < names->count; i++) {
        Ref text = compile_name_text(names->items[i]);
        if (!text) {
            clear_place(&tuple);
            break;
        }
        ((TupleView)tuple)->items[i] = text;
    }
    return emit_constant_add_take(c, tuple);
}

void match_class(Compiler *c, Matching *matching, const Node *node, Operand subject)
{
    const NodeList *positional = &node->MatchClass.patterns, *named = &node->MatchClass.kwd_patterns;
    uint32_t count = positional->count + named->count;
    check_attributes(c, node);
    Operand class = compile_operand(c, node->MatchClass.cls);
    c->unit->place = node;
    emit_consume(c, class);
    Operand values = emit_result(c, OP_MATCH_CLASS, NO_OPERAND, subject, class);
    emit_word(c, (uint64_t)positional->count << 32 | attribute_names(c, &node->MatchClass.kwd_attrs));
    fail_if_none(c, matching, values);
    uint32_t depth = c->unit->depth - 1;
    if (!count) {
        match_release_down_to(c, depth);
        return;
    }
    unpack_items(c, values, count);
    for (uint32_t i = 0; i < count && !c->failed; i++) {
        const Node *pattern = i < positional->count ? positional->items[i] : named->items[i - positional->count];
        if (!match_is_wildcard(pattern))
            match_part(c, matching, pattern, unpacked(c, depth, count, i));
    }
}
