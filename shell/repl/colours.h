/* colours: values and tracebacks with colours, as long as they go to the terminal itself. */
#ifndef OURO_SHELL_REPL_COLOURS_H
#define OURO_SHELL_REPL_COLOURS_H

/* From now on what sys.displayhook and sys.excepthook write is coloured; colours_stop: no longer. */
void colours_start(void);
void colours_stop(void);

#endif
