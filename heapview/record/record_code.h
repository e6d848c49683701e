/* record_code: which code is the script's own, and what of it the recording names: files, lines,
 * variables. */
#ifndef OURO_HEAPVIEW_RECORD_RECORD_CODE_H
#define OURO_HEAPVIEW_RECORD_RECORD_CODE_H

#include "heapview/record/record_state.h"

/* The script, by the name that it is run by: its own code is what lies in its folder or below, the installed
 * library excepted. False if there is no memory. */
MUST_USE bool code_start(const char *script);
void code_stop(void);

/* What is known of a code object. Never NULL: without memory, that it is not the script's own. */
const CodeInfo *code_info_of(CodeView code);

/* Is this class, function or instance's class the script's own? */
bool code_is_own_class(const TypeObject *type);

/* The lines of JSON that say which files and code objects there are, from number `*from` on; both counts move
 * on. */
typedef struct CodeCounts {
    size_t files, codes;
} CodeCounts;
void code_write(Text *out, CodeCounts *from);

#endif
