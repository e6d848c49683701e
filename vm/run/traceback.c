/* traceback: traceback objects. Printing them is in stdlib/builtins/print_exception.c.
 *
 * A traceback is a list that grows at its head while the exception goes outwards: each frame that it
 * leaves, or whose handler it reaches, puts itself before those further in.
 *
 *     def f(): g()          exception ─traceback─► f, line 1 ─next─► g, line 2 ─next─► None
 *     def g(): 1 / 0
 *
 * So the order of the list is that in which it is printed, "most recent call last". An entry holds
 * the frame as an object, and by it every variable there: an exception that is kept keeps all of
 * them alive. The line is noted beside the frame, since the frame may go on (a handler runs) and be
 * at another one when somebody prints. */
#include "vm/run/traceback.h"

#include <pthread.h>
#include <stdio.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

enum { BYTES_OF_INSTRUCTION = 8 }; /* in co_code */

/* The exception is taken out of thread.raised meanwhile and set again: making the objects may fail
 * for want of memory, and that failure is dropped. A MemoryError without a complete traceback is
 * better than another one. */
void traceback_add(View exception, Frame *frame, uint32_t instruction, uint32_t line)
{
    ASSERT(is_exception(exception));
    ASSERT(instruction < frame->code->instruction_count);
    Ref raised = error_take();
    ExceptionObject *error = (ExceptionObject *)exception;
    FrameObject *object = (FrameObject *)frame_object(frame);
    TracebackObject *entry = object ? gc_new(TYPE_TRACEBACK, sizeof *entry) : NULL;
    if (entry) {
        entry->next = (TracebackObject *)error->traceback; /* moved */
        entry->frame = object;
        entry->offset = (int32_t)(instruction * BYTES_OF_INSTRUCTION);
        entry->line = line;
        error->traceback = AS_OBJECT(entry);
        gc_track(AS_OBJECT(entry));
    } else {
        release_maybe(AS_OBJECT(object));
        error_clear();
    }
    error_restore_take(raised);
}

static bool is_of_importlib(const TracebackObject *entry)
{
    View filename = entry->frame->code->filename;
    return str_equal_text(filename, "<frozen importlib._bootstrap>") || str_equal_text(filename, "<frozen importlib._bootstrap_external>");
}

/* Behind it stands code that is not importlib's: a function that importlib calls by this one for just this
 * purpose. */
static bool calls_outside(const TracebackObject *entry)
{
    return str_equal_text(entry->frame->code->name, "_call_with_frames_removed");
}

void traceback_drop_importlib(Ref *traceback, bool drops_all)
{
    TracebackObject **run = NULL; /* where the present run of importlib's entries hangs */
    TracebackObject **place = (TracebackObject **)(void *)traceback;
    while (*place) {
        TracebackObject *entry = *place;
        bool is_own = is_of_importlib(entry);
        if (is_own && !run)
            run = place;
        else if (!is_own)
            run = NULL;
        if (is_own && (drops_all || calls_outside(entry))) {
            TracebackObject *rest = entry->next, *dropped = *run;
            retain_maybe((View)rest);
            *run = rest;
            place = run;
            run = NULL;
            release((Ref)dropped);
            continue;
        }
        place = &entry->next;
    }
}

/* For fatal errors, when the heap may be broken: it goes along the frames themselves and asks for no
 * objects. */
void traceback_dump(void)
{
    enum { MOST = 100 };
    fprintf(stderr, "Current thread 0x%016lx (most recent call first):\n", (unsigned long)pthread_self());
    int shown = 0;
    for (const Frame *frame = vm_current_frame(); frame; frame = frame_previous(frame)) {
        if (!frame->code || !frame->pc)
            continue;
        if (shown++ == MOST) {
            fputs("  ...\n", stderr);
            return;
        }
        fputs("  File \"", stderr);
        str_write_escaped(frame->code->filename);
        fprintf(stderr, "\", line %u in ", code_position(frame->code, (size_t)(frame->pc - frame->code->instructions))->line);
        str_write_escaped(frame->code->name);
        fputc('\n', stderr);
    }
    if (shown == 0)
        fputs("  <no Python frame>\n", stderr);
}

static TracebackObject *traceback_of(View self)
{
    return (TracebackObject *)self;
}

static Ref get_next(View self)
{
    TracebackObject *next = traceback_of(self)->next;
    return retain(next ? AS_OBJECT(next) : NONE);
}

static bool set_next(View self, View value)
{
    if (!value) {
        raise_error(TypeError, "can't delete tb_next attribute");
        return false;
    }
    if (value != NONE && value->type != TYPE_TRACEBACK) {
        raise_error(TypeError, "expected traceback object, got '%T'", value);
        return false;
    }
    for (TracebackObject *step = value == NONE ? NULL : traceback_of(value); step; step = step->next)
        if (AS_OBJECT(step) == self) {
            raise_error(ValueError, "traceback loop detected");
            return false;
        }
    replace_take((Ref *)(void *)&traceback_of(self)->next, value == NONE ? NULL : retain(value));
    return true;
}

static Ref get_frame(View self)
{
    return retain(AS_OBJECT(traceback_of(self)->frame));
}
static Ref get_line(View self)
{
    return int_new(traceback_line(traceback_of(self)));
}
static Ref get_lasti(View self)
{
    return int_new(traceback_of(self)->offset);
}

size_t traceback_instruction(const TracebackObject *entry)
{
    return entry->offset < 0 ? SIZE_MAX : (size_t)entry->offset / BYTES_OF_INSTRUCTION;
}

static const CodePosition *position_peek(const TracebackObject *entry)
{
    size_t instruction = traceback_instruction(entry);
    const CodeObject *code = entry->frame->code;
    return instruction < code->instruction_count ? code_position(code, instruction) : NULL;
}

CodePosition traceback_position(const TracebackObject *entry)
{
    const CodePosition *position = position_peek(entry);
    if (position && position->line == entry->line)
        return *position;
    uint32_t shown = traceback_line(entry) > 0 ? entry->line : 0;
    return (CodePosition){.line = shown, .end_line = shown, .column = UINT16_MAX, .end_column = UINT16_MAX};
}

static Ref traceback_new(View type UNUSED, View *args)
{
    int32_t offset, line;
    View next = args[0], frame = args[1];
    if (frame->type != TYPE_FRAME)
        return raise_error(TypeError, "TracebackType() argument 'tb_frame' must be frame, not %K", frame);
    if (!object_as_int32(args[2], &offset) || !object_as_int32(args[3], &line))
        return NULL;
    if (next != NONE && next->type != TYPE_TRACEBACK)
        return raise_error(TypeError, "expected traceback object or None, got '%T'", next);
    TracebackObject *entry = gc_new(TYPE_TRACEBACK, sizeof *entry);
    if (!entry)
        return NULL;
    entry->next = next == NONE ? NULL : (TracebackObject *)retain(next);
    entry->frame = (FrameObject *)retain(frame);
    entry->offset = offset;
    entry->line = (uint32_t)line;
    gc_track(AS_OBJECT(entry));
    return AS_OBJECT(entry);
}

static void traceback_finish(View self)
{
    CLEAR(traceback_of(self)->next);
    CLEAR(traceback_of(self)->frame);
}

static void traceback_traverse(View self, Visitor visit, void *context)
{
    VISIT(traceback_of(self)->next);
    VISIT(traceback_of(self)->frame);
}

static const NativeProperty traceback_properties[] = {
    {"tb_next", get_next, set_next, NULL},
    {"tb_frame", get_frame, descriptor_refuse_write, NULL},
    {"tb_lasti", get_lasti, descriptor_refuse_write, NULL},
    {"tb_lineno", get_line, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeFunction traceback_constructor = {"TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)", traceback_new, NULL};

TypeObject traceback_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_TRACEBACK,
    .name = "traceback",
    .doc = "(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nWhere an exception has passed: a frame, the line, and the next one.",
    .size = sizeof(TracebackObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_TRASHCAN,
    .new_native = &traceback_constructor,
    .finish = traceback_finish,
    .traverse = traceback_traverse,
    .properties = traceback_properties,
};
