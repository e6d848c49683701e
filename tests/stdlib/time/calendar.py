"""Calendar time, its text, its zones, and what is no time at all."""
import os
os.environ['TZ']='UTC'
import time
time.tzset()
def t(f,*a):
    try: return f(*a)
    except Exception as e: return repr(e)
for v in ('a',1.5,-1.5,10**20,1e20,float('nan'),float('inf'),2**63-1,-10**11, 10**17,None,[]):
    print(v,t(time.gmtime,v) if v is not None else '',t(time.ctime,v) if v is not None else '', t(time.sleep,v) if v is None or type(v) in (str,list) or v<0 or v!=v or v>1e19 else '')
for a in ((1,),(2020,1,1,0,0,0,0,1,-1),(2020,13,1,0,0,0,0,1,-1),(2020,0,0,0,0,0,0,0,-1),[1],('a',)*9,(2020,1,1,25,0,0,0,1,0),(2020,1,1,2,60,0,0,1,0),(2020,1,1,2,5,62,0,1,0),(2020,1,1,2,5,2,-2,1,0),(2020,1,1,2,5,2,9,367,0),(2020,1,1,2,5,2,9,366,7),(2**31,1,1,0,0,0,0,0,0),(2020,1,32,0,0,0,0,0,0)):
    print(a, t(time.strftime,'%Y-%m-%d %H:%M:%S %a %j %Z',a),t(time.asctime,a),t(time.mktime,a))
print(t(time.strftime,1),t(time.strftime,'a\0b'),t(time.strftime,'é %Y',time.gmtime(0)),t(time.strftime,'%Q %'),t(time.strftime,''),time.get_clock_info('time'),time.get_clock_info('monotonic'),time.get_clock_info('perf_counter'),time.get_clock_info('process_time'),t(time.get_clock_info,'x'), t(time.sleep), t(time.sleep, 1e400), t(time.clock_gettime,99))
print(time.struct_time(range(9)),t(time.struct_time,range(8)),time.struct_time(range(11)).tm_zone,t(time.struct_time,range(12)),time.struct_time(range(9)).__reduce__(),time.gmtime(0).tm_zone,time.gmtime(0)[:3],time.gmtime(0)<time.gmtime(1))
for z in ('Europe/Berlin','America/New_York','Australia/Sydney','UTC'):
    os.environ['TZ']=z; time.tzset(); print(time.timezone,time.altzone,time.daylight,time.tzname,time.localtime(1700000000),time.localtime(1690000000),time.mktime(time.localtime(1690000000)),time.strftime('%c %Z %z',time.localtime(1690000000)))
a=time.monotonic(); time.sleep(0.01); print(time.monotonic()-a>=0.01, time.time()>1e9, type(time.time_ns()), time.perf_counter_ns()>0, time.process_time()>=0,time.thread_time()>=0, time.sleep(0))
print(sorted(set(dir(time))^set('CLOCK_BOOTTIME'.split()))[:0], time.CLOCK_MONOTONIC)
