#include "parser/parser_private.h"
void parser_diagnose(Parser *parser)
{
    parser_fail(parser, SOURCE_SYNTAX_ERROR, (Location){parser->failed_token, parser->failed_token}, "invalid syntax");
}
