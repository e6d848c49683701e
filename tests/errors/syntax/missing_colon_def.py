def function(a, b)
    return a + b
