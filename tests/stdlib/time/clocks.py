"""time: clocks go forward; sleep sleeps; the calendar of a fixed moment."""
import time

a = time.perf_counter()
m = time.monotonic()
p = time.process_time()
time.sleep(0.01)
print(time.perf_counter() - a >= 0.009, time.monotonic() > m, time.process_time() >= p, time.time() > 1.6e9, type(time.time()).__name__, type(time.perf_counter_ns()).__name__, time.time_ns() > 10 ** 18)
t = time.gmtime(0)
print(t, t.tm_year, t[7], time.strftime("%Y-%m-%d %H:%M:%S", t), time.strftime("%j %a %b", time.gmtime(86400 * 45)), time.asctime(t))
print(time.gmtime(1e9)[:6], time.struct_time((2024, 2, 29, 12, 0, 0, 3, 60, 0)).tm_mday)
for wrong in ("time.sleep(-1)", "time.sleep('a')", "time.gmtime('a')"):
    try:
        eval(wrong)
    except (ValueError, TypeError) as e:
        print(wrong, type(e).__name__, e)
