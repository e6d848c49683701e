/* changes: what one statement did to memory, in one line: which counts changed and to what, what was born and died, what
 * the collector did.
 *
 *     a 1→2 · born list b, 2 Node · died Node (was c) · collector: generation 2, 3 collected
 */
#ifndef OURO_HEAPVIEW_VIEWS_CHANGES_H
#define OURO_HEAPVIEW_VIEWS_CHANGES_H

#include "heapview/tell/text.h"
#include "runtime/memory/basics.h"

/* Begin to note. False if there is no memory, or somebody notes already: then nothing is noted. */
MUST_USE bool changes_begin(void);
/* End, and tell it, with colours, in a line without its newline, which leaves things out to fit the columns. False if
 * there is no memory. */
MUST_USE bool changes_end(Text *line, size_t columns);

#endif
