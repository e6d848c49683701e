/* traceback: where an exception passed through: a list of frames and lines, the outermost first. */
#ifndef OURO_VM_RUN_TRACEBACK_H
#define OURO_VM_RUN_TRACEBACK_H

#include "vm/run/frame.h"

typedef struct TracebackObject {
    GC_HEAD(line);                /* see traceback_line */
    struct TracebackObject *next; /* owned: the frame it came from, further in */
    FrameObject *frame;           /* owned */
    int32_t offset;               /* tb_lasti: of the instruction in co_code, in bytes; anything, in one that a program made */
} TracebackObject;

/* The position in the source that the traceback shows. One that a program made may name a line and an instruction that
 * do not belong together, or that its code has not: it is a line without columns, then. */
CodePosition traceback_position(const TracebackObject *entry);

/* The index of the instruction; SIZE_MAX if there can be no such one. */
size_t traceback_instruction(const TracebackObject *entry);

/* Its line as Python sees it. */
static inline int32_t traceback_line(const TracebackObject *entry)
{
    return (int32_t)entry->line;
}

extern TypeObject traceback_type;

/* The frame, at this instruction of this line, becomes the outermost entry of the exception's traceback.
 * Without memory the entry is left out. */
void traceback_add(View exception, Frame *frame, uint32_t instruction, uint32_t line);

/* Drop the entries of importlib's own frames: all of them, or only those runs that end where the code of a
 * module is called. */
void traceback_drop_importlib(Ref *traceback, bool drops_all);

/* Write the running frames on stderr, the youngest first, without allocating anything: for fatal errors. */
void traceback_dump(void);

#endif
