#include "heapview/commands.h"
int why_command(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return 1;
}
