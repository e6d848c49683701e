/* _warnings: issues warnings, those of C code included. */
#ifndef OURO_STDLIB_WARNINGS_H
#define OURO_STDLIB_WARNINGS_H

/* Let runtime/errors/warnings.h issue through this module. */
void warnings_start(void);

/* No more of them. */
void warnings_stop(void);

#endif
