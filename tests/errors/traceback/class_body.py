class Broken:
    good = 1
    bad = good / 0
