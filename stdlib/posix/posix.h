/* posix: what other modules that make system calls ask of it. */
#ifndef OURO_STDLIB_POSIX_POSIX_H
#define OURO_STDLIB_POSIX_POSIX_H

#include "runtime/life/object.h"

/* os.fspath(object): a str or bytes. NULL with an exception. */
MUST_USE Ref posix_path(View object);

/* The system's bytes as a str: UTF-8, what is not is kept as lone surrogates. */
MUST_USE Ref posix_text(const char *bytes, size_t length);
/* The reverse: a bytes. */
MUST_USE Ref posix_bytes(View text);

/* A str, bytes or path without a zero inside, as a bytes; and its text, borrowed. */
MUST_USE Ref posix_system_text(View argument);
const char *posix_text_of(View bytes);

/* An int, or what the object's fileno() returns. False with TypeError or ValueError. */
MUST_USE bool posix_descriptor(View object, int *fd);

/* A C int. False with TypeError or OverflowError. */
MUST_USE bool posix_int(View argument, int *result);
/* The same with other words, for the number of a process. */
MUST_USE bool posix_process_id(View argument, int *result);

/* A call has failed: raise what errno says, or after EINTR what a signal's handler raised. True: try again. */
MUST_USE bool posix_retry(void);

/* Make a system call that may wait, while other threads run; again after a signal, when its handler has been called.
 * `failed` is what `call` gives on failure; the exception is then set. */
#define POSIX_WAIT(result, failed, call) \
    do {                                 \
        int failure_ = EINTR;            \
        (result) = (failed);             \
        if (interrupt_wait_begin()) {    \
            (result) = (call);           \
            failure_ = errno;            \
        }                                \
        interrupt_wait_end();            \
        errno = failure_;                \
    } while ((result) == (failed) && posix_retry())

#endif
