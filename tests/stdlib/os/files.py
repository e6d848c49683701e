"""Files, directories and the environment through os."""
import os
def t(f,*a,**k):
    try: return f(*a,**k)
    except Exception as e: return repr(e), getattr(e,'filename',None), str(e)
class P:
    def __init__(self,p): self.p=p
    def __fspath__(self): return self.p
d=os.path.join(os.environ.get('TMPDIR','/tmp'),'ouro-test-%d'%os.getpid())
os.makedirs(d+'/a/b/c'); os.makedirs(d+'/a/b/c', exist_ok=True)
os.chdir(d); print(os.getcwd()==d, os.getcwdb()==d.encode())
print(t(os.makedirs,'a'))

fd=os.open('f.txt',os.O_RDWR|os.O_CREAT,0o644); print(os.write(fd,b'hello world'), os.lseek(fd,0,os.SEEK_SET), os.read(fd,5), os.read(fd,100), os.read(fd,1)); s=os.fstat(fd); print(s.st_size, s[6], len(s), oct(s.st_mode), isinstance(s,tuple)); os.ftruncate(fd,3); os.close(fd)
print(os.stat('f.txt').st_size, os.path.getsize('f.txt'), os.path.exists('f.txt'), os.path.isfile('f.txt'), os.path.isdir('a'), os.path.islink('f.txt'))
os.symlink('f.txt','l'); os.link('f.txt','h'); print(os.readlink('l'), os.readlink(b'l'), os.lstat('l').st_size, os.path.islink('l'), os.path.realpath('l')==d+'/f.txt', os.stat('h').st_nlink, os.path.samefile('h','f.txt'))
print(sorted(os.listdir()), sorted(os.listdir('.')), sorted(os.listdir(b'.')))
with os.scandir('.') as it:
    for e in sorted(it,key=lambda e:e.name): print(e, e.name, e.path, e.is_dir(), e.is_file(), e.is_symlink(), e.is_file(follow_symlinks=False), e.is_dir() or e.stat().st_size, e.inode()==os.stat(e.path,follow_symlinks=False).st_ino, os.fspath(e))
print([x.path for x in os.scandir(b'a')], [x.path for x in os.scandir('a/')],[x.path for x in os.scandir()][:0])
for r,ds,fs in os.walk('.'): print(r,sorted(ds),sorted(fs))
os.rename('h','k'); os.replace('k','k2'); os.remove('k2'); os.unlink('l'); os.utime('f.txt',(1,2)); print(os.stat('f.txt').st_mtime, os.stat('f.txt').st_atime_ns, os.path.getmtime('f.txt')); os.utime('f.txt',ns=(5,10**9+7)); print(os.stat('f.txt').st_mtime_ns); os.utime('f.txt',(1.5,2.25)); print(os.stat('f.txt').st_mtime_ns)
os.chmod('f.txt',0o600); print(oct(os.stat('f.txt').st_mode), os.access('f.txt',os.R_OK), os.access('g',os.F_OK))
os.removedirs('a/b/c'); print(sorted(os.listdir()))
os.mkdir('caf\xe9'); print(os.listdir('.') and sorted(os.listdir('.')), sorted(os.listdir(b'.'))); os.mkdir(b'\xff\xfe'); print([ascii(x) for x in sorted(os.listdir('.'))], os.path.isdir('\udcff\udcfe')); os.rmdir('\udcff\udcfe')
os.chdir('..'); os.remove(d+'/f.txt'); os.rmdir(d+'/caf\xe9'); os.rmdir(d); print(os.path.exists(d))
os.environ['OURO_X']='1'; print(os.environ['OURO_X'], os.getenv('OURO_X'), os.getenv('NOPE'), os.getenv('NOPE','d')); del os.environ['OURO_X']; print('OURO_X' in os.environ, t(lambda: os.environ['OURO_X']), t(lambda: os.environ.__setitem__(3,4)))
print(os.name, os.sep, os.linesep, os.curdir, os.path.join('a','/b','c'), os.path.split('/a/b'), os.path.splitext('x.tar.gz'), os.path.basename('/q/w'), os.path.dirname('/q/w'), os.path.isabs(os.path.abspath('x')), os.path.normpath('/a/../b//c/.'), os.path.relpath('/a/b','/a/c'), os.path.commonpath(['/a/b','/a/c']), os.path.commonprefix(['abc','abd']))
r,w=os.pipe(); os.write(w,b'xy'); os.close(w); print(os.read(r,10)); q=os.dup(r); os.close(r); os.close(q)
print(os.system('exit 3'), os.waitstatus_to_exitcode(os.system('exit 3')), os.getpid()>0, os.getppid()>0, os.getuid()>=0, len(os.urandom(5)), os.cpu_count()>0, os.uname().sysname, type(os.times()), os.get_terminal_size.__name__, os.terminal_size((80,24)), os.get_exec_path()[:0], os.fsencode('a'), os.fsdecode(b'b'), os.strerror(13))
print(os.fspath('x'), os.fspath(b'x'), os.fspath(P('z')), os.PathLike, isinstance(P('x'),os.PathLike), os.error is OSError, os.stat_result, os.DirEntry)
print(os.path.getsize('/etc/passwd')>0, os.umask(0o22)>=0, os.sched_yield(), [n for n in ('O_RDONLY','O_CREAT','F_OK','SEEK_END','WNOHANG','EX_OK','P_ALL') if not hasattr(os,n)])
try: raise FileNotFoundError(2,'x','y')
except OSError as e: print(e, e.errno, e.filename)
