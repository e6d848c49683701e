/* view: what a look at the heap gives: the same as text, as JSON, and, for pictures, as DOT and SVG.
 *
 * All of it is made at once, outside of the counted heap, and holds no reference: a view shows a moment that
 * is gone. In Python it is an object of type heapview.View, whose str() and repr() are the text. */
#ifndef OURO_HEAPVIEW_TELL_VIEW_H
#define OURO_HEAPVIEW_TELL_VIEW_H

#include "heapview/tell/text.h"
#include "runtime/classes/type.h"

typedef struct Forms {
    Text text; /* with colours */
    Text json;
    Text dot, svg; /* empty where the view is no picture */
} Forms;

extern TypeObject view_type;

void view_forms_free(Forms *forms);

/* A View of these forms, which are consumed, also on failure. NULL with MemoryError, also if one of the forms
 * has failed. */
MUST_USE Ref view_new_take(Forms *forms);

/* For the command line: write the form that the file's ending asks for (.txt, .json, .dot, .svg) into it, or,
 * if `path` is NULL, the text on stdout, coloured on a terminal. The forms are consumed. Returns the exit
 * status; what went wrong is written on stderr. */
int view_forms_write_take(Forms *forms, const char *path, const char *command);

/* The text of a JSON value as Python objects: dict, list, str, int, float, True, False, None. NULL with an
 * exception. `text` is what heapview has written itself. */
MUST_USE Ref data_from_json(const Text *text);

#endif
