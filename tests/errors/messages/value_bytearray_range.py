b = bytearray(1)
b[0] = 300
