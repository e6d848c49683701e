/* atexit: for the shell: what is to be done at the end of a program. */
#ifndef OURO_STDLIB_ATEXIT_H
#define OURO_STDLIB_ATEXIT_H

/* Call the registered functions, the last first, and forget them. Exceptions are reported on stderr. */
void atexit_run(void);

#endif
