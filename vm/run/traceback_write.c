/* traceback_write: see traceback_write.h.
 *
 * The process may be broken when this runs: it walks over the frames themselves, asks for no memory, and shows no
 * more of a thread than a hundred frames. Where a thread that runs stands in a frame is known as of the last moment
 * at which somebody could have asked. Frames of threads that do not run were put aside with their thread. */
#include "vm/run/traceback_write.h"

#include <stdio.h>
#include <unistd.h>

#include "runtime/life/gc.h"
#include "runtime/text/str.h"
#include "vm/code.h"

enum { FRAMES_SHOWN = 100, THREADS_SHOWN = 100, TEXT_SHOWN = 500 };

void traceback_write_text(int descriptor, const char *text)
{
    size_t length = strlen(text);
    while (length) {
        ssize_t written = write(descriptor, text, length);
        if (written <= 0)
            return;
        text += written;
        length -= (size_t)written;
    }
}

static char digit(unsigned value)
{
    return "0123456789abcdef"[value & 15];
}

/* The number with at least so many digits, to the end of `text`, which has room. */
static char *add_number(char *text, uint64_t number, unsigned base, int digits)
{
    char reversed[32];
    int count = 0;
    do {
        reversed[count++] = digit((unsigned)(number % base));
        number /= base;
    } while (number || count < digits);
    while (count)
        *text++ = reversed[--count];
    *text = 0;
    return text;
}

static void write_number(int descriptor, uint64_t number, unsigned base, int digits)
{
    char text[40];
    add_number(text, number, base, digits);
    traceback_write_text(descriptor, text);
}

/* What is not ASCII is escaped, as in a str's ascii(). */
static void write_name(int descriptor, View name)
{
    StrView text = str_view(name);
    size_t shown = text->length < TEXT_SHOWN ? text->length : TEXT_SHOWN;
    char piece[16];
    for (size_t i = 0; i < shown; i++) {
        Character c = str_at(text, i);
        char *end = piece;
        if (c >= ' ' && c < 127) {
            *end++ = (char)c;
            *end = 0;
        } else {
            *end++ = '\\';
            *end++ = c < 0x100 ? 'x' : c < 0x10000 ? 'u' : 'U';
            add_number(end, c, 16, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
        }
        traceback_write_text(descriptor, piece);
    }
    if (shown < text->length)
        traceback_write_text(descriptor, "...");
}

static void write_frames(int descriptor, const Frame *frame)
{
    int shown = 0;
    for (; frame && frame->code; frame = frame_previous(frame)) {
        if (!frame->pc)
            continue;
        if (shown++ == FRAMES_SHOWN) {
            traceback_write_text(descriptor, "  ...\n");
            return;
        }
        traceback_write_text(descriptor, "  File \"");
        write_name(descriptor, frame->code->filename);
        traceback_write_text(descriptor, "\", line ");
        write_number(descriptor, code_position(frame->code, (size_t)(frame->pc - frame->code->instructions))->line, 10, 1);
        traceback_write_text(descriptor, " in ");
        write_name(descriptor, frame->code->name);
        traceback_write_text(descriptor, "\n");
    }
    if (shown == 0)
        traceback_write_text(descriptor, "  <no Python frame>\n");
}

static const Frame *frames_of(const ThreadState *state)
{
    return state == thread_self ? vm.current : state->vm.current;
}

static void write_thread(int descriptor, const ThreadState *state, bool is_current)
{
    traceback_write_text(descriptor, is_current ? "Current thread 0x" : "Thread 0x");
    write_number(descriptor, (uint64_t)state->handle, 16, 16);
    traceback_write_text(descriptor, " (most recent call first):\n");
    if (state == thread_self && gc_state.collecting)
        traceback_write_text(descriptor, "  Garbage-collecting\n");
    write_frames(descriptor, frames_of(state));
}

void traceback_write(int descriptor)
{
    traceback_write_text(descriptor, "Stack (most recent call first):\n");
    write_frames(descriptor, frames_of(threads_own()));
}

void traceback_write_all(int descriptor, bool is_outside)
{
    const ThreadState *state = threads_first(), *own = threads_own();
    while (state->next)
        state = state->next;
    for (int shown = 0; state; state = state->previous) {
        if (shown)
            traceback_write_text(descriptor, "\n");
        if (shown++ == THREADS_SHOWN) {
            traceback_write_text(descriptor, "...\n");
            return;
        }
        write_thread(descriptor, state, state == own && !is_outside);
    }
}
