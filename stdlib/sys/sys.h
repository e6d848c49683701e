/* sys: the module sys. */
#ifndef OURO_STDLIB_SYS_SYS_H
#define OURO_STDLIB_SYS_SYS_H

#include "vm/module.h"

extern const NativeModule sys_module;

/* What the command line and the environment said, which sys.flags and its neighbours tell. The shell fills it
 * before the start. */
typedef struct SysSettings {
    int inspect, interactive, optimize, no_site, quiet, debug, verbose, bytes_warning;
    bool dont_write_bytecode, warn_default_encoding;
    const char *pycache_prefix; /* NULL: none */
    const char *program;        /* argv[0]; NULL: unknown */
    bool no_user_site, ignore_environment, isolated, dev_mode, utf8_mode, safe_path;
    bool unbuffered;                     /* -u: stdout and stderr are written at once */
    int64_t int_max_str_digits;          /* -1: not given */
    bool (*add_warn_options)(View list); /* fills sys.warnoptions, or NULL */
    bool (*add_x_options)(View dict);    /* fills sys._xoptions, or NULL */
} SysSettings;
extern SysSettings sys_settings;

/* What sys.__interactivehook__() does: the interactive interpreter's history and completion. False with an
 * exception. NULL: nothing. */
extern bool (*sys_prepare_interaction)(void);

/* What sys.displayhook writes for this repr, owned: with colours. NULL: the repr itself. */
extern Ref (*sys_paint_value)(View text);

#endif
