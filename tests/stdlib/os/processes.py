# fork, exec, wait; programs in new processes by subprocess and posix_spawn.
import os
import subprocess
import sys
import threading


def status_of(run):
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            run()
        finally:
            os._exit(99)
    found, status = os.waitpid(child, 0)
    return found == child, os.waitstatus_to_exitcode(status)


print(status_of(lambda: os._exit(7)), status_of(lambda: os.kill(os.getpid(), 15)), status_of(lambda: os.abort())[1])
print(status_of(lambda: os.execv('/bin/sh', ['sh', '-c', 'exit 5'])))
print(status_of(lambda: os.execve('/bin/sh', ('sh', '-c', 'exit $X'), {'X': '6'})))
print(status_of(lambda: os.execlp('sh', 'sh', '-c', 'exit 4')))
print(os.system('exit 3'), os.popen('echo from popen').read(), end='')

for args in [(1, []), ('/bin/sh', []), ('/bin/sh', ['']), ('/bin/sh', 5), ('/nonexistent', ['a'])]:
    try:
        os.execv(*args)
    except Exception as error:
        print(type(error).__name__, error)
for args in [('/bin/sh', ['a'], 5), ('/bin/sh', ['a'], {'a=b': 'c'}), ('/nonexistent', ['a'], {}), ('/bin/sh', ['a\0'], {})]:
    try:
        os.execve(*args)
    except Exception as error:
        print(type(error).__name__, error)

# around a fork
order = []
os.register_at_fork(before=lambda: order.append('before 1'), after_in_parent=lambda: order.append('parent 1'))
os.register_at_fork(before=lambda: order.append('before 2'), after_in_parent=lambda: order.append('parent 2'), after_in_child=lambda: order.append('child'))
print(status_of(lambda: os._exit(order.index('child'))))
print(order)
for keywords in [{}, {'before': 5}]:
    try:
        os.register_at_fork(**keywords)
    except TypeError as error:
        print(error)


# a thread forks: in the child it is the only one
def fork_here():
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        is_alone = threading.current_thread() is threading.main_thread() and threading.active_count() == 1
        os._exit(is_alone)
    print(os.waitpid(child, 0)[1] >> 8)


thread = threading.Thread(target=fork_here)
thread.start()
thread.join()

print(subprocess.run(['echo', 'hi'], capture_output=True, text=True))
print(subprocess.check_output('echo $X; cat', shell=True, env={'X': '1', 'PATH': os.environ['PATH']}, input=b'abc'))
for keywords in [{'args': ['/nonexistent']}, {'args': ['ls'], 'cwd': '/nonexistent'}, {'args': ['ls'], 'preexec_fn': lambda: 1 / 0},
                 {'args': ['/etc/passwd']}, {'args': ['sleep', '10'], 'timeout': 0.05}]:
    try:
        subprocess.run(**keywords)
    except subprocess.TimeoutExpired:
        print('timeout')
    except (OSError, subprocess.SubprocessError) as error:
        print(type(error).__name__, error)
process = subprocess.Popen(['sleep', '10'], start_new_session=True)
print(os.getsid(process.pid) == process.pid)
process.terminate()
print(process.wait())

# which descriptors a program has: none but those asked for
reader, writer = os.pipe()
script = f'for fd in 0 1 2 {reader} {writer}; do [ -e /dev/fd/$fd ] && echo yes || echo no; done'
for keywords in [{}, {'pass_fds': [writer]}]:
    print(subprocess.run(['sh', '-c', script], stdin=subprocess.DEVNULL, capture_output=True, text=True, **keywords).stdout.split())
print(subprocess.run(['sh', '-c', 'umask; trap'], umask=0o77, capture_output=True).stdout)

child = os.posix_spawn('/bin/echo', ['echo', 'spawned'], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1), (os.POSIX_SPAWN_CLOSE, reader)])
print(os.waitpid(child, 0)[1], os.read(reader, 20))
for keywords in [{'file_actions': 5}, {'file_actions': [()]}, {'file_actions': [(7, 1)]}, {'file_actions': [(1, 2, 3)]}, {'setsigmask': [0]}]:
    try:
        os.posix_spawn('/bin/true', ['true'], {}, **keywords)
    except Exception as error:
        print(type(error).__name__, error)

child = os.fork()
if child == 0:
    os._exit(3)
print(os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT).si_status, os.wait()[1] >> 8)
try:
    os.wait()
except ChildProcessError as error:
    print(error)
print(os.WIFEXITED(0x300), os.WEXITSTATUS(0x300), os.WIFSIGNALED(15), os.WTERMSIG(15), os.WIFSTOPPED(0x137f), os.WSTOPSIG(0x137f), os.WCOREDUMP(0x8f))
