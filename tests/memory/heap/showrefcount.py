"""-X showrefcount: at the end no reference and no block is left."""
x = [[i] for i in range(100)]
x.append(x)
print(len(x))
