/* help: the texts of -h and its sisters.
 *
 * -h shows what a page can hold: the options and what may stand behind them. Variables and -X have pages of
 * their own; --help-all shows all three. */
#include "shell/help.h"

#include "stdlib/sys/sys_info.h"

static const char options_text[] = "Options (and the variables that say the same):\n"
                                   "-b     : warn of str(bytes) and of comparing bytes with str or int; -bb: raise\n"
                                   "-B     : write no .pyc files (Ouro never does); PYTHONDONTWRITEBYTECODE=1\n"
                                   "-c cmd : run a command that is given as text; what follows are its arguments\n"
                                   "-d     : debug the parser: sys.flags.debug, no more; PYTHONDEBUG=1\n"
                                   "-E     : ignore the variables PYTHON* and OUROPATH\n"
                                   "-h     : print this page; also -?, --help\n"
                                   "-i     : a prompt after the program, even without a terminal; PYTHONINSPECT=1\n"
                                   "-I     : isolate from the user's surroundings: -E, -P and -s\n"
                                   "-m mod : run a module, or a package's __main__; what follows are its arguments\n"
                                   "-O     : leave out assert statements; __debug__ is False; PYTHONOPTIMIZE=1\n"
                                   "-OO    : leave out docstrings as well; PYTHONOPTIMIZE=2\n"
                                   "-P     : don't put the script's folder on sys.path; PYTHONSAFEPATH=1\n"
                                   "-q     : a prompt without a greeting\n"
                                   "-R     : random hashes, whatever PYTHONHASHSEED says\n"
                                   "-s     : leave out the user's own packages; PYTHONNOUSERSITE=1\n"
                                   "-S     : leave out what module site adds: exit, help, installed packages\n"
                                   "-u     : write stdout and stderr at once; PYTHONUNBUFFERED=1\n"
                                   "-v     : tell of each import; -vv: also where it was looked for; PYTHONVERBOSE=1\n"
                                   "-V     : print the version; -VV: more of it; also --version\n"
                                   "-W arg : what becomes of warnings: action:message:category:module:line;\n"
                                   "         PYTHONWARNINGS=arg,arg\n"
                                   "-x     : skip the first line of the script\n"
                                   "-X opt : an option of this implementation\n"
                                   "--check-hash-based-pycs always|default|never:\n"
                                   "         when .pyc files that name their source by its hash are checked\n"
                                   "--help-env      : print a page on the environment variables\n"
                                   "--help-xoptions : print a page on -X\n"
                                   "--help-all      : print all the pages\n"
                                   "Arguments:\n"
                                   "file   : the program: a script, or a folder or zip file with a __main__.py\n"
                                   "-      : the program comes from stdin (default; at a terminal, a prompt)\n"
                                   "arg ...: the program's arguments, sys.argv[1:]\n";

static const char variables_text[] = "Environment variables (not with -E or -I):\n"
                                     "OUROPATH      : folders between colons, to look for modules in. Module site runs:\n"
                                     "                .pth files there are obeyed, and the user's packages are found\n"
                                     "PYTHONPATH    : folders between colons, to look for modules in\n"
                                     "PYTHONSTARTUP : a script that the prompt runs first\n"
                                     "PYTHONWARNINGS: as -W, several between commas\n"
                                     "PYTHONHASHSEED: random, or a number from which hashes follow\n"
                                     "PYTHONIOENCODING: encoding:errors of stdin, stdout and stderr\n"
                                     "PYTHONBREAKPOINT: what breakpoint() calls; 0: nothing\n"
                                     "PYTHONCOERCECLOCALE: 0: leave a locale that is C alone; warn: say that it was not\n"
                                     "PYTHONMALLOC  : debug: guard and fill the blocks of memory, to find writes past\n"
                                     "                their ends; also malloc, malloc_debug, pymalloc, default\n"
                                     "PYTHONMALLOCSTATS: print statistics of the pools whenever an arena is made,\n"
                                     "                and at exit\n"
                                     "PYTHONTRACEMALLOC=N: as -X tracemalloc=N\n"
                                     "PYTHONINTMAXSTRDIGITS=N: as -X int_max_str_digits=N\n"
                                     "PYTHONUTF8=0|1: as -X utf8\n"
                                     "PYTHONDEVMODE, PYTHONFAULTHANDLER, PYTHONNODEBUGRANGES,\n"
                                     "PYTHONPROFILEIMPORTTIME, PYTHONPYCACHEPREFIX, PYTHONWARNDEFAULTENCODING:\n"
                                     "                as the options -X\n"
                                     "PYTHONDEBUG, PYTHONDONTWRITEBYTECODE, PYTHONINSPECT, PYTHONNOUSERSITE,\n"
                                     "PYTHONOPTIMIZE, PYTHONSAFEPATH, PYTHONUNBUFFERED, PYTHONVERBOSE:\n"
                                     "                as the options with one letter\n"
                                     "Not supported, and refused: PYTHONHOME, PYTHONPLATLIBDIR\n";

static const char x_options_text[] = "Options of this implementation. CPython's:\n"
                                     "-X dev: show all warnings, guard the blocks of memory (PYTHONMALLOC=debug),\n"
                                     "        report crashes, check names of encodings\n"
                                     "-X faulthandler: a program that crashes tells where it was\n"
                                     "-X frozen_modules=on|off: off: os and the like are those of the files\n"
                                     "-X importtime: how long each import takes: alone, and with its own imports\n"
                                     "-X int_max_str_digits=N: the most digits of an int as text; 0: no limit\n"
                                     "-X no_debug_ranges: code without columns; tracebacks without carets\n"
                                     "-X pycache_prefix=PATH: sys.pycache_prefix; Ouro writes no .pyc files\n"
                                     "-X showrefcount: print at exit, and after each statement at the prompt, the\n"
                                     "        sum of all reference counts and the number of memory blocks\n"
                                     "-X tracemalloc[=N[,real]]: trace memory allocations, with N frames for each;\n"
                                     "        sizes are CPython's, or with `real` Ouro's own\n"
                                     "-X utf8[=0|1]: UTF-8 mode: the locale's encoding does not count\n"
                                     "-X warn_default_encoding: warn where a file's encoding is left open\n"
                                     "Ouro's own:\n"
                                     "-X failalloc=N: let the Nth allocation fail; N+: that one and all after it\n"
                                     "-X gcstress: collect at every allocation of a container\n"
                                     "-X reproducible: the same ids, hashes and orders of sets in every run\n"
                                     "-X show=VIEW,...: don't run the program, print what is made of it: tokens (by the\n"
                                     "        lexer), tree (by the parser), scopes (what each name means), code (by\n"
                                     "        the compiler); with `run` among them it runs, and its code is printed\n"
                                     "        afterwards, in the quick forms that it has taken; the same of each\n"
                                     "        statement that is typed\n"
                                     "-X showheap: print at exit how many objects, references and blocks are still\n"
                                     "        live, and the most that ever were\n"
                                     "-X site: run CPython's module site first: .pth files, the user's packages,\n"
                                     "        sitecustomize\n";

void help_usage(FILE *stream, const char *program)
{
    fprintf(stream, "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n", program);
}

void help_options(const char *program)
{
    help_usage(stdout, program);
    fputs(options_text, stdout);
}

void help_variables(void)
{
    fputs(variables_text, stdout);
}

void help_x_options(void)
{
    fputs(x_options_text, stdout);
}

void help_all(const char *program)
{
    help_options(program);
    putchar('\n');
    help_variables();
    putchar('\n');
    help_x_options();
}

void help_version(int how_often)
{
    printf("Python %s\n", how_often > 1 ? sys_version : "3.11.2 (Ouro 0.1)");
}
