/* compile_constant: literals as objects, and expressions of literals folded to one constant, as CPython's
 * optimiser does.
 *
 * Counts: CPython's syntax tree holds each literal and each result of folding once more, also those on the
 * way
 *         to another; while a script runs, that is seen (vm_run_source). `literals` is that: fold() notes all
 *         that it makes. Only the first of equal constants goes into the code, with its items (share_take);
 *         what a further one noted is forgotten. So an expression may be folded several times. */
#include "vm/compile/compile.h"
#include "vm/compile/compiler.h"

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

enum { FOLDED_BITS_MOST = 128, FOLDED_LENGTH_MOST = 256, FOLDED_STR_MOST = 4096 };

static bool parse_float(Arena *arena, const Node *node, double *value)
{
    char *text = arena_alloc(arena, node->Constant.length + 1);
    if (!text) {
        raise_memory_error();
        return false;
    }
    size_t length = 0;
    for (size_t i = 0; i < node->Constant.length; i++)
        if (node->Constant.text[i] != '_' && node->Constant.text[i] != 'j' && node->Constant.text[i] != 'J')
            text[length++] = node->Constant.text[i];
    if (float_parse(text, length, value))
        return true;
    raise_error(ValueError, "could not convert string to float");
    return false;
}

/* Strings that look like names are interned. Takes the string; NULL with MemoryError. */
static Ref intern_name_like_take(Ref text)
{
    StrView string = (StrView)text;
    bool is_name_like = string->is_ascii;
    for (size_t i = 0; is_name_like && i < string->length; i++) {
        unsigned char ch = string->data[i];
        is_name_like = ch == '_' || (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
    }
    if (is_name_like && !str_intern(&text))
        clear_place(&text);
    return text;
}

static Ref str_constant(const Node *node)
{
    return node->Constant.given ? retain(node->Constant.given) : str_from_utf8(node->Constant.text, node->Constant.length);
}

Ref compile_literal(Arena *arena, const Node *node)
{
    double value;
    if (node->Constant.given && node->Constant.kind != CONSTANT_STRING)
        return retain(node->Constant.given);
    switch (node->Constant.kind) {
    case CONSTANT_NONE: return none_new();
    case CONSTANT_TRUE: return bool_new(true);
    case CONSTANT_FALSE: return bool_new(false);
    case CONSTANT_ELLIPSIS: return retain(ELLIPSIS);
    case CONSTANT_INT: return int_parse(node->Constant.text, node->Constant.length, 0, NULL);
    case CONSTANT_FLOAT: return parse_float(arena, node, &value) ? float_new(value) : NULL;
    case CONSTANT_IMAGINARY: return parse_float(arena, node, &value) ? complex_new(0.0, value) : NULL;
    case CONSTANT_STRING: return str_constant(node);
    case CONSTANT_BYTES: return bytes_new(node->Constant.text, node->Constant.length);
    default: break;
    }
    return NULL;
}

static bool is_number(View value)
{
    return value->type == TYPE_INT || value->type == TYPE_BIGINT || value->type == TYPE_FLOAT || value->type == TYPE_COMPLEX ||
           value->type == TYPE_BOOL;
}

/* Would the result be small? CPython's limits, so that no source text makes a huge constant. */
static bool is_safe(View left, Operator operator, View right)
{
    View a = int_view(left), b = int_view(right);
    switch (operator) {
    case Mult:
        if (a && b)
            return int_bit_length(a) + int_bit_length(b) <= FOLDED_BITS_MOST;
        if (a && !is_number(right))
            return is_safe(right, Mult, left);
        if (b && !is_number(left)) {
            int64_t count;
            size_t length = left->type == TYPE_TUPLE   ? tuple_length(left)
                            : left->type == TYPE_STR   ? str_length(left)
                            : left->type == TYPE_BYTES ? ((BytesObject *)left)->length
                                                       : 0;
            size_t most = left->type == TYPE_TUPLE ? FOLDED_LENGTH_MOST : FOLDED_STR_MOST;
            return int_to_int64(b, &count) && count >= 0 && (length == 0 || (size_t)count <= most / length);
        }
        return true;
    case Pow: {
        int64_t exponent;
        return !a || !b || int_sign(b) < 0 ||
               (int_to_int64(b, &exponent) && (int64_t)int_bit_length(a) <= FOLDED_BITS_MOST / (exponent ? exponent : 1));
    }
    case LShift: {
        int64_t count;
        return a && b && int_to_int64(b, &count) && count >= 0 && count <= FOLDED_BITS_MOST &&
               (int64_t)int_bit_length(a) <= FOLDED_BITS_MOST - count;
    }
    case Mod: return is_number(left) && is_number(right); /* 'text' % x is formatting */
    default: return true;
    }
}

static bool may_be_constant(const Node *node)
{
    return node->kind == NODE_Constant || node->kind == NODE_UnaryOp || node->kind == NODE_Tuple || node->kind == NODE_BinOp ||
           node->kind == NODE_Subscript;
}

/* The result, or NULL without an exception where the operation fails: then it is left to run time. So is Ctrl-C, which an operation
 * may be the first to see. */
static Ref or_nothing(Ref result)
{
    if (!result && error_matches(KeyboardInterrupt))
        thread.interrupted = gc_state.requested = true;
    if (!result && !error_matches(MemoryError))
        error_clear();
    return result;
}

static Ref fold(Compiler *c, const Node *node);

static Ref fold_binary(Compiler *c, const Node *node)
{
    Ref left = fold(c, node->BinOp.left), right = left ? fold(c, node->BinOp.right) : NULL, result = NULL;
    if (right && is_safe(left, node->BinOp.op, right))
        result = or_nothing(object_binary(left, right, (BinaryOperator)node->BinOp.op));
    release_maybe(left);
    release_maybe(right);
    return result;
}

static Ref fold_unary(Compiler *c, const Node *node)
{
    Ref value = fold(c, node->UnaryOp.operand), result = NULL;
    if (!value)
        return NULL;
    if (node->UnaryOp.op == Not) {
        int truth = object_truth(value);
        result = truth < 0 ? NULL : bool_new(!truth);
    } else if (is_number(value)) {
        switch (node->UnaryOp.op) {
        case USub: result = or_nothing(object_negative(value)); break;
        case UAdd: result = or_nothing(object_positive(value)); break;
        case Invert: result = value->type == TYPE_FLOAT || value->type == TYPE_COMPLEX ? NULL : or_nothing(object_invert(value)); break;
        case Not: break;
        }
    }
    release(value);
    return result;
}

/* A tuple of the elements, if all of them are constants. */
static Ref tuple_of_constants(Compiler *c, const NodeList *elements)
{
    for (uint32_t i = 0; i < elements->count; i++) /* quick look first: most tuples are not constant */
        if (!may_be_constant(elements->items[i]))
            return NULL;
    Ref tuple = tuple_new(elements->count);
    for (uint32_t i = 0; tuple && i < elements->count; i++) {
        Ref item = fold(c, elements->items[i]);
        if (!item)
            clear_place(&tuple);
        else
            ((TupleView)tuple)->items[i] = item;
    }
    return tuple;
}

static Ref fold_subscript(Compiler *c, const Node *node)
{
    const Node *inner = node->Subscript.value;
    while (inner->kind == NODE_Subscript)
        inner = inner->Subscript.value;
    if (node->Subscript.ctx != Load || !may_be_constant(inner) || !may_be_constant(node->Subscript.slice))
        return NULL;
    Ref value = fold(c, node->Subscript.value), key = value ? fold(c, node->Subscript.slice) : NULL;
    Ref result = key ? or_nothing(object_get_item(value, key)) : NULL;
    release_maybe(key);
    release_maybe(value);
    return result;
}

static bool is_singleton(View value)
{
    return value == NONE || value == TRUE || value == FALSE || value == ELLIPSIS;
}

/* The ValueError of int() becomes a SyntaxError with advice. */
void compile_literal_failed(Arena *arena, const Node *node, SourceError *error)
{
    if (error_matches(MemoryError) || node->Constant.kind != CONSTANT_INT)
        return;
    Ref raised = error_take(), text = object_str(raised);
    const char *message = text && ((StrView)text)->is_ascii
                              ? arena_printf(arena,
                                             "%s - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
                                             (const char *)((StrView)text)->data)
                              : NULL;
    release(raised);
    release_maybe(text);
    error_clear();
    if (message)
        *error = (SourceError){.kind = SOURCE_SYNTAX_ERROR,
                               .message = message,
                               .line = (int32_t)node->line,
                               .column = (int32_t)node->column + 1,
                               .end_line = (int32_t)node->end_line,
                               .end_column = (int32_t)node->end_column + 1};
    else
        raise_memory_error();
}

/* --- literals and sharing ------------------------------------------------------------------------------- */

/* Note a literal, or what was made of some. Consumes it when it fails, with MemoryError. */
static Ref note_take(Compiler *c, Ref value)
{
    if (!c->keeps_literals || is_singleton(value))
        return value;
    if ((c->literals || (c->literals = list_new(0))) && list_append((ListView)c->literals, value))
        return value;
    release(value);
    return NULL;
}

static size_t noted_count(const Compiler *c)
{
    return c->literals ? ((ListView)c->literals)->used : 0;
}

static void forget_noted(Compiler *c, size_t count)
{
    while (noted_count(c) > count) {
        ListView list = (ListView)c->literals;
        release(list->items[--list->used]);
    }
}

static Ref share_take(Compiler *c, Ref value, bool *is_new);

/* A new tuple of constants, which nobody has hashed or looked at, gets the shared ones. */
static bool share_items(Compiler *c, View tuple)
{
    bool is_new;
    for (size_t i = 0; i < tuple_length(tuple); i++) {
        Ref *place = &((TupleView)tuple)->items[i], shared = share_take(c, retain(*place), &is_new);
        if (!shared)
            return false;
        replace_take(place, shared);
    }
    return true;
}

static Ref share_text_take(Compiler *c, Ref value, bool *is_new)
{
    View given = value;
    if (!(value = intern_name_like_take(value))) {
        emit_fail_memory(c);
        return NULL;
    }
    bool was_name = value != given;
    Ref shared = emit_constant_of_source_take(c, value, is_new);
    if (*is_new)
        c->constants.entries[c->constants.count - 1].was_name = was_name;
    return shared;
}

/* Will interning the strings among the items give another object for one? */
static bool any_was_name(const Compiler *c, View items)
{
    for (size_t i = 0; i < tuple_length(items); i++) {
        View item = tuple_item_peek(items, i);
        if (item->type != TYPE_STR || !((StrView)item)->is_interned)
            continue;
        const ConstantEntry *entry = constant_table_get(&c->constants, item);
        if ((entry && entry->was_name) || names_get(c->names, (const char *)((StrView)item)->data, str_length(item)))
            return true;
    }
    return false;
}

static Ref set_made_anew_take(Ref set)
{
    Ref items = tuple_from_iterable(set), made = items ? frozenset_new(items) : NULL;
    release_maybe(items);
    release(set);
    return made;
}

/* The one constant of the source that equals value, its items too. As in CPython a frozenset is made anew for
 * that, and once more if one of its strings becomes another object by being interned; where items collide, their order shows it.
 * NULL after failing. */
static Ref share_take(Compiler *c, Ref value, bool *is_new)
{
    *is_new = false;
    if (is_singleton(value))
        return value;
    if (value->type == TYPE_STR)
        return share_text_take(c, value, is_new);
    bool is_set = value->type == TYPE_FROZENSET && object_length(value) > 0;
    Ref items = is_set ? tuple_from_iterable(value) : value->type == TYPE_TUPLE ? retain(value) : NULL;
    if (is_set && !items)
        emit_fail_memory(c);
    if (items && !share_items(c, items))
        c->failed = true; /* it has been told */
    if (is_set && items && !c->failed) {
        replace_take(&value, frozenset_new(items));
        if (value && any_was_name(c, items))
            value = set_made_anew_take(value);
        if (!value)
            emit_fail_memory(c);
    }
    release_maybe(items);
    if (!c->failed)
        return emit_constant_of_source_take(c, value, is_new);
    release_maybe(value);
    return NULL;
}

/* Of an expression's value: shared; what was noted since there were `noted` is kept if it is the first. */
static Ref share_noted_take(Compiler *c, Ref value, size_t noted)
{
    bool is_new = false;
    if (!value && error_is_set())
        emit_fail_memory(c);
    Ref shared = value ? share_take(c, value, &is_new) : NULL;
    if (!is_new)
        forget_noted(c, noted);
    return shared;
}

Ref compile_fold_constant(Compiler *c, const Node *node)
{
    size_t noted = noted_count(c);
    return share_noted_take(c, fold(c, node), noted);
}

/* The value of an expression of literals, not shared yet; NULL if it is none, or, with an exception or
 * c->failed, after failing. */
static Ref fold(Compiler *c, const Node *node)
{
    if (c->failed || !emit_check_depth(c))
        return NULL;
    Ref result = NULL;
    switch (node->kind) {
    case NODE_Constant:
        result = compile_literal(c->arena, node);
        if (!result && !error_matches(MemoryError) && node->Constant.kind == CONSTANT_INT) {
            compile_literal_failed(c->arena, node, c->error);
            c->failed = true;
            return NULL;
        }
        break;
    case NODE_UnaryOp: result = fold_unary(c, node); break;
    case NODE_BinOp: result = fold_binary(c, node); break;
    case NODE_Tuple: result = node->Tuple.ctx == Load ? tuple_of_constants(c, &node->Tuple.elts) : NULL; break;
    case NODE_Subscript: result = fold_subscript(c, node); break;
    default: break;
    }
    return result ? note_take(c, result) : NULL;
}

Ref compile_fold_elements(Compiler *c, const NodeList *elements, FoldedElements kind)
{
    if (c->failed)
        return NULL;
    size_t noted = noted_count(c);
    Ref result = tuple_of_constants(c, elements);
    if (result && (kind == FOLD_SET || kind == FOLD_LITERAL_SET))
        replace_take(&result, frozenset_new(result));
    if (result && (kind == FOLD_LITERAL_TUPLE || kind == FOLD_LITERAL_SET))
        result = note_take(c, result);
    return share_noted_take(c, result, noted);
}
