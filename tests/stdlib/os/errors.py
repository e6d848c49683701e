"""What the functions of os say when they fail."""
import os
def t(f,*a,**k):
    try: return f(*a,**k)
    except Exception as e: return repr(e), getattr(e,'filename',None), str(e)
class P:
    def __init__(self,p): self.p=p
    def __fspath__(self): return self.p
for x in (t(os.stat,'a\0b'),t(os.stat,b'a\0b'),t(os.stat,[]),t(os.mkdir,3),t(os.mkdir,[]),t(os.listdir,[]),t(os.chdir,[]),t(os.open,3.5,0),t(os.stat,P(3)),t(os.stat,P('nope')),t(os.stat,b'nope'),t(os.stat,99),t(os.rename,'a-nope','b'),t(os.listdir,'nope'),t(os.scandir,'nope'),t(os.fspath,3),t(os.fspath,P(3)),t(os.close,99),t(os.close,'a'),t(os.mkdir,'/tmp'),t(os.rmdir,'/tmp/nope'),t(os.read,0,-1),t(os.write,1,'x'),t(os.open,'nope',0),t(os.symlink,'a','/nope/b'),t(os.kill,99999999,0),t(os.access,3.3,1),t(os.unlink,'/tmp'),t(os.putenv,'a=b','c'),t(os.unsetenv,'a=b'),t(os.strerror,2),t(os.get_terminal_size,98),t(os.urandom,-1),t(os.remove,[]),t(os.replace,[],1),t(os.stat,2**40),t(os.lseek,99,0,0),t(os.readlink,'/tmp'),t(os.stat),t(os.stat,1,2),t(os.rename,'a',None),t(os.utime,'nope'),t(os.utime,'/tmp',3),t(os.chmod,'nope',0o7),t(os.system,3),t(os.open,'x',0,dir_fd='a')): print(x)
