/* measure: run a command and print its wall time in seconds and its peak memory in KiB. Its output is thrown
 * away.
 *
 * A separate small program, because Linux counts the memory of the process that forks as the child's until it
 * calls exec: started from Python, every child would seem to need Python's ten megabytes. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments)
{
    if (count < 2)
        return 2;
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
        execv(arguments[1], arguments + 1);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return 1;
    printf("%.6f %ld\n", now() - start, usage.ru_maxrss);
    return 0;
}
