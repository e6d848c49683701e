/* fatal: what no program can go on after: a damaged heap. */
#ifndef OURO_RUNTIME_MEMORY_FATAL_H
#define OURO_RUNTIME_MEMORY_FATAL_H

/* Say on stderr which function found what, where the program is, and abort. */
_Noreturn void fatal_error(const char *function, const char *message);

#endif
