zero = 0
table = {
    "a": 1,
    "b": [1, 2, 3][zero + 5],
}
