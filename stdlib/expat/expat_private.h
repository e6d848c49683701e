/* expat_private: what the files of the module pyexpat share: the parser. */
#ifndef OURO_STDLIB_EXPAT_EXPAT_PRIVATE_H
#define OURO_STDLIB_EXPAT_EXPAT_PRIVATE_H

#include <expat.h>

#include "vm/module.h"

enum {
#define HANDLER(name, set) HANDLER_##name,
#include "stdlib/expat/expat_handlers.def"
#undef HANDLER
    HANDLER_COUNT
};

typedef struct ParserObject {
    GC_HEAD(unused);
    XML_Parser parser;
    Ref handlers[HANDLER_COUNT]; /* or NULL */
    Ref intern;                  /* a dict of the names that were seen, or NULL */
    Ref parent;                  /* the parser of the document that an entity belongs to: expat looks into it; or NULL */
    char *buffer;                /* character data that wait, of buffer_size bytes; NULL: none do */
    int buffer_size, buffer_used;
    bool ordered_attributes, specified_attributes, namespace_prefixes, is_parsing, in_callback;
} ParserObject;

extern TypeObject expat_parser_type;

/* The attributes that are handlers, for the type's table, and more. */
extern const NativeProperty expat_parser_properties[];

/* Tell expat of all handlers that are set, in a parser that is new. */
void expat_set_handlers(ParserObject *parser);
/* Forget all handlers; expat is told of none of them any more. */
void expat_clear_handlers(ParserObject *parser);
/* Hand out the character data that wait. False with an exception. */
MUST_USE bool expat_flush(ParserObject *parser);
/* Begin or end to gather character data. False with an exception. */
MUST_USE bool expat_set_buffer(ParserObject *parser, bool gathers, int size);
void expat_drop_buffer(ParserObject *parser);
/* An encoding that expat does not know. */
int expat_unknown_encoding(void *parser, const XML_Char *name, XML_Encoding *info);

#endif
