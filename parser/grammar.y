/* grammar: the whole of Python 3.11 as a bison grammar without a conflict.
 *
 * Actions only build the tree. Where Python's grammar cannot be decided with one token of lookahead, this one
 * accepts more than Python and leaves the check to C: assignment targets are parsed as expressions
 * (build_targets.c), parameters and call arguments as plain lists (build_parameters.c, build.c). What looks
 * further ahead is settled in the token array before parsing (softwords.c): whether `match` and `case` are
 * keywords, and whether the bracket after `with` encloses its items.
 *
 * A pure push parser: parser.c pushes the tokens, so nothing here recurses, and the stack is bounded by
 * YYMAXDEPTH. Locations are ranges of tokens. */
%require "3.8"
%define api.pure full
%define api.push-pull push
%define api.token.prefix {T_}
%define api.location.type {Location}
%locations
%parse-param {Parser *parser}

%code requires {
#include "parser/parser_private.h"
}

%code provides {
#define GRAMMAR_START_FILE T_START_FILE
}

%{
#include <string.h>

#include "parser/parser_private.h"

#define YYMAXDEPTH 60000
#define YYINITDEPTH 200
#define YYSTACK_ALLOC(size) arena_alloc(parser->arena, size)
#define YYMALLOC parser_grammar_malloc
#define YYFREE parser_grammar_free

void *parser_grammar_malloc(size_t size);
void parser_grammar_free(void *block);
static void yyerror(Location *location, Parser *parser, const char *message);

/* An empty location stands before the next token, so that a rule that begins or ends with an empty part gets
 * the right range. */
#define YYLLOC_DEFAULT(current, rhs, count)                                    \
    do {                                                                       \
        (current).last = YYRHSLOC(rhs, count).last;                            \
        (current).first = (count) ? YYRHSLOC(rhs, 1).first : (current).last + 1; \
    } while (0)

/* Leave the parser if an action fails. Bison runs no destructor for the symbols of a rule that leaves by
 * YYABORT; none is needed, because whatever a member of %union points to lies in the arena of the parse, and
 * goes with it. */
#define CHECK(condition) \
    do {                 \
        if (!(condition)) \
            YYABORT;     \
    } while (0)
#define SET(target, value) CHECK((target) = (value))
#define MAKE(target, kind, location, ...) SET(target, build_node(parser, NODE_##kind, location, &(kind##Fields){__VA_ARGS__}))
%}

%union {
    Node *node;
    NodeList list;
    const Name *name;
    NameList names;
    ParameterList *parameters;
    Parameter parameter;
    KeyValue pair;
    Augmented augmented;
    DictFields dict;
    Operator op;
    CmpOp comparison;
    int number;
}

%token START_FILE START_EVAL START_FSTRING
%token END 0 "end of file"
%token NEWLINE
%token INDENT
%token DEDENT
%token NAME
%token INT
%token FLOAT
%token IMAGINARY
%token STRING
%token STRAY
%token MATCH "match"
%token CASE "case"
%token WITH_LPAREN "( of with"
%token FALSE "False"
%token NONE "None"
%token TRUE "True"
%token AND "and"
%token AS "as"
%token ASSERT "assert"
%token ASYNC "async"
%token AWAIT "await"
%token BREAK "break"
%token CLASS "class"
%token CONTINUE "continue"
%token DEF "def"
%token DEL "del"
%token ELIF "elif"
%token ELSE "else"
%token EXCEPT "except"
%token FINALLY "finally"
%token FOR "for"
%token FROM "from"
%token GLOBAL "global"
%token IF "if"
%token IMPORT "import"
%token IN "in"
%token IS "is"
%token LAMBDA "lambda"
%token NONLOCAL "nonlocal"
%token NOT "not"
%token OR "or"
%token PASS "pass"
%token RAISE "raise"
%token RETURN "return"
%token TRY "try"
%token WHILE "while"
%token WITH "with"
%token YIELD "yield"
%token LPAREN "("
%token RPAREN ")"
%token LBRACKET "["
%token RBRACKET "]"
%token LBRACE "{"
%token RBRACE "}"
%token COLON ":"
%token COLON_EQUAL ":="
%token COMMA ","
%token SEMICOLON ";"
%token DOT "."
%token ELLIPSIS "..."
%token ARROW "->"
%token AT "@"
%token PLUS "+"
%token MINUS "-"
%token STAR "*"
%token DOUBLE_STAR "**"
%token SLASH "/"
%token DOUBLE_SLASH "//"
%token PERCENT "%"
%token BAR "|"
%token AMPERSAND "&"
%token CARET "^"
%token TILDE "~"
%token LEFT_SHIFT "<<"
%token RIGHT_SHIFT ">>"
%token LESS "<"
%token GREATER ">"
%token LESS_EQUAL "<="
%token GREATER_EQUAL ">="
%token EQUAL_EQUAL "=="
%token NOT_EQUAL "!="
%token EQUAL "="
%token PLUS_EQUAL "+="
%token MINUS_EQUAL "-="
%token STAR_EQUAL "*="
%token SLASH_EQUAL "/="
%token DOUBLE_SLASH_EQUAL "//="
%token PERCENT_EQUAL "%="
%token AT_EQUAL "@="
%token AMPERSAND_EQUAL "&="
%token BAR_EQUAL "|="
%token CARET_EQUAL "^="
%token LEFT_SHIFT_EQUAL "<<="
%token RIGHT_SHIFT_EQUAL ">>="
%token DOUBLE_STAR_EQUAL "**="

%left "|"
%left "^"
%left "&"
%left "<<" ">>"
%left "+" "-"
%left "*" "/" "//" "%" "@"
%precedence UNARY
%right "**"

%type <list> statements statement_line simple_statements simple_statement_list block else_part finally_part elifs decorators
%type <list> chain assigned_list except_clauses except_star_clauses with_items dotted_as_names import_targets import_names case_blocks
%type <node> simple_statement statement compound_statement function plain_function class elif except_clause except_star_clause value
%type <node> with_item dotted_as_name import_name case_block guard subject returns
%type <op> augmented_operator
%type <augmented> augmented
%type <node> annotated assigned walrus argument_name
%type <number> dots
%type <name> name dotted
%type <names> name_list
%type <comparison> comparison_operator
%type <node> expression named_expression star_expression star_expressions element disjunction conjunction inversion or_chain and_chain
%type <node> comparison comparison_chain bitwise await_primary primary atom lambda yield_expression strings number group
%type <list> star_expression_list elements arguments argument_list class_arguments
%type <node> optional_expression slice slices argument comprehension_for for_targets for_target
%type <list> slice_list comprehension comprehension_ifs for_target_list
%type <dict> dict_items
%type <pair> dict_item
%type <parameters> parameters parameter_list lambda_parameters lambda_parameter_list
%type <parameter> parameter_item lambda_parameter_item
%type <node> default annotation parameter star_parameter lambda_parameter
%type <node> patterns pattern or_pattern closed_pattern literal signed_number sequence_item attribute_value pattern_argument
%type <list> or_patterns sequence_items pattern_arguments pattern_argument_list
%type <dict> mapping_pairs
%type <pair> mapping_pair mapping_rest

%%

start:
    START_FILE file
  | START_EVAL star_expressions newlines    { MAKE(parser->root, Expression, @$, $2, parser->names); }
  | START_FSTRING star_expressions newlines { parser->root = $2; }
  ;

file:
    %empty       { MAKE(parser->root, Module, @$, .names = parser->names); }
  | statements   { MAKE(parser->root, Module, @$, $1, parser->names); }
  ;

newlines: %empty | newlines NEWLINE ;

/* Statements */

statements:
    statement_line              { $$ = $1; }
  | statements statement_line   { $$ = $1; CHECK(build_list_extend(parser, &$$, $2)); }
  ;

statement_line:
    simple_statements   { $$ = $1; }
  | compound_statement  { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  ;

simple_statements:
    simple_statement_list NEWLINE       { $$ = $1; }
  | simple_statement_list ";" NEWLINE   { $$ = $1; }
  ;

simple_statement_list:
    simple_statement                            { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | simple_statement_list ";" simple_statement  { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

block:
    NEWLINE INDENT statements DEDENT    { $$ = $3; }
  | simple_statements                   { $$ = $1; }
  ;

simple_statement:
    statement           { $$ = $1; }
  | "pass"              { MAKE($$, Pass, @$); }
  | "break"             { MAKE($$, Break, @$); }
  | "continue"          { MAKE($$, Continue, @$); }
  | "return"            { MAKE($$, Return, @$, NULL); }
  | "return" star_expressions                       { MAKE($$, Return, @$, $2); }
  | "raise"                                         { MAKE($$, Raise, @$, NULL, NULL); }
  | "raise" expression                              { MAKE($$, Raise, @$, $2, NULL); }
  | "raise" expression "from" expression            { MAKE($$, Raise, @$, $2, $4); }
  | "global" name_list                              { MAKE($$, Global, @$, $2); }
  | "nonlocal" name_list                            { MAKE($$, Nonlocal, @$, $2); }
  | "assert" expression                             { MAKE($$, Assert, @$, $2, NULL); }
  | "assert" expression "," expression              { MAKE($$, Assert, @$, $2, $4); }
  | "import" dotted_as_names                        { MAKE($$, Import, @$, $2); }
  | "from" dotted "import" import_targets           { MAKE($$, ImportFrom, @$, $2, $4, 0); }
  | "from" dots dotted "import" import_targets      { MAKE($$, ImportFrom, @$, $3, $5, $2); }
  | "from" dots "import" import_targets             { MAKE($$, ImportFrom, @$, NULL, $4, $2); }
  | "del" elements optional_comma
        {
            for (uint32_t i = 0; i < $2.count; i++)
                CHECK(target_check(parser, $2.items[i], TARGET_DELETE));
            MAKE($$, Delete, @$, $2);
        }
  ;

/* Assignments, and expressions as statements */
statement:
    value                                       { MAKE($$, Expr, @$, $1); }
  | chain                                       { SET($$, build_assign(parser, @$, $1)); }
  | augmented value                             { SET($$, build_augmented(parser, @$, $1, $2)); }
  | annotated expression                        { SET($$, build_annotated(parser, @$, @1, $1, $2, NULL)); }
  | annotated expression "=" value              { SET($$, build_annotated(parser, @$, @1, $1, $2, $4)); }
  ;

/* Reduced as soon as the operator is read, so that what goes wrong after a bad target is blamed on the
 * target. */
augmented: star_expressions augmented_operator  { build_suspect_target(parser, $1, @2); $$ = (Augmented){$1, $2}; } ;
annotated: star_expressions ":"                 { build_suspect_target(parser, $1, @2); $$ = $1; } ;
assigned: value "="                             { build_suspect_assigned(parser, $1, @2); $$ = $1; } ;

chain: assigned_list value  { $$ = $1; CHECK(build_list_append(parser, &$$, $2)); } ;

assigned_list:
    assigned                { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | assigned_list assigned  { $$ = $1; CHECK(build_list_append(parser, &$$, $2)); }
  ;

value: star_expressions | yield_expression ;

augmented_operator:
    "+="    { $$ = Add; }
  | "-="    { $$ = Sub; }
  | "*="    { $$ = Mult; }
  | "@="    { $$ = MatMult; }
  | "/="    { $$ = Div; }
  | "%="    { $$ = Mod; }
  | "&="    { $$ = BitAnd; }
  | "|="    { $$ = BitOr; }
  | "^="    { $$ = BitXor; }
  | "<<="   { $$ = LShift; }
  | ">>="   { $$ = RShift; }
  | "**="   { $$ = Pow; }
  | "//="   { $$ = FloorDiv; }
  ;

/* Imports and names */

name: NAME  { SET($$, build_token_name(parser, @1.first)); } ;

name_list:
    name                { $$ = (NameList){0}; CHECK(build_names_append(parser, &$$, $1)); }
  | name_list "," name  { $$ = $1; CHECK(build_names_append(parser, &$$, $3)); }
  ;

dotted:
    name                { $$ = $1; }
  | dotted "." name     { SET($$, build_dotted_name(parser, @$)); }
  ;

dots:
    "."         { $$ = 1; }
  | "..."       { $$ = 3; }
  | dots "."    { $$ = $1 + 1; }
  | dots "..."  { $$ = $1 + 3; }
  ;

dotted_as_names:
    dotted_as_name                      { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | dotted_as_names "," dotted_as_name  { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

dotted_as_name:
    dotted              { SET($$, build_alias(parser, @$, $1, NULL)); }
  | dotted "as" name    { SET($$, build_alias(parser, @$, $1, $3)); }
  ;

import_targets:
    import_names
  | "(" import_names optional_comma ")"     { $$ = $2; }
  | "*"
        {
            Node *star;
            $$ = (NodeList){0};
            SET(star, build_alias(parser, @$, NULL, NULL));
            CHECK(build_list_append(parser, &$$, star));
        }
  ;

import_names:
    import_name                     { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | import_names "," import_name    { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

import_name:
    name            { SET($$, build_alias(parser, @$, $1, NULL)); }
  | name "as" name  { SET($$, build_alias(parser, @$, $1, $3)); }
  ;

/* Compound statements */

compound_statement:
    function
  | class
  | decorators function     { SET($$, build_decorated(parser, $2, $1)); }
  | decorators class        { SET($$, build_decorated(parser, $2, $1)); }
  | "if" named_expression ":" block elifs else_part
        { SET($$, build_if(parser, @$, $2, $4, $5, $6)); }
  | "while" named_expression ":" block else_part
        { MAKE($$, While, @$, $2, $4, $5); }
  | "for" for_targets "in" star_expressions ":" block else_part
        { CHECK(target_check(parser, $2, TARGET_FOR)); MAKE($$, For, @$, $2, $4, $6, $7); }
  | "async" "for" for_targets "in" star_expressions ":" block else_part
        { CHECK(target_check(parser, $3, TARGET_FOR)); MAKE($$, AsyncFor, @$, $3, $5, $7, $8); }
  | "with" with_items ":" block
        { MAKE($$, With, @$, $2, $4); }
  | "with" WITH_LPAREN with_items optional_comma ")" ":" block
        { MAKE($$, With, @$, $3, $7); }
  | "async" "with" with_items ":" block
        { MAKE($$, AsyncWith, @$, $3, $5); }
  | "async" "with" WITH_LPAREN with_items optional_comma ")" ":" block
        { MAKE($$, AsyncWith, @$, $4, $8); }
  | "try" ":" block except_clauses else_part finally_part
        { SET($$, build_try(parser, @$, NODE_Try, &(TryFields){$3, $4, $5, $6})); }
  | "try" ":" block except_star_clauses else_part finally_part
        { SET($$, build_try(parser, @$, NODE_TryStar, &(TryFields){$3, $4, $5, $6})); }
  | "try" ":" block "finally" ":" block
        { MAKE($$, Try, @$, .body = $3, .finalbody = $6); }
  | MATCH subject ":" NEWLINE INDENT case_blocks DEDENT
        { MAKE($$, Match, @$, $2, $6); }
  ;

decorators:
    "@" named_expression NEWLINE             { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $2)); }
  | decorators "@" named_expression NEWLINE  { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

function:
    plain_function
  | "async" plain_function  { SET($$, build_async(parser, @$, $2)); }
  ;

plain_function:
    "def" name "(" parameters ")" returns ":" block
        {
            Node *arguments;
            SET(arguments, parameters_finish(parser, $4, @4));
            MAKE($$, FunctionDef, @$, .name = $2, .args = arguments, .body = $8, .returns = $6);
        }
  ;

returns:
    %empty          { $$ = NULL; }
  | "->" expression { $$ = $2; }
  ;

class:
    "class" name class_arguments ":" block  { SET($$, build_class(parser, @$, $2, $3, $5)); }
  ;

class_arguments:
    %empty              { $$ = (NodeList){0}; }
  | "(" arguments ")"   { $$ = $2; }
  ;

elifs:
    %empty      { $$ = (NodeList){0}; }
  | elifs elif  { $$ = $1; CHECK(build_list_append(parser, &$$, $2)); }
  ;

elif: "elif" named_expression ":" block     { MAKE($$, If, @$, .test = $2, .body = $4); } ;

else_part:
    %empty              { $$ = (NodeList){0}; }
  | "else" ":" block    { $$ = $3; }
  ;

finally_part:
    %empty              { $$ = (NodeList){0}; }
  | "finally" ":" block { $$ = $3; }
  ;

with_items:
    with_item                   { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | with_items "," with_item    { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

with_item:
    expression                  { MAKE($$, withitem, @$, $1, NULL); }
  | expression "as" expression  { CHECK(target_check(parser, $3, TARGET_ASSIGN)); MAKE($$, withitem, @$, $1, $3); }
  ;

except_clauses:
    except_clause                   { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | except_clauses except_clause    { $$ = $1; CHECK(build_list_append(parser, &$$, $2)); }
  ;

except_star_clauses:
    except_star_clause                       { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | except_star_clauses except_star_clause   { $$ = $1; CHECK(build_list_append(parser, &$$, $2)); }
  ;

except_clause:
    "except" ":" block                              { MAKE($$, ExceptHandler, @$, NULL, NULL, $3); }
  | "except" expression ":" block                   { MAKE($$, ExceptHandler, @$, $2, NULL, $4); }
  | "except" expression "as" name ":" block         { MAKE($$, ExceptHandler, @$, $2, $4, $6); }
  ;

except_star_clause:
    "except" "*" expression ":" block               { MAKE($$, ExceptHandler, @$, $3, NULL, $5); }
  | "except" "*" expression "as" name ":" block     { MAKE($$, ExceptHandler, @$, $3, $5, $7); }
  ;

/* Match */

subject:
    element                 { SET($$, subject_alone(parser, @1, $1)); }
  | elements ","            { MAKE($$, Tuple, @$, $1, Load); }
  | elements "," element    { CHECK(build_list_append(parser, &$1, $3)); MAKE($$, Tuple, @$, $1, Load); }
  ;

case_blocks:
    case_block              { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | case_blocks case_block  { $$ = $1; CHECK(build_list_append(parser, &$$, $2)); }
  ;

case_block: CASE patterns guard ":" block   { MAKE($$, match_case, @$, $2, $3, $5); } ;

guard:
    %empty                  { $$ = NULL; }
  | "if" named_expression   { $$ = $2; }
  ;

patterns:
    sequence_item                       { SET($$, pattern_alone(parser, @1, $1)); }
  | sequence_items ","                  { MAKE($$, MatchSequence, @$, $1); }
  | sequence_items "," sequence_item    { CHECK(build_list_append(parser, &$1, $3)); MAKE($$, MatchSequence, @$, $1); }
  ;

sequence_items:
    sequence_item                       { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | sequence_items "," sequence_item    { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

sequence_item:
    pattern
  | "*" name    { MAKE($$, MatchStar, @$, pattern_name($2)); }
  ;

pattern:
    or_pattern
  | or_pattern "as" name    { SET($$, pattern_as(parser, @$, @3, $1, $3)); }
  ;

or_pattern:
    closed_pattern
  | or_patterns "|" closed_pattern  { CHECK(build_list_append(parser, &$1, $3)); MAKE($$, MatchOr, @$, $1); }
  ;

or_patterns:
    closed_pattern                  { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | or_patterns "|" closed_pattern  { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

closed_pattern:
    name                                    { MAKE($$, MatchAs, @$, NULL, pattern_name($1)); }
  | literal                                 { SET($$, pattern_literal(parser, @$, $1)); }
  | attribute_value                         { MAKE($$, MatchValue, @$, $1); }
  | "(" ")"                                 { MAKE($$, MatchSequence, @$, (NodeList){0}); }
  | "(" sequence_item ")"                   { SET($$, pattern_alone(parser, @2, $2)); }
  | "(" sequence_items "," ")"              { MAKE($$, MatchSequence, @$, $2); }
  | "(" sequence_items "," sequence_item ")"
        { CHECK(build_list_append(parser, &$2, $4)); MAKE($$, MatchSequence, @$, $2); }
  | "[" "]"                                 { MAKE($$, MatchSequence, @$, (NodeList){0}); }
  | "[" sequence_items optional_comma "]"   { MAKE($$, MatchSequence, @$, $2); }
  | "{" "}"                                 { MAKE($$, MatchMapping, @$, .rest = NULL); }
  | "{" mapping_pairs optional_comma "}"    { SET($$, pattern_mapping(parser, @$, $2)); }
  | "{" mapping_rest optional_comma "}"
        {
            DictFields items = {0};
            CHECK(build_dict_append(parser, &items, $2));
            SET($$, pattern_mapping(parser, @$, items));
        }
  | "{" mapping_pairs "," mapping_rest optional_comma "}"
        { CHECK(build_dict_append(parser, &$2, $4)); SET($$, pattern_mapping(parser, @$, $2)); }
  | name "(" pattern_arguments ")"
        {
            Node *cls;
            MAKE(cls, Name, @1, $1, Load);
            SET($$, pattern_class(parser, @$, cls, $3));
        }
  | attribute_value "(" pattern_arguments ")"   { SET($$, pattern_class(parser, @$, $1, $3)); }
  ;

literal:
    signed_number
  | signed_number "+" number    { SET($$, pattern_complex(parser, @$, $1, Add, $3)); }
  | signed_number "-" number    { SET($$, pattern_complex(parser, @$, $1, Sub, $3)); }
  | strings
  | "None"                      { MAKE($$, Constant, @$, .kind = CONSTANT_NONE); }
  | "True"                      { MAKE($$, Constant, @$, .kind = CONSTANT_TRUE); }
  | "False"                     { MAKE($$, Constant, @$, .kind = CONSTANT_FALSE); }
  ;

signed_number:
    number
  | "-" number  { MAKE($$, UnaryOp, @$, USub, $2); }
  ;

attribute_value:
    name "." name
        {
            Node *value;
            MAKE(value, Name, @1, $1, Load);
            MAKE($$, Attribute, @$, value, $3, Load);
        }
  | attribute_value "." name    { MAKE($$, Attribute, @$, $1, $3, Load); }
  ;

mapping_pairs:
    mapping_pair                    { $$ = (DictFields){0}; CHECK(build_dict_append(parser, &$$, $1)); }
  | mapping_pairs "," mapping_pair  { $$ = $1; CHECK(build_dict_append(parser, &$$, $3)); }
  ;

mapping_pair:
    literal ":" pattern             { $$ = (KeyValue){$1, $3}; }
  | attribute_value ":" pattern     { $$ = (KeyValue){$1, $3}; }
  ;

/* `**rest` is a capture without a key */
mapping_rest: "**" name             { $$.key = NULL; MAKE($$.value, MatchAs, @2, NULL, $2); } ;

pattern_arguments:
    %empty                                  { $$ = (NodeList){0}; }
  | pattern_argument_list optional_comma    { $$ = $1; }
  ;

pattern_argument_list:
    pattern_argument                            { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | pattern_argument_list "," pattern_argument  { $$ = $1; CHECK(pattern_argument_append(parser, &$$, $3)); }
  ;

pattern_argument:
    pattern
  | name "=" pattern    { MAKE($$, keyword, @$, $1, $3); }
  ;

/* Parameters */

parameters:
    %empty                          { SET($$, parameters_new(parser, FORM_DEF)); }
  | parameter_list optional_comma   { $$ = $1; }
  ;

parameter_list:
    parameter_item                      { SET($$, parameters_new(parser, FORM_DEF)); CHECK(parameters_add(parser, $$, $1)); }
  | parameter_list "," parameter_item   { $$ = $1; CHECK(parameters_add(parser, $$, $3)); }
  ;

parameter_item:
    parameter default               { $$ = (Parameter){PARAMETER_PLAIN, $1, $2, @1, @2}; }
  | "/"                             { $$ = (Parameter){.kind = PARAMETER_SLASH, .location = @1}; }
  | "*"                             { $$ = (Parameter){.kind = PARAMETER_STAR, .location = @1}; }
  | "*" star_parameter default      { $$ = (Parameter){PARAMETER_STAR, $2, $3, @1, @3}; }
  | "**" parameter default          { $$ = (Parameter){PARAMETER_DOUBLE_STAR, $2, $3, @1, @3}; }
  ;

parameter: name annotation  { MAKE($$, arg, @$, $1, $2); } ;

star_parameter:
    name annotation         { MAKE($$, arg, @$, $1, $2); }
  | name ":" "*" bitwise
        {
            Node *star;
            Location location = {@3.first, @4.last};
            MAKE(star, Starred, location, $4, Load);
            MAKE($$, arg, @$, $1, star);
        }
  ;

annotation:
    %empty          { $$ = NULL; }
  | ":" expression  { $$ = $2; }
  ;

default:
    %empty          { $$ = NULL; }
  | "=" expression  { $$ = $2; }
  ;

lambda: "lambda" lambda_parameters ":" expression
        {
            Node *arguments;
            SET(arguments, parameters_finish(parser, $2, @2));
            MAKE($$, Lambda, @$, arguments, $4);
        }
  ;

lambda_parameters:
    %empty                                  { SET($$, parameters_new(parser, FORM_LAMBDA)); }
  | lambda_parameter_list optional_comma    { $$ = $1; }
  ;

lambda_parameter_list:
    lambda_parameter_item                           { SET($$, parameters_new(parser, FORM_LAMBDA)); CHECK(parameters_add(parser, $$, $1)); }
  | lambda_parameter_list "," lambda_parameter_item { $$ = $1; CHECK(parameters_add(parser, $$, $3)); }
  ;

lambda_parameter_item:
    lambda_parameter default        { $$ = (Parameter){PARAMETER_PLAIN, $1, $2, @1, @2}; }
  | "/"                             { $$ = (Parameter){.kind = PARAMETER_SLASH, .location = @1}; }
  | "*"                             { $$ = (Parameter){.kind = PARAMETER_STAR, .location = @1}; }
  | "*" lambda_parameter default    { $$ = (Parameter){PARAMETER_STAR, $2, $3, @1, @3}; }
  | "**" lambda_parameter default   { $$ = (Parameter){PARAMETER_DOUBLE_STAR, $2, $3, @1, @3}; }
  ;

lambda_parameter: name  { MAKE($$, arg, @$, $1, NULL); } ;

/* Expressions, from the loosest to the tightest */

star_expressions:
    star_expression
  | star_expression_list ","
        { MAKE($$, Tuple, @$, $1, Load); }
  | star_expression_list "," star_expression
        { CHECK(build_list_append(parser, &$1, $3)); MAKE($$, Tuple, @$, $1, Load); }
  ;

star_expression_list:
    star_expression                             { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | star_expression_list "," star_expression    { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

star_expression:
    expression
  | "*" bitwise     { MAKE($$, Starred, @$, $2, Load); }
  ;

elements:
    element                 { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | elements "," element    { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

element:
    named_expression
  | "*" bitwise     { MAKE($$, Starred, @$, $2, Load); }
  ;

optional_comma: %empty | "," ;

yield_expression:
    "yield"                     { MAKE($$, Yield, @$, NULL); }
  | "yield" star_expressions    { MAKE($$, Yield, @$, $2); }
  | "yield" "from" expression   { MAKE($$, YieldFrom, @$, $3); }
  ;

named_expression:
    expression
  | walrus expression           { SET($$, build_named(parser, @$, $1, $2)); }
  ;

walrus: expression ":="         { build_suspect_keyword(parser, @1, @2); $$ = $1; } ;

expression:
    disjunction
  | disjunction "if" disjunction "else" expression  { MAKE($$, IfExp, @$, $3, $1, $5); }
  | lambda
  ;

disjunction: conjunction | or_chain ;

or_chain:
    conjunction "or" conjunction    { SET($$, build_bool(parser, @$, Or, $1, $3)); }
  | or_chain "or" conjunction       { SET($$, build_extended_bool(parser, @$, $1, $3)); }
  ;

conjunction: inversion | and_chain ;

and_chain:
    inversion "and" inversion   { SET($$, build_bool(parser, @$, And, $1, $3)); }
  | and_chain "and" inversion   { SET($$, build_extended_bool(parser, @$, $1, $3)); }
  ;

inversion:
    comparison
  | "not" inversion     { MAKE($$, UnaryOp, @$, Not, $2); }
  ;

comparison: bitwise | comparison_chain ;

comparison_chain:
    bitwise comparison_operator bitwise             { SET($$, build_compare(parser, @$, $1, $2, $3)); }
  | comparison_chain comparison_operator bitwise    { SET($$, build_extended_compare(parser, @$, $1, $2, $3)); }
  ;

comparison_operator:
    "=="        { $$ = Eq; }
  | "!="        { $$ = NotEq; }
  | "<"         { $$ = Lt; }
  | "<="        { $$ = LtE; }
  | ">"         { $$ = Gt; }
  | ">="        { $$ = GtE; }
  | "is"        { $$ = Is; }
  | "is" "not"  { $$ = IsNot; }
  | "in"        { $$ = In; }
  | "not" "in"  { $$ = NotIn; }
  ;

bitwise:
    await_primary
  | bitwise "|" bitwise     { MAKE($$, BinOp, @$, $1, BitOr, $3); }
  | bitwise "^" bitwise     { MAKE($$, BinOp, @$, $1, BitXor, $3); }
  | bitwise "&" bitwise     { MAKE($$, BinOp, @$, $1, BitAnd, $3); }
  | bitwise "<<" bitwise    { MAKE($$, BinOp, @$, $1, LShift, $3); }
  | bitwise ">>" bitwise    { MAKE($$, BinOp, @$, $1, RShift, $3); }
  | bitwise "+" bitwise     { MAKE($$, BinOp, @$, $1, Add, $3); }
  | bitwise "-" bitwise     { MAKE($$, BinOp, @$, $1, Sub, $3); }
  | bitwise "*" bitwise     { MAKE($$, BinOp, @$, $1, Mult, $3); }
  | bitwise "/" bitwise     { MAKE($$, BinOp, @$, $1, Div, $3); }
  | bitwise "//" bitwise    { MAKE($$, BinOp, @$, $1, FloorDiv, $3); }
  | bitwise "%" bitwise     { MAKE($$, BinOp, @$, $1, Mod, $3); }
  | bitwise "@" bitwise     { MAKE($$, BinOp, @$, $1, MatMult, $3); }
  | bitwise "**" bitwise    { MAKE($$, BinOp, @$, $1, Pow, $3); }
  | "+" bitwise %prec UNARY { MAKE($$, UnaryOp, @$, UAdd, $2); }
  | "-" bitwise %prec UNARY { MAKE($$, UnaryOp, @$, USub, $2); }
  | "~" bitwise %prec UNARY { MAKE($$, UnaryOp, @$, Invert, $2); }
  ;

await_primary:
    primary
  | "await" primary     { MAKE($$, Await, @$, $2); }
  ;

primary:
    atom
  | primary "." name            { MAKE($$, Attribute, @$, $1, $3, Load); }
  | primary "[" slices "]"      { MAKE($$, Subscript, @$, $1, $3, Load); }
  | primary "(" arguments ")"
        {
            Location brackets = {@2.first, @4.last};
            SET($$, build_call(parser, @$, brackets, $1, $3));
        }
  ;

arguments:
    %empty                          { $$ = (NodeList){0}; }
  | argument_list                   { $$ = $1; }
  | argument_list ","               { $$ = $1; CHECK(build_arguments_have_comma(parser, $$)); }
  ;

argument_list:
    argument                    { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | argument_list "," argument  { $$ = $1; CHECK(build_argument_append(parser, &$$, $3, @3)); }
  ;

argument:
    expression
  | walrus expression           { SET($$, build_named_argument(parser, @$, @1, $1, $2)); }
  | "*" expression              { MAKE($$, Starred, @$, $2, Load); }
  | "**" expression             { MAKE($$, keyword, @$, NULL, $2); }
  | argument_name expression    { SET($$, build_keyword(parser, @$, @1, $1, $2)); }
  | expression comprehension    { SET($$, build_comprehension(parser, @$, NODE_GeneratorExp, $1, $2)); }
  ;

argument_name: expression "="   { build_suspect_keyword(parser, @1, @2); $$ = $1; } ;

slices:
    slice                       { SET($$, build_slices(parser, @$, $1)); }
  | slice_list ","              { MAKE($$, Tuple, @$, $1, Load); }
  | slice_list "," slice        { CHECK(build_list_append(parser, &$1, $3)); MAKE($$, Tuple, @$, $1, Load); }
  ;

slice_list:
    slice                   { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | slice_list "," slice    { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

slice:
    element
  | optional_expression ":" optional_expression                             { MAKE($$, Slice, @$, $1, $3, NULL); }
  | optional_expression ":" optional_expression ":" optional_expression     { MAKE($$, Slice, @$, $1, $3, $5); }
  ;

optional_expression:
    %empty      { $$ = NULL; }
  | expression
  ;

atom:
    name        { MAKE($$, Name, @$, $1, Load); }
  | "None"      { MAKE($$, Constant, @$, .kind = CONSTANT_NONE); }
  | "True"      { MAKE($$, Constant, @$, .kind = CONSTANT_TRUE); }
  | "False"     { MAKE($$, Constant, @$, .kind = CONSTANT_FALSE); }
  | "..."       { MAKE($$, Constant, @$, .kind = CONSTANT_ELLIPSIS); }
  | number
  | strings
  | group
  | "[" "]"                                 { MAKE($$, List, @$, (NodeList){0}, Load); }
  | "[" elements optional_comma "]"         { MAKE($$, List, @$, $2, Load); }
  | "[" element comprehension "]"           { SET($$, build_comprehension(parser, @$, NODE_ListComp, $2, $3)); }
  | "{" "}"                                 { MAKE($$, Dict, @$, .keys = {0}); }
  | "{" dict_items optional_comma "}"       { MAKE($$, Dict, @$, $2.keys, $2.values); }
  | "{" dict_item comprehension "}"         { SET($$, build_dict_comprehension(parser, @$, @2, $2, $3)); }
  | "{" elements optional_comma "}"         { MAKE($$, Set, @$, $2); }
  | "{" element comprehension "}"           { SET($$, build_comprehension(parser, @$, NODE_SetComp, $2, $3)); }
  ;

group:
    "(" ")"                             { MAKE($$, Tuple, @$, (NodeList){0}, Load); }
  | "(" element ")"                     { SET($$, build_group(parser, $2)); }
  | "(" yield_expression ")"            { SET($$, build_group(parser, $2)); }
  | "(" elements "," ")"                { MAKE($$, Tuple, @$, $2, Load); }
  | "(" elements "," element ")"        { CHECK(build_list_append(parser, &$2, $4)); MAKE($$, Tuple, @$, $2, Load); }
  | "(" element comprehension ")"
        {
            SET($$, build_comprehension(parser, @$, NODE_GeneratorExp, $2, $3));
            $$->is_bracketed = true;
        }
  ;

number:
    INT         { SET($$, build_number(parser, @$)); }
  | FLOAT       { SET($$, build_number(parser, @$)); }
  | IMAGINARY   { SET($$, build_number(parser, @$)); }
  ;

strings: string_tokens  { SET($$, build_strings(parser, @$)); } ;

string_tokens: STRING | string_tokens STRING ;

dict_items:
    dict_item                   { $$ = (DictFields){0}; CHECK(build_dict_append(parser, &$$, $1)); }
  | dict_items "," dict_item    { $$ = $1; CHECK(build_dict_append(parser, &$$, $3)); }
  ;

dict_item:
    expression ":" expression   { $$ = (KeyValue){$1, $3}; }
  | "**" bitwise                { $$ = (KeyValue){NULL, $2}; }
  ;

/* Comprehensions */

comprehension:
    comprehension_for                   { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | comprehension comprehension_for     { $$ = $1; CHECK(build_list_append(parser, &$$, $2)); }
  ;

comprehension_for:
    "for" for_targets "in" disjunction comprehension_ifs
        { CHECK(target_check(parser, $2, TARGET_FOR)); MAKE($$, comprehension, @$, $2, $4, $5, 0); }
  | "async" "for" for_targets "in" disjunction comprehension_ifs
        { CHECK(target_check(parser, $3, TARGET_FOR)); MAKE($$, comprehension, @$, $3, $5, $6, 1); }
  ;

comprehension_ifs:
    %empty                              { $$ = (NodeList){0}; }
  | comprehension_ifs "if" disjunction  { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

for_targets:
    for_target
  | for_target_list ","             { MAKE($$, Tuple, @$, $1, Load); }
  | for_target_list "," for_target  { CHECK(build_list_append(parser, &$1, $3)); MAKE($$, Tuple, @$, $1, Load); }
  ;

for_target_list:
    for_target                      { $$ = (NodeList){0}; CHECK(build_list_append(parser, &$$, $1)); }
  | for_target_list "," for_target  { $$ = $1; CHECK(build_list_append(parser, &$$, $3)); }
  ;

for_target:
    bitwise
  | "*" bitwise     { MAKE($$, Starred, @$, $2, Load); }
  ;

%%

/* Called when no token can follow, and when the stack is full. */
static void yyerror(Location *location, Parser *parser, const char *message)
{
    if (strcmp(message, "syntax error") != 0) {
        parser_fail_memory(parser);
        return;
    }
    parser->failed_token = location->first;
    parser->gave_up = true;
}
