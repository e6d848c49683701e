/* source_anchors: what the carets under a line of a traceback are drawn from: the line, and the operator in
 * its marked text. */
#ifndef OURO_VM_COMPILE_SOURCE_ANCHORS_H
#define OURO_VM_COMPILE_SOURCE_ANCHORS_H

#include "runtime/life/object.h"

typedef struct SourceLine {
    const char *start; /* within the text it was found in */
    size_t length;     /* without the newline */
} SourceLine;

typedef struct SourceAnchors {
    size_t left_end, right_start; /* of the operator, in bytes of the line */
} SourceAnchors;

/* Line `number` (from 1) of a text. False if there is none. */
MUST_USE bool source_find_numbered_line(const char *bytes, size_t length, uint32_t number, SourceLine *line);

/* The operator of the operation, or the brackets of the subscription, that text[start..stop) is. False if it
 * is something else. No exception is set. */
MUST_USE bool source_find_anchors(const char *text, size_t start, size_t stop, SourceAnchors *anchors);

#endif
