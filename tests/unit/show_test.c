/* Tests of -X show: which words it takes, and what it refuses. */
#include <criterion/criterion.h>

#include "shell/options.h"
#include "shell/show.h"

/* The exit status that the command line `ouro -X WORD -c 1` is refused with, or -1; *show is what it asks
 * for. */
static int parsed(const char *word, unsigned *show)
{
    static char name[] = "ouro", x[] = "-X", c[] = "-c", command[] = "1";
    char *arguments[] = {name, x, (char *)(uintptr_t)word, c, command, NULL};
    Options options;
    int status = options_parse(5, arguments, &options);
    *show = options.show;
    free(options.warnings);
    return status;
}

Test(show, words_between_commas_name_the_views)
{
    unsigned show;
    cr_assert_eq(parsed("show=tokens", &show), -1);
    cr_assert_eq(show, SHOW_TOKENS);
    cr_assert_eq(parsed("show=tree,code", &show), -1);
    cr_assert_eq(show, SHOW_TREE | SHOW_CODE);
    cr_assert_eq(parsed("show=run,scopes,scopes", &show), -1);
    cr_assert_eq(show, SHOW_SCOPES | SHOW_RUN);
}

Test(show, what_is_no_view_is_refused)
{
    static const char *const wrong[] = {"show", "show=", "show=frames", "show=tree,", "show=tree,,code", "show=treecode", "show=run"};
    unsigned show;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_eq(parsed(wrong[i], &show), 2, "%s", wrong[i]);
}
