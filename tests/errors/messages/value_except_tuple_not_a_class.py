try:
    1 / 0
except (ValueError, 'x'):
    pass
