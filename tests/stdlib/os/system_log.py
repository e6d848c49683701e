# syslog: masks, and what arguments are refused. (Where messages arrive is the system's affair.)
import syslog

syslog.openlog('ouro test', syslog.LOG_PID, syslog.LOG_USER)
print(syslog.setlogmask(syslog.LOG_UPTO(syslog.LOG_ERR)), syslog.setlogmask(0), syslog.LOG_MASK(3), syslog.LOG_UPTO(6))
print(syslog.syslog('a message'), syslog.syslog(syslog.LOG_DEBUG, 'another'), syslog.closelog(), syslog.syslog('opens it again'))
for call in [lambda: syslog.openlog(5), lambda: syslog.syslog(1, 2), lambda: syslog.syslog(5), lambda: syslog.setlogmask('a')]:
    try:
        call()
    except TypeError as error:
        print(error)
