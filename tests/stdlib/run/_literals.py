import sys
x = 12345.5
print(sys.getrefcount(x), sys.getrefcount(54321.5))
