/* completion: what Tab offers in the interactive interpreter. */
#ifndef OURO_SHELL_COMPLETION_H
#define OURO_SHELL_COMPLETION_H

#include "runtime/containers/dict.h"

/* Have libedit complete names found in the namespace (borrowed; it must live as long as lines are read). */
void completion_start(DictView namespace);

#endif
