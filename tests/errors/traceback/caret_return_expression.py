def ratio(a, b):
    return round(a / b, 2)


ratio(1, 0)
