/* help: what the options -h, --help-env, --help-xoptions, --help-all and -V print. */
#ifndef OURO_SHELL_HELP_H
#define OURO_SHELL_HELP_H

#include <stdio.h>

/* "usage: …": one line. */
void help_usage(FILE *stream, const char *program);

/* All of it on stdout. */
void help_options(const char *program);
void help_variables(void);
void help_x_options(void);
void help_all(const char *program);

/* The version of the language and of Ouro; more of it the more often it is asked for. */
void help_version(int how_often);

#endif
