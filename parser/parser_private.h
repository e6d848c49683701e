/* parser_private: what the grammar's actions and the C files beside it share.
 *
 * All functions that return a pointer or a bool fail by NULL or false, with parser->error filled in. A place
 * in the source is a range of tokens (Location), from which AST nodes and errors take their lines and
 * columns. */
#ifndef OURO_PARSER_PARSER_PRIVATE_H
#define OURO_PARSER_PARSER_PRIVATE_H

#include "lexer/lexer.h"
#include "parser/parser.h"
#include "runtime/memory/stack.h"

/* Tokens first to last. Empty if last < first, which an optional part of a rule may be. */
typedef struct Location {
    uint32_t first;
    uint32_t last;
} Location;

typedef struct Parser {
    Arena *arena;
    const Source *source;
    const char *filename;
    TokenList tokens;
    NameTable *names;
    SourceError *error;
    Node *root;
    uint32_t failed_token; /* where the grammar gave up */
    uint32_t suspect;      /* the operator after an impossible target, if there is one */
    bool gave_up;          /* the grammar found no way on: parser/diagnose.c has to say why */
    ParseMode mode;
    int flags;
    bool is_parsers_error; /* not the lexer's */
    bool ended_early;      /* a single statement that is not there, or not complete, at the end of the text */
    bool lacks_newline;    /* the text as it was given has none at its end */
} Parser;

/* One item of a parameter list. */
typedef enum ParameterKind { PARAMETER_PLAIN, PARAMETER_SLASH, PARAMETER_STAR, PARAMETER_DOUBLE_STAR } ParameterKind;

typedef struct Parameter {
    ParameterKind kind;
    Node *arg;         /* NULL for `/` and a bare `*` */
    Node *value;       /* the default, or NULL */
    Location location; /* of the item's first part: the star, the slash, or the arg */
    Location default_location;
} Parameter;

/* The parameters of a function as they come in; build_parameters.c. */
typedef struct ParameterList {
    argumentsFields fields;
    bool is_lambda;
    bool has_slash;
    bool has_star;
    bool awaits_keyword; /* after a bare `*`, which is at bare_star */
    Location bare_star;
} ParameterList;

typedef struct Augmented {
    Node *target;
    Operator op;
} Augmented;

typedef struct KeyValue {
    Node *key;
    Node *value;
} KeyValue;

/* errors.c: fail at a range of tokens, a node, or a token; always false */
bool parser_fail(Parser *parser, SourceErrorKind kind, Location location, const char *message);
bool parser_fail_last(Parser *parser, SourceErrorKind kind, uint32_t token, const char *message); /* where reading has come to */
bool parser_fail_node(Parser *parser, const Node *node, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool parser_fail_between(Parser *parser, const Node *first, const Node *last, const char *message);
bool parser_fail_memory(Parser *parser);

/* There is an error at a token, and diagnose.c has to word it. Always false. */
bool parser_give_up(Parser *parser, uint32_t token);

/* build.c */
MUST_USE Node *build_node(Parser *parser, NodeKind kind, Location location, const void *fields);
MUST_USE bool build_list_append(Parser *parser, NodeList *list, Node *node);
MUST_USE bool build_list_extend(Parser *parser, NodeList *list, NodeList tail);
MUST_USE bool build_names_append(Parser *parser, NameList *list, const Name *name);
MUST_USE const Name *build_token_name(Parser *parser, uint32_t token);
MUST_USE const Name *build_dotted_name(Parser *parser, Location location);
MUST_USE Node *build_alias(Parser *parser, Location location, const Name *name, const Name *asname);
MUST_USE Node *build_number(Parser *parser, Location location);
MUST_USE Node *build_compare(Parser *parser, Location location, Node *left, CmpOp op, Node *right);
MUST_USE Node *build_extended_compare(Parser *parser, Location location, Node *compare, CmpOp op, Node *right);
MUST_USE Node *build_bool(Parser *parser, Location location, BoolOperator op, Node *left, Node *right);
MUST_USE Node *build_extended_bool(Parser *parser, Location location, Node *node, Node *right);
MUST_USE Node *build_if(Parser *parser, Location location, Node *test, NodeList body, NodeList elifs, NodeList orelse);
MUST_USE Node *build_try(Parser *parser, Location location, NodeKind kind, const TryFields *fields);
MUST_USE Node *build_decorated(Parser *parser, Node *definition, NodeList decorators);
MUST_USE Node *build_async(Parser *parser, Location location, Node *function);

/* build_brackets.c: calls, and what stands in brackets */
MUST_USE bool build_argument_append(Parser *parser, NodeList *list, Node *argument, Location location);
MUST_USE bool build_arguments_have_comma(Parser *parser, NodeList list);
MUST_USE Node *build_call(Parser *parser, Location location, Location brackets, Node *func, NodeList arguments);
MUST_USE Node *build_class(Parser *parser, Location location, const Name *name, NodeList arguments, NodeList body);
MUST_USE Node *build_keyword(Parser *parser, Location location, Location head, Node *name, Node *value);
MUST_USE Node *build_comprehension(Parser *parser, Location location, NodeKind kind, Node *element, NodeList generators);
MUST_USE Node *build_dict_comprehension(Parser *parser, Location location, Location item_location, KeyValue item, NodeList generators);
MUST_USE Node *build_group(Parser *parser, Node *element);
MUST_USE Node *build_slices(Parser *parser, Location location, Node *slice);
MUST_USE bool build_dict_append(Parser *parser, DictFields *dict, KeyValue item);

/* build_parameters.c */
typedef enum FunctionForm { FORM_DEF, FORM_LAMBDA } FunctionForm;
MUST_USE ParameterList *parameters_new(Parser *parser, FunctionForm form);
MUST_USE bool parameters_add(Parser *parser, ParameterList *list, Parameter parameter);
MUST_USE Node *parameters_finish(Parser *parser, const ParameterList *list, Location location);

/* build_targets.c: an expression becomes what is assigned to or deleted; or fails, in CPython's words */
typedef enum TargetUse { TARGET_ASSIGN, TARGET_FOR, TARGET_DELETE } TargetUse;
MUST_USE bool target_check(Parser *parser, Node *target, TargetUse use);
MUST_USE Node *build_assign(Parser *parser, Location location, NodeList chain);
MUST_USE Node *build_augmented(Parser *parser, Location location, Augmented augmented, Node *value);
MUST_USE Node *build_annotated(Parser *parser, Location location, Location head, Node *target, Node *annotation, Node *value);
MUST_USE Node *build_named(Parser *parser, Location location, Node *target, Node *value);
MUST_USE Node *build_named_argument(Parser *parser, Location location, Location head, Node *target, Node *value);
const char *build_expression_name(const Node *node);

/* After a target and its operator: if it cannot be one, an error is sure, and if no better is found it is at
 * the operator. */
void build_suspect_target(Parser *parser, const Node *target, Location sign);
void build_suspect_assigned(Parser *parser, const Node *target, Location sign);
void build_suspect_keyword(Parser *parser, Location target, Location sign);

/* build_patterns.c */
const Name *pattern_name(const Name *name); /* NULL for the wildcard `_` */
MUST_USE Node *pattern_alone(Parser *parser, Location location, Node *pattern);
MUST_USE Node *subject_alone(Parser *parser, Location location, Node *subject);
MUST_USE Node *pattern_literal(Parser *parser, Location location, Node *literal);
MUST_USE Node *pattern_as(Parser *parser, Location location, Location name_location, Node *pattern, const Name *name);
bool pattern_argument_append(Parser *parser, NodeList *arguments, Node *argument); /* of C(…); false: failed */
MUST_USE Node *pattern_class(Parser *parser, Location location, Node *cls, NodeList arguments);
MUST_USE Node *pattern_mapping(Parser *parser, Location location, DictFields items);
MUST_USE Node *pattern_complex(Parser *parser, Location location, Node *real, Operator op, Node *imaginary);

/* build_strings.c, fstrings.c; their interface is build_strings.h */
MUST_USE Node *build_strings(Parser *parser, Location location);

/* softwords.c: retag `match`, `case` and the bracket of `with` */
void softwords_retag(Parser *parser);

/* diagnose.c: the grammar gave up at parser->failed_token; say why */
void diagnose_syntax(Parser *parser);

/* After an error at a token: was it rather that a bracket was never closed? */
void diagnose_balance(Parser *parser, uint32_t token);

/* parser.c: parse an expression within an f-string, whose source stands where `line` and `column` say */
MUST_USE Node *parser_fstring_expression(Parser *parser, const Source *source);

/* The text of a token. */
static inline const char *token_text(const Parser *parser, uint32_t token)
{
    return parser->source->text + parser->tokens.items[token].start;
}

static inline TokenKind token_kind(const Parser *parser, uint32_t token)
{
    return token < parser->tokens.count ? parser->tokens.items[token].kind : TOKEN_END;
}

#endif
