/* source_anchors: the operator in a marked piece of a source line, found by parsing the piece again, as
 * CPython does. */
#include "vm/compile/source_anchors.h"

#include <string.h>

#include "parser/parser.h"

bool source_find_numbered_line(const char *bytes, size_t length, uint32_t number, SourceLine *line)
{
    line->start = parser_source_line(bytes, length, number, &line->length);
    return line->start != NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f';
}

bool source_find_anchors(const char *text, size_t start, size_t stop, SourceAnchors *anchors)
{
    /* in parentheses, so that it may span what it likes */
    Arena arena;
    SourceError error;
    bool found = false;
    arena_init(&arena);
    char *wrapped = arena_alloc(&arena, stop - start + 3);
    if (wrapped) {
        wrapped[0] = '(';
        memcpy(wrapped + 1, text + start, stop - start);
        wrapped[stop - start + 1] = ')';
        Node *root = parser_parse(&arena, wrapped, stop - start + 2, "<anchors>", PARSE_EVAL, &error);
        Node *node = root ? root->Expression.body : NULL;
        if (node && node->kind == NODE_BinOp) {
            size_t from = node->BinOp.left->end_column, to = node->BinOp.right->column;
            while (from < to && is_blank(wrapped[from]))
                from++;
            size_t length = from + 1 < to && !is_blank(wrapped[from + 1]) ? 2 : 1; /* also where it is a bracket: as in CPython 3.11.2 */
            *anchors = (SourceAnchors){start + from - 1, start + from - 1 + length};
            found = from < to;
        } else if (node && node->kind == NODE_Subscript) {
            size_t from = node->Subscript.value->end_column;
            size_t to = node->Subscript.slice->end_column; /* neither is looked for behind parentheses */
            *anchors = (SourceAnchors){start + from - 1, start + to};
            found = to < stop - start + 1;
        }
    }
    arena_destroy(&arena);
    return found;
}
