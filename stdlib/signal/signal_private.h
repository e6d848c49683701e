/* signal_private: what the files of _signal share. */
#ifndef OURO_STDLIB_SIGNAL_SIGNAL_PRIVATE_H
#define OURO_STDLIB_SIGNAL_SIGNAL_PRIVATE_H

#include "runtime/calls/native.h"
#include "runtime/classes/structseq.h"

/* The number of a signal. False with TypeError, OverflowError or ValueError. */
MUST_USE bool signal_number(View argument, int *number);

extern StructSeqType signal_info_type;

#define SIGNAL_FUNCTION(name) Ref signal_##name(View self, View *args);
SIGNAL_FUNCTION(pthread_kill)
SIGNAL_FUNCTION(pthread_sigmask)
SIGNAL_FUNCTION(sigpending)
SIGNAL_FUNCTION(sigtimedwait)
SIGNAL_FUNCTION(sigwait)
SIGNAL_FUNCTION(sigwaitinfo)
SIGNAL_FUNCTION(valid_signals)
#undef SIGNAL_FUNCTION

#endif
