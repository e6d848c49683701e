a = 1
(a if a else 2) = 3
