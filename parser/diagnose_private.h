/* diagnose_private: what diagnose.c (statements) and match_expression.c share.
 *
 * A rule is a function that tries to match at a token. It returns true with *match filled in; false if it
 * does not match, or if an error has been raised, after which no rule matches any more. */
#ifndef OURO_PARSER_DIAGNOSE_PRIVATE_H
#define OURO_PARSER_DIAGNOSE_PRIVATE_H

#include "parser/parser_private.h"

typedef struct Match {
    uint32_t end;   /* the token after it */
    uint32_t first; /* the tokens of its node: without the brackets around a group */
    uint32_t last;
    NodeKind kind;
    ConstantKind constant; /* of NODE_Constant */
} Match;

typedef struct Memo Memo;

typedef struct Diagnosis {
    Parser *parser;
    uint32_t first;    /* the logical line under examination */
    uint32_t furthest; /* the last token looked at: where CPython reports what has no better place */
    bool raised;
    bool is_quiet; /* match only; raise nothing */
    uint32_t depth;
    Memo *memos;
    uint32_t memo_count;
} Diagnosis;

TokenKind diagnose_kind_at(Diagnosis *diagnosis, uint32_t token);
bool diagnose_is_word_at(Diagnosis *diagnosis, uint32_t token, const char *word);

/* Raise an error, unless quiet. Always false. */
bool diagnose_raise_at(Diagnosis *diagnosis, uint32_t first, uint32_t last, const char *message);
bool diagnose_raise_named(Diagnosis *diagnosis, uint32_t first, uint32_t last, const char *format, const char *name);
bool diagnose_raise_last(Diagnosis *diagnosis, const char *message);                 /* at the furthest token */
bool diagnose_raise_from(Diagnosis *diagnosis, uint32_t first, const char *message); /* from a token to the furthest */
bool diagnose_raise_invalid_target(Diagnosis *diagnosis, const Match *target, TargetUse use);

const char *diagnose_match_name(const Match *match);

/* Inside of rules: once an error is raised nothing matches. */
#define RETURN_IF_RAISED(diagnosis) \
    do {                            \
        if ((diagnosis)->raised)    \
            return false;           \
    } while (0)

static inline bool matched(Match *match, uint32_t first, uint32_t end, NodeKind kind)
{
    *match = (Match){.end = end, .first = first, .last = end - 1, .kind = kind};
    return true;
}

bool match_assignment_expression(Diagnosis *diagnosis, uint32_t at, Match *match); /* name := value */
bool match_generators(Diagnosis *diagnosis, uint32_t at, Match *match);            /* for … in … of a comprehension */
bool match_named_expression(Diagnosis *diagnosis, uint32_t at, Match *match);
bool match_expression(Diagnosis *diagnosis, uint32_t at, Match *match);
bool match_bitwise(Diagnosis *diagnosis, uint32_t at, Match *match);
bool match_atom(Diagnosis *diagnosis, uint32_t at, Match *match);
bool match_primary(Diagnosis *diagnosis, uint32_t at, Match *match);
bool match_star_expression(Diagnosis *diagnosis, uint32_t at, Match *match);
bool match_star_expressions(Diagnosis *diagnosis, uint32_t at, Match *match);
bool match_star_named(Diagnosis *diagnosis, uint32_t at, Match *match);
bool match_yield(Diagnosis *diagnosis, uint32_t at, Match *match);
bool match_target(Diagnosis *diagnosis, uint32_t at, Match *match); /* a name, attribute, subscript, tuple or list */
bool match_star_targets(Diagnosis *diagnosis, uint32_t at, Match *match);
bool match_arguments(Diagnosis *diagnosis, uint32_t at, uint32_t *end); /* up to the bracket */
bool match_parameters(Diagnosis *diagnosis, uint32_t at, TokenKind close, uint32_t *end);

/* Memory for match results, for so many tokens. */
Memo *diagnose_memos(Arena *arena, uint32_t count);

/* A statement on one line, a header with its colon; raises what can be said of it. */
void diagnose_line(Diagnosis *diagnosis, uint32_t at);

#endif
