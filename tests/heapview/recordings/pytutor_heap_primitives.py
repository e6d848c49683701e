# Numbers and texts on the heap, too.
a = 1000
b = a
c = "text"
