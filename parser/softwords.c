/* softwords: what the grammar cannot decide with one token of lookahead is decided here, in the token array,
 * before parsing.
 *
 *   match    a keyword at the start of a logical line that ends in a colon (no simple statement does), unless what follows shows a name
 *   case     a keyword at the start of each logical line directly within a match block
 *   with (   the bracket encloses the items of the statement, rather than an expression, if all within can be items, and a
 *            colon follows its end or an `as` stands in it */
#include <string.h>

#include "parser/parser_private.h"

enum { MAX_BLOCKS = 104 }; /* more than the lexer's limit of indentations */

static bool is_word(const Parser *parser, uint32_t token, const char *word)
{
    size_t length = strlen(word);
    return token_kind(parser, token) == TOKEN_NAME && parser->tokens.items[token].length == length &&
           memcmp(token_text(parser, token), word, length) == 0;
}

/* Whether the token may follow the keyword match. After a name, `(`, `[`, `*` and `-` may too; the line's end
 * decides. */
static bool can_begin_subject(TokenKind kind)
{
    switch (kind) {
    case TOKEN_NAME:
    case TOKEN_INT:
    case TOKEN_FLOAT:
    case TOKEN_IMAGINARY:
    case TOKEN_STRING:
    case TOKEN_FALSE:
    case TOKEN_NONE:
    case TOKEN_TRUE:
    case TOKEN_AWAIT:
    case TOKEN_LAMBDA:
    case TOKEN_NOT:
    case TOKEN_LPAREN:
    case TOKEN_LBRACKET:
    case TOKEN_LBRACE:
    case TOKEN_ELLIPSIS:
    case TOKEN_PLUS:
    case TOKEN_MINUS:
    case TOKEN_STAR:
    case TOKEN_TILDE: return true;
    default: return false;
    }
}

static uint32_t line_end(const Parser *parser, uint32_t token)
{
    while (token_kind(parser, token) != TOKEN_NEWLINE && token_kind(parser, token) != TOKEN_END)
        token++;
    return token;
}

static bool is_match(const Parser *parser, uint32_t token)
{
    return is_word(parser, token, "match") && can_begin_subject(token_kind(parser, token + 1)) &&
           token_kind(parser, line_end(parser, token) - 1) == TOKEN_COLON;
}

static bool is_case(const Parser *parser, uint32_t token)
{
    return is_word(parser, token, "case");
}

/* Whether what is between the brackets can be the items of a with statement, and a colon follows. */
static bool encloses_items(const Parser *parser, uint32_t open)
{
    uint8_t level = (uint8_t)(parser->tokens.items[open].level + 1);
    uint32_t lambdas = 0;
    bool begins_item = true;
    bool has_as = false;
    for (uint32_t token = open + 1;; token++) {
        const Token *found = &parser->tokens.items[token];
        if (found->kind == TOKEN_END)
            return false;
        if (found->level < level)
            return token > open + 1 && (has_as || token_kind(parser, token + 1) == TOKEN_COLON);
        if (found->level > level)
            continue;
        if (begins_item && (found->kind == TOKEN_STAR || found->kind == TOKEN_YIELD))
            return false;
        if (found->kind == TOKEN_COLON_EQUAL || found->kind == TOKEN_FOR || found->kind == TOKEN_ASYNC)
            return false;
        has_as = has_as || found->kind == TOKEN_AS;
        if (found->kind == TOKEN_LAMBDA)
            lambdas++;
        else if (found->kind == TOKEN_COLON && lambdas)
            lambdas--;
        begins_item = found->kind == TOKEN_COMMA && !lambdas;
    }
}

void softwords_retag(Parser *parser)
{
    bool is_match_block[MAX_BLOCKS] = {false};
    uint32_t depth = 0;
    bool begins_line = true;
    bool match_pending = false; /* the next INDENT opens the block of a match */
    for (uint32_t i = 0; i < parser->tokens.count; i++) {
        Token *token = &parser->tokens.items[i];
        switch (token->kind) {
        case TOKEN_INDENT:
            is_match_block[++depth] = match_pending;
            match_pending = false;
            begins_line = true;
            break;
        case TOKEN_DEDENT:
            depth--;
            begins_line = true;
            break;
        case TOKEN_NEWLINE: begins_line = true; break;
        case TOKEN_NAME:
            if (begins_line && is_match_block[depth] && is_case(parser, i))
                token->kind = TOKEN_CASE;
            else if (begins_line && is_match(parser, i)) {
                token->kind = TOKEN_MATCH;
                match_pending = true;
            }
            begins_line = false;
            break;
        case TOKEN_WITH:
            if (token_kind(parser, i + 1) == TOKEN_LPAREN && encloses_items(parser, i + 1))
                parser->tokens.items[i + 1].kind = TOKEN_WITH_LPAREN;
            begins_line = false;
            break;
        default: begins_line = false;
        }
    }
}
