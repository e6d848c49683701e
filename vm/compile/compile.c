/* compile: the way from a text to a code object: parse, find the scopes, compile the module.
 *
 *     text ─ parser_parse ─► tree ─ scopes_build ─► scopes ─ compile_module ─► code object
 *               │                       │                          │
 *               └───────────────────────┴── SourceError ───────────┴──► SyntaxError …, raised here
 *
 * The compiler proper knows no text and no exceptions: what is wrong with a source is noted in a
 * SourceError, with line and column in bytes, and made an exception at the end, in one place.
 * CPython's columns count characters, so the line is read again for that.
 *
 * How a tree becomes registers: each expression is computed into an operand, which is a local's
 * register, a constant, or a temporary (compiler.h). `want` says where the value is needed, so the
 * last instruction of an expression writes it there, and `a = b + c` is one instruction: ADD a ← b,
 * c. CPython's stack machine has four for it.
 *
 * Everything but the code object lies in one arena, which goes at the end: tree, scopes, labels'
 * sets. */
#include "vm/compile/compile.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/errors/warnings.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/compile/compiler.h"
#include "vm/compile/source_file.h"

/* --- errors --------------------------------------------------------------------------------------------- */

static ExceptionKind exception_kind(SourceErrorKind kind)
{
    switch (kind) {
    case SOURCE_INDENTATION_ERROR: return IndentationError;
    case SOURCE_TAB_ERROR: return TabError;
    case SOURCE_RECURSION_ERROR: return RecursionError;
    default: return SyntaxError;
    }
}

static Ref number_or_none(int32_t number)
{
    return number == SOURCE_NONE ? none_new() : int_new(number);
}

static Ref line_text(const SourceError *error)
{
    if (!error->text)
        return none_new();
    Ref text = str_from_utf8(error->text, error->text_length);
    if (!text) {
        error_clear();
        text = str_from_latin1((const unsigned char *)error->text, error->text_length);
    }
    if (!text || !error->has_newline)
        return text;
    Ref line = str_format("%U\n", text);
    release(text);
    return line;
}

/* Set the Python exception for a SourceError. */
/* An exception that is set already (no memory, say) is left alone. */
static void compile_raise_source_error(const SourceError *error, View filename)
{
    if (error_is_set())
        return;
    if (error->kind == SOURCE_MEMORY_ERROR || !error->message) {
        raise_memory_error();
        return;
    }
    ExceptionKind kind = exception_kind(error->kind);
    if (kind == RecursionError) {
        raise_error(kind, "%s", error->message);
        return;
    }
    Ref parts[] = {retain(filename), number_or_none(error->line),     number_or_none(error->line || error->text ? error->column : -1),
                   line_text(error), number_or_none(error->end_line), number_or_none(error->end_column)};
    bool whole = true;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        whole = whole && parts[i];
    bool is_of_all = !error->line && !error->text; /* of the text as a whole, its encoding say: no line, and no end */
    Ref info = whole ? tuple_from_array(parts, is_of_all ? 4 : COUNT_OF(parts)) : NULL;
    Ref message = info ? str_from_utf8(error->message, strlen(error->message)) : NULL;
    Ref exception = message ? call_2(AS_OBJECT(&exception_types[kind]), message, info) : NULL;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        release_maybe(parts[i]);
    release_maybe(info);
    release_maybe(message);
    if (exception)
        raise_take(exception);
}

/* Issue what lexer and parser have to warn of. False if one of them was made an exception: *error is then the
 * SyntaxError for it, or an exception is set. */
static bool issue_warnings(SourceError *error, View filename)
{
    for (const SourceWarning *warning = error->warnings; warning; warning = warning->next) {
        ExceptionKind category = warning->is_deprecation ? DeprecationWarning : SyntaxWarning;
        if (warn_at(category, filename, (uint32_t)warning->error.line, "%s", warning->error.message))
            continue;
        if (error_clear_if(category))
            *error = warning->error;
        return false;
    }
    return true;
}

/* A column of the error's line that counts bytes, from 1, as one that counts characters. */
static int32_t character_column(const SourceError *error, int32_t column)
{
    size_t bytes = column > 1 ? (size_t)column - 1 : 0;
    return (int32_t)str_utf8_count(error->text, bytes < error->text_length ? bytes : error->text_length) + 1;
}

/* Scopes and compiler know no text, and count columns in bytes. The text is that of the file, if there is one
 * of that name (not of the source: it may be a text that exec() was given); with it the columns become those
 * of characters. *file is what the text lies in. */
static void complete_error(SourceError *error, View filename, SourceText *file)
{
    if (error->text || error->is_too_long || error->line <= 0 || error->kind == SOURCE_MEMORY_ERROR || error_is_set())
        return;
    if (!source_file_read(filename, file)) {
        error_clear();
        return;
    }
    error->text = parser_source_line(file->bytes, file->length, (uint32_t)error->line, &error->text_length);
    if (!error->text)
        return;
    error->has_newline = error->text + error->text_length < file->bytes + file->length;
    if (error->end_line == error->line && error->end_column != SOURCE_NONE)
        error->end_column = character_column(error, error->end_column > error->column ? error->end_column : error->column);
    error->column = character_column(error, error->column);
}

/* eval() and a single statement add no newline to their text: what is wrong at its very end has no column. */
static void as_eval(SourceError *error, const char *bytes, size_t length)
{
    int32_t last = 1;
    for (size_t i = 0; i < length; i++)
        last += bytes[i] == '\n';
    if (error->line != last || (length && bytes[length - 1] == '\n'))
        return;
    error->has_newline = false;
    if (!error->text || error->column <= (int32_t)error->text_length)
        return;
    if (error->end_column == -1)
        error->column = (int32_t)error->text_length;
    else
        error->column = error->end_column = 0;
}

/* --- modules -------------------------------------------------------------------------------------------- */

/* Of the module. Those of functions and classes are compile_function.c's. */
static void compile_docstring(Compiler *c, const NodeList *body)
{
    if (body->count == 0 || body->items[0]->kind != NODE_Expr || c->optimize >= 2)
        return;
    const Node *value = body->items[0]->Expr.value;
    if (value->kind != NODE_Constant || value->Constant.kind != CONSTANT_STRING)
        return;
    c->unit->place = value;
    Operand text = emit_constant_operand(c, emit_constant_add_take(c, compile_fold_constant(c, value)));
    emit_consume(c, text);
    emit(c, OP_STORE_NAME, text, (Operand)emit_constant_text(c, "__doc__"), 0);
}

static void compile_root(Compiler *c, const Node *root)
{
    if (root->kind == NODE_Expression) {
        Operand value = compile_operand(c, root->Expression.body);
        emit_consume(c, value);
        emit(c, OP_RETURN, value, 0, 0);
        return;
    }
    const NodeList *body = root->kind == NODE_Interactive ? &root->Interactive.body : &root->Module.body;
    c->unit->position = (CodePosition){.line = 1, .end_line = 1};
    if (root->kind == NODE_Module) {
        compile_docstring(c, body);
    }
    c->unit->place = NULL;
    compile_annotations_setup(c, body);
    compile_block(c, body);
    emit_return_none(c);
}

/* The second round, if there is one, does without compare-and-jumps; tree and scopes are the same. */
static Ref compile_module(Compiler *c, const Node *root)
{
    Unit unit;
    Ref code;
    bool far = false;
    do {
        if (!compile_unit_enter(c, &unit, root, "<module>"))
            return NULL;
        unit.far_jumps = far;
        compile_root(c, root);
        code = emit_unit_finish(c);
        if (code && unit.scope->is_coroutine)
            ((CodeObject *)code)->flags |= CODE_COROUTINE | CODE_GENERATOR;
        compile_unit_leave(c, &unit);
        far = c->too_far;
        c->too_far = false;
    } while (far && !c->failed);
    return code;
}

static NameTable *names_of(const Node *root)
{
    return root->kind == NODE_Module        ? root->Module.names
           : root->kind == NODE_Interactive ? root->Interactive.names
                                            : root->Expression.names;
}

int compile_optimize;

static Ref compile_root_node(Arena *arena, Node *root, View filename, const CompileOptions *options, SourceError *error, Ref *literals)
{
    ParseMode mode = options->mode;
    Compiler c = {.arena = arena,
                  .filename = filename,
                  .error = error,
                  .keeps_literals = literals != NULL,
                  .is_interactive = mode == PARSE_INTERACTIVE || mode == PARSE_SINGLE,
                  .optimize = options->optimize < 0 ? compile_optimize : options->optimize,
                  .names = names_of(root)};
    c.scopes = scopes_build_under(arena, root, (uint32_t)options->flags & CODE_FUTURE, options->flags & COMPILE_TOP_LEVEL_AWAIT, error);
    Ref code = c.scopes ? compile_module(&c, root) : NULL;
    constant_table_free(&c.constants);
    if (code && literals)
        *literals = c.literals;
    else
        release_maybe(c.literals);
    return code;
}

/* The exception for what is wrong with the text. */
static void fail(SourceError *error, const char *bytes, size_t length, View filename, ParseMode mode)
{
    SourceText file = {NULL, 0};
    bool is_parsers = error->text != NULL;
    complete_error(error, filename, &file);
    if ((mode == PARSE_EVAL || mode == PARSE_SINGLE) && is_parsers)
        as_eval(error, bytes, length);
    compile_raise_source_error(error, filename);
    if (file.bytes)
        source_file_free(&file);
}

static int parse_flags(int flags)
{
    return (flags & COMPILE_DONT_IMPLY_DEDENT ? PARSE_IMPLIES_NO_DEDENT : 0) | (flags & COMPILE_IGNORE_COOKIE ? PARSE_IGNORES_COOKIE : 0) |
           (flags & COMPILE_ALLOW_INCOMPLETE_INPUT ? PARSE_ALLOWS_INCOMPLETE : 0) | (flags & CODE_FUTURE_BARRY ? PARSE_BARRY : 0);
}

/* Warnings come before compiling, and one made an error (-W error) is a SyntaxError, with the place
 * of the warning. */
Ref compile_text(const char *bytes, size_t length, View filename, const CompileOptions *options, bool *incomplete, Ref *literals)
{
    Arena arena;
    SourceError error = {.kind = SOURCE_OK};
    Ref owned;
    if (incomplete)
        *incomplete = false;
    if (literals)
        *literals = NULL;
    const char *name = str_file_name((StrView)filename, &owned);
    if (!name)
        return NULL;
    arena_init(&arena);
    Node *root = parser_parse_with(&arena, bytes, length, name, options->mode, parse_flags(options->flags), &error);
    if (error.kind != SOURCE_INCOMPLETE && !issue_warnings(&error, filename))
        root = NULL;
    Ref result = !root              ? NULL
                 : options->convert ? options->convert(&arena, root, &error)
                                    : compile_root_node(&arena, root, filename, options, &error, literals);
    if (!result && error.kind == SOURCE_INCOMPLETE && incomplete)
        *incomplete = true;
    else if (!result)
        fail(&error, bytes, length, filename, options->mode);
    arena_destroy(&arena);
    release_maybe(owned);
    return result;
}

Ref compile_tree(Arena *arena, Node *root, View filename, const CompileOptions *options)
{
    SourceError error = {.kind = SOURCE_OK};
    Ref code = compile_root_node(arena, root, filename, options, &error, NULL);
    if (!code)
        fail(&error, "", 0, filename, PARSE_FILE);
    return code;
}

Ref compile_source(const char *bytes, size_t length, View filename, ParseMode mode, bool *incomplete, Ref *literals)
{
    return compile_text(bytes, length, filename, &(CompileOptions){.mode = mode, .optimize = -1}, incomplete, literals);
}
